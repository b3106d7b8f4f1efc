using System.Collections;
using Maillage.Catalogue.Indexes;
using Maillage.Schema.Formats;
using Maillage.Schema.Publication;

namespace Maillage.Catalogue;

/// <summary>The published records of one kind at one version, in the order of lists: by commune, then name. Immutable.</summary>
public sealed class Dataset<TRecord> : IReadOnlyList<TRecord>
    where TRecord : class, IEntite
{
    private readonly RecordList<TRecord> list;
    private readonly Dictionary<string, string?> gone;
    private readonly IReadOnlyList<IIndex> indexes;
    private readonly Dictionary<string, IIndex> byFilter;
    private readonly Dictionary<string, Sequence> orders;

    private Dataset(RecordList<TRecord> list, Dictionary<string, string?> gone, DatasetIndexes<TRecord> definition, IReadOnlyList<IIndex> indexes)
    {
        (this.list, this.gone, this.indexes) = (list, gone, indexes);
        byFilter = definition.Filters.SelectMany((filter, rank) => filter.Names.Select(name => KeyValuePair.Create(name, indexes[rank]))).ToDictionary();
        byFilter["id"] = new IdIndex(list.Ordinals);
        orders = definition.Orders.ToDictionary(order => order.Name, order => order.Sequence(byFilter));
        orders[Orders.Nom] = list.ByName;
        All = Indexes.Ordinals.All(list.Rendered.Length);
    }

    public int Count => list.Rendered.Length;

    /// <summary>The ids that begin so, in their order.</summary>
    public IEnumerable<string> IdsBeginning(string start) => list.IdsBeginning(start);

    /// <summary>The ids, in the order of lists.</summary>
    public IEnumerable<string> Ids => list.Ids;

    /// <summary>Every record.</summary>
    internal Ordinals All { get; }

    /// <summary>Ids that were published once and are no more, and the one that each was merged into; null for none.</summary>
    internal IReadOnlyDictionary<string, string?> Gone => gone;

    /// <summary>A record by its rank in lists; it is read anew each time.</summary>
    public TRecord this[int index] => list.Rendered[index].Read<TRecord>();

    /// <summary>No record.</summary>
    internal static Dataset<TRecord> Empty(DatasetIndexes<TRecord> definition) =>
        new(RecordList<TRecord>.Empty, [], definition, [.. definition.Filters.Select(filter => filter.Gather(null).After(Renumbering.OfAll(0)))]);

    /// <summary>The dataset after some changes; what did not change is shared with this one.</summary>
    /// <param name="changes">One an entity at most.</param>
    /// <param name="definition">What the records are found by.</param>
    internal Dataset<TRecord> After(IEnumerable<Delta> changes, DatasetIndexes<TRecord> definition)
    {
        var next = Next(definition);
        next.Add(changes);
        return After(next);
    }

    /// <summary>Begins the next version: changes are given to it as they come.</summary>
    /// <param name="definition">What the records are found by.</param>
    internal NextDataset<TRecord> Next(DatasetIndexes<TRecord> definition) => new(definition, list, indexes);

    /// <summary>The dataset after the changes that were gathered beside it; this one when there are none.</summary>
    internal Dataset<TRecord> After(NextDataset<TRecord> gathered)
    {
        if (gathered.Ids.Count == 0)
        {
            return this;
        }

        var (next, moves) = list.After(gathered.TakeRows(), gathered.Ids);
        return new(next, GoneAfter(gathered), gathered.Definition, gathered.TakeIndexes(moves));
    }

    private Dictionary<string, string?> GoneAfter(NextDataset<TRecord> gathered)
    {
        if (gathered.Gone.Count == 0 && !gathered.Ids.Any(gone.ContainsKey))
        {
            return gone;
        }

        Dictionary<string, string?> after = new(gone);
        foreach (var id in gathered.Ids)
        {
            after.Remove(id);
        }

        foreach (var (id, successor) in gathered.Gone)
        {
            after[id] = successor;
        }

        return after;
    }

    /// <summary>The id of a record by its rank in lists.</summary>
    internal string IdAt(int ordinal) => list.IdAt(ordinal);

    /// <summary>True when the record of that id is published.</summary>
    public bool Has(string id) => list.Ordinals.ContainsKey(id);

    /// <summary>The record of that id; null when it is not published.</summary>
    public TRecord? Find(string id) => list.Ordinals.TryGetValue(id, out var ordinal) ? this[ordinal] : null;

    /// <summary>The record of that id, as it is sent; null when it is not published.</summary>
    public Found<TRecord>? FindRendered(string id) => list.Ordinals.TryGetValue(id, out var ordinal) ? FoundAt(ordinal, null) : null;

    /// <summary>True when the id was that of a record which is no longer published.</summary>
    public bool WasSuppressed(string id) => gone.ContainsKey(id);

    /// <summary>Id of the published record that this id leads to, from merge to merge; null when it was not merged, or when the last one is no longer published.</summary>
    public string? Successor(string id)
    {
        // A chain is never longer than what there is to follow.
        for (var steps = 0; steps < gone.Count && gone.TryGetValue(id, out var next) && next is not null; steps++)
        {
            id = next;
            if (Has(id))
            {
                return id;
            }
        }

        return null;
    }

    /// <summary>How many records have the value.</summary>
    public int CountOf(string filter, string value) => Ordinals(filter, value).Count;

    /// <summary>The records that have one of the values, in the order of lists.</summary>
    public IEnumerable<TRecord> Having(string filter, params IReadOnlyList<string> values) =>
        Records(Ordinals(filter, values));

    /// <summary>The records that have one of the values.</summary>
    internal Ordinals Ordinals(string filter, params IReadOnlyList<string> values) => IndexOf(filter).Find(new AnyOf([.. values])).Records;

    /// <summary>The records of a set, in the order of lists.</summary>
    internal IEnumerable<TRecord> Records(Ordinals set) => set.From(0).Select(ordinal => this[ordinal]);

    /// <summary>Every record that answers the query.</summary>
    public Results<TRecord> Run(ListQuery query) => new(this, query);

    public IEnumerator<TRecord> GetEnumerator() => list.Rendered.Select(rendered => rendered.Read<TRecord>()).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>What a filter is answered by.</summary>
    internal IIndex IndexOf(string filter) => byFilter[filter];

    /// <summary>Every record in an order that does not depend on what is asked; null when there is none of that name.</summary>
    internal Sequence? Sequence(string order) => orders.GetValueOrDefault(order);

    /// <summary>A record by its ordinal.</summary>
    internal Found<TRecord> FoundAt(int ordinal, double? metres) => new(ordinal, list.Rendered[ordinal], metres);
}

/// <summary>A record found.</summary>
/// <param name="Ordinal">Its rank in the dataset.</param>
/// <param name="Rendered">The record as it is sent.</param>
/// <param name="Metres">Distance to the point asked for; null when none was.</param>
public readonly record struct Found<TRecord>(int Ordinal, RenderedRecord Rendered, double? Metres)
    where TRecord : class
{
    /// <summary>The record; it is read anew each time.</summary>
    public TRecord Record => Rendered.Read<TRecord>();
}
