using ICSharpCode.SharpZipLib.GZip;
using Maillage.Schema.Parsing;

namespace Maillage.Importers.Fetch;

/// <summary>A local file opened for reading, decompressed on the way when it is gzip, whatever its name.</summary>
public sealed class FetchedFile : IDisposable
{
    private readonly FileStream file;

    private FetchedFile(FileStream file, Stream content)
    {
        this.file = file;
        Content = content;
    }

    /// <summary>The bytes, decompressed.</summary>
    public Stream Content { get; }

    /// <summary>Share of the file read so far, 0 to 1.</summary>
    public double Progress => file.Length == 0 ? 1 : (double)file.Position / file.Length;

    /// <summary>Opens a file.</summary>
    /// <returns>The file, or why it cannot be read.</returns>
    public static Parsed<FetchedFile> Open(string path)
    {
        try
        {
            var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1 << 16, FileOptions.SequentialScan);
            Span<byte> magic = stackalloc byte[2];
            var length = file.ReadAtLeast(magic, magic.Length, throwOnEndOfStream: false);
            file.Position = 0;
            var compressed = length == 2 && magic is [0x1F, 0x8B];
            return Parsed.Ok(new FetchedFile(file, compressed ? new CheckedStream(new WholeGzipStream(file)) : file));
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return Parsed.Refused<FetchedFile>(new Issue("*", IssueCodes.FichierIntrouvable, path));
        }
    }

    public void Dispose()
    {
        Content.Dispose();
        file.Dispose();
    }
}

/// <summary>Gzip whose every byte is read: the library takes a second member with a damaged header for padding, and leaves it out in silence.</summary>
internal sealed class WholeGzipStream(Stream compressed) : GZipInputStream(compressed, 1 << 16)
{
    private readonly Stream compressed = compressed;

    public override int Read(byte[] buffer, int offset, int count)
    {
        var read = base.Read(buffer, offset, count);
        return read > 0 || count == 0 || (inputBuffer.Available == 0 && compressed.ReadByte() < 0)
            ? read
            : throw new GZipException("Bytes that are no gzip member follow the last one.");
    }
}
