using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Maillage.Tests.Support;

namespace Maillage.Tests.Api;

/// <summary>Whoever replays the journal has exactly what is served.</summary>
public sealed partial class ChangementsTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1, false)]
    [InlineData(2, false)]
    [InlineData(1000, false)]
    [InlineData(1, true)]
    [InlineData(3, true)]
    public async Task Replayed_page_by_page_the_journal_gives_exactly_the_lieux_served(int limite, bool compacted)
    {
        await using var atelier = new Atelier();
        var histoire = await Histoire.WriteAsync(atelier);
        if (compacted)
        {
            Assert.NotEqual(0, await atelier.Store.CompactAsync(DateTimeOffset.UtcNow.AddDays(1), Cancellation));
        }

        await using var noeud = await Noeud.StartAsync(atelier.Store);
        var entries = await EntriesAsync(noeud, $"/api/v1/changements?limite={limite}");
        await SameAsServedAsync(noeud, entries);
        Assert.Equal(entries.Select(entry => entry.ToJsonString()), (await LinesAsync(noeud, $"/api/v1/changements.ndjson?limite={limite}")).Select(entry => entry.ToJsonString()));

        Assert.Equal(entries.Select(Seq).Order(), entries.Select(Seq));
        var fusion = Assert.Single(entries, entry => entry["operation"]?.GetValue<string>() == "fusion");
        Assert.Equal((histoire.Merged, histoire.Kept.Id, null), (fusion["id"]?.GetValue<string>(), fusion["remplace_par"]?.GetValue<string>(), fusion["donnees"]));
        Assert.Equal("suppression", entries.Last(entry => entry["id"]?.GetValue<string>() == histoire.Gone)["operation"]?.GetValue<string>());
        var changed = Assert.Single(entries, entry => entry["donnees"]?["nom"]?.GetValue<string>() == "Mairie changée");
        Assert.Contains("nom", changed["champs"]?.AsArray().Select(field => field?.GetValue<string>()) ?? []);
        Assert.NotNull(changed["donnees"]?["provenance"]);
    }

    [Fact]
    public async Task A_database_that_was_restored_is_not_taken_for_the_one_that_was_followed()
    {
        await using var atelier = new Atelier();
        await Histoire.WriteAsync(atelier);
        await using var noeud = await Noeud.StartAsync(atelier.Store);
        var head = await atelier.Store.HeadAsync(Cancellation);
        var page = await noeud.Client.GetAsync($"/api/v1/changements?depuis=1&limite=1&origine={head.Origin}", Cancellation);
        Assert.Equal(head.Origin, Assert.Single(page.Headers.GetValues("Maillage-Origine")));
        var read = JsonNode.Parse(await page.Content.ReadAsStringAsync(Cancellation));
        Assert.Equal(head.Origin, read?["origine"]?.GetValue<string>());
        Assert.Contains($"origine={head.Origin}", read?["suivant"]?.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.Gone, "changements-perdus"), await RefusalAsync(noeud, "depuis=1&origine=00000000"));
    }

    [Fact]
    public async Task What_happened_since_is_all_that_is_told()
    {
        await using var atelier = new Atelier();
        await Histoire.WriteAsync(atelier);
        await using var noeud = await Noeud.StartAsync(atelier.Store);
        var all = await EntriesAsync(noeud, "/api/v1/changements");
        foreach (var depuis in (int[])[1, 3, all.Count])
        {
            Assert.Equal(all.Skip(depuis).Select(Seq), (await EntriesAsync(noeud, $"/api/v1/changements?depuis={depuis}&limite=2")).Select(Seq));
        }

        await atelier.Store.CompactAsync(DateTimeOffset.UtcNow.AddDays(1), Cancellation);
        var horizon = (await atelier.Store.HeadAsync(Cancellation)).Horizon;
        Assert.Equal((HttpStatusCode.Gone, "changements-perdus"), await RefusalAsync(noeud, $"depuis={horizon - 1}"));
        Assert.Equal(all.Where(entry => Seq(entry) > horizon).Select(Seq), (await EntriesAsync(noeud, $"/api/v1/changements?depuis={horizon}")).Select(Seq));
    }

    [Fact]
    public async Task What_cannot_be_answered_is_a_problem()
    {
        await using var atelier = new Atelier();
        await Histoire.WriteAsync(atelier);
        await using var noeud = await Noeud.StartAsync(atelier.Store);
        foreach (var wrong in (string[])["depuis=-1", "depuis=abc", "depuis=1.5", "limite=0", "limite=1001", "depuis=3&apres=4", "apres=9999"])
        {
            Assert.Equal((HttpStatusCode.BadRequest, "valeur-invalide"), await RefusalAsync(noeud, wrong));
        }

        using var beyond = await noeud.Client.GetAsync("/api/v1/changements?depuis=9999", Cancellation);
        Assert.Equal(HttpStatusCode.BadRequest, beyond.StatusCode);
        var last = (await atelier.Store.HeadAsync(Cancellation)).Seq;
        Assert.Contains($"numéro {last}", JsonNode.Parse(await beyond.Content.ReadAsStringAsync(Cancellation))?["detail"]?.GetValue<string>(), StringComparison.Ordinal);
        using var csv = await noeud.Client.GetAsync("/api/v1/changements.csv", Cancellation);
        Assert.Equal(HttpStatusCode.NotFound, csv.StatusCode);

        foreach (var part in Directory.EnumerateFiles(atelier.Folder, "maillage.db*"))
        {
            File.Delete(part);
        }

        var lieu = (await noeud.JsonAsync("/api/v1/lieux"))["donnees"]?[0]?["id"]?.GetValue<string>();
        foreach (var path in (string[])["/api/v1/changements", $"/api/v1/lieux/{lieu}/rapprochements"])
        {
            using var away = await noeud.Client.GetAsync(path, Cancellation);
            Assert.Equal(HttpStatusCode.ServiceUnavailable, away.StatusCode);
            Assert.NotNull(away.Headers.RetryAfter);
            Assert.Contains("base-injoignable", await away.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
        }
    }

    private static long Seq(JsonNode entry) => entry["seq"]?.GetValue<long>() ?? 0;

    private static async Task<List<JsonNode>> EntriesAsync(Noeud noeud, string path)
    {
        List<JsonNode> entries = [];
        for (var next = path; next is not null;)
        {
            var page = await noeud.JsonAsync(next);
            entries.AddRange(page["donnees"]?.AsArray().OfType<JsonNode>() ?? []);
            next = page["suivant"]?.GetValue<string>();
        }

        return entries;
    }

    private static async Task<List<JsonNode>> LinesAsync(Noeud noeud, string path)
    {
        List<JsonNode> entries = [];
        for (var next = path; next is not null;)
        {
            using var page = await noeud.Client.GetAsync(next, Cancellation);
            Assert.Equal("application/x-ndjson", page.Content.Headers.ContentType?.MediaType);
            entries.AddRange((await page.Content.ReadAsStringAsync(Cancellation)).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)).OfType<JsonNode>());
            next = page.Headers.GetValues("Link").Select(link => Next().Match(link)).FirstOrDefault(match => match.Success)?.Groups[1].Value;
        }

        return entries;
    }

    private static async Task SameAsServedAsync(Noeud noeud, List<JsonNode> entries)
    {
        Dictionary<string, JsonNode> copy = [];
        foreach (var entry in entries)
        {
            var id = entry["id"]?.GetValue<string>() ?? "";
            if (entry["donnees"] is { } donnees)
            {
                copy[id] = donnees;
            }
            else
            {
                copy.Remove(id);
            }
        }

        var served = (await noeud.JsonAsync("/api/v1/lieux?limite=1000"))["donnees"]?.AsArray().Select(lieu => lieu?["id"]?.GetValue<string>() ?? "").ToList() ?? [];
        Assert.Equal(served.Order(StringComparer.Ordinal), copy.Keys.Order(StringComparer.Ordinal));
        foreach (var id in served)
        {
            Assert.True(JsonNode.DeepEquals(await noeud.JsonAsync("/api/v1/lieux/" + id), copy[id]), id);
        }
    }

    private static async Task<(HttpStatusCode Status, string? Type)> RefusalAsync(Noeud noeud, string query)
    {
        using var refused = await noeud.Client.GetAsync("/api/v1/changements?" + query, Cancellation);
        return (refused.StatusCode, JsonNode.Parse(await refused.Content.ReadAsStringAsync(Cancellation))?["type"]?.GetValue<string>().Split('/')[^1]);
    }

    [GeneratedRegex("<([^>]+)>; rel=\"next\"")]
    private static partial Regex Next();
}
