using System.Security.Cryptography;
using ICSharpCode.SharpZipLib.GZip;
using Maillage.Catalogue;

namespace Maillage.Api.Exports;

/// <summary>Writes one file of a dataset, and the same compressed.</summary>
internal static class ExportFile
{
    /// <summary>Licence of what is exported.</summary>
    public const string Licence = "https://www.etalab.gouv.fr/licence-ouverte-open-licence";

    /// <summary>Name of the file that lists the others.</summary>
    public const string Manifest = "exports.json";

    /// <summary>Name of what must be shown beside the data.</summary>
    public const string Mentions = "ATTRIBUTION.txt";

    /// <summary>What the name of a file that is not whole ends with.</summary>
    public const string UnderWay = ".en-cours";

    /// <summary>Writes the records of a territory in a format, plain and compressed.</summary>
    /// <param name="snapshot">What is published.</param>
    /// <param name="dataset">The dataset.</param>
    /// <param name="name">Name of the file, which says the territory and the format.</param>
    /// <param name="folder">Where to write.</param>
    /// <returns>What the manifest says of it.</returns>
    /// <exception cref="IOException">It could not be written; what was there is still there.</exception>
    public static ExportPublie Write(Snapshot snapshot, ExportedDataset dataset, ExportName name, string folder)
    {
        var path = Path.Combine(folder, name.ToString());
        var compressed = Path.Combine(folder, (name with { IsGzip = true }).ToString());
        ExportContent? content = null;
        Put(path, stream => content = dataset.Write(snapshot, name.Territoire.Query, name.Format, stream));
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
            Format = name.Format.Extension,
            TypeMedia = name.Format.ContentType.Split(';')[0],
            Enregistrements = content?.Enregistrements ?? 0,
            Sha256Identifiants = content?.Identifiants ?? "",
            Octets = new FileInfo(path).Length,
            Sha256 = DigestOf(path),
            OctetsGzip = new FileInfo(compressed).Length,
            Sha256Gzip = DigestOf(compressed),
            Schema = $"/{dataset.Jeu.Dossier}/{name.Format.SchemaFile}",
            Licence = Licence,
        };
    }

    /// <summary>Writes a file that takes its name when it is whole.</summary>
    public static void Put(string path, Action<Stream> write)
    {
        // Of its own: another process may be writing the same.
        var partial = $"{path}.{Guid.NewGuid():N}{UnderWay}";
        try
        {
            using (var file = File.Create(partial))
            {
                write(file);
                file.Flush(flushToDisk: true);
            }

            File.Move(partial, path, overwrite: true);
        }
        finally
        {
            File.Delete(partial);
        }
    }

    /// <summary>SHA-256 of a file, in hexadecimal.</summary>
    public static string DigestOf(string path)
    {
        using var file = File.OpenRead(path);
        return DigestOf(file);
    }

    /// <summary>SHA-256 of a file that is at its beginning, and is left there, in hexadecimal.</summary>
    public static string DigestOf(FileStream file)
    {
        var digest = Convert.ToHexStringLower(SHA256.HashData(file));
        file.Position = 0;
        return digest;
    }
}
