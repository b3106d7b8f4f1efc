using System.Text;
using Maillage.Schema.Texte;

namespace Maillage.Schema.Formats.Tables;

/// <summary>How a text holds its table: which sign separates its cells, which line names its columns.</summary>
/// <param name="Separator">The sign between two cells.</param>
/// <param name="HeaderLine">Line of the column names, from 1.</param>
internal sealed record CsvDialect(char Separator, int HeaderLine)
{
    private const int SampleLength = 256 * 1024;
    private const int SampleLines = 40;
    private const string Candidates = ",;\t|";

    public static CsvDialect Of(ReadOnlySpan<byte> head, Encoding encoding, TableOptions options)
    {
        var lines = encoding.GetString(head[..Math.Min(head.Length, SampleLength)]).TrimStart('\uFEFF').ReplaceLineEndings("\n").Split('\n').Take(SampleLines).ToList();
        var separator = options.Separator ?? Candidates.MaxBy(candidate => Score(lines, candidate, options.Expected));
        var rows = lines.Take(TableHeader.Searched).Select(line => Cells(line, separator)).ToList();
        return new CsvDialect(separator, options.HeaderLine ?? TableHeader.Find(rows, options.Expected) + 1);
    }

    /// <summary>The cells of one line, quotes taken off.</summary>
    public static IReadOnlyList<string> Cells(string line, char separator)
    {
        List<string> cells = [];
        var cell = new StringBuilder();
        var quoted = false;
        foreach (var c in line)
        {
            if (c == '"')
            {
                quoted = !quoted;
            }
            else if (c == separator && !quoted)
            {
                cells.Add(cell.ToString().Trim());
                cell.Clear();
            }
            else
            {
                cell.Append(c);
            }
        }

        cells.Add(cell.ToString().Trim());
        return cells;
    }

    // The names that are expected decide; else the sign that cuts most lines into the same number of cells, the more cells the better.
    private static double Score(List<string> lines, char separator, IReadOnlyCollection<string> expected)
    {
        var wanted = expected.Select(Repli.Plier).ToHashSet();
        var rows = lines.Where(line => line.Trim().Length > 0).Select(line => Cells(line, separator)).ToList();
        var named = rows.Count == 0 ? 0 : rows.Max(row => row.Count(cell => cell.Length > 0 && wanted.Contains(Repli.Plier(cell))));
        var usual = rows.GroupBy(row => row.Count).Where(group => group.Key > 1).Select(group => group.Count() * Math.Log(group.Key + 1)).DefaultIfEmpty(0).Max();
        return (named * 1_000) + usual;
    }
}
