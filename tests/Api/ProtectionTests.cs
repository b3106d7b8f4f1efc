using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Maillage.Api;
using Maillage.Api.Protection;
using Maillage.Tests.Support;

namespace Maillage.Tests.Api;

/// <summary>What keeps one reader from taking the answers of others, and what proxies and supervisors need.</summary>
public sealed class ProtectionTests
{
    private static HttpClient Client => Territoire.Current.Client;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_address_has_so_many_requests_a_minute_and_waits_for_the_next()
    {
        var clock = new HorlogeReglee(new DateTimeOffset(2026, 11, 22, 10, 0, 12, TimeSpan.Zero));
        await using var atelier = new Atelier();
        await atelier.Store.MigrateAsync(Cancellation);
        await using var noeud = await Noeud.StartAsync(atelier.Store, new ServerOptions { Quota = new RequestQuota(3), Clock = clock });
        for (var left = 2; left >= 0; left--)
        {
            using var answer = await AskAsync(noeud, "/api/v1/lieux");
            Assert.Equal($"\"adresse\";r={left};t={60 - clock.Now.Second}", Assert.Single(answer.Headers.GetValues("RateLimit")));
            Assert.Equal("\"adresse\";q=3;w=60", Assert.Single(answer.Headers.GetValues("RateLimit-Policy")));
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }

        using var refused = await AskAsync(noeud, "/api/v1/lieux");
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.Equal("/problemes/trop-de-demandes", JsonNode.Parse(await refused.Content.ReadAsStringAsync(Cancellation))!["type"]!.GetValue<string>());
        Assert.Equal(60 - clock.Now.Second, refused.Headers.RetryAfter?.Delta?.TotalSeconds);

        // Another address has its own, behind a proxy of this machine; supervisors are never refused.
        using var other = await AskAsync(noeud, "/api/v1/lieux", "203.0.113.9");
        Assert.Equal(HttpStatusCode.OK, other.StatusCode);
        using var health = await AskAsync(noeud, "/sante/vive");
        Assert.Equal(HttpStatusCode.OK, health.StatusCode);

        clock.Now += TimeSpan.FromMinutes(1);
        using var again = await AskAsync(noeud, "/api/v1/lieux");
        Assert.Equal(HttpStatusCode.OK, again.StatusCode);
    }

    [Fact]
    public async Task Who_asks_is_told_by_the_known_proxies_in_line_and_the_name_of_the_service_by_none()
    {
        await using var atelier = new Atelier();
        await atelier.ImportAsync(Atelier.Annuaire(Atelier.Record("a"), Atelier.Record("b")));
        var proxies = TrustedProxies.Read("198.51.100.0/24") ?? throw new InvalidOperationException();
        await using var noeud = await Noeud.StartAsync(atelier.Store, new ServerOptions { Quota = new RequestQuota(10), Proxies = proxies, Clock = new HorlogeReglee(DateTimeOffset.UtcNow) });

        // Two known proxies, and what the reader wrote itself before them.
        Assert.Equal("9", await LeftAsync("203.0.113.9, 198.51.100.7"));
        Assert.Equal("8", await LeftAsync("10.9.8.7, 203.0.113.9, 198.51.100.8, 198.51.100.7"));
        Assert.Equal("9", await LeftAsync("203.0.113.10, 198.51.100.7"));
        // One that is not known is who asks.
        Assert.Equal("9", await LeftAsync("203.0.113.9, 192.0.2.1"));
        Assert.Equal("8", await LeftAsync("203.0.113.200, 192.0.2.1"));

        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/lieux?limite=1") { Headers = { { "X-Forwarded-Host", "ailleurs.example" }, { "X-Forwarded-Proto", "https" }, { "X-Forwarded-For", "203.0.113.9" } } };
        request.Headers.Host = "lieux.exemple.fr";
        using var answer = await noeud.Client.SendAsync(request, Cancellation);
        Assert.StartsWith("https://lieux.exemple.fr/api/v1/lieux?", JsonNode.Parse(await answer.Content.ReadAsStringAsync(Cancellation))!["suivant"]!.GetValue<string>(), StringComparison.Ordinal);

        async Task<string> LeftAsync(string behind)
        {
            using var counted = await AskAsync(noeud, "/api/v1/lieux", behind);
            return Assert.Single(counted.Headers.GetValues("RateLimit")).Split("r=")[1].Split(';')[0];
        }
    }

    [Fact]
    public void Addresses_of_one_network_of_the_sixth_version_are_one_and_those_of_the_fourth_are_not()
    {
        var counter = new RequestCounter(new RequestQuota(10), new HorlogeReglee(default));
        Assert.Equal(9, counter.Count(IPAddress.Parse("2001:db8::1")).Left);
        Assert.Equal(8, counter.Count(IPAddress.Parse("2001:db8::ffff:1")).Left);
        Assert.Equal(9, counter.Count(IPAddress.Parse("2001:db8:0:1::1")).Left);
        Assert.Equal(9, counter.Count(IPAddress.Parse("192.0.2.1")).Left);
        Assert.Equal(9, counter.Count(IPAddress.Parse("192.0.2.2")).Left);
        Assert.Equal(8, counter.Count(IPAddress.Parse("::ffff:192.0.2.1")).Left);
        Assert.Equal(9, counter.Count(null).Left);
    }

    [Theory]
    [InlineData("br")]
    [InlineData("gzip")]
    public async Task Answers_are_compressed_for_who_accepts_it(string coding)
    {
        const string path = "/api/v1/lieux?limite=200";
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.AcceptEncoding.Add(new StringWithQualityHeaderValue(coding));
        using var answer = await Client.SendAsync(request, Cancellation);
        Assert.Equal(coding, Assert.Single(answer.Content.Headers.ContentEncoding));
        Assert.Equal(["Accept", "Accept-Encoding"], answer.Headers.Vary);

        await using var body = await answer.Content.ReadAsStreamAsync(Cancellation);
        await using Stream plain = coding == "br" ? new BrotliStream(body, CompressionMode.Decompress) : new GZipStream(body, CompressionMode.Decompress);
        Assert.Equal(await Client.GetStringAsync(path, Cancellation), await new StreamReader(plain).ReadToEndAsync(Cancellation));
    }

    [Theory]
    [InlineData("/api/v1/lieux")]
    [InlineData("/api/v1/lieux.csv")]
    [InlineData("/api/v1/demarches")]
    [InlineData("/api/v1/territoires/communes/04070")]
    public async Task Caches_are_told_what_an_answer_depends_on_and_when_it_changed(string path)
    {
        using var answer = await Client.GetAsync(path, Cancellation);
        Assert.Contains("Accept-Encoding", answer.Headers.Vary);
        Assert.NotNull(answer.Content.Headers.LastModified);
        Assert.NotNull(answer.Headers.ETag);
        Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
    }

    [Theory]
    [InlineData("/api/v1/lieux", "GET")]
    [InlineData("/api/v1/validation", "POST")]
    public async Task Options_say_which_methods_there_are(string path, string method)
    {
        using var request = new HttpRequestMessage(HttpMethod.Options, path);
        using var answer = await Client.SendAsync(request, Cancellation);
        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        Assert.Contains("OPTIONS", answer.Content.Headers.Allow);
        Assert.Contains(method, answer.Content.Headers.Allow);
    }

    [Fact]
    public async Task Metrics_count_requests_by_route_and_outcome_and_tell_of_the_sources()
    {
        await using var atelier = new Atelier();
        await atelier.Store.MigrateAsync(Cancellation);
        await using var noeud = await Noeud.StartAsync(atelier.Store, new ServerOptions());
        foreach (var path in (string[])["/api/v1/lieux", "/api/v1/lieux?types=mairie", "/api/v1/lieux?limite=0", "/nulle-part"])
        {
            using var answer = await AskAsync(noeud, path);
        }

        var text = await noeud.Client.GetStringAsync("/metrics", Cancellation);
        Assert.Contains("maillage_requests_total{route=\"/api/v1/lieux\",statut=\"200\"} 2\n", text, StringComparison.Ordinal);
        Assert.Contains("maillage_requests_total{route=\"/api/v1/lieux\",statut=\"400\"} 1\n", text, StringComparison.Ordinal);
        Assert.Contains("maillage_requests_total{route=\"\",statut=\"404\"} 1\n", text, StringComparison.Ordinal);
        Assert.Contains("maillage_request_duration_seconds_bucket{route=\"/api/v1/lieux\",le=\"+Inf\"} 3\n", text, StringComparison.Ordinal);
        Assert.Contains("maillage_version 0\n", text, StringComparison.Ordinal);

        var ofTheSample = await Client.GetStringAsync("/metrics", Cancellation);
        Assert.Contains("maillage_source_age_seconds{source=\"annuaire-04\"} ", ofTheSample, StringComparison.Ordinal);
        Assert.Contains("maillage_source_last_run{source=\"annuaire-04\"} 1\n", ofTheSample, StringComparison.Ordinal);
        Assert.Contains("maillage_lieux 401\n", ofTheSample, StringComparison.Ordinal);
    }

    private static async Task<HttpResponseMessage> AskAsync(Noeud noeud, string path, string? behind = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (behind is not null)
        {
            request.Headers.Add("X-Forwarded-For", behind);
        }

        return await noeud.Client.SendAsync(request, Cancellation);
    }
}
