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

    private readonly FileStream file;
    private readonly IExcelDataReader reader;
    private readonly List<(long Line, List<string> Cells)> begun;
    private long count;

    private WorkbookTable(FileStream file, IExcelDataReader reader, TableOptions options)
    {
        (this.file, this.reader) = (file, reader);
        begun = [.. Lines().Take(TableHeader.Searched)];
        var header = options.HeaderLine is { } said ? begun.FindIndex(row => row.Line == said) : TableHeader.Find([.. begun.Select(row => row.Cells)], options.Expected);
        header = Math.Max(header, 0);
        Columns = begun.Count == 0 ? [] : TableHeader.Name(begun[header].Cells);
        Description = $"classeur Excel, feuille « {reader.Name} », en-tête ligne {(begun.Count == 0 ? 1 : begun[header].Line)}";
        begun.RemoveRange(0, Math.Min(begun.Count, header + 1));
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

        using var lines = Lines().GetEnumerator();
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
            return Choose(reader, options.Sheet) is { } problem
                ? Parsed.Refused<ITable>(problem)
                : Parsed.Ok<ITable>(new WorkbookTable(file, reader, options));
        }
        catch (Exception broken) when (IsBroken(broken))
        {
            return Parsed.Refused<ITable>(new Issue("*", IssueCodes.FichierIllisible, broken is InvalidPasswordException ? "classeur protégé par un mot de passe" : "classeur abîmé"));
        }
    }

    // The library answers damaged bytes with whatever exception they lead it to; none of them is a fault of the program.
    private static bool IsBroken(Exception exception) => exception is not (OutOfMemoryException or OperationCanceledException or ObjectDisposedException);

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
        return archive.Entries.Sum(entry => entry.Length) <= LargestUnpacked;
    }

    private static Issue? Choose(IExcelDataReader reader, string? sheet)
    {
        if (sheet is null)
        {
            return null;
        }

        List<string> names = [];
        do
        {
            if (Repli.Plier(reader.Name) == Repli.Plier(sheet))
            {
                return null;
            }

            names.Add(reader.Name);
        }
        while (reader.NextResult());
        return new Issue("*", IssueCodes.FeuilleInconnue, sheet, string.Join(", ", names));
    }

    private IEnumerable<(long Line, List<string> Cells)> Lines()
    {
        while (reader.Read())
        {
            var cells = Enumerable.Range(0, reader.FieldCount).Select(Text).ToList();
            if (cells.Exists(cell => !string.IsNullOrWhiteSpace(cell)))
            {
                yield return (reader.Depth + 1, cells);
            }
        }
    }

    private string Text(int column) => reader.GetValue(column) switch
    {
        null => "",
        string text => text,
        bool yes => yes ? "oui" : "non",
        DateTime { TimeOfDay.Ticks: 0 } day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        // A time alone is a fraction of the day zero of spreadsheets.
        DateTime { Year: < 1901 } time => time.ToString("HH:mm", CultureInfo.InvariantCulture),
        DateTime instant => instant.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
        TimeSpan time => time.ToString("hh\\:mm", CultureInfo.InvariantCulture),
        double number => number.ToString("0.###############", CultureInfo.InvariantCulture),
        var other => Convert.ToString(other, CultureInfo.InvariantCulture) ?? "",
    };

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

        return cells.Count == 0 ? null : new TableRow(++count, line, $"ligne {line}", cells, issues);
    }
}
