using System.Collections.Concurrent;
using System.Text.Json;
using Maillage.Api.Feed;
using Maillage.Catalogue;

namespace Maillage.Api.Exports;

/// <summary>The files of exports, of each version that is kept. A file that is there is whole, and never changes.</summary>
/// <param name="root">The folder of all versions; it may not be there yet, and other processes may share it.</param>
/// <param name="clock">Tells when files are written.</param>
internal sealed class ExportFolder(string root, TimeProvider clock) : IDisposable
{
    // Beyond, they wait: whoever asks for all the communes does not take the processors from those who read.
    private const int WrittenAtOnce = 2;
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(20);

    private readonly ExportVersions versions = new(root, clock);
    private readonly SemaphoreSlim turns = new(WrittenAtOnce);
    private readonly ConcurrentDictionary<string, string> digests = [];
    private readonly ConcurrentDictionary<string, Lazy<Task<string>>> underWay = [];

    /// <summary>The versions whose files are there, the most recent first.</summary>
    public IReadOnlyList<ListeExports> Kept => versions.Kept;

    /// <summary>Finds what is there already, of that database.</summary>
    /// <param name="origin">Short id of the database.</param>
    public void Look(string origin) => versions.Look(origin);

    /// <summary>True when the files of that version are there, and those of the other versions that are kept.</summary>
    public bool IsUpToDate(Snapshot snapshot) => Kept.Any(one => one.Version == snapshot.VersionText && one.Origine == snapshot.Origin) && versions.AreThere();

    /// <summary>Writes the files of the whole country, of every dataset in every format, then forgets the versions that are kept no more.</summary>
    /// <returns>What was written; null when another process had written it.</returns>
    public ListeExports? Prepare(Snapshot snapshot, CancellationToken cancellationToken)
    {
        // What others have written counts among what is kept, and is not written again.
        versions.Look(snapshot.Origin);
        // Before anything is written: what is kept no more may be what fills the disk.
        versions.Forget(snapshot.Origin, snapshot.Version);
        if (IsUpToDate(snapshot))
        {
            return null;
        }

        ListeExports? written = null;
        versions.Make(snapshot.Origin, snapshot.Version, folder => written = WriteAll(snapshot, folder, cancellationToken));
        versions.Look(snapshot.Origin);
        versions.Forget(snapshot.Origin, snapshot.Version);
        ForgetDigests();
        return written;
    }

    /// <summary>Forgets the versions before that one: a record was erased since, and they still hold it.</summary>
    /// <param name="origin">Short id of the database.</param>
    /// <param name="version">The first that does not hold it.</param>
    public void Erase(string origin, long version)
    {
        versions.Erase(origin, version);
        ForgetDigests();
    }

    /// <summary>The last version of which such a file of the whole country was written; null when none was.</summary>
    public long? LastOf(ExportName name) => Kept.FirstOrDefault(one => ExportVersions.Has(one, name.Format, name.Jeu)) is { } last ? ExportVersions.NumberOf(last) : null;

    /// <summary>Path of a file that is there; null when it is not.</summary>
    public string? Find(string origin, long version, string name) => Path.Combine(versions.FolderOf(origin, version), name) is var path && File.Exists(path) ? path : null;

    /// <summary>Path of the file of a territory, written now if nobody asked for it before; null when a record was erased meanwhile that it holds.</summary>
    public async Task<string?> TerritoryAsync(Snapshot snapshot, ExportedDataset dataset, ExportName name)
    {
        var folder = versions.FolderOf(snapshot.Origin, snapshot.Version);
        var path = Path.Combine(folder, name.ToString());
        if (!File.Exists(path))
        {
            await WriteOnceAsync(path, stream => dataset.Write(snapshot, name.Territoire.Query, name.Format, stream));
        }

        if (!versions.IsErased(snapshot.Origin, snapshot.Version))
        {
            return path;
        }

        ExportVersions.Remove(folder);
        return null;
    }

    /// <summary>SHA-256 of a file, in hexadecimal.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="file">The file, opened at its beginning: whatever has become of its name, it is this one.</param>
    public string DigestOf(ExportName name, FileStream file)
    {
        var plain = (name with { IsGzip = false }).ToString();
        var listed = Kept.SelectMany(one => one.Donnees).FirstOrDefault(one => one.Nom == plain);
        return listed is null ? digests.GetOrAdd(file.Name, _ => ExportFile.DigestOf(file)) : name.IsGzip ? listed.Sha256Gzip : listed.Sha256;
    }

    public void Dispose() => turns.Dispose();

    private ListeExports WriteAll(Snapshot snapshot, string folder, CancellationToken cancellationToken)
    {
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
        ExportFile.Put(Path.Combine(folder, ExportFile.Manifest), stream => JsonSerializer.Serialize(stream, manifest, ApiJson.Default.ListeExports));
        return manifest;
    }

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

    private bool WasWrittenToday(ExportFormat format, ExportedDataset dataset) => Kept.Any(one => one.PreparesLe.Date == Now().Date && ExportVersions.Has(one, format, dataset.Nom));

    private void ForgetDigests()
    {
        foreach (var path in digests.Keys.Where(path => !File.Exists(path)))
        {
            digests.TryRemove(path, out _);
        }
    }

    private DateTime Now() => clock.GetUtcNow().UtcDateTime is var now ? now.AddTicks(-(now.Ticks % TimeSpan.TicksPerSecond)) : default;
}
