using Maillage.Schema.Threading;

namespace Maillage.Catalogue.Indexes;

/// <summary>The lieu that each source record is behind.</summary>
internal sealed class RecordIndex : IIndex
{
    private readonly Dictionary<(string Source, string Id), int> lieux;
    private readonly HashSet<string> sources;

    private RecordIndex(Dictionary<(string Source, string Id), int> lieux, HashSet<string> sources) => (this.lieux, this.sources) = (lieux, sources);

    public static RecordIndex Empty { get; } = new([], []);

    /// <summary>The same index in the next version.</summary>
    /// <param name="moves">How the records stand there.</param>
    /// <param name="fresh">The records behind fresh lieux, as they came.</param>
    public RecordIndex After(Renumbering moves, FreshRecords fresh)
    {
        if (moves.IsInPlace && IsSame(moves, fresh))
        {
            return this;
        }

        Dictionary<(string Source, string Id), int> next = new(lieux.Count + moves.Fresh.Length);
        foreach (var (record, before) in lieux)
        {
            if (moves.Moved[before] is >= 0 and var now)
            {
                next[record] = now;
            }
        }

        for (var rank = 0; rank < moves.Fresh.Length; rank++)
        {
            foreach (var record in fresh.Of(moves.Came[rank]))
            {
                next.TryAdd(record, moves.Fresh[rank]);
            }
        }

        return new(next, [.. sources, .. fresh.Sources]);
    }

    // As many are forgotten as are behind fresh lieux, and these were there.
    private bool IsSame(Renumbering moves, FreshRecords fresh)
    {
        var known = 0;
        for (var rank = 0; rank < moves.Fresh.Length; rank++)
        {
            Processor.Share();
            foreach (var record in fresh.Of(moves.Came[rank]).Distinct())
            {
                if (!lieux.TryGetValue(record, out var lieu) || lieu != moves.Fresh[rank])
                {
                    return false;
                }

                known++;
            }
        }

        return lieux.Values.Count(lieu => moves.Moved[lieu] == Renumbering.Gone) == known;
    }

    public Matches Find(Criterion criterion) => throw new ArgumentException("Source records are asked for one by one.", nameof(criterion));

    /// <summary>The ordinal of the lieu of a record; null when there is none.</summary>
    public int? Find(string source, string id) => lieux.TryGetValue((source, id), out var ordinal) ? ordinal : null;

    /// <summary>The ordinals of the lieux that some source knows under this id.</summary>
    public IEnumerable<int> Knowing(string id) => sources.Select(source => Find(source, id)).OfType<int>();
}
