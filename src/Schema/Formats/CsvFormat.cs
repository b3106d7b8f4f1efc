using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;
using Maillage.Schema.Fields;
using Maillage.Schema.Parsing;

namespace Maillage.Schema.Formats;

/// <summary>
/// Our CSV (RFC 4180): UTF-8, comma, CRLF, one header line with the field names; lists joined by <c>|</c>, objects as compact JSON text, unknown = empty.
/// </summary>
public static class CsvFormat
{
    // CRLF is CsvHelper's own default. Setting it would change two things: a lone line feed would be no line end when reading, nor quoted when writing.
    internal static CsvConfiguration Configuration { get; } = new(CultureInfo.InvariantCulture)
    {
        BadDataFound = null,
        MissingFieldFound = null,
        DetectColumnCountChanges = false,
        IgnoreBlankLines = true,
        MaxFieldSize = LargestCell,
    };

    /// <summary>The same with semicolons.</summary>
    internal static CsvConfiguration OfSpreadsheets { get; } = new(CultureInfo.InvariantCulture) { Delimiter = ";" };

    /// <summary>No cell of ours is a hundredth of this: a longer one is a quote that was never closed.</summary>
    internal const double LargestCell = 1_000_000;

    /// <summary>Reads records one at a time; columns that are no field are let through.</summary>
    public static IEnumerable<ReadItem<TRecord>> Read<TRecord>(Stream stream)
        where TRecord : class
    {
        var shape = RecordShape.Of<TRecord>();
        using var rows = new CsvRows(new StreamReader(stream, Encoding.UTF8, leaveOpen: true), Configuration);
        if (rows.Header is not { } header)
        {
            yield return new ReadItem<TRecord>(0, rows.Place, null, [rows.Failure ?? new Issue("*", IssueCodes.FichierVide)]);
            yield break;
        }

        IReadOnlyList<Field<TRecord>?> columns = [.. header.Select(shape.Find)];
        if (columns.All(column => column is null))
        {
            yield return new ReadItem<TRecord>(0, rows.Place, null, [new Issue("*", IssueCodes.ColonnesInconnues, string.Join(',', header))]);
            yield break;
        }

        while (rows.MoveNext())
        {
            List<Issue> issues = [];
            var record = shape.ReadRow(columns, rows.Current, issues);
            yield return new ReadItem<TRecord>(rows.Count, rows.Place, record, issues);
        }

        if (rows.Failure is { } failure)
        {
            yield return new ReadItem<TRecord>(0, rows.Place, null, [failure]);
        }
    }

    /// <summary>Reads the rows of a CSV text that is not ours, by column name.</summary>
    /// <param name="stream">UTF-8, comma.</param>
    /// <param name="columns">The columns that are needed.</param>
    /// <returns>The whole rows, up to where the text breaks; null when its header lacks one of the columns.</returns>
    public static IReadOnlyList<IReadOnlyDictionary<string, string>>? ReadCells(Stream stream, IReadOnlyCollection<string> columns)
    {
        using var rows = new CsvRows(new StreamReader(stream, Encoding.UTF8, leaveOpen: true), Configuration);
        if (rows.Header is not { } header || !columns.All(header.Contains))
        {
            return null;
        }

        var places = columns.Select(column => (Column: column, Index: header.ToList().IndexOf(column))).ToList();
        List<IReadOnlyDictionary<string, string>> read = [];
        while (rows.MoveNext())
        {
            // A short row was cut.
            if (rows.Current.Count >= header.Count)
            {
                read.Add(places.ToDictionary(place => place.Column, place => rows.Current[place.Index]));
            }
        }

        return read;
    }

    /// <summary>Writes a header and one row a record, with the given fields or with all.</summary>
    public static void Write<TRecord>(Stream stream, IEnumerable<TRecord> records, IReadOnlyList<Field<TRecord>>? fields = null)
        where TRecord : class
    {
        using var writer = new CsvRecordWriter<TRecord>(stream, fields);
        foreach (var record in records)
        {
            writer.Write(record);
        }
    }
}

/// <summary>Writes our CSV record by record; the stream stays open.</summary>
/// <typeparam name="TRecord">The record; its fields are the columns.</typeparam>
public sealed class CsvRecordWriter<TRecord> : IDisposable
    where TRecord : class
{
    private readonly StreamWriter text;
    private readonly CsvWriter writer;
    private readonly IReadOnlyList<Field<TRecord>> columns;
    private readonly bool isForSpreadsheets;

    /// <summary>Writes the header.</summary>
    /// <param name="stream">Where to write.</param>
    /// <param name="fields">The columns; every field when absent.</param>
    /// <param name="forSpreadsheets">With semicolons and the mark of UTF-8: what a French spreadsheet opens with a double click; no cell is a formula.</param>
    public CsvRecordWriter(Stream stream, IReadOnlyList<Field<TRecord>>? fields = null, bool forSpreadsheets = false)
    {
        text = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: forSpreadsheets), leaveOpen: true);
        writer = new CsvWriter(text, forSpreadsheets ? CsvFormat.OfSpreadsheets : CsvFormat.Configuration, leaveOpen: true);
        isForSpreadsheets = forSpreadsheets;
        columns = fields ?? RecordShape.Of<TRecord>().Fields;
        foreach (var column in columns)
        {
            writer.WriteField(column.Name);
        }

        writer.NextRecord();
    }

    public void Write(TRecord record)
    {
        foreach (var column in columns)
        {
            var cell = column.ToCell(record);
            writer.WriteField(isForSpreadsheets ? SpreadsheetCell.HarmlessUnlessNumber(cell) : cell);
        }

        writer.NextRecord();
    }

    public void Dispose()
    {
        writer.Dispose();
        text.Dispose();
    }
}

/// <summary>The rows of a CSV text, header first; a stream that breaks is a failure, not an exception.</summary>
internal sealed class CsvRows : IDisposable
{
    private readonly CsvParser parser;
    private bool quoteIsOpen;

    public CsvRows(TextReader text, CsvConfiguration configuration)
    {
        parser = new CsvParser(text, configuration);
        Header = Next();
    }

    /// <summary>The first row; null when there is none.</summary>
    public IReadOnlyList<string>? Header { get; }

    public IReadOnlyList<string> Current { get; private set; } = [];

    public long Count { get; private set; }

    public string Place => $"ligne {parser.RawRow}";

    public Issue? Failure { get; private set; }

    public bool MoveNext()
    {
        if (Header is null || Failure is not null || Next() is not { } row)
        {
            return false;
        }

        Current = row;
        Count++;
        return true;
    }

    public void Dispose() => parser.Dispose();

    private string[]? Next()
    {
        try
        {
            if (parser.Read())
            {
                // Quotes come in pairs in a whole record (RFC 4180 §2.7).
                quoteIsOpen = parser.RawRecord.AsSpan().Count('"') % 2 != 0;
                return parser.Record;
            }

            if (quoteIsOpen)
            {
                Failure = new Issue("*", IssueCodes.FichierTronque, "guillemet jamais refermé");
            }

            return null;
        }
        catch (Exception cut) when (StreamFailure.Explains(cut))
        {
            Failure = new Issue("*", StreamFailure.Code(cut));
            return null;
        }
        catch (CsvHelperException broken)
        {
            Failure = new Issue("*", IssueCodes.FichierIllisible, broken.GetType().Name);
            return null;
        }
    }
}
