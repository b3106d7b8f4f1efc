namespace Maillage.Importers.Fetch.Archives;

/// <summary>What holds files, or one file made smaller.</summary>
internal enum ContainerKind
{
    /// <summary>Bytes that are the file itself.</summary>
    None,
    Gzip,
    Bzip2,
    Tar,
    Zip,
}

/// <summary>Tells a container by its first bytes, whatever its name: a row each.</summary>
internal static class Containers
{
    /// <summary>First bytes that are enough to tell.</summary>
    public const int HeadLength = 512;

    private static readonly (ContainerKind Kind, int Offset, byte[] Mark)[] Marks =
    [
        (ContainerKind.Gzip, 0, [0x1F, 0x8B]), // RFC 1952 §2.3.1
        (ContainerKind.Bzip2, 0, [.. "BZh"u8]),
        (ContainerKind.Zip, 0, [.. "PK\u0003\u0004"u8]), // APPNOTE 4.3.7
        (ContainerKind.Zip, 0, [.. "PK\u0005\u0006"u8]), // of no member: APPNOTE 4.3.16
        (ContainerKind.Tar, 257, [.. "ustar"u8]), // POSIX.1-1988, and GNU
    ];

    public static ContainerKind Recognise(ReadOnlySpan<byte> head)
    {
        foreach (var (kind, offset, mark) in Marks)
        {
            if (head.Length >= offset + mark.Length && head.Slice(offset, mark.Length).SequenceEqual(mark) && (kind != ContainerKind.Bzip2 || IsBzip2(head)))
            {
                return kind;
            }
        }

        return ContainerKind.None;
    }

    // « BZh » may begin a text: the size of the blocks, then the mark of the first one, or of the end of an empty file.
    private static bool IsBzip2(ReadOnlySpan<byte> head) =>
        head.Length >= 10 && head[3] is >= (byte)'1' and <= (byte)'9' && head[4..10] is [0x31, 0x41, 0x59, 0x26, 0x53, 0x59] or [0x17, 0x72, 0x45, 0x38, 0x50, 0x90];
}
