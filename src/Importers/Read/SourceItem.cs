using Maillage.Importers.Fetch;
using Maillage.Importers.Sources;
using Maillage.Schema.Formats.Tables;
using Maillage.Schema.Lieux;
using Maillage.Schema.Parsing;

namespace Maillage.Importers.Read;

/// <summary>One record as its source gives it, before anything is made of it.</summary>
/// <param name="Number">Rank in the file, from 1; 0 when the item is the failure of the file.</param>
/// <param name="Place">Where it stands, for a person.</param>
/// <param name="Id">Its id in the source; null when it has none.</param>
/// <param name="Canonical">Canonical JSON: same content, same text; no name of an individual.</param>
/// <param name="Failure">Why the record, or the file, cannot be used; null when it can.</param>
public sealed record SourceItem(long Number, string Place, string? Id, string Canonical, Issue? Failure = null)
{
    /// <summary>What was found in the row before anything was made of it.</summary>
    public IReadOnlyList<Issue> Issues { get; init; } = [];

    /// <summary>The lieu that it is an antenne of; known once the other records are.</summary>
    public string? ParentLieuId { get; init; }

    /// <summary>True when the file itself cannot be read further.</summary>
    public bool EndsTheFile => Number == 0;
}

/// <summary>A format that sources come in: how to read it. What its records mean is said by the kind of format that it also is.</summary>
public interface ISourceFormat
{
    /// <summary>The key in a declaration.</summary>
    string Name { get; }

    /// <summary>Reads the records of the members one at a time; any bytes give records or failures, never an exception.</summary>
    IEnumerable<SourceItem> Read(IEnumerable<FetchedMember> members, SourceDeclaration source);
}

/// <summary>A format whose records are lieux.</summary>
public interface ILieuFormat : ISourceFormat
{
    /// <summary>What a record says of a lieu.</summary>
    /// <param name="canonical">The canonical form that <see cref="Read"/> gave.</param>
    /// <param name="issues">Receives what had to be translated.</param>
    RawLieu Map(string canonical, ICollection<Issue> issues);
}

/// <summary>The formats known.</summary>
public static class SourceFormats
{
    private static readonly ISourceFormat[] All =
    [
        new AnnuaireFormat(),
        new AnnuaireXmlFormat(),
        new AnnuaireExtraitFormat(),
        new StandardFormat(),
        new DataSpaceFormat(),
        new DataInclusionStructuresFormat(),
        new DataInclusionServicesFormat(),
        new CompetenceFormat(),
        new AccesLibreFormat(),
        new ComarquageFormat(),
    ];

    /// <summary>Every format that a declaration may name.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. All.Select(format => format.Name), .. TableFile.Kinds.Keys];

    /// <summary>True for the tables that only a mapping explains.</summary>
    public static bool IsTable(string name) => TableFile.Kinds.ContainsKey(name);

    /// <summary>A format whose records explain themselves; null for the others.</summary>
    public static ISourceFormat? Find(string name) => Array.Find(All, format => format.Name == name);

    /// <summary>How the source is to be read.</summary>
    /// <exception cref="InvalidOperationException">The declaration was not validated.</exception>
    public static ISourceFormat Of(SourceDeclaration source) => Find(source.Format) ?? LieuxOf(source);

    /// <summary>How the lieux of the source are to be read.</summary>
    /// <exception cref="InvalidOperationException">The declaration was not validated.</exception>
    public static ILieuFormat LieuxOf(SourceDeclaration source) =>
        source.Correspondance is { } mapping ? new MappedFormat(source.Format, mapping)
        : Find(source.Format) as ILieuFormat ?? throw new InvalidOperationException($"Unknown format {source.Format}: the declaration was not validated.");
}

/// <summary>How formats go through the members of a source.</summary>
public static class Members
{
    /// <summary>Reads each member by itself; the place of a record begins with the name of its member when there are several.</summary>
    public static IEnumerable<SourceItem> ReadEach(this IEnumerable<FetchedMember> members, Func<FetchedMember, IEnumerable<SourceItem>> read)
    {
        long before = 0;
        foreach (var member in members)
        {
            if (member.Failure is { } failure)
            {
                yield return new SourceItem(0, member.Name, null, "", failure);
                yield break;
            }

            long last = 0;
            foreach (var item in read(member))
            {
                last = Math.Max(last, item.Number);
                yield return item with
                {
                    Number = item.EndsTheFile ? 0 : before + item.Number,
                    Place = member.IsOneOfSeveral ? $"{member.Name}, {item.Place}" : item.Place,
                };
                if (item.EndsTheFile)
                {
                    yield break;
                }
            }

            before += last;
        }
    }

    /// <summary>Reads a source that is one stream.</summary>
    public static IEnumerable<SourceItem> Read(this ISourceFormat format, Stream stream, SourceDeclaration source) =>
        format.Read([new FetchedMember(source.Fichier ?? source.Id, stream)], source);
}
