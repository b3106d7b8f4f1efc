using Maillage.Importers.Fetch.Archives;
using Maillage.Importers.Fetch.Schedules;

namespace Maillage.Importers.Fetch;

/// <summary>What a declaration says of how its source is fetched. Nothing of it changes what is made of a record.</summary>
public sealed record FetchKeys
{
    /// <summary>Nothing said.</summary>
    public static FetchKeys None { get; } = new();

    /// <summary>Address of the file; <see cref="Sources.SourceDeclaration.Url"/> is the page for people.</summary>
    public string? Telechargement { get; init; }

    /// <summary>How the pages of a paged answer follow one another: a name of <see cref="Http.PageStyles"/>; null: the address gives one file.</summary>
    public string? Pages { get; init; }

    /// <summary>Name of the environment variable that holds the token. The token itself is written nowhere.</summary>
    public string? Jeton { get; init; }

    /// <summary>How the token is sent, <c>{jeton}</c> standing for it: <c>Authorization: Bearer {jeton}</c> unless said.</summary>
    public string? EnteteJeton { get; init; }

    /// <summary>Ends of the names of the members to read, separated by bars; null: all of them.</summary>
    public string? Membre { get; init; }

    /// <summary>When it is imported by itself.</summary>
    public Schedule? Planification { get; init; }

    /// <summary>Copies of what was downloaded that are kept.</summary>
    public int Copies { get; init; } = 3;

    /// <summary>Bytes that are downloaded, and that are decompressed, at most.</summary>
    public long TailleMax { get; init; } = ArchiveLimits.DefaultBytes;
}
