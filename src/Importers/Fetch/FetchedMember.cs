using Maillage.Schema.Parsing;

namespace Maillage.Importers.Fetch;

/// <summary>
/// A file among those that a source is made of: the only one, or a member of an archive, of a folder, of a paged answer. They come one after the other; the content
/// of one is read before the next is asked for.
/// </summary>
/// <param name="Name">Its name: the path in its archive or folder, with « / »; the file name when it is alone.</param>
/// <param name="Content">The bytes, decompressed.</param>
/// <param name="Failure">Why there is nothing more to read; the last member of its sequence. Null for a file.</param>
public sealed record FetchedMember(string Name, Stream Content, Issue? Failure = null)
{
    /// <summary>One of an archive, a folder or a paged answer: its name is needed to find a record again.</summary>
    public bool IsOneOfSeveral { get; init; }

    /// <summary>The end of a sequence that cannot be read further.</summary>
    public static FetchedMember Broken(string name, Issue failure) => new(name, Stream.Null, failure);
}
