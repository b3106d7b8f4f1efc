using System.Collections;
using System.Collections.Frozen;
using Maillage.Catalogue.Indexes;
using Maillage.Schema.Publication;
using Maillage.Schema.Texte;

namespace Maillage.Catalogue;

/// <summary>What the records of a kind are found by: a row a filter.</summary>
/// <param name="Filters">For each filter, the values that find a record.</param>
/// <param name="Words">The texts whose words find a record.</param>
/// <param name="Point">Where a record is; null when that is unknown.</param>
/// <param name="Commune">What lists are first ordered by.</param>
internal sealed record DatasetIndexes<TRecord>(
    IReadOnlyList<(string Name, Func<TRecord, IReadOnlyList<string>> Values)> Filters,
    Func<TRecord, IEnumerable<string?>> Words,
    Func<TRecord, (double Latitude, double Longitude)?> Point,
    Func<TRecord, string> Commune);

/// <summary>The published records of one kind at one version, in the order of lists: by commune, then name. Immutable.</summary>
public sealed class Dataset<TRecord> : IReadOnlyList<TRecord>
    where TRecord : class, IEntite
{
    private readonly TRecord[] records;
    private readonly FrozenDictionary<string, int> ordinals;
    private readonly FrozenDictionary<string, string?> gone;
    private readonly FrozenDictionary<string, PostingIndex> filters;
    private readonly Lazy<DateTimeOffset?> lastChange;
    private readonly WordIndex words;
    private readonly SpatialIndex space;

    /// <param name="records">The published records, in any order.</param>
    /// <param name="gone">Ids that were published once and are no more, and the one that each was merged into; null for none.</param>
    /// <param name="indexes">What they are found by.</param>
    internal Dataset(IEnumerable<TRecord> records, IReadOnlyDictionary<string, string?> gone, DatasetIndexes<TRecord> indexes)
    {
        this.records =
        [
            .. records.AsParallel().Select(record => (Record: record, Commune: indexes.Commune(record), Name: Repli.Plier(record.Nom)))
                .OrderBy(row => row.Commune, StringComparer.Ordinal)
                .ThenBy(row => row.Name, StringComparer.Ordinal)
                .ThenBy(row => row.Record.Id, StringComparer.Ordinal)
                .Select(row => row.Record),
        ];
        this.gone = gone.ToFrozenDictionary();
        lastChange = new Lazy<DateTimeOffset?>(() => this.records.Max(record => record.ModifieLe));
        ordinals = this.records.Select((record, ordinal) => KeyValuePair.Create(record.Id, ordinal)).ToFrozenDictionary();
        // The words take as long as all the rest: on two cores, the wait is halved.
        var readWords = Task.Run(() => new WordIndex(this.records.Length, ordinal => indexes.Words(this.records[ordinal])));
        filters = indexes.Filters.ToFrozenDictionary(filter => filter.Name, filter => new PostingIndex(this.records.Length, ordinal => filter.Values(this.records[ordinal])));
        space = new SpatialIndex(this.records.Length, ordinal => indexes.Point(this.records[ordinal]));
        words = readWords.GetAwaiter().GetResult();
    }

    public int Count => records.Length;

    /// <summary>Instant of the latest change of a published record; null when there is none.</summary>
    public DateTimeOffset? LastChange => lastChange.Value;

    /// <summary>Ids that were published once and are no more, and the one that each was merged into; null for none.</summary>
    internal IReadOnlyDictionary<string, string?> Gone => gone;

    public TRecord this[int index] => records[index];

    /// <summary>The record of that id; null when it is not published.</summary>
    public TRecord? Find(string id) => ordinals.TryGetValue(id, out var ordinal) ? records[ordinal] : null;

    /// <summary>True when the id was that of a record which is no longer published.</summary>
    public bool WasSuppressed(string id) => gone.ContainsKey(id);

    /// <summary>The published record that this id leads to, from merge to merge; null when it was not merged, or when the last one is no longer published.</summary>
    public TRecord? Successor(string id)
    {
        // A chain is never longer than what there is to follow.
        for (var steps = 0; steps < gone.Count && gone.TryGetValue(id, out var next) && next is not null; steps++)
        {
            id = next;
            if (Find(id) is { } found)
            {
                return found;
            }
        }

        return null;
    }

    /// <summary>The records that have one of the values, in the order of lists.</summary>
    public IEnumerable<TRecord> Having(string filter, params IReadOnlyList<string> values) => filters[filter].Any(values).Select(ordinal => records[ordinal]);

    /// <summary>Every record that answers the query, in order: the count is the total, a page is a slice.</summary>
    public IReadOnlyList<Found<TRecord>> Run(ListQuery query)
    {
        var found = Matching(query).OrderBy(list => list.Length).ToList() switch
        {
            [] => null,
            [var only] => only,
            [var first, .. var others] => others.Aggregate(first, Ordinals.Intersect),
        };
        if (query.Autour is { } circle)
        {
            var kept = found?.ToHashSet();
            return [.. space.Near(circle).Where(near => kept is null || kept.Contains(near.Ordinal)).Select(near => new Found<TRecord>(records[near.Ordinal], near.Metres))];
        }

        return found is null ? new All(records) : Array.ConvertAll(found, ordinal => new Found<TRecord>(records[ordinal], null));
    }

    public IEnumerator<TRecord> GetEnumerator() => ((IEnumerable<TRecord>)records).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => records.GetEnumerator();

    private IEnumerable<int[]> Matching(ListQuery query)
    {
        if (query.Texte is { } text)
        {
            yield return words.All(text);
        }

        if (query.Bbox is { } box)
        {
            yield return space.Within(box);
        }

        foreach (var (name, values) in query.Valeurs)
        {
            yield return filters[name].Any(values);
        }
    }

    /// <summary>The whole dataset as an answer, without copying it.</summary>
    private sealed class All(TRecord[] records) : IReadOnlyList<Found<TRecord>>
    {
        public int Count => records.Length;

        public Found<TRecord> this[int index] => new(records[index], null);

        public IEnumerator<Found<TRecord>> GetEnumerator() => records.Select(record => new Found<TRecord>(record, null)).GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
