using System.Globalization;
using System.IO.Compression;
using System.Text;
using Maillage.Importers.Sources;
using Maillage.Tests.Schema.Formats;
using Maillage.Tests.Support;

namespace Maillage.Tests.Importers.Survey;

/// <summary>
/// What becomes of the values of the real files. The figures are kept in the tree, so that a rule that changes them is seen; MAILLAGE_ECRIRE=oui writes the
/// new ones there instead of comparing.
/// </summary>
[Trait("Category", "Corpus")]
public sealed class SurveyTests
{
    private static readonly DateOnly Day = new(2026, 11, 22);

    [Fact]
    public async Task What_becomes_of_the_values_of_the_real_files_is_what_the_tree_says()
    {
        var csv = new StringBuilder("fichier,champ,quoi,nombre\n");
        foreach (var (name, source, open) in Files())
        {
            await using var file = open();
            foreach (var count in FieldSurvey.Of(source, file, Day))
            {
                csv.Append(CultureInfo.InvariantCulture, $"{name},{count.Field},{count.What},{count.Count}\n");
            }
        }

        await Fichiers.SameAsTheTree("docs/anomalies.csv", csv.ToString());
    }

    [Fact]
    public async Task What_becomes_of_the_remarks_on_hours_is_what_the_tree_says()
    {
        await using var file = France();
        var survey = RemarkSurvey.Of(Annuaire, file, seed: 20261122, size: 200);
        var page = new StringBuilder();
        page.Append(CultureInfo.InvariantCulture, $"""
            # Remarques sur les horaires

            L'annuaire de novembre 2017 a {survey.Remarks} plages avec une remarque. {survey.Understood} ({100.0 * survey.Understood / survey.Remarks:0.0} %) sont dans des fiches dont toutes les
            remarques sont comprises de bout en bout ; les autres rendent leurs horaires incertains (`"voir note"`) et sont écrites dans `horaires_note`.

            Voici {survey.Sample.Count} fiches tirées au sort parmi celles dont une remarque a changé les horaires, chaque jeu de remarques une fois : ce que dit la source, ce qui est publié.

            | source | `horaires` | `horaires_note` | fermetures |
            |---|---|---|---|

            """);
        foreach (var read in survey.Sample)
        {
            page.Append(CultureInfo.InvariantCulture, $"| {Cell(read.Ranges)} | `{read.Horaires}` | {Cell(read.Note ?? "")} | {(read.Closings == 0 ? "" : read.Closings)} |\n");
        }

        await Fichiers.SameAsTheTree("docs/horaires-remarques.md", page.ToString());
    }

    private static SourceDeclaration Annuaire => LecteursSousTest.Declaration("annuaire-v4") with { Identifiant = "ancien_code_pivot" };

    private static IEnumerable<(string Name, SourceDeclaration Source, Func<Stream> Open)> Files()
    {
        yield return ("annuaire 2017", Annuaire, France);
        yield return ("annuaire 2017 : cas limites", Annuaire, CasLimites.Open);
        foreach (var name in new[] { "reel-mairie-breux-sur-avre-2022.json", "reel-mairie-fontaine-le-port-2023.json" })
        {
            yield return ($"annuaire : {name}", LecteursSousTest.Declaration("annuaire-v4"), () => File.OpenRead(At("service-public", "annuaire-v4", name)));
        }

        foreach (var version in new[] { "v0-pre", "v0", "v1" })
        {
            foreach (var path in Directory.EnumerateFiles(At("national", "standard", version)).Order(StringComparer.Ordinal))
            {
                yield return ($"standard {version} : {Path.GetFileName(path)}", LecteursSousTest.Declaration("standard-mediation-numerique"), () => File.OpenRead(path));
            }
        }
    }

    private static GZipStream France() =>
        new(File.OpenRead(At("service-public", "annuaire-v4", "2017-france-data.gouv_local.json.gz")), CompressionMode.Decompress);

    private static string At(params string[] parts) => Path.Combine([Corpus.Dossier, .. parts]);

    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal);
}
