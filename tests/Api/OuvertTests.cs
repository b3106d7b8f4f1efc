using System.Text.Json.Nodes;
using Maillage.Tests.Support;
using static Maillage.Tests.Support.Atelier;

namespace Maillage.Tests.Api;

/// <summary>What is computed of each lieu at the moment when it is asked: open, closed, or what cannot be told.</summary>
public sealed class OuvertTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_lieu_is_open_or_closed_now_or_it_cannot_be_told()
    {
        // A Wednesday, at half past ten in Paris.
        var clock = new HorlogeReglee(new DateTimeOffset(2026, 11, 25, 9, 30, 0, TimeSpan.Zero));
        await using var atelier = new Atelier();
        await atelier.ImportAsync(Annuaire(
            Open("semaine", "Lundi", "Vendredi"), Open("samedi", "Samedi", "Samedi"), Open("rendez-vous", "Lundi", "Vendredi", "Sur rendez-vous."), Record("rien")));
        await using var noeud = await Noeud.StartAsync(atelier.Store, clock);

        Assert.Equal(
            ["rendez-vous null null", "rien null null", "samedi false 2026-11-28T09:00:00+01:00", "semaine true 2026-11-26T09:00:00+01:00"],
            await ToldAsync(noeud));

        // The same question three hours later: even by appointment, nobody is there.
        clock.Now += TimeSpan.FromHours(3);
        Assert.Equal(
            ["rendez-vous false null", "rien null null", "samedi false 2026-11-28T09:00:00+01:00", "semaine false 2026-11-26T09:00:00+01:00"],
            await ToldAsync(noeud));
    }

    private async Task<IReadOnlyList<string>> ToldAsync(Noeud noeud)
    {
        var text = await noeud.Client.GetStringAsync("/api/v1/lieux?calcul=ouvert,prochaine_ouverture", Cancellation);
        // As it is written everywhere else: an offset is +01:00, not \u002B01:00.
        Assert.DoesNotContain("\\u", text, StringComparison.Ordinal);
        var list = JsonNode.Parse(text)!;
        return [.. list["donnees"]!.AsArray().Select(lieu =>
            $"{lieu!["nom"]!.GetValue<string>()["Mairie ".Length..]} {Told(lieu, "ouvert")} {Told(lieu, "prochaine_ouverture")}").Order(StringComparer.Ordinal)];
    }

    private static string Told(JsonNode lieu, string name) => lieu["calcul"]![name] is { } told ? told.ToString() : "null";

    private static JsonObject Open(string id, string first, string last, string? note = null)
    {
        var record = Record(id);
        record["plage_ouverture"] = new JsonArray(new JsonObject
        {
            ["nom_jour_debut"] = first,
            ["nom_jour_fin"] = last,
            ["valeur_heure_debut_1"] = "09:00:00",
            ["valeur_heure_fin_1"] = "12:00:00",
        });
        record["commentaire_plage_ouverture"] = note;
        return record;
    }
}
