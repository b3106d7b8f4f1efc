using System.Globalization;
using System.Text;
using Maillage.Tests.Support;

namespace Maillage.Tests.Importers.Partenaires;

/// <summary>What mappings give is what was published from the same raw files; each difference is listed, with its reason.</summary>
[Trait("Category", "Corpus")]
public sealed class AccordTests
{
    private const double LeastSame = 0.95;

    private static readonly Lazy<IReadOnlyList<Compared>> All = new(() => [.. Accord.Files.SelectMany(Accord.Compare)]);

    [Fact]
    public async Task Agreement_with_the_published_files_is_what_the_tree_says()
    {
        var csv = new StringBuilder("source,champ,compares,identiques,expliques\n");
        foreach (var (source, field, same, different) in Counts())
        {
            csv.Append(CultureInfo.InvariantCulture, $"{source},{field},{same + different.Count},{same},{different.Count(pair => EcartsJuges.Find(pair) is { FichierFaux: true })}\n");
        }

        await Fichiers.SameAsTheTree("docs/accords.csv", csv.ToString());
    }

    [Fact]
    public async Task Every_difference_on_a_guarded_field_is_listed_with_its_reason()
    {
        var csv = new StringBuilder("source,fiche,champ,publie,maillage,raison\n");
        foreach (var one in All.Value.Where(one => !one.Same && (one.Field == "*" || Accord.Guarded.Contains(one.Field))))
        {
            var judged = EcartsJuges.Find(one);
            Assert.True(judged is not null, $"Écart sans raison : {one}");
            csv.Append(CultureInfo.InvariantCulture, $"{string.Join(',', ((string[])[one.Source, one.Id, one.Field, one.Published, one.Ours, judged.Raison]).Select(Cell))}\n");
        }

        await Fichiers.SameAsTheTree("docs/accords-ecarts.csv", csv.ToString());
    }

    [Fact]
    public void On_the_guarded_fields_95_percent_of_the_records_agree_the_errors_of_the_published_file_apart()
    {
        foreach (var (source, field, same, different) in Counts().Where(count => Accord.Guarded.Contains(count.Field)))
        {
            var ours = different.Count(pair => EcartsJuges.Find(pair) is not { FichierFaux: true });
            Assert.True(same >= LeastSame * (same + ours), $"{source}, {field} : {same} identiques, {ours} différents.");
        }
    }

    private static IEnumerable<(string Source, string Field, int Same, List<Compared> Different)> Counts() => All.Value
        .GroupBy(one => (one.Source, one.Field))
        .Select(group => (group.Key.Source, group.Key.Field, group.Count(one => one.Same), group.Where(one => !one.Same).ToList()));

    private static string Cell(string text) => text.Contains(',', StringComparison.Ordinal) || text.Contains('"', StringComparison.Ordinal) || text.Contains('\n', StringComparison.Ordinal)
        ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\""
        : text;
}
