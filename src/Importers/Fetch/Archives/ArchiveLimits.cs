namespace Maillage.Importers.Fetch.Archives;

/// <summary>What a source may at most hold; beyond, it is taken for a trap.</summary>
internal sealed record ArchiveLimits
{
    /// <summary>Bytes of all that is decompressed, the inside of an archive inside an archive counted again.</summary>
    public long Bytes { get; init; } = DefaultBytes;

    /// <summary>Bytes given for one byte read. Directories of the administration reach 30, a bomb 1 000.</summary>
    public int Ratio { get; init; } = 200;

    /// <summary>The ratio of what is small says nothing.</summary>
    public long RatioAfter { get; init; } = 10_000_000;

    /// <summary>Members, read or not.</summary>
    public int Members { get; init; } = 200_000;

    /// <summary>Containers inside one another: zip in tar in bzip2 is three.</summary>
    public int Depth { get; init; } = 5;

    /// <summary>Four gigabytes.</summary>
    public const long DefaultBytes = 4_000_000_000;
}
