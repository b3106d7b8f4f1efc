using System.Globalization;
using System.IO.Compression;
using System.Text;
using ExcelDataReader;
using ExcelDataReader.Exceptions;
using Maillage.Schema.Parsing;
using Maillage.Schema.Texte;

namespace Maillage.Schema.Formats.Tables;

/// <summary>One sheet of a workbook: cells as they are shown to a reader, formulas by the value that was computed when the file was saved.</summary>
internal sealed class WorkbookTable : ITable
{
    // A workbook of the whole country has a tenth of this; more is a bomb.
    private const long LargestFile = 256L * 1024 * 1024;
    private const long LargestUnpacked = 1024L * 1024 * 1024;

    // The library holds all the texts of a workbook in memory.
    private const long LargestTexts = 128L * 1024 * 1024;
    private const string Texts = "xl/sharedStrings.xml";

    // What a spreadsheet can hold.
    private const int MostRows = 1_048_576;

    private readonly PeekedStream peeked;
    private readonly FileStream file;
    private readonly IExcelDataReader reader;
    private readonly List<(long Line, List<string> Cells)> begun;
    private long count;

    private WorkbookTable(PeekedStream peeked, FileStream file, IExcelDataReader reader, List<(long Line, List<string> Cells)> begun, int header)
    {
        (this.peeked, this.file, this.reader, this.begun) = (peeked, file, reader, begun);
        Columns = TableHeader.Name(begun[header].Cells);
        Description = $"classeur Excel, feuille « {reader.Name} », en-tête ligne {begun[header].Line}";
        begun.RemoveRange(0, header + 1);
    }

    public TableKind Kind => TableKind.Xlsx;

    public string Description { get; }

    public IReadOnlyList<string> Columns { get; }

    public static Parsed<ITable> Open(PeekedStream peeked, TableOptions options)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var file = new FileStream(Path.GetTempFileName(), FileMode.Create, FileAccess.ReadWrite, FileShare.None, 1 << 16, FileOptions.DeleteOnClose);
        var opened = Open(file, peeked, options);
        if (opened.Value is null)
        {
            file.Dispose();
        }

        return opened;
    }

    public IEnumerable<TableRow> Rows()
    {
        foreach (var (line, cells) in begun)
        {
            if (Row(line, cells) is { } row)
            {
                yield return row;
            }
        }

        using var lines = Lines(reader).GetEnumerator();
        while (true)
        {
            TableRow? row;
            try
            {
                if (!lines.MoveNext())
                {
                    yield break;
                }

                row = Row(lines.Current.Line, lines.Current.Cells);
            }
            catch (Exception broken) when (IsBroken(broken))
            {
                row = new TableRow(0, 0, $"après {count} lignes", new Dictionary<string, string>(), [new Issue("*", IssueCodes.FichierIllisible, "classeur abîmé")]);
            }

            if (row is not null)
            {
                yield return row;
            }

            if (row is { EndsTheFile: true })
            {
                yield break;
            }
        }
    }

    public void Dispose()
    {
        reader.Dispose();
        file.Dispose();
        peeked.Dispose();
    }

    private static Parsed<ITable> Open(FileStream file, PeekedStream peeked, TableOptions options)
    {
        try
        {
            if (!Copy(peeked, file) || !Unpacks(file))
            {
                return Parsed.Refused<ITable>(new Issue("*", IssueCodes.FichierBinaire, "classeur démesuré"));
            }

            file.Position = 0;
            var reader = ExcelReaderFactory.CreateReader(file, new ExcelReaderConfiguration { LeaveOpen = true });
            return Choose(reader, options) is { } problem ? Parsed.Refused<ITable>(problem)
                : reader.FieldCount > TableHeader.MostColumns ? Parsed.Refused<ITable>(TableHeader.TooWide(reader.FieldCount))
                : Begin(peeked, file, reader, options);
        }
        catch (Exception broken) when (IsBroken(broken))
        {
            return Parsed.Refused<ITable>(new Issue("*", IssueCodes.FichierIllisible, broken is InvalidPasswordException ? "classeur protégé par un mot de passe" : "classeur abîmé"));
        }
    }

    private static Parsed<ITable> Begin(PeekedStream peeked, FileStream file, IExcelDataReader reader, TableOptions options)
    {
        var begun = First(reader, options.HeaderLine);
        var header = options.HeaderLine is { } said ? begun.FindIndex(row => row.Line == said) : TableHeader.Find([.. begun.Select(row => row.Cells)], options.Expected);
        return begun.Count == 0 || header < 0
            ? Parsed.Refused<ITable>(new Issue("*", IssueCodes.FichierVide, $"feuille « {reader.Name} »" + (begun.Count == 0 ? "" : $", ligne {options.HeaderLine}")))
            : Parsed.Ok<ITable>(new WorkbookTable(peeked, file, reader, begun, header));
    }

    private static List<(long Line, List<string> Cells)> First(IExcelDataReader reader, int? headerLine)
    {
        List<(long Line, List<string> Cells)> first = [];
        foreach (var line in Lines(reader))
        {
            if (headerLine is null || line.Line >= headerLine)
            {
                first.Add(line);
            }

            if (first.Count == (headerLine is null ? TableHeader.Searched : 1))
            {
                break;
            }
        }

        return first;
    }

    // The library answers damaged bytes with whatever exception they lead it to; none of them is a fault of the program. A sheet of two
    // billion columns asks for more memory than there is.
    private static bool IsBroken(Exception exception) => exception is not (OperationCanceledException or ObjectDisposedException);

    private static bool Copy(PeekedStream from, FileStream to)
    {
        var buffer = new byte[1 << 16];
        for (var read = from.Read(buffer); read > 0; read = from.Read(buffer))
        {
            to.Write(buffer, 0, read);
            if (to.Length > LargestFile)
            {
                return false;
            }
        }

        return true;
    }

    private static bool Unpacks(FileStream file)
    {
        file.Position = 0;
        if (file.ReadByte() != 'P')
        {
            return true;
        }

        file.Position = 0;
        using var archive = new ZipArchive(file, ZipArchiveMode.Read, leaveOpen: true);
        return archive.Entries.Sum(entry => entry.Length) <= LargestUnpacked && archive.Entries.Where(entry => entry.FullName == Texts).Sum(entry => entry.Length) <= LargestTexts;
    }

    // The sheet that is named, else the first one that has the most of the names that are expected.
    private static Issue? Choose(IExcelDataReader reader, TableOptions options)
    {
        List<string> names = [];
        List<int> matches = [];
        do
        {
            if (options.Sheet is { } sheet && Repli.Plier(reader.Name) == Repli.Plier(sheet))
            {
                return null;
            }

            names.Add(reader.Name);
            matches.Add(options.Sheet is null && options.Expected.Count > 0 && reader.FieldCount <= TableHeader.MostColumns
                ? Lines(reader).Take(TableHeader.Searched).Select(line => TableHeader.Matches(line.Cells, options.Expected)).DefaultIfEmpty(0).Max()
                : 0);
        }
        while (reader.NextResult());
        reader.Reset();
        for (var skipped = matches.IndexOf(matches.Max()); skipped > 0; skipped--)
        {
            reader.NextResult();
        }

        return options.Sheet is null ? null : new Issue("*", IssueCodes.FeuilleInconnue, options.Sheet, string.Join(", ", names));
    }

    private static IEnumerable<(long Line, List<string> Cells)> Lines(IExcelDataReader reader)
    {
        while (reader.Read())
        {
            if (reader.Depth >= MostRows)
            {
                throw new InvalidDataException("More rows than a spreadsheet holds.");
            }

            var cells = Enumerable.Range(0, reader.FieldCount).Select(column => Text(reader, column)).ToList();
            if (cells.Exists(cell => !string.IsNullOrWhiteSpace(cell)))
            {
                yield return (reader.Depth + 1, cells);
            }
        }
    }

    private static string Text(IExcelDataReader reader, int column) => reader.GetValue(column) switch
    {
        null => "",
        string text => text,
        bool yes => yes ? "oui" : "non",
        // A time alone is a fraction of the day zero of spreadsheets.
        DateTime { Year: < 1901 } time => time.ToString("HH:mm", CultureInfo.InvariantCulture),
        DateTime { TimeOfDay.Ticks: 0 } day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DateTime instant => instant.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
        TimeSpan time => string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalHours:00}:{time.Minutes:00}"),
        double number => Number(number, reader.GetNumberFormatString(column)),
        var other => Convert.ToString(other, CultureInfo.InvariantCulture) ?? "",
    };

    // « 01000 » is often the number 1000 shown with five digits.
    private static string Number(double number, string? format) =>
        format is { Length: > 1 and < 20 } && format.All(c => c == '0') && number >= 0 && number == Math.Floor(number)
            ? number.ToString(format, CultureInfo.InvariantCulture)
            : number.ToString("0.###############", CultureInfo.InvariantCulture);

    private TableRow? Row(long line, List<string> record)
    {
        List<Issue> issues = [];
        var cells = new Dictionary<string, string>(record.Count);
        for (var i = 0; i < Math.Min(record.Count, Columns.Count); i++)
        {
            if (CellText.Of(Columns[i], record[i], issues) is { } cell)
            {
                cells.Add(Columns[i], cell);
            }
        }

        return cells.Count == 0 && issues.Count == 0 ? null : new TableRow(++count, line, $"ligne {line}", cells, issues);
    }
}
