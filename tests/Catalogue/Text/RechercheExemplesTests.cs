using System.Globalization;
using System.Text;
using Maillage.Catalogue.Text;
using Maillage.Importers.Derive;
using Maillage.Importers.Fetch;
using Maillage.Importers.Read;
using Maillage.Schema.Lieux;
using Maillage.Schema.Territoires;
using Maillage.Schema.Texte;
using Maillage.Tests.Schema.Formats;
using Maillage.Tests.Support;

namespace Maillage.Tests.Catalogue.Text;

/// <summary>
/// The first answers to what people type, on a page that people read. The page is kept in the tree, so that a rule that changes it is seen; MAILLAGE_ECRIRE=oui
/// writes it there.
/// </summary>
[Trait("Category", "Corpus")]
public sealed class RechercheExemplesTests
{
    private const int Shown = 5;

    private static readonly string[] Extraits = ["ccas", "cij", "fr_renov", "france_services", "point_accueil_numerique", "point_justice"];

    private static readonly (string Who, string[] Texts)[] Searches =
    [
        ("Une secrétaire de mairie", [
            "mairie st etienne", "mairie chateau arnoux", "marie de digne", "mairie villeneuve d ascq", "mairie lisle sur la sorgue", "mairei de manosque", "mairie deleguee saint laurent",
            "com com pays de forcalquier", "agglo digne", "sous pref forcalquier", "sousprefecture castelane", "prefecture digne", "ddt digne", "ddcspp digne", "conseil general avignon",
            "greffe associations barcelonnette", "inspection academique digne"]),
        ("Une personne âgée", [
            "secu manosque", "caisse primaire maladi gap", "anpe manosque", "asedic nice", "caf digne les bain", "allocation familiale avignon", "clic manosque", "point info personnes agées manosque",
            "carsat marseile", "hotel de ville lyon", "mairie paris 9eme", "mairie marseile 13eme", "msap barcelonette", "maison de service au publique castellane", "prefecture 04",
            "anciens combatants digne"]),
        ("Un travailleur social", [
            "france travail manosque", "poleemploi aix en provence", "mission local digne", "missionlocale apt", "ccas manosqe", "cias", "pmi digne", "mdph vaucluse", "mdph 04",
            "point acces au droit sisteron", "mjd aix en provence", "cidff digne", "pij sisteron", "adil 84", "surendettement gap", "udaf beauvais", "renovation energetique lyon"]),
    ];

    [Fact]
    public async Task The_first_answers_to_fifty_searches_are_those_of_the_page()
    {
        var lieux = Lieux();
        Assert.InRange(lieux.Count, 50_000, 70_000);
        var index = TextLawTests.Of([.. lieux.Select(LieuTexts.Of)]);
        var page = new StringBuilder(Introduction(lieux.Count));
        foreach (var (who, texts) in Searches)
        {
            page.Append(CultureInfo.InvariantCulture, $"\n## {who}\n");
            foreach (var text in texts)
            {
                Write(page, text, index.Search(text) ?? TextMatches.None, lieux);
            }
        }

        Assert.Equal(50, Searches.Sum(group => group.Texts.Length));
        await Fichiers.SameAsTheTree("docs/recherche-exemples.md", page.ToString());
    }

    private static string Introduction(int count) => $"""
        # Recherches : cinquante textes tels qu'on les tape

        Cette page est écrite par un test : sous chaque texte, le nombre de lieux trouvés et les {Shown} premiers. Les lieux sont les {count.ToString("N0", CultureInfo.InvariantCulture).Replace(',', ' ')} de l'annuaire de
        l'administration de novembre 2017 et d'extraits de 2026, pour toute la France. Ils ne sont pas rapprochés ici : un lieu que les deux sources ont, sous deux noms, y est
        deux fois. Aucun point n'est donné : la distance ne compte pas.

        Source : annuaire de l'administration – DILA, Licence Ouverte.

        """;

    private static void Write(StringBuilder page, string text, TextMatches found, List<Lieu> lieux)
    {
        page.Append(CultureInfo.InvariantCulture, $"\n**{text}** ({found.Count})\n\n");
        foreach (var one in found.Best(Shown))
        {
            page.Append(CultureInfo.InvariantCulture, $"1. {lieux[one.Ordinal].Nom} — {lieux[one.Ordinal].Commune} ({lieux[one.Ordinal].CodeDepartement})\n");
        }

        page.Append(found.Count == 0 ? "Aucun lieu.\n" : "");
    }

    // In the order of lists.
    private static List<Lieu> Lieux() =>
    [
        .. Read("annuaire-v4", "ancien_code_pivot", "annuaire-v4/2017-france-data.gouv_local.json.gz")
            .Concat(Extraits.SelectMany(name => Read("annuaire-extrait", null, $"extraits-2026-csv/{name}.csv")))
            .DistinctBy(lieu => (lieu.CodeInsee, Repli.Plier(lieu.Nom)))
            .OrderBy(lieu => lieu.CodeInsee, StringComparer.Ordinal)
            .ThenBy(lieu => Repli.Plier(lieu.Nom), StringComparer.Ordinal)
            .ThenBy(lieu => lieu.Id, StringComparer.Ordinal),
    ];

    private static IEnumerable<Lieu> Read(string name, string? identifier, string path)
    {
        var source = LecteursSousTest.Declaration(name) with { Identifiant = identifier };
        var format = SourceFormats.LieuxOf(source);
        var derivation = new LieuDerivation(source, format, Cog.Courant, new DateOnly(2026, 11, 22));
        using var opened = FetchedFile.Open(Path.Combine(Corpus.Dossier, "service-public", path)).Value;
        Assert.NotNull(opened);
        var rank = 0;
        foreach (var item in format.Read(opened.Content, source).Where(item => item.Failure is null))
        {
            if (derivation.Derive(LieuId.Nouveau(path, item.Id ?? $"{rank++}"), item).Lieu is { } lieu)
            {
                yield return lieu;
            }
        }
    }
}
