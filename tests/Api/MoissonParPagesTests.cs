using System.Text.Json.Nodes;
using Maillage.Store;
using Maillage.Tests.Support;
using static Maillage.Tests.Store.Fiches;

namespace Maillage.Tests.Api;

/// <summary>A harvest page by page, while what is harvested changes.</summary>
public sealed class MoissonParPagesTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("tri=nom")]
    [InlineData("tri=date_maj")]
    [InlineData("q=mairie&tri=pertinence")]
    [InlineData("lat=44&lon=6&rayon=200000")]
    public async Task Pages_during_continuous_publications_are_the_list_of_the_version_they_began_with(string asked)
    {
        await using var atelier = new Atelier();
        await atelier.Store.MigrateAsync(Cancellation);
        await atelier.Store.ChangeAsync(changes => changes.WriteAsync([.. Enumerable.Range(0, 40).Select(rank => Creation(Placed(rank)))], Cancellation));
        await using var noeud = await Noeud.StartAsync(atelier.Store);
        var whole = Ids(await noeud.JsonAsync($"/api/v1/lieux?limite=1000&{asked}"));
        Assert.Equal(40, whole.Count);

        List<string> walked = [];
        var published = 0;
        for (var next = $"/api/v1/lieux?limite=7&{asked}"; next is not null;)
        {
            var page = await noeud.JsonAsync(next);
            walked.AddRange(Ids(page));
            next = page["suivant"]?.GetValue<string>();
            // New ones, before and after what was read, and others that change place in the list.
            var fresh = Placed(100 + published);
            var before = Placed(published);
            var moved = before with { Nom = $"AAA {published}", DateMaj = new DateOnly(2026, 11, 22) };
            published++;
            await atelier.Store.ChangeAsync(changes => changes.WriteAsync([Creation(fresh), Modification(before, moved)], Cancellation));
            await noeud.CatchUpAsync();
        }

        Assert.True(published >= 6);
        Assert.Equal(whole, walked);
        Assert.NotEqual(whole, Ids(await noeud.JsonAsync($"/api/v1/lieux?limite=1000&{asked}")));
    }

    private static Maillage.Schema.Lieux.Lieu Placed(int rank) => Lieu($"{rank:0000}") with
    {
        Nom = $"Mairie {(rank * 7) % 100:000}",
        DateMaj = new DateOnly(2020, 1, 1).AddDays(rank % 5),
        Latitude = 44 + (rank % 13 * 0.01),
        Longitude = 6 + (rank % 11 * 0.01),
    };

    private static JournalChange Modification(Maillage.Schema.Lieux.Lieu before, Maillage.Schema.Lieux.Lieu after) =>
        JournalChange.Of(before, after, Operation.Modification) ?? throw new InvalidOperationException("Rien n'a changé.");

    private static List<string> Ids(JsonNode answer) => [.. answer["donnees"]!.AsArray().Select(lieu => lieu!["id"]!.GetValue<string>())];
}
