using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Maillage.Catalogue;
using Maillage.Importers.Derive;
using Maillage.Importers.Fetch;
using Maillage.Importers.Map;
using Maillage.Importers.Read;
using Maillage.Importers.Read.Comarquage;
using Maillage.Schema.Demarches;
using Maillage.Schema.Fields;
using Maillage.Schema.Lieux;
using Maillage.Schema.Publication;
using Maillage.Schema.Territoires;
using Maillage.Tests.Schema.Formats;
using Maillage.Tests.Support;

namespace Maillage.Tests.Catalogue;

/// <summary>
/// The counters found for true démarches and true communes, on a page that people read. The page is kept in the tree, so that a rule that changes it is seen;
/// MAILLAGE_ECRIRE=oui writes it there.
/// </summary>
[Trait("Category", "Corpus")]
public sealed class GuichetsExemplesTests
{
    private static readonly string[] Demarches =
    [
        "F19778", "F12006", "F10009", "F18005", "F1636", "F10613", "F14929", "F1367", "F12214", "F134",
        "F1986", "F16922", "F219", "F14840", "F1613", "F1293", "F20706", "F2842", "F616", "F601",
    ];

    private static readonly string[] Communes = ["04070", "04112", "04019", "04006", "05061", "05070", "06088", "83050", "84003", "26220"];

    [Fact]
    public async Task The_counters_of_twenty_demarches_for_ten_communes_are_those_of_the_page()
    {
        var snapshot = Snapshot.Empty.Apply(1, [.. Lieux().Select(lieu => new Delta(TypeEntite.Lieu, lieu.Id, lieu))]);
        Assert.InRange(snapshot.Lieux.Count, 40_000, 57_000);
        List<Commune> communes = [.. Communes.Select(code => Cog.Courant.ParCode(code)?.Commune).OfType<Commune>()];
        var demarches = Fiches();
        Assert.Equal(Demarches, demarches.Select(demarche => demarche.Id));

        var page = new StringBuilder(Introduction(communes));
        foreach (var demarche in demarches)
        {
            Write(page, demarche, [.. communes.Select(commune => (commune, snapshot.GuichetsDe(demarche, commune)))]);
        }

        await Fichiers.SameAsTheTree("docs/guichets-exemples.md", page.ToString());
    }

    private static string Introduction(IReadOnlyList<Commune> communes) => $"""
        # Guichets trouvés : vingt démarches, dix communes

        Cette page est écrite par un test. Les démarches sont celles du co-marquage de 2020, les lieux ceux de l'annuaire de l'administration de
        novembre 2017, pour toute la France, sans fichier de compétence : chaque guichet est donc le plus proche de son type, dans le ressort que ce type
        respecte ([comment](demarches.md)). Sous chaque démarche, les guichets pour lesquels aucun lieu n'est proposé, et pourquoi.

        Communes : {string.Join(", ", communes.Select(commune => $"{commune.Nom} ({commune.CodeDepartement})"))}. Les distances sont à vol d'oiseau, de la mairie.

        Sources : « Vos droits et démarches » et annuaire de l'administration – DILA, Licence Ouverte.

        """;

    private static void Write(StringBuilder page, Demarche demarche, IReadOnlyList<(Commune Commune, IReadOnlyList<GuichetTrouve> Guichets)> found)
    {
        var columns = Enumerable.Range(0, demarche.Guichets.Count).ToLookup(rank => found.Any(row => row.Guichets[rank].Lieux.Count > 0));
        page.Append(CultureInfo.InvariantCulture, $"\n## {demarche.Id} – {demarche.Titre.Trim()}\n");
        if (columns[true].Any())
        {
            page.Append(CultureInfo.InvariantCulture, $"\n| commune | {string.Join(" | ", columns[true].Select(rank => Header(demarche.Guichets[rank])))} |\n");
            page.Append(CultureInfo.InvariantCulture, $"|---|{string.Concat(columns[true].Select(_ => "---|"))}\n");
            foreach (var (commune, guichets) in found)
            {
                page.Append(CultureInfo.InvariantCulture, $"| {commune.Nom} | {string.Join(" | ", columns[true].Select(rank => Cell(guichets[rank])))} |\n");
            }
        }

        var none = columns[false].Select(rank => $"- {Header(demarche.Guichets[rank])} : {found[0].Guichets[rank].Motif}").Distinct().ToList();
        page.Append(none.Count == 0 ? "" : $"\n{string.Join('\n', none)}\n");
    }

    private static string Header(GuichetDemarche guichet) => guichet.Titre + (guichet.Pivot is { } pivot ? $" (`{pivot}`)" : "");

    private static string Cell(GuichetTrouve guichet) => guichet.Lieux.Count == 0 ? "–"
        : $"{guichet.Lieux[0].Lieu.Nom}, {guichet.Lieux[0].Lieu.Commune} ({guichet.Lieux[0].Lieu.CodeDepartement}), {(guichet.Lieux[0].Metres ?? double.NaN) / 1000:0} km"
            + (guichet.Lieux.Count > 1 ? $" (+{guichet.Lieux.Count - 1})" : "");

    private static IEnumerable<Lieu> Lieux()
    {
        var source = LecteursSousTest.Declaration("annuaire-v4") with { Identifiant = "ancien_code_pivot" };
        var format = SourceFormats.LieuxOf(source);
        var derivation = new LieuDerivation(source, format, Cog.Courant, new DateOnly(2026, 11, 22));
        using var opened = FetchedFile.Open(Path.Combine(Corpus.Dossier, "service-public/annuaire-v4/2017-france-data.gouv_local.json.gz")).Value;
        Assert.NotNull(opened);
        foreach (var item in format.Read(opened.Content, source).Where(item => item.Failure is null))
        {
            if (derivation.Derive(LieuId.Nouveau(source.Id, item.Id ?? ""), item).Lieu is { } lieu)
            {
                yield return lieu;
            }
        }
    }

    // The whole fiches of these are not at hand: their counters are.
    private static List<Demarche> Fiches()
    {
        using var file = File.OpenRead(Path.Combine(Corpus.Dossier, "service-public/comarquage-ousadresser-2020.ndjson.gz"));
        using var text = new StreamReader(new GZipStream(file, CompressionMode.Decompress));
        List<JsonElement> counters = [];
        while (text.ReadLine() is { } line)
        {
            counters.Add(JsonElement.Parse(line));
        }

        var fiches = counters.Where(counter => Text(counter, "audience") == "particuliers").ToLookup(counter => Text(counter, "fiche"));
        return [.. Demarches.Select(id => ComarquageMap.Read(Fiche(id, [.. fiches[id]]), []).Demarche).OfType<Demarche>()];
    }

    private static FicheComarquage Fiche(string id, IReadOnlyList<JsonElement> counters) => new()
    {
        Id = id,
        Titre = Text(counters[0], "titre_fiche"),
        OuSAdresser = [.. counters.Select(counter => new OuSAdresser(
            null, Text(counter, "type"), null, Text(counter, "titre"), Text(counter, "pivot"), Text(counter, "url"), null, null, null))],
    };

    private static string? Text(JsonElement counter, string name) => Json.Member(counter, name) is { } value ? Json.Text(value) : null;
}
