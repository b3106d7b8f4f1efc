using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using ICSharpCode.SharpZipLib.BZip2;
using Maillage.Importers.Fetch;
using Maillage.Schema.Formats;

namespace Maillage.Tests.Support;

/// <summary>Makes containers, and reads what is in a source.</summary>
internal static class Membres
{
    /// <summary>Every member, and the code of what stopped the reading.</summary>
    public static (IReadOnlyList<(string Name, string Text)> Members, string? Code) Read(FetchedSource fetched)
    {
        List<(string, string)> members = [];
        foreach (var member in fetched.Members())
        {
            if (member.Failure is { } failure)
            {
                return (members, (fetched.Refusal ?? failure).Code.Code);
            }

            try
            {
                using var text = new MemoryStream();
                member.Content.CopyTo(text);
                members.Add((member.Name, Encoding.UTF8.GetString(text.ToArray())));
            }
            catch (Exception broken) when (StreamFailure.Explains(broken))
            {
                return (members, (fetched.Refusal?.Code ?? StreamFailure.Code(broken)).Code);
            }
        }

        return (members, null);
    }

    public static byte[] Gzip(byte[] content, CompressionLevel level = CompressionLevel.Fastest)
    {
        using var buffer = new MemoryStream();
        using (var gzip = new GZipStream(buffer, level))
        {
            gzip.Write(content);
        }

        return buffer.ToArray();
    }

    public static byte[] Bzip2(byte[] content)
    {
        using var buffer = new MemoryStream();
        using (var bzip2 = new BZip2OutputStream(buffer) { IsStreamOwner = false })
        {
            bzip2.Write(content);
        }

        return buffer.ToArray();
    }

    public static byte[] Tar(params IEnumerable<(string Name, byte[] Content)> files)
    {
        using var buffer = new MemoryStream();
        using (var tar = new TarWriter(buffer, TarEntryFormat.Pax, leaveOpen: true))
        {
            foreach (var (name, content) in files)
            {
                tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(content) });
            }
        }

        return buffer.ToArray();
    }

    public static byte[] TarWith(TarEntryType type, string name, string link = "")
    {
        using var buffer = new MemoryStream();
        using (var tar = new TarWriter(buffer, TarEntryFormat.Ustar, leaveOpen: true))
        {
            var entry = new UstarTarEntry(type, name);
            if (link.Length > 0)
            {
                entry.LinkName = link;
            }

            tar.WriteEntry(entry);
        }

        return buffer.ToArray();
    }

    public static byte[] Zip(params IEnumerable<(string Name, byte[] Content)> files)
    {
        using var buffer = new MemoryStream();
        using (var zip = new ZipArchive(buffer, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in files)
            {
                using var stream = zip.CreateEntry(name).Open();
                stream.Write(content);
            }
        }

        return buffer.ToArray();
    }

    /// <summary>A zip one member of which is a link.</summary>
    public static byte[] ZipWithLink(string name, string target)
    {
        using var buffer = new MemoryStream();
        using (var zip = new ZipArchive(buffer, ZipArchiveMode.Create, leaveOpen: true))
        {
            var entry = zip.CreateEntry(name);
            entry.ExternalAttributes = 0xA1FF << 16;
            using var stream = entry.Open();
            stream.Write(Encoding.UTF8.GetBytes(target));
        }

        return buffer.ToArray();
    }
}
