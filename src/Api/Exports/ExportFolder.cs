using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Maillage.Api.Feed;
using Maillage.Catalogue;

namespace Maillage.Api.Exports;

/// <summary>The files of exports: a folder a version. A file that is there is whole, and never changes.</summary>
/// <param name="root">The folder of all versions; it may not be there yet.</param>
/// <param name="clock">Tells when files are written.</param>
internal sealed partial class ExportFolder(string root, TimeProvider clock) : IDisposable
{
    private const string Manifest = ExportFile.Manifest;
    private const string Forgotten = ".oubli";
    private const int VersionsKept = 3;
    private const int DaysKept = 7;

    // Beyond, they wait: whoever asks for all the communes does not take the processors from those who read.
    private const int WrittenAtOnce = 2;
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(20);

    private readonly string root = Path.GetFullPath(root);
    private readonly SemaphoreSlim turns = new(WrittenAtOnce);
    private readonly ConcurrentDictionary<string, string> digests = [];
    private readonly ConcurrentDictionary<string, Lazy<Task<string>>> underWay = [];

    // Written by the builder, read by requests.
    private volatile IReadOnlyList<ListeExports> kept = [];

    /// <summary>The versions whose files are there, the most recent first.</summary>
    public IReadOnlyList<ListeExports> Kept => kept;

    /// <summary>Finds what is there already, of that database.</summary>
    /// <param name="origin">Short id of the database.</param>
    public void Look(string origin)
    {
        kept = !Directory.Exists(root) ? []
            : [.. Directory.EnumerateDirectories(root, origin + "-*").Where(folder => !folder.EndsWith(Forgotten, StringComparison.Ordinal)).Select(Read).OfType<ListeExports>().Where(one => one.Origine == origin).OrderByDescending(NumberOf)];
    }

    /// <summary>Writes the files of the whole country, of every dataset in every format, then forgets the versions that are kept no more.</summary>
    public void Prepare(Snapshot snapshot, CancellationToken cancellationToken)
    {
        var folder = FolderOf(snapshot.Origin, snapshot.Version);
        // First: what an attempt that failed has left may be what fills the disk.
        Forget(snapshot);
        try
        {
            WriteAll(snapshot, folder, cancellationToken);
        }
        catch
        {
            Remove(folder);
            throw;
        }

        Look(snapshot.Origin);
        Forget(snapshot);
    }

    /// <summary>Forgets the versions before that one: a record was erased since, and they still hold it.</summary>
    /// <param name="origin">Short id of the database.</param>
    /// <param name="version">The first that does not hold it.</param>
    public void Erase(string origin, long version)
    {
        kept = [.. kept.Where(one => NumberOf(one) >= version)];
        foreach (var (folder, number) in Folders(origin))
        {
            if (number < version)
            {
                Remove(folder);
            }
        }
    }

    private void WriteAll(Snapshot snapshot, string folder, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder);
        List<ExportPublie> files = [];
        foreach (var dataset in ExportedDataset.All)
        {
            foreach (var format in dataset.Formats.Where(format => !format.IsDaily || !WasWrittenToday(format, dataset)))
            {
                cancellationToken.ThrowIfCancellationRequested();
                var name = new ExportName(dataset.Nom, ExportTerritory.France, snapshot.Version, format) { Origin = snapshot.Origin };
                files.Add(ExportFile.Write(snapshot, dataset, name, folder));
            }
        }

        var manifest = new ListeExports { Version = snapshot.VersionText, Origine = snapshot.Origin, PreparesLe = Now(), Total = files.Count, Donnees = files, Versions = [] };
        ExportFile.Put(Path.Combine(folder, Manifest), stream => JsonSerializer.Serialize(stream, manifest, ApiJson.Default.ListeExports));
    }

    /// <summary>The last version of which such a file of the whole country was written; null when none was.</summary>
    public long? LastOf(ExportName name) => kept.FirstOrDefault(one => Has(one, name.Format, name.Jeu)) is { } last ? NumberOf(last) : null;

    /// <summary>Path of a file of the whole country; null when it is not there.</summary>
    public string? Find(string origin, long version, string name) => Path.Combine(FolderOf(origin, version), name) is var path && File.Exists(path) ? path : null;

    /// <summary>Path of the file of a territory, written now if nobody asked for it before.</summary>
    public Task<string> TerritoryAsync(Snapshot snapshot, ExportedDataset dataset, ExportName name)
    {
        var path = Path.Combine(FolderOf(snapshot.Origin, snapshot.Version), name.ToString());
        return File.Exists(path) ? Task.FromResult(path) : WriteOnceAsync(path, stream => dataset.Write(snapshot, name.Territoire.Query, name.Format, stream));
    }

    /// <summary>SHA-256 of a file, in hexadecimal.</summary>
    public string DigestOf(string path) => digests.GetOrAdd(path, ExportFile.DigestOf);

    private async Task<string> WriteOnceAsync(string path, Action<Stream> write)
    {
        // Several that ask at once wait for the same file.
        var writing = underWay.GetOrAdd(path, one => new(() => WriteInTurnAsync(one, write)));
        try
        {
            return await writing.Value;
        }
        finally
        {
            underWay.TryRemove(KeyValuePair.Create(path, writing));
        }
    }

    private async Task<string> WriteInTurnAsync(string path, Action<Stream> write)
    {
        if (!await turns.WaitAsync(LongestWait))
        {
            throw new IOException("Too many files are being written.");
        }

        try
        {
            return await QuietScheduler.Shared.RunAsync(
                () =>
                {
                    Directory.CreateDirectory(Path.GetDirectoryName(path) ?? root);
                    ExportFile.Put(path, write);
                    return Task.FromResult(path);
                },
                CancellationToken.None);
        }
        finally
        {
            turns.Release();
        }
    }

    private static bool Has(ListeExports version, ExportFormat format, string dataset) => version.Donnees.Any(file => file.Format == format.Extension && file.Jeu == dataset);

    private bool WasWrittenToday(ExportFormat format, ExportedDataset dataset) => kept.Any(one => one.PreparesLe.Date == Now().Date && Has(one, format, dataset.Nom));

    // The last three, the last of each day for a week, and the last that has what is written once a day; what is newer is only beginning, and other databases are not ours. What is
    // being sent is sent to its end: the system keeps it until then.
    private void Forget(Snapshot snapshot)
    {
        var since = Now().Date.AddDays(-DaysKept);
        HashSet<string> stay =
        [
            .. kept.Take(VersionsKept).Select(one => one.Version),
            .. kept.Where(one => ExportFormat.All.Any(format => format.IsDaily && ExportedDataset.All.Any(dataset => Has(one, format, dataset.Nom)))).Take(1).Select(one => one.Version),
            .. kept.Where(one => one.PreparesLe >= since).GroupBy(one => one.PreparesLe.Date).Select(day => day.First().Version),
        ];
        foreach (var (folder, version) in Folders(snapshot.Origin))
        {
            if (version < snapshot.Version && !stay.Contains(version.ToString(CultureInfo.InvariantCulture)))
            {
                Remove(folder);
            }
        }

        kept = [.. kept.Where(one => stay.Contains(one.Version))];
    }

    // It loses its name first: nothing more is written there, and nobody finds half of it.
    private void Remove(string folder)
    {
        var aside = folder + Forgotten;
        if (Directory.Exists(folder) && !Directory.Exists(aside))
        {
            Directory.Move(folder, aside);
        }

        if (Directory.Exists(aside))
        {
            Directory.Delete(aside, recursive: true);
        }

        foreach (var path in digests.Keys.Where(path => path.StartsWith(folder + Path.DirectorySeparatorChar, StringComparison.Ordinal)))
        {
            digests.TryRemove(path, out _);
        }
    }

    // What could not be removed to its end is found again.
    private List<(string Folder, long Version)> Folders(string origin) => !Directory.Exists(root) ? []
        : [.. Directory.GetDirectories(root, origin + "-*")
            .Select(folder => folder.EndsWith(Forgotten, StringComparison.Ordinal) ? folder[..^Forgotten.Length] : folder)
            .Distinct()
            .Where(folder => !Directory.Exists(folder) || IsOurs(folder))
            .Select(folder => (folder, Version: long.TryParse(Path.GetFileName(folder)[(origin.Length + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : -1))
            .Where(found => found.Version >= 0)];

    private static long NumberOf(ListeExports version) => long.Parse(version.Version, CultureInfo.InvariantCulture);

    // Whoever named this folder may keep other things in it.
    private static bool IsOurs(string folder) => OneVersion().IsMatch(Path.GetFileName(folder))
        && Directory.EnumerateFileSystemEntries(folder).Select(Path.GetFileName).All(name => name == Manifest || name?.EndsWith(ExportFile.UnderWay, StringComparison.Ordinal) == true || ExportName.Parse(name ?? "") is not null);

    [GeneratedRegex("^[0-9a-z]+-[0-9]+$")]
    private static partial Regex OneVersion();

    private ListeExports? Read(string folder)
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
            // Cut by a machine that stopped, or written by another version of this program: as if it were not there, and written anew.
            return null;
        }
    }

    public void Dispose() => turns.Dispose();

    private DateTime Now() => clock.GetUtcNow().UtcDateTime is var now ? now.AddTicks(-(now.Ticks % TimeSpan.TicksPerSecond)) : default;

    private string FolderOf(string origin, long version) => Path.Combine(root, string.Create(CultureInfo.InvariantCulture, $"{origin}-{version}"));
}
