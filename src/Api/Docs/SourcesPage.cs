using System.Globalization;
using System.Text;

namespace Maillage.Api.Docs;

/// <summary>
/// The part of the page on sources that counts: what becomes of the files of thirteen partners, from <c>docs/sources.csv</c>, and how far it agrees with
/// what was published from them, from <c>docs/accords.csv</c>. The rest of the page is written by hand.
/// </summary>
internal static class SourcesPage
{
    private const string Begin = "<!-- chiffres : début -->\n";
    private const string End = "<!-- chiffres : fin -->\n";

    /// <param name="page">The page as it is.</param>
    /// <param name="counts">Text of <c>docs/sources.csv</c>: source, what is counted, count.</param>
    /// <param name="agreements">Text of <c>docs/accords.csv</c>: source, field, records compared, the same, different because of the published file.</param>
    /// <returns>The page with its part that counts written anew.</returns>
    /// <exception cref="FormatException">The page has lost the marks around that part.</exception>
    public static string Write(string page, string counts, string agreements)
    {
        var (begin, end) = (page.IndexOf(Begin, StringComparison.Ordinal), page.IndexOf(End, StringComparison.Ordinal));
        return begin >= 0 && end > begin
            ? page[..(begin + Begin.Length)] + Records(counts) + Agreement(agreements) + page[end..]
            : throw new FormatException($"docs/sources.md has lost its marks « {Begin.Trim()} » and « {End.Trim()} ».");
    }

    private static string Records(string counts)
    {
        var bySource = Rows(counts)
            .GroupBy(cells => cells[0])
            .ToDictionary(group => group.Key, group => group.ToDictionary(cells => cells[1], cells => Number(cells[2])));
        var text = new StringBuilder("\n| partenaire | lues | acceptées | dont réparées | non publiées | rejetées | localisables | acceptées | horaires compris |\n|---|---:|---:|---:|---:|---|---:|---:|---:|\n");
        foreach (var (source, of) in bySource)
        {
            text.Append(Line($"`{source}`", of));
        }

        var all = bySource.Values.SelectMany(of => of).GroupBy(pair => pair.Key).ToDictionary(group => group.Key, group => group.Sum(pair => pair.Value));
        return text.Append(Line("**ensemble**", all)).ToString();
    }

    private static string Line(string source, Dictionary<string, long> of)
    {
        long Of(string what) => of.GetValueOrDefault(what);
        var rejected = of.Where(pair => pair.Key.StartsWith("rejetees:", StringComparison.Ordinal)).OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"`{pair.Key["rejetees:".Length..]}` {pair.Value}");
        return string.Create(
            CultureInfo.InvariantCulture,
            $"| {source} | {Of("lues")} | {Of("acceptees")} | {Of("reparees")} | {Of("non_publiees")} | {string.Join(", ", rejected)} | {Of("localisables")} | {Percent(Of("acceptees_localisables"), Of("localisables"))} | {Percent(Of("horaires_compris"), Of("horaires_donnes"))} |\n");
    }

    private static string Agreement(string agreements)
    {
        var text = new StringBuilder("\n| publié depuis | champ | fiches comparées | identiques | accord brut | écarts dus au fichier publié | accord |\n|---|---|---:|---:|---:|---:|---:|\n");
        foreach (var cells in Rows(agreements).Where(cells => cells[1] != "*"))
        {
            var (compared, same, explained) = (Number(cells[2]), Number(cells[3]), Number(cells[4]));
            text.Append(CultureInfo.InvariantCulture, $"| `{cells[0]}` | {cells[1]} | {compared} | {same} | {Percent(same, compared)} | {explained} | {Percent(same, compared - explained)} |\n");
        }

        return text.ToString();
    }

    private static string Percent(long part, long whole) => whole == 0 ? "" : string.Create(CultureInfo.GetCultureInfo("fr-FR"), $"{100.0 * part / whole:0.0} %");

    private static IEnumerable<string[]> Rows(string csv) => csv.Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(line => line.Split(','));

    private static long Number(string cell) => long.Parse(cell, CultureInfo.InvariantCulture);
}
