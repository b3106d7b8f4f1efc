using System.Text;

namespace Maillage.Schema.Formats.Tables;

/// <summary>
/// The records of a text with a separator (RFC 4180), read leniently: a quote inside a value is a quote, and one that is never closed does not take
/// the rows that follow for a part of its cell.
/// </summary>
/// <param name="nextLine">Gives the lines, without their ends; null after the last one.</param>
/// <param name="separator">The sign between two cells.</param>
internal sealed class CsvRecords(Func<string?> nextLine, char separator)
{
    private readonly Stack<string> givenBack = [];
    private long linesRead;

    /// <summary>Line on which the record begins, from 1.</summary>
    public long Line { get; private set; }

    public IReadOnlyList<string> Cells { get; private set; } = [];

    /// <summary>True when a quote of the record is never closed, and its line was read as if the quote were not there.</summary>
    public bool QuoteIsStray { get; private set; }

    /// <summary>True when the text ends inside a quoted cell.</summary>
    public bool IsCut { get; private set; }

    /// <summary>Goes to the next record; false after the last one.</summary>
    /// <param name="columns">Number of cells that a record should have; 0 for the header, which tells it.</param>
    public bool Read(int columns)
    {
        (QuoteIsStray, IsCut) = (false, false);
        if (Next() is not { } first)
        {
            return false;
        }

        Line = linesRead;
        var record = new Record(separator);
        record.Add(first);
        List<string> lines = [first];
        for (var length = first.Length; record.IsOpen && length < CsvFormat.LargestCell && Next() is { } more; length += more.Length + 1)
        {
            record.Add(more);
            lines.Add(more);
        }

        if (lines.Count > 1 && IsStray(record, lines, columns))
        {
            GiveBack(lines);
            QuoteIsStray = true;
            Cells = first.Replace("\"", "", StringComparison.Ordinal).Split(separator);
            return true;
        }

        IsCut = record.IsOpen && lines.Count > 1;
        Cells = record.Cells();
        return true;
    }

    /// <summary>The cells of one line.</summary>
    public static IReadOnlyList<string> Split(string line, char separator)
    {
        var record = new Record(separator);
        record.Add(line);
        return record.Cells();
    }

    // A quoted cell of several lines is sound when its record is; else one of its lines that is a whole row tells that the quote was stray.
    private bool IsStray(Record record, List<string> lines, int columns) =>
        (record.IsOpen || record.HasLooseQuote || Count(record) != columns)
        && (columns == 0 ? record.IsOpen || record.HasLooseQuote : columns > 1 && lines.Skip(1).Any(line => Split(line, separator).Count == columns));

    private static int Count(Record record) => record.Cells().Count;

    private void GiveBack(List<string> lines)
    {
        for (var i = lines.Count - 1; i > 0; i--)
        {
            givenBack.Push(lines[i]);
            linesRead--;
        }
    }

    private string? Next()
    {
        var line = givenBack.TryPop(out var back) ? back : nextLine();
        linesRead += line is null ? 0 : 1;
        return line;
    }

    /// <summary>One record under way.</summary>
    private sealed class Record(char separator)
    {
        private readonly List<string> cells = [];
        private readonly StringBuilder cell = new();

        /// <summary>True inside a quoted cell.</summary>
        public bool IsOpen { get; private set; }

        /// <summary>True when a quote stands where RFC 4180 has none.</summary>
        public bool HasLooseQuote { get; private set; }

        public List<string> Cells() => IsOpen ? [.. cells, cell.ToString()] : cells;

        public void Add(string line)
        {
            if (IsOpen)
            {
                cell.Append('\n');
            }
            else if (!line.Contains('"', StringComparison.Ordinal))
            {
                cells.AddRange(line.Split(separator));
                return;
            }

            var i = 0;
            while (i <= line.Length)
            {
                i = IsOpen ? InQuotes(line, i) : Plain(line, i);
            }
        }

        // From the beginning of a cell to that of the next.
        private int Plain(string line, int start)
        {
            var quote = start;
            while (quote < line.Length && line[quote] == ' ')
            {
                quote++;
            }

            if (quote < line.Length && line[quote] == '"')
            {
                IsOpen = true;
                return quote + 1;
            }

            var end = line.IndexOf(separator, start);
            end = end < 0 ? line.Length : end;
            HasLooseQuote |= line.AsSpan(start, end - start).Contains('"');
            cells.Add(line[start..end]);
            return end + 1;
        }

        // Up to the quote that closes: the one that a separator or the end of the line follows.
        private int InQuotes(string line, int start)
        {
            var quote = line.IndexOf('"', start);
            if (quote < 0)
            {
                cell.Append(line, start, line.Length - start);
                return line.Length + 1;
            }

            cell.Append(line, start, quote - start);
            if (quote + 1 < line.Length && line[quote + 1] == '"')
            {
                cell.Append('"');
                return quote + 2 < line.Length ? quote + 2 : Unclosed(line);
            }

            var next = quote + 1;
            while (next < line.Length && line[next] == ' ')
            {
                next++;
            }

            if (next < line.Length && line[next] != separator)
            {
                HasLooseQuote = true;
                cell.Append('"');
                return quote + 1;
            }

            cells.Add(cell.ToString());
            cell.Clear();
            IsOpen = false;
            return next + 1;
        }

        private static int Unclosed(string line) => line.Length + 1;
    }
}
