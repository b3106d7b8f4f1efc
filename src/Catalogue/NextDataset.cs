using Maillage.Catalogue.Indexes;
using Maillage.Schema.Formats;
using Maillage.Schema.Publication;
using Maillage.Schema.Threading;

namespace Maillage.Catalogue;

/// <summary>
/// The changes of a dataset on their way to its next version. Each record is written, and read by every index, as it comes; then it is forgotten: those of all of France
/// together would be millions of objects, that the garbage collector would look at again and again.
/// </summary>
/// <param name="definition">What the records are found by.</param>
/// <param name="list">The records of the version before.</param>
/// <param name="indexes">What they are found by.</param>
internal sealed class NextDataset<TRecord>(DatasetIndexes<TRecord> definition, RecordList<TRecord> list, IReadOnlyList<IIndex> indexes)
    where TRecord : class, IEntite
{
    // Read side by side, then forgotten together: few enough that those the garbage collector finds are soon copied.
    private const int Batch = 128;

    // Below, starting threads costs more than they save.
    private const int FewRecords = 64;

    private List<RecordList<TRecord>.Row> rows = [];
    private readonly List<string> ids = [];
    private readonly List<(string Id, string? Successor)> gone = [];
    private IGathering<TRecord>[] gatherings = [.. definition.Filters.Zip(indexes, (filter, before) => filter.Gather(before))];

    /// <summary>What the records are found by.</summary>
    public DatasetIndexes<TRecord> Definition => definition;

    /// <summary>Ids of all that changed.</summary>
    public IReadOnlyList<string> Ids => ids;

    /// <summary>Those that are published no more, and the one that each was merged into; null for none.</summary>
    public IReadOnlyList<(string Id, string? Successor)> Gone => gone;

    /// <summary>Gathers some changes.</summary>
    /// <param name="changes">One an entity at most, in all.</param>
    public void Add(IEnumerable<Delta> changes)
    {
        foreach (var batch in changes.Chunk(Batch))
        {
            ids.AddRange(batch.Select(change => Former(change.Id) is { } ordinal ? list.IdAt(ordinal) : change.Id));
            gone.AddRange(batch.Where(change => change.Entite is null).Select(change => (change.Id, change.RemplacePar)));
            Add([.. batch.Select(change => change.Entite).OfType<TRecord>()]);
        }
    }

    /// <summary>The records that are new or have changed, as they came. They are no longer here afterwards: tasks that are over may hold this for a while, not all of France.</summary>
    public IReadOnlyList<RecordList<TRecord>.Row> TakeRows()
    {
        var taken = rows;
        rows = [];
        return taken;
    }

    /// <summary>The indexes of the next version. What they are made of is no longer here afterwards.</summary>
    /// <param name="moves">How the records stand.</param>
    public IIndex[] TakeIndexes(Renumbering moves)
    {
        var taken = gatherings;
        gatherings = [];
        var after = new IIndex[taken.Length];
        Parallel.For(0, after.Length, SideBySide(Environment.ProcessorCount), rank => after[rank] = taken[rank].After(moves));
        Array.Clear(taken);
        return after;
    }

    private void Add(TRecord[] records)
    {
        var sideBySide = SideBySide(records.Length < FewRecords ? 1 : Environment.ProcessorCount);
        var written = new RenderedRecord[records.Length];
        Parallel.For(
            0, records.Length, sideBySide,
            () => new RecordRenderer<TRecord>(),
            (rank, _, renderer) =>
            {
                Processor.Share();
                written[rank] = renderer.Render(records[rank]);
                return renderer;
            },
            renderer => renderer.Dispose());
        foreach (var (record, rendered) in records.Zip(RenderedRecord.Together(written)))
        {
            rows.Add(list.RowOf(record, rendered, definition.Commune(record), Former(record.Id)));
        }

        // Words take as long as all the rest, and come first.
        Parallel.ForEach(gatherings, sideBySide, gathering =>
        {
            foreach (var record in records)
            {
                Processor.Share();
                gathering.Add(record);
            }
        });
    }

    private int? Former(string id) => list.Ordinals.TryGetValue(id, out var ordinal) ? ordinal : null;

    // Who publishes says on which threads.
    private static ParallelOptions SideBySide(int threads) => new() { MaxDegreeOfParallelism = threads, TaskScheduler = TaskScheduler.Current };
}
