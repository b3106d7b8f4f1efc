using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Maillage.Api.Exports;

/// <summary>
/// The versions whose files are kept: a folder each, in one that several processes may share. A version is there when its list is, which comes last; what is being made has a folder
/// of its own meanwhile.
/// </summary>
/// <param name="root">The folder of all versions; it may not be there yet.</param>
/// <param name="clock">Tells how old they are.</param>
internal sealed partial class ExportVersions(string root, TimeProvider clock)
{
    private const string Manifest = ExportFile.Manifest;
    private const string Forgotten = ".oubli";
    private const int VersionsKept = 3;
    private const int DaysKept = 7;

    // Whoever was still at it would have written something since.
    private static readonly TimeSpan Abandoned = TimeSpan.FromHours(1);

    private readonly string root = Path.GetFullPath(root);

    // By database, the first version that does not hold what was erased.
    private readonly ConcurrentDictionary<string, long> erased = [];

    // Written by the builder, read by requests.
    private volatile IReadOnlyList<ListeExports> kept = [];

    /// <summary>The versions whose files are there, the most recent first.</summary>
    public IReadOnlyList<ListeExports> Kept => kept;

    /// <summary>Where the files of a version are.</summary>
    public string FolderOf(string origin, long version) => Path.Combine(root, string.Create(CultureInfo.InvariantCulture, $"{origin}-{version}"));

    /// <summary>Finds what is there, of that database.</summary>
    /// <param name="origin">Short id of the database.</param>
    public void Look(string origin) => kept = !Directory.Exists(root) ? []
        : [.. Directory.EnumerateDirectories(root, origin + "-*").Where(folder => OneVersion().IsMatch(Path.GetFileName(folder))).Select(Read).OfType<ListeExports>().Where(one => one.Origine == origin).OrderByDescending(NumberOf)];

    /// <summary>True when all that is kept is still there: another process may have forgotten some of it.</summary>
    public bool AreThere() => kept.All(one => File.Exists(Path.Combine(FolderOf(one.Origine, NumberOf(one)), Manifest)));

    /// <summary>Makes a version in a folder of its own, then gives it its place, its list last. A making that fails leaves nothing.</summary>
    /// <param name="origin">Short id of the database.</param>
    /// <param name="version">The version.</param>
    /// <param name="write">Writes the files, and their list, in the folder that it is given.</param>
    public void Make(string origin, long version, Action<string> write)
    {
        var apart = $"{FolderOf(origin, version)}.{Guid.NewGuid():N}{ExportFile.UnderWay}";
        Directory.CreateDirectory(apart);
        try
        {
            write(apart);
            Place(apart, FolderOf(origin, version));
        }
        finally
        {
            Directory.Delete(apart, recursive: true);
        }
    }

    /// <summary>
    /// Forgets the versions that are not kept: these are the last three, the last of each day for a week, and the last that has what is written once a day. What is newer is only
    /// beginning, and other databases are not ours. What is being sent is sent to its end: the system keeps it until then.
    /// </summary>
    /// <param name="origin">Short id of the database.</param>
    /// <param name="version">The current version.</param>
    public void Forget(string origin, long version)
    {
        var since = Now().Date.AddDays(-DaysKept);
        HashSet<string> stay =
        [
            .. kept.Take(VersionsKept).Select(one => one.Version),
            .. kept.Where(one => ExportFormat.All.Any(format => format.IsDaily && ExportedDataset.All.Any(dataset => Has(one, format, dataset.Nom)))).Take(1).Select(one => one.Version),
            .. kept.Where(one => one.PreparesLe >= since).GroupBy(one => one.PreparesLe.Date).Select(day => day.First().Version),
        ];
        foreach (var (folder, number) in Folders(origin))
        {
            if (number < version && !stay.Contains(number.ToString(CultureInfo.InvariantCulture)))
            {
                Remove(folder);
            }
        }

        foreach (var folder in AbandonedFolders())
        {
            Directory.Delete(folder, recursive: true);
        }

        kept = [.. kept.Where(one => stay.Contains(one.Version))];
    }

    /// <summary>Forgets the versions before that one: a record was erased since, and they still hold it.</summary>
    /// <param name="origin">Short id of the database.</param>
    /// <param name="version">The first that does not hold it.</param>
    public void Erase(string origin, long version)
    {
        // Before anything is removed: what is written meanwhile is removed by who writes it.
        erased[origin] = version;
        kept = [.. kept.Where(one => NumberOf(one) >= version)];
        foreach (var (folder, number) in Folders(origin))
        {
            if (number < version)
            {
                Remove(folder);
            }
        }
    }

    /// <summary>True when a record was erased since that version.</summary>
    public bool IsErased(string origin, long version) => erased.TryGetValue(origin, out var first) && version < first;

    /// <summary>Removes the folder of a version.</summary>
    public static void Remove(string folder)
    {
        // It loses its name first: nobody finds half of it.
        var aside = folder + Forgotten;
        if (Directory.Exists(folder) && !Directory.Exists(aside))
        {
            Directory.Move(folder, aside);
        }

        if (Directory.Exists(aside))
        {
            Directory.Delete(aside, recursive: true);
        }
    }

    /// <summary>True when the version has that dataset in that format.</summary>
    public static bool Has(ListeExports version, ExportFormat format, string dataset) => version.Donnees.Any(file => file.Format == format.Extension && file.Jeu == dataset);

    /// <summary>The number of a version.</summary>
    public static long NumberOf(ListeExports version) => long.Parse(version.Version, CultureInfo.InvariantCulture);

    private DateTime Now() => clock.GetUtcNow().UtcDateTime;

    // Files of territories may have been asked for already. Another process may have been faster: its files may be on their way to readers, and are the same.
    private static void Place(string apart, string folder)
    {
        Directory.CreateDirectory(folder);
        if (File.Exists(Path.Combine(folder, Manifest)))
        {
            return;
        }

        foreach (var file in Directory.EnumerateFiles(apart).OrderBy(file => Path.GetFileName(file) == Manifest))
        {
            File.Move(file, Path.Combine(folder, Path.GetFileName(file)), overwrite: true);
        }
    }

    // What could not be removed to its end is found again.
    private List<(string Folder, long Version)> Folders(string origin) => !Directory.Exists(root) ? []
        : [.. Directory.GetDirectories(root, origin + "-*")
            .Select(folder => folder.EndsWith(Forgotten, StringComparison.Ordinal) ? folder[..^Forgotten.Length] : folder)
            .Distinct()
            .Where(folder => OneVersion().IsMatch(Path.GetFileName(folder)) && (!Directory.Exists(folder) || HoldsOurs(folder)))
            .Select(folder => (folder, Version: long.TryParse(Path.GetFileName(folder)[(origin.Length + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : -1))
            .Where(found => found.Version >= 0)];

    // Those of processes that were killed, whatever their database.
    private IEnumerable<string> AbandonedFolders() => !Directory.Exists(root) ? []
        : Directory.GetDirectories(root, "*" + ExportFile.UnderWay).Where(folder =>
            OneMaking().IsMatch(Path.GetFileName(folder)) && clock.GetUtcNow().UtcDateTime - Directory.GetLastWriteTimeUtc(folder) > Abandoned && HoldsOurs(folder));

    // Whoever named this folder may keep other things in it.
    private static bool HoldsOurs(string folder) => Directory.EnumerateFileSystemEntries(folder).Select(Path.GetFileName)
        .All(name => name == Manifest || name?.EndsWith(ExportFile.UnderWay, StringComparison.Ordinal) == true || ExportName.Parse(name ?? "") is not null);

    private static ListeExports? Read(string folder)
    {
        var path = Path.Combine(folder, Manifest);
        if (!File.Exists(path))
        {
            return null;
        }

        try
        {
            using var file = File.OpenRead(path);
            return JsonSerializer.Deserialize(file, ApiJson.Default.ListeExports) is { } manifest && long.TryParse(manifest.Version, NumberStyles.None, CultureInfo.InvariantCulture, out _) ? manifest : null;
        }
        catch (JsonException)
        {
            // Cut by a machine that stopped, or written by another version of this program: it makes room for one that can be read.
            File.Delete(path);
            return null;
        }
    }

    [GeneratedRegex("^[0-9a-z]+-[0-9]+$")]
    private static partial Regex OneVersion();

    [GeneratedRegex(@"^[0-9a-z]+-[0-9]+\.[0-9a-f]{32}\.en-cours$")]
    private static partial Regex OneMaking();
}
