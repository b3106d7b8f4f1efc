using System.Globalization;
using System.Text;
using Maillage.Schema.Parsing;

namespace Maillage.Schema.Formats.Tables;

/// <summary>A text with a separator, as people and spreadsheets write it.</summary>
internal sealed class CsvTable : ITable
{
    private readonly LineReader text;
    private readonly CsvRecords records;
    private readonly long linesBefore;
    private long count;
    private bool isCut;

    private CsvTable(CsvDialect dialect, Encoding encoding, LineReader text, CsvRecords records)
    {
        this.text = text;
        this.records = records;
        linesBefore = dialect.HeaderLine - 1;
        Description = string.Create(
            CultureInfo.InvariantCulture, $"CSV, séparateur {Named(dialect.Separator)}, {encoding.WebName.ToUpperInvariant()}, en-tête ligne {dialect.HeaderLine}");
        Columns = TableHeader.Name(records.Cells);
    }

    public TableKind Kind => TableKind.Csv;

    public string Description { get; }

    public IReadOnlyList<string> Columns { get; }

    public static Parsed<ITable> Open(PeekedStream peeked, TableOptions options)
    {
        var encoding = TableEncoding.Of(peeked, options.Encoding);
        var dialect = CsvDialect.Of(peeked.Head, encoding, options);
        var text = new LineReader(new StreamReader(peeked, encoding, detectEncodingFromByteOrderMarks: false));
        var records = new CsvRecords(text.ReadLine, dialect.Separator);
        try
        {
            for (var line = 1; line < dialect.HeaderLine; line++)
            {
                text.ReadLine();
            }

            return !records.Read(0) || records.Cells.All(string.IsNullOrWhiteSpace) ? Parsed.Refused<ITable>(new Issue("*", IssueCodes.FichierVide))
                : records.Cells.Count > TableHeader.MostColumns ? Parsed.Refused<ITable>(TableHeader.TooWide(records.Cells.Count))
                : Parsed.Ok<ITable>(new CsvTable(dialect, encoding, text, records));
        }
        catch (Exception broken) when (StreamFailure.Explains(broken))
        {
            return Parsed.Refused<ITable>(Failed(broken, 1));
        }
    }

    public IEnumerable<TableRow> Rows()
    {
        while (true)
        {
            var before = linesBefore + records.Line;
            if (!Next(before, out var failure))
            {
                if (failure is not null)
                {
                    yield return new TableRow(0, before, $"ligne {before}", new Dictionary<string, string>(), [failure]);
                }

                yield break;
            }

            if (Row(linesBefore + records.Line) is { } row)
            {
                yield return row;
            }
        }
    }

    public void Dispose() => text.Dispose();

    private bool Next(long before, out Issue? failure)
    {
        failure = null;
        try
        {
            if (records.Read(Columns.Count))
            {
                return true;
            }

            failure = isCut ? new Issue("*", IssueCodes.FichierTronque, "guillemet jamais refermé") : null;
            return false;
        }
        catch (Exception broken) when (StreamFailure.Explains(broken))
        {
            failure = Failed(broken, before + 1);
            return false;
        }
    }

    private TableRow? Row(long line)
    {
        List<Issue> issues = [];
        isCut = records.IsCut;
        var cells = new Dictionary<string, string>(Columns.Count);
        for (var i = 0; i < Math.Min(records.Cells.Count, Columns.Count); i++)
        {
            if (CellText.Of(Columns[i], records.Cells[i], issues) is { } cell)
            {
                cells.Add(Columns[i], cell);
            }
        }

        if (records.QuoteIsStray)
        {
            issues.Add(new Issue("*", IssueCodes.GuillemetOuvert));
        }

        // Cells beyond the last column: everything after the extra separator stands in the wrong column.
        if (records.Cells.Skip(Columns.Count).Count(cell => !string.IsNullOrWhiteSpace(cell)) is > 0 and var extra)
        {
            issues.Add(new Issue("*", IssueCodes.CellulesEnTrop, $"{records.Cells.Count} cellules pour {Columns.Count} colonnes, {extra} de trop"));
        }

        return cells.Count == 0 && issues.Count == 0 ? null : new TableRow(++count, line, $"ligne {line}", cells, issues);
    }

    private static Issue Failed(Exception broken, long line) => new(
        "*", StreamFailure.Code(broken), $"ligne {line}" + (broken is InvalidDataException ? " ou suivante : plus longue qu'aucune ligne d'un tableau, ou abîmée" : ""));

    private static string Named(char separator) => separator == '\t' ? "tabulation" : $"« {separator} »";
}

/// <summary>The text of a cell of a spreadsheet.</summary>
internal static class CellText
{
    // What a formula that failed leaves, in the languages that spreadsheets speak here.
    private static readonly string[] Errors = ["#DIV/0!", "#N/A", "#NAME?", "#NOM?", "#NULL!", "#NUL!", "#NUM!", "#NOMBRE!", "#REF!", "#VALUE!", "#VALEUR!"];

    /// <summary>The text; null when the cell says nothing. A formula, or the error that it left, is refused, but <c>="01000"</c>, which only keeps the zero.</summary>
    public static string? Of(string column, string cell, ICollection<Issue> issues)
    {
        if (string.IsNullOrWhiteSpace(cell))
        {
            return null;
        }

        var text = cell.Trim();
        if (Array.IndexOf(Errors, text) < 0 && (text[0] != '=' || text.Length == 1))
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
