using Maillage.Schema.Formats.Tables;

namespace Maillage.Tests.Importers.Reconcile.Labels;

/// <summary>The two tables of the labels: UTF-8, LF, comma, no line break inside a cell.</summary>
internal static class Csv
{
    public static string Line(IEnumerable<string> cells) => string.Join(',', cells.Select(Cell)) + "\n";

    /// <summary>The cells of each row, without the header.</summary>
    /// <exception cref="InvalidDataException">The header is another one.</exception>
    public static IEnumerable<IReadOnlyList<string>> Rows(string path, string header)
    {
        var lines = File.ReadAllText(path).Split('\n');
        if (lines[0] + "\n" != header)
        {
            throw new InvalidDataException($"{path}: the header is not {header}");
        }

        return lines.Skip(1).Where(line => line.Length > 0).Select(line => CsvRecords.Split(line, ','));
    }

    private static string Cell(string text)
    {
        var line = text.ReplaceLineEndings(" ");
        return line.AsSpan().ContainsAny(',', '"') ? $"\"{line.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : line;
    }
}
