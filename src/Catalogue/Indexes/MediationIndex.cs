using Maillage.Schema.Formats;

namespace Maillage.Catalogue.Indexes;

/// <summary>The lieux that belong to the national standard, as it writes them.</summary>
internal sealed class MediationIndex : IIndex
{
    private readonly IReadOnlySet<string> sources;
    private readonly RenderedRecord?[] members;
    private readonly Ordinals records;

    private MediationIndex(IReadOnlySet<string> sources, RenderedRecord?[] members)
    {
        (this.sources, this.members) = (sources, members);
        records = Ordinals.Of([.. Enumerable.Range(0, members.Length).Where(ordinal => members[ordinal] is not null)], members.Length);
    }

    /// <summary>An index of nothing.</summary>
    /// <param name="sources">Ids of the sources whose every record is a member.</param>
    public static MediationIndex Empty(IReadOnlySet<string> sources) => new(sources, []);

    /// <summary>This index when the sources are the same; null otherwise: every lieu is to be looked at again.</summary>
    public MediationIndex? For(IReadOnlySet<string> same) => sources.SetEquals(same) ? this : null;

    /// <summary>The same index in the next version.</summary>
    /// <param name="moves">How the records stand there.</param>
    /// <param name="fresh">The fresh lieux as the standard writes them, as they came; null for those that do not belong.</param>
    public MediationIndex After(Renumbering moves, IReadOnlyList<RenderedRecord?> fresh) => moves.After(members, fresh) is var next && next == members ? this : new(sources, next);

    public Matches Find(Criterion criterion) => records;

    /// <summary>A lieu as the standard writes it; null when it does not belong.</summary>
    public RenderedRecord? MemberAt(int ordinal) => members[ordinal];
}
