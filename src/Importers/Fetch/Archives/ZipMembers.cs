using System.IO.Compression;
using ICSharpCode.SharpZipLib.Checksum;
using Maillage.Schema.Formats;
using Maillage.Schema.Parsing;

namespace Maillage.Importers.Fetch.Archives;

/// <summary>The regular files of a zip, in order of name.</summary>
/// <param name="stream">The zip, with seeking: its table stands at its end.</param>
/// <param name="budget">What the source may take.</param>
internal sealed class ZipMembers(Stream stream, ArchiveBudget budget) : IDisposable
{
    // Upper half of the attributes when the zip comes from Unix (APPNOTE 4.4.15, stat(2)).
    private const int FileTypeMask = 0xF000;
    private const int Regular = 0x8000;
    private const int Directory = 0x4000;

    private ZipArchive? archive;
    private Queue<ZipArchiveEntry> left = [];
    private Stream? current;

    /// <summary>The next file: its name and its content; nothing at the end; an issue when there is nothing more to read.</summary>
    public Parsed<(string Name, Stream Content)> Next()
    {
        try
        {
            current?.Dispose();
            current = null;
            if (archive is null)
            {
                archive = new ZipArchive(stream, ZipArchiveMode.Read, leaveOpen: true);
                left = new Queue<ZipArchiveEntry>(archive.Entries.OrderBy(entry => entry.FullName, StringComparer.Ordinal));
            }

            while (left.TryDequeue(out var entry))
            {
                if (Refusal(entry) is { } refusal)
                {
                    return Parsed.Refused<(string, Stream)>(refusal);
                }

                if (!entry.FullName.EndsWith('/'))
                {
                    current = new BudgetedStream(new WholeEntryStream(entry), () => entry.CompressedLength, budget);
                    return Parsed.Ok((entry.FullName, current));
                }
            }

            return Parsed.Nothing<(string, Stream)>();
        }
        catch (Exception broken) when (broken is InvalidDataException or IOException or ArgumentException or OverflowException or NotSupportedException)
        {
            return Parsed.Refused<(string, Stream)>(new Issue("*", IssueCodes.FichierIllisible, "zip abîmé ou incomplet"));
        }
    }

    public void Dispose()
    {
        current?.Dispose();
        archive?.Dispose();
        stream.Dispose();
    }

    private static Issue? Refusal(ZipArchiveEntry entry)
    {
        var type = (entry.ExternalAttributes >> 16) & FileTypeMask;
        return ArchivePath.Refusal(entry.FullName)
            ?? (type is not (0 or Regular or Directory) ? ArchivePath.Dangerous($"{entry.FullName} : lien ou périphérique") : null)
            ?? (entry.IsEncrypted ? ArchivePath.Dangerous($"{entry.FullName} : chiffré") : null);
    }

    /// <summary>A member whose length and sum are those that the table of the zip says: the framework does not check them.</summary>
    private sealed class WholeEntryStream(ZipArchiveEntry entry) : ForwardStream(Stream.Null)
    {
        private readonly Crc32 sum = new();
        private Stream? content;
        private long length;

        public override int Read(byte[] buffer, int offset, int count)
        {
            try
            {
                content ??= entry.Open();
                var read = content.Read(buffer, offset, count);
                sum.Update(new ArraySegment<byte>(buffer, offset, read));
                length += read;
                return read > 0 || count == 0 || (length == entry.Length && (uint)sum.Value == entry.Crc32)
                    ? read
                    : throw new InvalidDataException("The member is not what the table of the zip says.");
            }
            catch (Exception broken) when (broken is ArgumentException or OverflowException or NotSupportedException)
            {
                throw new InvalidDataException(broken.Message, broken);
            }
        }

        public override int Read(Span<byte> buffer)
        {
            var rented = System.Buffers.ArrayPool<byte>.Shared.Rent(buffer.Length);
            try
            {
                var read = Read(rented, 0, buffer.Length);
                rented.AsSpan(0, read).CopyTo(buffer);
                return read;
            }
            finally
            {
                System.Buffers.ArrayPool<byte>.Shared.Return(rented);
            }
        }

        protected override void Dispose(bool disposing)
        {
            content?.Dispose();
            base.Dispose(disposing);
        }
    }
}
