namespace Maillage.Catalogue.Indexes;

/// <summary>The lieu that each source record is behind.</summary>
internal sealed class RecordIndex : IIndex
{
    private readonly Dictionary<(string Source, string Id), int> lieux;

    private RecordIndex(Dictionary<(string Source, string Id), int> lieux) => this.lieux = lieux;

    public static RecordIndex Empty { get; } = new([]);

    /// <summary>The same index in the next version.</summary>
    /// <param name="moves">How the records stand there.</param>
    /// <param name="fresh">The records behind fresh lieux, as they came.</param>
    public RecordIndex After(Renumbering moves, FreshRecords fresh)
    {
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

        return new(next);
    }

    public Matches Find(Criterion criterion) => throw new ArgumentException("Source records are asked for one by one.", nameof(criterion));

    /// <summary>The ordinal of the lieu of a record; null when there is none.</summary>
    public int? Find(string source, string id) => lieux.TryGetValue((source, id), out var ordinal) ? ordinal : null;

    /// <summary>The ordinals of the lieux that some source knows under this id.</summary>
    public IEnumerable<int> Knowing(string id) => lieux.Where(pair => pair.Key.Id == id).Select(pair => pair.Value);
}
