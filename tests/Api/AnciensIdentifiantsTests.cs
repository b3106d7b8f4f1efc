using System.Net;
using System.Text.Json.Nodes;
using Maillage.Tests.Support;

namespace Maillage.Tests.Api;

/// <summary>An id never denotes another lieu, and every id that was ever given leads somewhere.</summary>
public sealed class AnciensIdentifiantsTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_merged_id_leads_to_its_successor_and_a_withdrawn_one_is_gone()
    {
        await using var atelier = new Atelier();
        var histoire = await Histoire.WriteAsync(atelier);
        await using var noeud = await Noeud.StartAsync(atelier.Store);

        foreach (var (path, location) in new[]
        {
            ($"/api/v1/lieux/{histoire.Merged}", $"/api/v1/lieux/{histoire.Kept.Id}"),
            ($"/api/v1/lieux/{histoire.Merged.ToUpperInvariant()}?format=csv", $"/api/v1/lieux/{histoire.Kept.Id}?format=csv"),
            ($"/api/v1/lieux/{histoire.Merged}/rapprochements", $"/api/v1/lieux/{histoire.Kept.Id}/rapprochements"),
        })
        {
            using var moved = await noeud.Client.GetAsync(path, Cancellation);
            Assert.Equal((HttpStatusCode.PermanentRedirect, location), (moved.StatusCode, moved.Headers.Location?.OriginalString));
            Assert.True(moved.Headers.CacheControl?.NoCache);
            using var followed = await noeud.Client.GetAsync(location, Cancellation);
            Assert.Equal(HttpStatusCode.OK, followed.StatusCode);
        }

        foreach (var path in (string[])["", "/rapprochements"])
        {
            using var gone = await noeud.Client.GetAsync($"/api/v1/lieux/{histoire.Gone}{path}", Cancellation);
            Assert.Equal(HttpStatusCode.Gone, gone.StatusCode);
            using var unknown = await noeud.Client.GetAsync($"/api/v1/lieux/{Guid.Empty}{path}", Cancellation);
            Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
        }

        // The successor goes too.
        await atelier.ImportAsync(Atelier.Annuaire(Atelier.Record("z", codeInsee: "04019")), source: atelier.Source with { Id = "autre", SeuilBaisse = 100 });
        await atelier.ImportAsync(Atelier.Annuaire(Atelier.Record("b"), Atelier.Record("d"), Atelier.Record("e")), source: atelier.Source with { SeuilBaisse = 100 });
        await noeud.CatchUpAsync();
        using var both = await noeud.Client.GetAsync($"/api/v1/lieux/{histoire.Merged}", Cancellation);
        Assert.Equal(HttpStatusCode.Gone, both.StatusCode);
        using var former = await noeud.Client.GetAsync("/api/v1/lieux/par-identifiant?source=autre&id=x", Cancellation);
        Assert.Equal(HttpStatusCode.Gone, former.StatusCode);
    }

    [Fact]
    public async Task The_id_of_a_record_leads_to_its_lieu()
    {
        await using var atelier = new Atelier();
        var histoire = await Histoire.WriteAsync(atelier);
        await using var noeud = await Noeud.StartAsync(atelier.Store);

        foreach (var (source, id) in new[] { ("annuaire", "a"), ("autre", "x") })
        {
            foreach (var format in (string[])["json", "geojson", "csv"])
            {
                using var found = await noeud.Client.GetAsync($"/api/v1/lieux/par-identifiant?source={source}&id={id}&format={format}", Cancellation);
                Assert.Equal("/api/v1/lieux/" + histoire.Kept.Id, found.Content.Headers.ContentLocation?.OriginalString);
                Assert.Equal(
                    await noeud.Client.GetStringAsync($"/api/v1/lieux/{histoire.Kept.Id}?format={format}", Cancellation),
                    await found.Content.ReadAsStringAsync(Cancellation));
            }
        }

        Assert.Equal((HttpStatusCode.Gone, "lieu-supprime", ""), await RefusalAsync(noeud, "source=annuaire&id=c"));
        Assert.Equal((HttpStatusCode.NotFound, "lieu-inconnu", ""), await RefusalAsync(noeud, "source=annuaire&id=x"));
        Assert.Equal((HttpStatusCode.BadRequest, "valeur-invalide", "annuaire"), await RefusalAsync(noeud, "source=anuaire&id=a"));
        Assert.Equal((HttpStatusCode.BadRequest, "valeur-invalide", "mairie-04070-01"), await RefusalAsync(noeud, "source=annuaire"));
    }

    private static async Task<(HttpStatusCode Status, string? Type, string Nearest)> RefusalAsync(Noeud noeud, string query)
    {
        using var refused = await noeud.Client.GetAsync("/api/v1/lieux/par-identifiant?" + query, Cancellation);
        var problem = JsonNode.Parse(await refused.Content.ReadAsStringAsync(Cancellation));
        var nearest = problem?["propositions"]?.AsArray().FirstOrDefault()?.GetValue<string>() ?? "";
        return (refused.StatusCode, problem?["type"]?.GetValue<string>().Split('/')[^1], nearest);
    }
}
