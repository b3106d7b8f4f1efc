using System.Net;
using System.Net.Http.Headers;
using Maillage.Tests.Support;

namespace Maillage.Tests.Api;

/// <summary>What any answer says, whatever was asked: what caches, browsers and copies rely on.</summary>
public sealed class EveryAnswerTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static HttpClient Client => Territoire.Current.Client;

    [Theory]
    [InlineData("/api/v1/lieux?limite=1", 200)]
    [InlineData("/api/v1/lieux?limit=1", 400)]
    [InlineData("/api/v1/lieux/inconnu", 404)]
    [InlineData("/api/v1/exports/lieux-france.csv", 307)]
    [InlineData("/schemas/lieu/1.0.0/json-schema.json", 200)]
    [InlineData("/problemes/parametre-inconnu", 200)]
    [InlineData("/openapi.yaml", 200)]
    [InlineData("/nulle-part", 404)]
    public async Task Says_its_version_and_is_open_to_any_site_whoever_asked_first(string address, int status)
    {
        // Exports are there.
        _ = await ExportsTests.ManifestAsync();
        using var handler = new HttpClientHandler { AllowAutoRedirect = false };
        using var client = new HttpClient(handler) { BaseAddress = Client.BaseAddress };
        using var answer = await client.GetAsync(address, Cancellation);
        Assert.Equal((HttpStatusCode)status, answer.StatusCode);
        Assert.Equal("*", Assert.Single(answer.Headers.GetValues("Access-Control-Allow-Origin")));
        Assert.Equal("*", Assert.Single(answer.Headers.GetValues("Access-Control-Expose-Headers")));
        Assert.True(long.Parse(Assert.Single(answer.Headers.GetValues("Maillage-Version")), System.Globalization.CultureInfo.InvariantCulture) > 0);
    }

    [Theory]
    [InlineData("/openapi.json", "no-cache")]
    [InlineData("/schemas/lieu/1.0.0/table-schema.json", "public, max-age=86400")]
    [InlineData("/schemas/lieu/1.0.0/", "no-cache")]
    [InlineData("/problemes/parametre-inconnu", "no-cache")]
    [InlineData("/verifier", "no-cache")]
    public async Task Pages_and_schemas_are_asked_again_by_their_tag(string address, string kept)
    {
        using var first = await Client.GetAsync(address, Cancellation);
        Assert.Equal(kept, string.Join(", ", first.Headers.GetValues("Cache-Control").SelectMany(value => value.Split(", ")).OrderByDescending(value => value, StringComparer.Ordinal)));
        Assert.Contains("Accept-Encoding", first.Headers.Vary);
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.IfNoneMatch.Add(first.Headers.ETag ?? throw new InvalidOperationException(address));
        using var again = await Client.SendAsync(request, Cancellation);
        Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
        using var head = await Client.SendAsync(new HttpRequestMessage(HttpMethod.Head, address), Cancellation);
        Assert.Equal((HttpStatusCode.OK, first.Headers.ETag), (head.StatusCode, head.Headers.ETag));
        Assert.Empty(await head.Content.ReadAsByteArrayAsync(Cancellation));
    }

    [Fact]
    public async Task Only_a_get_has_parts_and_only_of_bytes_and_an_export_names_its_schema()
    {
        _ = await ExportsTests.ManifestAsync();
        const string address = "/api/v1/exports/lieux-france.csv";
        Assert.Equal(HttpStatusCode.PartialContent, await StatusAsync(HttpMethod.Get, "bytes=0-9"));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(HttpMethod.Get, "lines=1-2"));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(HttpMethod.Head, "bytes=0-9"));
        using var whole = await Client.GetAsync(address, Cancellation);
        Assert.Contains("</schemas/lieu/1.0.0/table-schema.json>; rel=\"describedby\"", Assert.Single(whole.Headers.GetValues("Link")), StringComparison.Ordinal);

        async Task<HttpStatusCode> StatusAsync(HttpMethod method, string range)
        {
            using var request = new HttpRequestMessage(method, address) { Headers = { Range = RangeHeaderValue.Parse(range) } };
            using var answer = await Client.SendAsync(request, Cancellation);
            return answer.StatusCode;
        }
    }

    [Fact]
    public async Task What_is_allowed_is_the_same_to_who_asks_and_to_who_is_refused()
    {
        using var asked = await Client.SendAsync(new HttpRequestMessage(HttpMethod.Options, "/api/v1/lieux"), Cancellation);
        using var refused = await Client.PutAsync("/api/v1/lieux", null, Cancellation);
        Assert.Equal((HttpStatusCode.NoContent, HttpStatusCode.MethodNotAllowed), (asked.StatusCode, refused.StatusCode));
        Assert.Equal(["GET", "HEAD", "OPTIONS"], asked.Content.Headers.Allow);
        Assert.Equal(asked.Content.Headers.Allow, refused.Content.Headers.Allow);
    }
}
