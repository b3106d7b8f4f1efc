using System.Globalization;
using System.Text;

namespace Maillage.Api.Docs;

/// <summary>The part of the page on sources that counts what becomes of the files of the official sources, from <c>docs/sources-officielles.csv</c>.</summary>
internal static class OfficialSourcesPage
{
    private const string Begin = "<!-- officielles : début -->\n";
    private const string End = "<!-- officielles : fin -->\n";

    /// <param name="page">The page as it is.</param>
    /// <param name="counts">Text of <c>docs/sources-officielles.csv</c>: file, what reads it, what is counted, count.</param>
    /// <returns>The page with its part on official files written anew.</returns>
    /// <exception cref="FormatException">The page has lost the marks around that part.</exception>
    public static string Write(string page, string counts)
    {
        var (begin, end) = (page.IndexOf(Begin, StringComparison.Ordinal), page.IndexOf(End, StringComparison.Ordinal));
        return begin >= 0 && end > begin
            ? page[..(begin + Begin.Length)] + Tables(counts) + page[end..]
            : throw new FormatException($"docs/sources.md has lost its marks « {Begin.Trim()} » and « {End.Trim()} ».");
    }

    private static string Tables(string counts)
    {
        var rows = counts.Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(line => line.Split(',')).ToList();
        var text = new StringBuilder("\n| fichier | lu par | lues | publiées | dont réparées | non publiées | rejetées | complètent un lieu |\n|---|---|---:|---:|---:|---|---|---:|\n");
        foreach (var file in rows.Where(cells => cells[1].Length > 0).GroupBy(cells => (Name: cells[0], Reading: cells[1])))
        {
            var of = file.ToDictionary(cells => cells[2], cells => long.Parse(cells[3], CultureInfo.InvariantCulture));
            text.Append(CultureInfo.InvariantCulture, $"| `{file.Key.Name}` | `{file.Key.Reading}` | {of["lues"]} | {Of(of, "publiees")} | {Of(of, "reparees")} | {Reasons(of, "non_publiees:")} | {Reasons(of, "rejetees:")} | {Of(of, "completent")} |\n");
        }

        text.Append("\n| fichiers | combien | ce qu'ils sont |\n|---|---:|---|\n");
        foreach (var cells in rows.Where(cells => cells[1].Length == 0))
        {
            text.Append(CultureInfo.InvariantCulture, $"| `{cells[0]}` | {cells[3]} | {cells[2]} |\n");
        }

        return text.ToString();
    }

    private static string Of(Dictionary<string, long> of, string what) => of.TryGetValue(what, out var count) ? count.ToString(CultureInfo.InvariantCulture) : "";

    // The five most frequent reasons, and how many more: seventy types are not published.
    private static string Reasons(Dictionary<string, long> of, string prefix)
    {
        var reasons = of.Where(pair => pair.Key.StartsWith(prefix, StringComparison.Ordinal)).OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key, StringComparer.Ordinal).ToList();
        var said = reasons.Take(5).Select(pair => $"`{pair.Key[prefix.Length..]}` {pair.Value}");
        var others = reasons.Skip(5).Sum(pair => pair.Value);
        return string.Join(", ", others == 0 ? said : said.Append($"autres {others}"));
    }
}
