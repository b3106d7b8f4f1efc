using System.Text;

namespace Maillage.Schema.Formats.Tables;

/// <summary>How a text holds its table: which sign separates its cells, which line names its columns.</summary>
/// <param name="Separator">The sign between two cells.</param>
/// <param name="HeaderLine">Line of the column names, from 1.</param>
internal sealed record CsvDialect(char Separator, long HeaderLine)
{
    private const int SampleLength = 256 * 1024;
    private const int SampleRows = 40;
    private const string Candidates = ",;\t|";

    public static CsvDialect Of(ReadOnlySpan<byte> head, Encoding encoding, TableOptions options)
    {
        using var text = new LineReader(new StringReader(encoding.GetString(head[..Math.Min(head.Length, SampleLength)]).TrimStart('\uFEFF')));
        List<string> lines = [];
        while (lines.Count < SampleRows && text.ReadLine() is { } line)
        {
            lines.Add(line);
        }

        var separator = options.Separator ?? Announced(lines) ?? Candidates.MaxBy(candidate => Score(Rows(lines, candidate), options.Expected));
        var rows = Rows(lines, separator).Take(TableHeader.Searched).ToList();
        var header = TableHeader.Find([.. rows.Select(row => row.Cells)], options.Expected);
        return new CsvDialect(separator, options.HeaderLine ?? (rows.Count == 0 ? 1 : rows[header].Line));
    }

    private static List<(long Line, IReadOnlyList<string> Cells)> Rows(List<string> lines, char separator)
    {
        using var next = lines.GetEnumerator();
        var records = new CsvRecords(() => next.MoveNext() ? next.Current : null, separator);
        List<(long, IReadOnlyList<string>)> rows = [];
        while (records.Read(0))
        {
            rows.Add((records.Line, [.. records.Cells.Select(TableHeader.Clean)]));
        }

        return rows;
    }

    // What spreadsheets write for each other on the first line: « sep=; ».
    private static char? Announced(List<string> lines) => lines is [['s', 'e', 'p', '=', var separator], ..] ? separator : null;

    // The names that are expected decide; else the sign that cuts most lines into the same number of cells, the more cells the better.
    private static double Score(List<(long Line, IReadOnlyList<string> Cells)> rows, IReadOnlyCollection<string> expected)
    {
        var filled = rows.Select(row => row.Cells).Where(cells => cells.Any(cell => cell.Length > 0)).ToList();
        var named = filled.Select(cells => TableHeader.Matches(cells, expected)).DefaultIfEmpty(0).Max();
        var usual = filled.GroupBy(cells => cells.Count).Where(group => group.Key > 1).Select(group => group.Count() * Math.Log(group.Key + 1)).DefaultIfEmpty(0).Max();
        return (named * 1_000) + usual;
    }
}
