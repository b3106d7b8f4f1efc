using Maillage.Importers.Fetch.Archives;
using Maillage.Importers.Fetch.Http;
using Maillage.Importers.Sources;
using Maillage.Schema.Formats.Tables;
using Maillage.Schema.Parsing;

namespace Maillage.Importers.Fetch;

/// <summary>What a source is made of, open for one reading: a file, a folder, an archive, or the copy of what was downloaded.</summary>
public sealed class FetchedSource : IDisposable
{
    private static readonly IssueCode[] NotData = [IssueCodes.FichierTronque, IssueCodes.FichierIllisible, IssueCodes.FichierVide, IssueCodes.FichierHtml];

    private readonly IReadOnlyList<(string Name, FileInfo File)> files;
    private readonly bool isFolder;
    private readonly MemberChoice choice;
    private readonly ArchiveBudget budget;
    private readonly Unpacking unpacking;
    private readonly long length;
    private FileStream? current;
    private long before;

    private FetchedSource(string path, IReadOnlyList<(string Name, FileInfo File)> files, bool isFolder, SourceDeclaration source)
    {
        Path = path;
        this.files = files;
        this.isFolder = isFolder;
        length = files.Sum(file => file.File.Length);
        choice = new MemberChoice(source.Fetch.Membre);
        budget = new ArchiveBudget(new ArchiveLimits { Bytes = source.Fetch.TailleMax });
        unpacking = new Unpacking(budget, choice, TableFile.Kinds.TryGetValue(source.Format, out var kind) && kind == TableKind.Xlsx);
    }

    /// <summary>Path of the file or folder.</summary>
    public string Path { get; }

    /// <summary>Share of the bytes read so far, 0 to 1.</summary>
    public double Progress => length == 0 ? 1 : Math.Min(1, (double)(before + Position) / length);

    /// <summary>Why the content was not read further, when a limit did it: its reader only knows that the bytes ended.</summary>
    public Issue? Refusal => budget.Refusal;

    /// <summary>A copy of what was downloaded, that may be dropped.</summary>
    internal bool IsCopy { get; set; }

    /// <summary>Folder that goes with it.</summary>
    internal DirectoryInfo? Temporary { get; set; }

    /// <summary>Opens a file or a folder.</summary>
    /// <returns>The source, or why it cannot be read.</returns>
    public static Parsed<FetchedSource> Open(string path, SourceDeclaration source)
    {
        try
        {
            if (Directory.Exists(path))
            {
                return Parsed.Ok(new FetchedSource(path, Files(path), isFolder: true, source));
            }

            var file = new FileInfo(path);
            var fetched = new FetchedSource(path, [(file.Name, file)], isFolder: false, source);
            fetched.current = Open(file);
            return Parsed.Ok(fetched);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return Parsed.Refused<FetchedSource>(new Issue("*", IssueCodes.FichierIntrouvable, path));
        }
    }

    /// <summary>The members, one after the other; to be gone through once.</summary>
    public IEnumerable<FetchedMember> Members()
    {
        var count = 0;
        foreach (var (name, file) in isFolder ? files.Where(file => choice.Takes(file.Name)) : files)
        {
            var opened = Reopen(file);
            if (opened.Value is not { } stream)
            {
                yield return FetchedMember.Broken(name, opened.Issue ?? new Issue("*", IssueCodes.FichierIntrouvable, name));
                yield break;
            }

            foreach (var member in unpacking.Open(name, stream, isFolder))
            {
                count++;
                yield return member;
                if (member.Failure is not null)
                {
                    yield break;
                }
            }

            before += file.Length;
            stream.Dispose();
        }

        if ((choice.Missing() ?? (count == 0 ? new Issue("*", IssueCodes.FichierVide) : null)) is { } failure)
        {
            yield return FetchedMember.Broken(System.IO.Path.GetFileName(Path), failure);
        }
    }

    /// <summary>Takes note that what was read of it is served.</summary>
    internal void Accept()
    {
        if (IsCopy)
        {
            RawCopies.Accept(Path);
        }
    }

    /// <summary>Forgets a copy that turned out not to be data: the next run asks for the whole file again.</summary>
    internal void DiscardIf(IssueCode why)
    {
        Dispose();
        if (IsCopy && NotData.Contains(why))
        {
            RawCopies.Drop(Path);
        }
    }

    public void Dispose()
    {
        current?.Dispose();
        Temporary?.Delete(recursive: true);
        Temporary = null;
    }

    private long Position => current is { CanRead: true } open ? open.Position : 0;

    // In order of path; hidden files, links and devices are not data.
    private static List<(string Name, FileInfo File)> Files(string folder) =>
    [
        .. new DirectoryInfo(folder)
            .EnumerateFiles("*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.Hidden | FileAttributes.System | FileAttributes.ReparsePoint | FileAttributes.Device })
            .Select(file => (Name: System.IO.Path.GetRelativePath(folder, file.FullName).Replace('\\', '/'), File: file))
            .OrderBy(file => file.Name, StringComparer.Ordinal),
    ];

    private static FileStream Open(FileInfo file) => new(file.FullName, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 0, FileOptions.SequentialScan);

    private Parsed<FileStream> Reopen(FileInfo file)
    {
        if (!isFolder && current is { } already)
        {
            return Parsed.Ok(already);
        }

        try
        {
            current?.Dispose();
            current = Open(file);
            return Parsed.Ok(current);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return Parsed.Refused<FileStream>(new Issue("*", IssueCodes.FichierIntrouvable, file.Name));
        }
    }
}
