using System.Formats.Tar;
using System.Globalization;
using System.IO.Compression;
using System.Text;
using Maillage.Importers;
using Maillage.Importers.Fetch;
using Maillage.Tests.Support;
using Microsoft.AspNetCore.Http;
using static Maillage.Tests.Support.Atelier;

namespace Maillage.Tests.Importers.Fetch;

/// <summary>What servers and files do wrong: a clear error, the last good data still there, and a next run that recovers.</summary>
public sealed class FaultTests
{
    private static readonly string Good = Annuaire(Enumerable.Range(0, 10).Select(rank => Record($"r{rank}")));
    private static readonly string Better = Annuaire(Enumerable.Range(0, 11).Select(rank => Record($"r{rank}")));

    [Fact]
    public async Task A_server_in_trouble_is_asked_again()
    {
        await using var moisson = await Moisson.StartAsync(Good);
        moisson.Server.Answers(500).Answers(503);
        var report = await moisson.ImportAsync();

        Assert.Null(report.Failure);
        Assert.Equal(10, report.Published);
        Assert.Equal(["essai 1 : il répond 500", "essai 2 : il répond 503"], report.Fetch.Remarks);
    }

    [Fact]
    public async Task A_download_that_was_cut_is_resumed()
    {
        await using var moisson = await Moisson.StartAsync(Good);
        moisson.Server.CutsAt(1_000);
        var report = await moisson.ImportAsync();

        Assert.Null(report.Failure);
        var (_, headers) = moisson.Server.Requests.Last();
        Assert.Equal(("bytes=1000-", "\"v1\""), (headers["Range"], headers["If-Range"]));
        Assert.Equal(moisson.Server.Content.Length, report.Fetch.Received);
        Assert.Equal(Good, await File.ReadAllTextAsync(moisson.Kept.Single(), TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData(false, "\"v1\"")]
    [InlineData(true, "W/\"v1\"")]
    [InlineData(true, null)]
    public async Task A_download_that_cannot_be_resumed_begins_again(bool hasRanges, string? etag)
    {
        await using var moisson = await Moisson.StartAsync(Good);
        moisson.Server.HasRanges = hasRanges;
        moisson.Server.Etag = etag;
        moisson.Server.CutsAt(1_000);

        Assert.Null((await moisson.ImportAsync()).Failure);
        Assert.Equal(Good, await File.ReadAllTextAsync(moisson.Kept.Single(), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_file_that_changed_between_two_parts_is_not_made_of_both()
    {
        await using var moisson = await Moisson.StartAsync(Good);
        moisson.Server.CutsAt(1_000, times: 3);
        Assert.Equal("telechargement_echoue", (await moisson.ImportAsync()).Failure?.Issue.Code.Code);
        moisson.Server.Publish(Better, "\"v2\"");
        Assert.Null((await moisson.ImportAsync()).Failure);

        Assert.Equal("\"v1\"", moisson.Server.Requests.Last().Headers["If-Range"]);
        Assert.Equal(11, (await moisson.NamesAsync()).Count);
    }

    [Fact]
    public async Task A_server_that_gives_a_part_of_another_version_is_not_believed()
    {
        await using var moisson = await Moisson.StartAsync(Good);
        moisson.Server.IgnoresIfRange = true;
        moisson.Server.CutsAt(1_000, times: 3);
        await moisson.ImportAsync();
        // As long as the other, to the byte.
        var other = Good.Replace("Mairie r", "Accueil ", StringComparison.Ordinal);
        Assert.Equal(Good.Length, other.Length);
        moisson.Server.Publish(other, "\"v2\"");
        Assert.Null((await moisson.ImportAsync()).Failure);

        Assert.All(await moisson.NamesAsync(), name => Assert.StartsWith("Accueil", name, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_copy_that_is_served_stays_whatever_is_refused_after_it()
    {
        await using var moisson = await Moisson.StartAsync(Good);
        moisson.Keys = moisson.Keys with { Copies = 1 };
        await moisson.ImportAsync();
        var good = Assert.Single(moisson.Kept);
        foreach (var version in (int[])[2, 3, 4])
        {
            moisson.Server.Publish(Annuaire(Enumerable.Range(0, 2).Select(rank => Record($"r{version}{rank}"))), $"\"v{version}\"");
            Assert.NotNull((await moisson.ImportAsync()).Failure);
        }

        Assert.Equal(2, moisson.Kept.Count);
        Assert.Equal(Good, await File.ReadAllTextAsync(good, TestContext.Current.CancellationToken));
        moisson.Server.Publish(Better, "\"v5\"");
        Assert.Null((await moisson.ImportAsync()).Failure);
        moisson.Server.Publish(Good, "\"v6\"");
        await moisson.ImportAsync();
        Assert.DoesNotContain(good, moisson.Kept);
    }

    [Theory]
    [InlineData("\"v1\"", null, "If-None-Match")]
    [InlineData(null, "Tue, 14 Jul 2026 05:00:00 GMT", "If-Modified-Since")]
    public async Task What_did_not_change_is_not_downloaded_and_its_copy_is_read(string? etag, string? lastModified, string asked)
    {
        await using var moisson = await Moisson.StartAsync(Good);
        (moisson.Server.Etag, moisson.Server.LastModified) = (etag, lastModified);
        await moisson.ImportAsync();
        var report = await moisson.ImportAsync();

        Assert.Null(report.Failure);
        Assert.Equal((true, 0, 10, 10), (report.Fetch.IsUnchanged, report.Fetch.Received, report.Published, report.Unchanged));
        Assert.Equal(etag ?? lastModified, moisson.Server.Requests.Last().Headers[asked]);
        Assert.Single(moisson.Kept);
    }

    [Fact]
    public async Task The_pause_that_a_server_asks_for_is_made()
    {
        var clock = new HorlogePressee();
        await using var moisson = await Moisson.StartAsync(Good, clock);
        moisson.Server.Answers(429, retryAfter: "7");

        Assert.Null((await moisson.ImportAsync()).Failure);
        Assert.Contains(TimeSpan.FromSeconds(7), clock.Pauses);
    }

    [Fact]
    public async Task A_server_that_asks_for_too_long_a_pause_is_left_alone()
    {
        await using var moisson = await Moisson.StartAsync(Good);
        moisson.Server.Answers(429, retryAfter: "3600");
        var report = await moisson.ImportAsync();

        Assert.Equal("il répond 429 ; il demande d'attendre 60 min", report.Failure?.Issue.Value);
        Assert.Single(moisson.Server.Requests);
    }

    private static readonly List<(string Code, string Said, int Asked, Action<FauxServeur> Make)> KnownTroubles =
    [
        ("telechargement_echoue", "il répond 500 ; 3 essais", 3, server => server.Answers(500, times: 3)),
        ("telechargement_echoue", "il répond 404", 1, server => server.Answers(404)),
        ("telechargement_echoue", "il répond 403 : l'accès demande sans doute un jeton", 1, server => server.Answers(403)),
        ("telechargement_echoue", "il s'est interrompu à", 3, server => server.CutsAt(1_000, times: 3)),
        ("redirection_refusee", "plus de 10 redirections de suite", 11, server => Again(server, 11, context => context.Response.Redirect("/donnees.json"))),
        ("redirection_refusee", "redirection vers ftp:", 1, server => Again(server, 1, context => context.Response.Redirect("ftp://127.0.0.1/x"))),
        ("redirection_refusee", "redirection sans adresse", 1, server => Again(server, 1, context => context.Response.StatusCode = 302)),
        ("fichier_html", "type text/html", 1, server => Again(server, 1, context => context.Response.ContentType = "text/html; charset=utf-8")),
        ("fichier_illisible", "encodage zstd", 1, server => Again(server, 1, context => context.Response.Headers.ContentEncoding = "zstd")),
        ("archive_trop_grosse", "plus de 4 Go", 1, server => server.Accidents.Enqueue(context =>
            {
                context.Response.ContentLength = 5_000_000_000;
                return context.Response.StartAsync();
            })),
    ];

    public static TheoryData<int> Troubles() => [.. Enumerable.Range(0, KnownTroubles.Count)];

    [Theory]
    [MemberData(nameof(Troubles))]
    public async Task A_download_that_fails_changes_nothing_and_the_next_one_recovers(int trouble)
    {
        var (code, said, asked, make) = KnownTroubles[trouble];
        await using var moisson = await Moisson.StartAsync(Good);
        await moisson.ImportAsync();
        moisson.Server.Publish(Better, "\"v2\"");
        make(moisson.Server);
        var report = await moisson.ImportAsync();

        Assert.Equal((code, 1 + asked), (report.Failure?.Issue.Code.Code, moisson.Server.Requests.Count));
        Assert.Contains(said, report.Failure?.ToString(), StringComparison.Ordinal);
        Assert.Equal(10, (await moisson.NamesAsync()).Count);

        Assert.Null((await moisson.ImportAsync()).Failure);
        Assert.Equal(11, (await moisson.NamesAsync()).Count);
    }

    public static TheoryData<string, byte[]> BadFiles() => new()
    {
        { "archive_dangereuse", Membres.Zip(("../annuaire.json", Encoding.UTF8.GetBytes(Better))) },
        { "archive_dangereuse", Membres.TarWith(TarEntryType.SymbolicLink, "annuaire.json", "/etc/passwd") },
        { "fichier_tronque", Gzip(Better)[..^9] },
        { "fichier_html", "<!doctype html><title>Maintenance</title>"u8.ToArray() },
        { "fichier_vide", [] },
        { "fichier_tronque", Encoding.UTF8.GetBytes(Better[..^5]) },
        { "baisse_suspecte", Encoding.UTF8.GetBytes(Annuaire(Enumerable.Range(0, 4).Select(rank => Record($"r{rank}")))) },
        { "ids_changes", Encoding.UTF8.GetBytes(Annuaire(Enumerable.Range(0, 10).Select(rank => Record($"autre{rank}")))) },
        { "source_videe", Encoding.UTF8.GetBytes(Annuaire()) },
    };

    [Theory]
    [MemberData(nameof(BadFiles))]
    public async Task A_file_that_cannot_be_trusted_changes_nothing_and_the_next_one_recovers(string code, byte[] bad)
    {
        await using var moisson = await Moisson.StartAsync(Good);
        await moisson.ImportAsync();
        (moisson.Server.Content, moisson.Server.Etag) = (bad, "\"v2\"");
        Assert.Equal(code, (await moisson.ImportAsync()).Failure?.Issue.Code.Code);
        Assert.Equal(10, (await moisson.NamesAsync()).Count);
        // The same again, downloaded or not: the same refusal.
        Assert.Equal(code, (await moisson.ImportAsync()).Failure?.Issue.Code.Code);

        moisson.Server.Publish(Better, "\"v3\"");
        Assert.Null((await moisson.ImportAsync()).Failure);
        Assert.Equal(11, (await moisson.NamesAsync()).Count);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Ten_gigabytes_in_ten_megabytes_are_refused_before_they_are_made(bool onTheWay)
    {
        await using var moisson = await Moisson.StartAsync(Good);
        await moisson.ImportAsync();
        // Blanks, which a reader of JSON passes over: a hundred megabytes in a hundred kilobytes, a hundred times.
        var blanks = new byte[100_000_000];
        blanks.AsSpan().Fill((byte)' ');
        var member = Membres.Gzip(blanks, CompressionLevel.SmallestSize);
        Assert.InRange(member.Length, 1, 110_000);
        moisson.Server.Accidents.Enqueue(async context =>
        {
            context.Response.ContentType = "application/json";
            context.Response.Headers.ContentEncoding = onTheWay ? "gzip" : default;
            for (var count = 0; count < 100; count++)
            {
                await context.Response.Body.WriteAsync(member);
            }
        });
        var report = await moisson.ImportAsync();

        Assert.Equal("archive_trop_grosse", report.Failure?.Issue.Code.Code);
        Assert.Contains("se décompresse comme un piège", report.Failure?.ToString(), StringComparison.Ordinal);
        Assert.Equal(10, (await moisson.NamesAsync()).Count);
        Assert.Null((await moisson.ImportAsync()).Failure);
    }

    [Fact]
    public async Task What_was_refused_may_be_accepted_without_being_downloaded_again()
    {
        await using var moisson = await Moisson.StartAsync(Good);
        await moisson.ImportAsync();
        moisson.Server.Publish(Annuaire(Enumerable.Range(0, 10).Select(rank => Record($"autre{rank}"))), "\"v2\"");
        var refused = await moisson.ImportAsync();
        var accepted = await moisson.ImportAsync(new ImportOptions { AcceptDrop = true });

        Assert.Equal("10 lieux retirés sur 10, 10 créés, seuil 20 %", refused.Failure?.Issue.Value);
        Assert.Null(accepted.Failure);
        Assert.True(accepted.Fetch.IsUnchanged);
        Assert.Contains("Mairie autre0", await moisson.NamesAsync());
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    [InlineData("deflate")]
    public async Task An_answer_compressed_on_the_way_is_the_file_itself(string coding)
    {
        await using var moisson = await Moisson.StartAsync(Good);
        moisson.Server.Accidents.Enqueue(async context =>
        {
            context.Response.Headers.ContentEncoding = coding;
            await using Stream compressed = coding switch
            {
                "gzip" => new GZipStream(context.Response.Body, CompressionLevel.Fastest),
                "br" => new BrotliStream(context.Response.Body, CompressionLevel.Fastest),
                _ => new ZLibStream(context.Response.Body, CompressionLevel.Fastest),
            };
            await compressed.WriteAsync(Encoding.UTF8.GetBytes(Good));
        });

        Assert.Null((await moisson.ImportAsync()).Failure);
        Assert.Equal(Good, await File.ReadAllTextAsync(moisson.Kept.Single(), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task The_last_copies_are_kept_and_a_rehearsal_keeps_none()
    {
        await using var moisson = await Moisson.StartAsync(Good);
        moisson.Keys = moisson.Keys with { Copies = 2 };
        Assert.Null((await moisson.ImportAsync(new ImportOptions { DryRun = true })).Failure);
        Assert.False(Directory.Exists(moisson.Copies));

        for (var version = 2; version < 6; version++)
        {
            moisson.Server.Publish(Annuaire(Enumerable.Range(0, 10 + version).Select(rank => Record($"r{rank}"))), string.Create(CultureInfo.InvariantCulture, $"\"v{version}\""));
            Assert.Null((await moisson.ImportAsync()).Failure);
        }

        Assert.Equal(2, moisson.Kept.Count);
        moisson.Server.Publish(Better, "\"v9\"");
        await moisson.ImportAsync(new ImportOptions { DryRun = true });
        Assert.Equal(2, moisson.Kept.Count);
        Assert.Equal(4, Directory.EnumerateFileSystemEntries(Path.Combine(moisson.Copies, "annuaire")).Count());
    }

    [Fact]
    public async Task A_source_that_says_nowhere_to_read_says_what_to_add()
    {
        await using var moisson = await Moisson.StartAsync();
        moisson.Keys = FetchKeys.None;
        var report = await moisson.ImportAsync();

        Assert.Equal("source_sans_fichier", report.Failure?.Issue.Code.Code);
        Assert.Contains("« telechargement »", report.Failure?.ToString(), StringComparison.Ordinal);
    }

    private static void Again(FauxServeur server, int times, Action<HttpContext> accident)
    {
        for (var time = 0; time < times; time++)
        {
            server.Accidents.Enqueue(context =>
            {
                accident(context);
                return Task.CompletedTask;
            });
        }
    }
}
