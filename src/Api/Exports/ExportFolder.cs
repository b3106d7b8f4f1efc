using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.RegularExpressions;
using ICSharpCode.SharpZipLib.GZip;
using Maillage.Catalogue;

namespace Maillage.Api.Exports;

/// <summary>The files of exports: a folder a version. A file that is there is whole, and never changes.</summary>
/// <param name="root">The folder of all versions; it may not be there yet.</param>
/// <param name="clock">Tells when files are written.</param>
internal sealed partial class ExportFolder(string root, TimeProvider clock)
{
    /// <summary>Licence of what is exported.</summary>
    public const string Licence = "https://www.etalab.gouv.fr/licence-ouverte-open-licence";

    private const string Manifest = "exports.json";
    private const string UnderWay = ".en-cours";
    private const int VersionsKept = 3;
    private const int DaysKept = 7;

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
            : [.. Directory.EnumerateDirectories(root, origin + "-*").Select(Read).OfType<ListeExports>().OrderByDescending(one => long.Parse(one.Version, CultureInfo.InvariantCulture))];
    }

    /// <summary>Writes the files of the whole country, of every dataset in every format, then forgets the versions that are kept no more.</summary>
    public void Prepare(Snapshot snapshot, CancellationToken cancellationToken)
    {
        var folder = FolderOf(snapshot.Origin, snapshot.Version);
        Directory.CreateDirectory(folder);
        List<ExportPublie> files = [];
        foreach (var dataset in ExportedDataset.All)
        {
            foreach (var format in dataset.Formats)
            {
                cancellationToken.ThrowIfCancellationRequested();
                files.Add(Write(snapshot, dataset, format, folder));
            }
        }

        var manifest = new ListeExports { Version = snapshot.VersionText, PreparesLe = Now(), Total = files.Count, Donnees = files, Versions = [] };
        Put(Path.Combine(folder, Manifest), stream => JsonSerializer.Serialize(stream, manifest, ApiJson.Default.ListeExports));
        Look(snapshot.Origin);
        Forget(snapshot.Origin);
    }

    /// <summary>Path of a file of the whole country; null when it is not there.</summary>
    public string? Find(string origin, long version, string name) => Path.Combine(FolderOf(origin, version), name) is var path && File.Exists(path) ? path : null;

    /// <summary>Path of the file of a territory, written now if nobody asked for it before.</summary>
    public Task<string> TerritoryAsync(Snapshot snapshot, ExportedDataset dataset, ExportName name)
    {
        var path = Path.Combine(FolderOf(snapshot.Origin, snapshot.Version), name.ToString());
        return File.Exists(path) ? Task.FromResult(path) : WriteOnceAsync(path, stream => dataset.Write(snapshot, name.Territoire.Query, name.Format, stream));
    }

    /// <summary>SHA-256 of a file, in hexadecimal.</summary>
    public string DigestOf(string path) => digests.GetOrAdd(path, static one =>
    {
        using var file = File.OpenRead(one);
        return Convert.ToHexStringLower(SHA256.HashData(file));
    });

    private async Task<string> WriteOnceAsync(string path, Action<Stream> write)
    {
        // Several that ask at once wait for the same file.
        var writing = underWay.GetOrAdd(path, one => new(() => Task.Run(() =>
        {
            Directory.CreateDirectory(Path.GetDirectoryName(one) ?? root);
            Put(one, write);
            return one;
        })));
        try
        {
            return await writing.Value;
        }
        finally
        {
            underWay.TryRemove(KeyValuePair.Create(path, writing));
        }
    }

    private ExportPublie Write(Snapshot snapshot, ExportedDataset dataset, ExportFormat format, string folder)
    {
        var name = new ExportName(dataset.Nom, ExportTerritory.France, snapshot.Version, format);
        var path = Path.Combine(folder, name.ToString());
        var compressed = Path.Combine(folder, (name with { IsGzip = true }).ToString());
        ExportContent? content = null;
        Put(path, stream => content = dataset.Write(snapshot, name.Territoire.Query, format, stream));
        Put(compressed, stream =>
        {
            using var gzip = new GZipOutputStream(stream) { IsStreamOwner = false };
            // Neither a name nor a date: the same content is the same bytes on every node.
            using var file = File.OpenRead(path);
            file.CopyTo(gzip);
        });
        return new()
        {
            Nom = name.ToString(),
            Url = ExportsApi.Root + "/" + name,
            Jeu = dataset.Nom,
            Territoire = name.Territoire.ToString(),
            Format = format.Extension,
            TypeMedia = format.ContentType.Split(';')[0],
            Enregistrements = content?.Enregistrements ?? 0,
            Sha256Identifiants = content?.Identifiants ?? "",
            Octets = new FileInfo(path).Length,
            Sha256 = DigestOf(path),
            OctetsGzip = new FileInfo(compressed).Length,
            Sha256Gzip = DigestOf(compressed),
            Schema = $"/{dataset.Jeu.Dossier}/{format.SchemaFile}",
            Licence = Licence,
        };
    }

    // The last three, and the last of each day for a week. What is being sent is sent to its end: the system keeps it until then.
    private void Forget(string origin)
    {
        var since = Now().Date.AddDays(-DaysKept);
        HashSet<string> stay =
        [
            .. kept.Take(VersionsKept).Select(one => one.Version),
            .. kept.Where(one => one.PreparesLe >= since).GroupBy(one => one.PreparesLe.Date).Select(day => day.First().Version),
        ];
        foreach (var folder in Directory.EnumerateDirectories(root).Where(IsOurs).Where(folder => !stay.Contains(VersionOf(folder, origin))))
        {
            Directory.Delete(folder, recursive: true);
            foreach (var path in digests.Keys.Where(path => path.StartsWith(folder + Path.DirectorySeparatorChar, StringComparison.Ordinal)))
            {
                digests.TryRemove(path, out _);
            }
        }

        kept = [.. kept.Where(one => stay.Contains(one.Version))];
    }

    // Whoever named this folder may keep other things in it.
    private static bool IsOurs(string folder) => OneVersion().IsMatch(Path.GetFileName(folder))
        && Directory.EnumerateFileSystemEntries(folder).Select(Path.GetFileName).All(name => name == Manifest || name?.EndsWith(UnderWay, StringComparison.Ordinal) == true || ExportName.Parse(name ?? "") is not null);

    [GeneratedRegex("^[0-9a-z]+-[0-9]+$")]
    private static partial Regex OneVersion();

    private static string VersionOf(string folder, string origin) => Path.GetFileName(folder) is var name && name.StartsWith(origin + "-", StringComparison.Ordinal) ? name[(origin.Length + 1)..] : "";

    private ListeExports? Read(string folder)
    {
        var path = Path.Combine(folder, Manifest);
        if (!File.Exists(path))
        {
            return null;
        }

        using var file = File.OpenRead(path);
        return JsonSerializer.Deserialize(file, ApiJson.Default.ListeExports);
    }

    // It takes its name when it is whole.
    private static void Put(string path, Action<Stream> write)
    {
        try
        {
            using (var file = File.Create(path + UnderWay))
            {
                write(file);
            }

            File.Move(path + UnderWay, path, overwrite: true);
        }
        finally
        {
            File.Delete(path + UnderWay);
        }
    }

    private DateTime Now() => clock.GetUtcNow().UtcDateTime is var now ? now.AddTicks(-(now.Ticks % TimeSpan.TicksPerSecond)) : default;

    private string FolderOf(string origin, long version) => Path.Combine(root, string.Create(CultureInfo.InvariantCulture, $"{origin}-{version}"));
}
