using System.Formats.Tar;
using Maillage.Schema.Formats;
using Maillage.Schema.Parsing;

namespace Maillage.Importers.Fetch.Archives;

/// <summary>The regular files of a tar, one after the other, as they come.</summary>
internal sealed class TarMembers(Stream stream) : IDisposable
{
    private static readonly TarEntryType[] Files = [TarEntryType.RegularFile, TarEntryType.V7RegularFile, TarEntryType.ContiguousFile];

    // What says something of the other members, and holds nothing.
    private static readonly TarEntryType[] Silent = [TarEntryType.Directory, TarEntryType.GlobalExtendedAttributes, TarEntryType.DirectoryList];

    private readonly ZerosStream bytes = new(stream);
    private TarReader? reader;

    /// <summary>The next file: its name and its content; nothing at the end; an issue when there is nothing more to read.</summary>
    public Parsed<(string Name, Stream Content)> Next()
    {
        try
        {
            reader ??= new TarReader(bytes, leaveOpen: true);
            while (reader.GetNextEntry() is { } entry)
            {
                var name = entry.Name;
                if ((Silent.Contains(entry.EntryType) ? ArchivePath.Refusal(name + "/.") : Refusal(entry)) is { } refusal)
                {
                    return Parsed.Refused<(string, Stream)>(refusal);
                }

                if (Files.Contains(entry.EntryType))
                {
                    return Parsed.Ok((name.StartsWith("./", StringComparison.Ordinal) ? name[2..] : name, entry.DataStream ?? Stream.Null));
                }
            }

            return ReadToTheEnd();
        }
        catch (Exception broken) when (StreamFailure.Explains(broken))
        {
            return Parsed.Refused<(string, Stream)>(new Issue("*", StreamFailure.Code(broken)));
        }
        catch (Exception broken) when (broken is FormatException or ArgumentException or OverflowException or NotSupportedException)
        {
            // The framework's own checks let some damaged headers through.
            return Parsed.Refused<(string, Stream)>(new Issue("*", IssueCodes.FichierIllisible, "tar abîmé"));
        }
    }

    public void Dispose()
    {
        reader?.Dispose();
        bytes.Dispose();
    }

    private static Issue? Refusal(TarEntry entry) =>
        ArchivePath.Refusal(entry.Name) ?? (Files.Contains(entry.EntryType) ? null : ArchivePath.Dangerous($"{entry.Name} : {entry.EntryType switch
        {
            TarEntryType.SymbolicLink or TarEntryType.HardLink => "lien",
            TarEntryType.BlockDevice or TarEntryType.CharacterDevice or TarEntryType.Fifo => "périphérique",
            _ => "ni fichier, ni dossier",
        }}"));

    // Sums stand at the end of what is compressed, and a tar ends with blocks of zeros: without them, it was cut between two members.
    private Parsed<(string, Stream)> ReadToTheEnd()
    {
        bytes.CopyTo(Stream.Null);
        return bytes.TrailingZeros >= 512 ? Parsed.Nothing<(string, Stream)>() : Parsed.Refused<(string, Stream)>(new Issue("*", IssueCodes.FichierTronque));
    }

    /// <summary>Remembers how many of the last bytes are zeros.</summary>
    private sealed class ZerosStream(Stream inner) : ForwardStream(inner)
    {
        private readonly Stream inner = inner;

        public long TrailingZeros { get; private set; }

        public override int Read(Span<byte> buffer)
        {
            var read = inner.Read(buffer);
            var last = buffer[..read].LastIndexOfAnyExcept((byte)0);
            TrailingZeros = last < 0 ? TrailingZeros + read : read - 1 - last;
            return read;
        }
    }
}
