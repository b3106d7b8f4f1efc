using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;
using Maillage.Schema.Parsing;

namespace Maillage.Schema.Formats.Tables;

/// <summary>A text with a separator, as people and spreadsheets write it.</summary>
internal sealed class CsvTable : ITable
{
    // Fewer cells than that on a line swallowed by a quote prove nothing.
    private const int FewestCellsOfARow = 3;

    private readonly CsvDialect dialect;
    private readonly LineGuard text;
    private readonly CsvParser parser;
    private long count;
    private bool quoteIsOpen;

    private CsvTable(CsvDialect dialect, Encoding encoding, LineGuard text, CsvParser parser)
    {
        this.dialect = dialect;
        this.text = text;
        this.parser = parser;
        Description = string.Create(
            CultureInfo.InvariantCulture, $"CSV, séparateur {Named(dialect.Separator)}, {encoding.WebName.ToUpperInvariant()}, en-tête ligne {dialect.HeaderLine}");
        Columns = TableHeader.Name(parser.Record ?? []);
    }

    public TableKind Kind => TableKind.Csv;

    public string Description { get; }

    public IReadOnlyList<string> Columns { get; }

    private long LinesBefore => dialect.HeaderLine - 1;

    public static Parsed<ITable> Open(PeekedStream peeked, TableOptions options)
    {
        var encoding = options.Encoding is { } said and not UTF8Encoding ? said : peeked.Encoding is UTF8Encoding ? TolerantUtf8.Create() : peeked.Encoding;
        var dialect = CsvDialect.Of(peeked.Head, encoding, options);
        var text = new LineGuard(new StreamReader(peeked, encoding, detectEncodingFromByteOrderMarks: encoding.CodePage is 65001 or 1200 or 1201));
        var parser = new CsvParser(text, Configuration(dialect.Separator));
        try
        {
            for (var line = 1; line < dialect.HeaderLine; line++)
            {
                text.ReadLine();
            }

            return parser.Read() && parser.Record is { } header && header.Any(name => !string.IsNullOrWhiteSpace(name))
                ? Parsed.Ok<ITable>(new CsvTable(dialect, encoding, text, parser))
                : Parsed.Refused<ITable>(new Issue("*", IssueCodes.FichierVide));
        }
        catch (Exception broken) when (StreamFailure.Explains(broken))
        {
            return Parsed.Refused<ITable>(new Issue("*", StreamFailure.Code(broken), "ligne 1"));
        }
        catch (CsvHelperException)
        {
            return Parsed.Refused<ITable>(new Issue("*", IssueCodes.FichierIllisible, $"guillemet jamais refermé, ouvert ligne {dialect.HeaderLine}"));
        }
    }

    public IEnumerable<TableRow> Rows()
    {
        Issue? failure = null;
        while (failure is null)
        {
            var first = LinesBefore + parser.RawRow + 1;
            if (!Next(first, out failure))
            {
                failure ??= quoteIsOpen ? new Issue("*", IssueCodes.FichierTronque, "guillemet jamais refermé") : null;
                break;
            }

            foreach (var row in RowsOfRecord(first))
            {
                yield return row;
            }
        }

        if (failure is not null)
        {
            yield return new TableRow(0, LinesBefore + parser.RawRow, $"ligne {LinesBefore + parser.RawRow}", Empty, [failure]);
        }
    }

    public void Dispose()
    {
        parser.Dispose();
        text.Dispose();
    }

    private static Dictionary<string, string> Empty { get; } = [];

    private static CsvConfiguration Configuration(char separator) => new(CultureInfo.InvariantCulture)
    {
        Delimiter = separator.ToString(),
        BadDataFound = null,
        MissingFieldFound = null,
        // Blank lines are counted like the others, so that places are those that an editor shows.
        IgnoreBlankLines = false,
        MaxFieldSize = CsvFormat.LargestCell,
    };

    private bool Next(long line, out Issue? failure)
    {
        failure = null;
        try
        {
            return parser.Read();
        }
        catch (Exception broken) when (StreamFailure.Explains(broken))
        {
            failure = new Issue("*", StreamFailure.Code(broken), $"ligne {line}");
            return false;
        }
        catch (CsvHelperException)
        {
            failure = new Issue("*", IssueCodes.FichierIllisible, $"guillemet jamais refermé, ouvert ligne {line}");
            return false;
        }
    }

    private IEnumerable<TableRow> RowsOfRecord(long first)
    {
        var record = parser.Record ?? [];
        if (Swallowed() is { } lines)
        {
            quoteIsOpen = false;
            // A quote that opens and is not closed takes the rows that follow for a part of its cell: they are read as if it were not there.
            for (var i = 0; i < lines.Length; i++)
            {
                if (Row(first + i, CsvDialect.Cells(lines[i].Replace("\"", "", StringComparison.Ordinal), dialect.Separator), [new Issue("*", IssueCodes.GuillemetOuvert, $"ligne {first}")]) is { } row)
                {
                    yield return row;
                }
            }
        }
        else
        {
            // Quotes come in pairs in a whole record (RFC 4180 §2.7).
            quoteIsOpen = record.Any(cell => cell.Contains('\n', StringComparison.Ordinal)) && parser.RawRecord.AsSpan().Count('"') % 2 != 0;
            if (Row(first, record, []) is { } row)
            {
                yield return row;
            }
        }
    }

    // The lines of the record, when one of them at least is a whole row.
    private string[]? Swallowed()
    {
        if (parser.RawRecord.AsSpan().TrimEnd("\r\n").Contains('\n') && Columns.Count >= FewestCellsOfARow)
        {
            var lines = parser.RawRecord.TrimEnd('\r', '\n').ReplaceLineEndings("\n").Split('\n');
            return lines.Skip(1).Any(line => line.Count(c => c == dialect.Separator) == Columns.Count - 1) ? lines : null;
        }

        return null;
    }

    private TableRow? Row(long line, IReadOnlyList<string> record, List<Issue> issues)
    {
        var cells = new Dictionary<string, string>(record.Count);
        for (var i = 0; i < Math.Min(record.Count, Columns.Count); i++)
        {
            if (CellText.Of(Columns[i], record[i], issues) is { } cell)
            {
                cells.Add(Columns[i], cell);
            }
        }

        // Cells beyond the last column: everything after the extra separator stands in the wrong column.
        if (record.Skip(Columns.Count).Count(cell => !string.IsNullOrWhiteSpace(cell)) is > 0 and var extra)
        {
            issues.Add(new Issue("*", IssueCodes.CellulesEnTrop, $"{record.Count} cellules pour {Columns.Count} colonnes, {extra} de trop"));
        }

        return cells.Count == 0 ? null : new TableRow(++count, line, $"ligne {line}", cells, issues);
    }

    private static string Named(char separator) => separator == '\t' ? "tabulation" : $"« {separator} »";
}

/// <summary>The text of a cell of a spreadsheet.</summary>
internal static class CellText
{
    /// <summary>The text; null when the cell says nothing. A formula is refused, but <c>="01000"</c>, which only keeps the zero.</summary>
    public static string? Of(string column, string cell, ICollection<Issue> issues)
    {
        if (string.IsNullOrWhiteSpace(cell))
        {
            return null;
        }

        var text = cell.TrimStart();
        if (text[0] != '=' || text.Length == 1)
        {
            return cell;
        }

        if (text is ['=', '"', .. var inside, '"'] && !inside.Contains('"', StringComparison.Ordinal))
        {
            return string.IsNullOrWhiteSpace(inside) ? null : inside;
        }

        issues.Add(new Issue(column, IssueCodes.Formule, cell));
        return null;
    }
}
