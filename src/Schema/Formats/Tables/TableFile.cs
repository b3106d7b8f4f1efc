using System.Text;
using Maillage.Schema.Parsing;
using Maillage.Schema.Texte;

namespace Maillage.Schema.Formats.Tables;

/// <summary>The kinds of table that partners send.</summary>
public enum TableKind
{
    /// <summary>Text with a separator: comma, semicolon, tab or bar.</summary>
    Csv,

    /// <summary>A workbook, <c>.xlsx</c> or <c>.xls</c>: one of its sheets.</summary>
    Xlsx,

    /// <summary>An array of objects, or an object one member of which is that array.</summary>
    Json,

    /// <summary>One JSON object a line.</summary>
    Ndjson,

    /// <summary>A FeatureCollection.</summary>
    GeoJson,
}

/// <summary>What a person says of a table beside its bytes; what is not said is found out.</summary>
public sealed record TableOptions
{
    public TableKind? Kind { get; init; }

    /// <summary>Name of the sheet of a workbook.</summary>
    public string? Sheet { get; init; }

    /// <summary>Line of the column names, from 1.</summary>
    public int? HeaderLine { get; init; }

    public char? Separator { get; init; }

    public Encoding? Encoding { get; init; }

    /// <summary>Member of the root object that holds the list.</summary>
    public string? List { get; init; }

    /// <summary>Members of JSON records that stay one cell of compact JSON, whatever they hold.</summary>
    public IReadOnlyCollection<string> Whole { get; init; } = [];

    /// <summary>Column names that should be there: they tell the header line, the separator and the sheet from look-alikes.</summary>
    public IReadOnlyCollection<string> Expected { get; init; } = [];
}

/// <summary>One row of a table: the cells that say something, by column.</summary>
/// <param name="Number">Rank among the rows that say something, from 1; 0 when the item is the failure of the file.</param>
/// <param name="Line">Line in the file, from 1; 0 where lines mean nothing (JSON).</param>
/// <param name="Place">Where it stands, for a person: « ligne 12 ».</param>
/// <param name="Cells">Text of each cell that is not blank, by column, in the order of the columns.</param>
/// <param name="Issues">What was found while reading it; a fatal one: the row, or the file, cannot be used.</param>
public sealed record TableRow(long Number, long Line, string Place, IReadOnlyDictionary<string, string> Cells, IReadOnlyList<Issue> Issues)
{
    /// <summary>True when the file cannot be read further.</summary>
    public bool EndsTheFile => Number == 0;
}

/// <summary>A table opened for reading, once, from its first row to its last; memory holds one row.</summary>
public interface ITable : IDisposable
{
    TableKind Kind { get; }

    /// <summary>How it was understood, for a person: « CSV, séparateur « ; », Windows-1252, en-tête ligne 3 ».</summary>
    string Description { get; }

    /// <summary>Names of the columns, in order; empty where only the rows tell (JSON).</summary>
    IReadOnlyList<string> Columns { get; }

    /// <summary>The rows; any bytes give rows or issues, never an exception.</summary>
    IEnumerable<TableRow> Rows();
}

/// <summary>Opens the tables that partners send, whatever their kind, their encoding, their separator and the line of their header.</summary>
public static class TableFile
{
    private static readonly Dictionary<TableKind, string> Names = new()
    {
        [TableKind.Csv] = "CSV",
        [TableKind.Xlsx] = "classeur Excel",
        [TableKind.Json] = "JSON",
        [TableKind.Ndjson] = "JSON, un objet par ligne",
        [TableKind.GeoJson] = "GeoJSON",
    };

    /// <summary>The kind under the name that declarations use: <c>csv</c>, <c>xlsx</c>, <c>json</c>, <c>ndjson</c>, <c>geojson</c>.</summary>
    public static IReadOnlyDictionary<string, TableKind> Kinds { get; } = Enum.GetValues<TableKind>().ToDictionary(kind => kind.ToString().ToLowerInvariant());

    /// <summary>Opens a table.</summary>
    /// <param name="stream">Its bytes, decompressed; disposed with the table, or at once when it is none.</param>
    /// <param name="options">What is known of it.</param>
    /// <returns>The table, or why it is none.</returns>
    public static Parsed<ITable> Open(Stream stream, TableOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var peeked = PeekedStream.Over(stream);
        var opened = Open(peeked, options);
        if (opened.Value is null)
        {
            peeked.Dispose();
        }

        return opened;
    }

    internal static string NameOf(TableKind kind) => Names[kind];

    private static Parsed<ITable> Open(PeekedStream peeked, TableOptions options)
    {
        var kind = TableSniffer.KindOf(peeked, out var refusal);
        if (refusal is not null)
        {
            return Parsed.Refused<ITable>(refusal);
        }

        if (options.Kind is { } said && said != kind && !(IsJson(said) && IsJson(kind)))
        {
            return Parsed.Refused<ITable>(new Issue("*", IssueCodes.FormatDementi, $"annoncé : {Names[said]} ; trouvé : {Names[kind]}"));
        }

        return (options.Kind ?? kind) switch
        {
            TableKind.Csv => CsvTable.Open(peeked, options),
            TableKind.Xlsx => WorkbookTable.Open(peeked, options),
            TableKind.Ndjson => Parsed.Ok<ITable>(new JsonLinesTable(peeked, options)),
            var json => Parsed.Ok<ITable>(new JsonTable(peeked, json, options)),
        };
    }

    private static bool IsJson(TableKind kind) => kind is TableKind.Json or TableKind.Ndjson or TableKind.GeoJson;
}

/// <summary>The names of the columns of a table whose first lines may be a title.</summary>
internal static class TableHeader
{
    /// <summary>Lines among which the header is looked for.</summary>
    public const int Searched = 20;

    /// <summary>Columns that a spreadsheet can hold; more is no table.</summary>
    public const int MostColumns = 16_384;

    public static Issue TooWide(int columns) => new("*", IssueCodes.FichierIllisible, $"{columns} colonnes");

    /// <summary>A name without what spreadsheets and editors leave around it, on one line.</summary>
    public static string Clean(string name) => string.Join(' ', name.Trim('\uFEFF').Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    /// <summary>Number of the expected names that a row holds.</summary>
    public static int Matches(IReadOnlyList<string> row, IReadOnlyCollection<string> expected)
    {
        var wanted = expected.Select(Repli.Plier).ToHashSet();
        return row.Count(cell => cell.Length > 0 && wanted.Contains(Repli.Plier(cell)));
    }

    /// <summary>Index of the header among the first rows.</summary>
    /// <param name="rows">The first rows, blank ones included.</param>
    /// <param name="expected">Names that should be there.</param>
    public static int Find(IReadOnlyList<IReadOnlyList<string>> rows, IReadOnlyCollection<string> expected)
    {
        var matches = rows.Select(row => Matches(row, expected)).ToList();
        if (matches.Count > 0 && matches.Max() is > 0 and var most)
        {
            return matches.IndexOf(most);
        }

        // A title fills one cell of its line, the header nearly all of them; a line of numbers is data.
        var widths = rows.Select(row => row.Count(cell => !string.IsNullOrWhiteSpace(cell))).ToList();
        var widest = widths.Count == 0 ? 0 : widths.Max();
        var found = Enumerable.Range(0, rows.Count).Where(i => widths[i] > 0 && widths[i] >= Math.Min(2, widest) && widths[i] * 2 >= widest).ToList();
        return found.Count == 0 ? 0 : found[0];
    }

    /// <summary>Names under which cells are found: each once, none empty.</summary>
    public static IReadOnlyList<string> Name(IReadOnlyList<string> header)
    {
        List<string> names = [];
        HashSet<string> taken = [];
        // Where counting goes on for a name: thousands of columns may have the same.
        Dictionary<string, int> counted = [];
        for (var i = 0; i < header.Count; i++)
        {
            var written = Clean(header[i]);
            written = written.Length == 0 ? $"colonne {i + 1}" : written;
            var name = written;
            while (!taken.Add(name))
            {
                counted[written] = counted.GetValueOrDefault(written, 1) + 1;
                name = $"{written} ({counted[written]})";
            }

            names.Add(name);
        }

        return names;
    }
}
