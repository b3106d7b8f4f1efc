using Maillage.Catalogue.Indexes;
using Maillage.Schema.Publication;

namespace Maillage.Catalogue;

/// <summary>The records that answer a query, in order: how many they are, any page of them, and how many have each value of a field.</summary>
public sealed class Results<TRecord>
    where TRecord : class, IEntite
{
    private readonly Dataset<TRecord> dataset;
    private readonly Ordinals records;
    private readonly string? order;
    private readonly IRanking? distance;
    private readonly IRanking? relevance;

    internal Results(Dataset<TRecord> dataset, ListQuery query)
    {
        this.dataset = dataset;
        var sets = new Ordinals[query.Criteres.Length];
        for (var rank = 0; rank < sets.Length; rank++)
        {
            var (filter, criterion) = query.Criteres[rank];
            var matches = dataset.IndexOf(filter).Find(criterion);
            sets[rank] = matches.Records;
            distance = criterion is Circle ? matches.Ranking : distance;
            relevance = criterion is Words ? matches.Ranking : relevance;
        }

        records = sets switch
        {
            [] => dataset.All,
            [var only] => only,
            _ => Ordinals.Intersection(sets),
        };
        order = query.Tri ?? (distance is not null ? Orders.Distance : relevance is not null ? Orders.Pertinence : null);
    }

    /// <summary>How many records answer.</summary>
    public int Total => records.Count;

    /// <summary>Some of the records, in order.</summary>
    /// <param name="offset">How many are passed over.</param>
    /// <param name="limit">How many at most.</param>
    public IReadOnlyList<Found<TRecord>> Page(int offset, int limit)
    {
        var count = Math.Clamp(records.Count - offset, 0, limit);
        var page = new Found<TRecord>[count];
        var rank = 0;
        foreach (var ordinal in Ordered(offset, count).Take(count))
        {
            page[rank++] = dataset.FoundAt(ordinal, distance?.RankOf(ordinal));
        }

        return page;
    }

    /// <summary>All the records, in order, one after the other.</summary>
    public IEnumerable<Found<TRecord>> All => Ordered(0, records.Count).Select(ordinal => dataset.FoundAt(ordinal, distance?.RankOf(ordinal)));

    /// <summary>How many of the records have each value of a field, the most frequent first.</summary>
    /// <param name="filter">The filter of that field.</param>
    public IReadOnlyList<(string Value, int Count)> Counts(string filter)
    {
        if (dataset.IndexOf(filter) is not ValueIndex index)
        {
            throw new ArgumentException($"{filter} has no values to count.", nameof(filter));
        }

        List<(string Value, int Count)> counts = [];
        foreach (var (value, having) in index.Postings)
        {
            if (records.CountBoth(having) is > 0 and var count)
            {
                counts.Add((value, count));
            }
        }

        counts.Sort((left, right) => right.Count - left.Count is not 0 and var more ? more : string.CompareOrdinal(left.Value, right.Value));
        return counts;
    }

    private IEnumerable<int> Ordered(int offset, int count) => order switch
    {
        null => records.From(offset),
        Orders.Distance => (distance ?? throw Missing("a point")).Best(records, offset + count).Skip(offset),
        Orders.Pertinence => Relevant(offset + count).Skip(offset),
        _ => Ranking.InSequence(records, dataset.Sequence(order) ?? throw new ArgumentException($"There is no order {order}."), offset + count).Skip(offset),
    };

    // With a point, what is near counts more: at ten kilometres, half as much.
    private IEnumerable<int> Relevant(int wanted)
    {
        const double halfMetres = 10_000;
        return (relevance, distance) switch
        {
            (null, _) => records.Count == 0 ? [] : throw Missing("words"),
            (var words, null) => words.Best(records, wanted),
            (var words, var point) => Ranking.Best(records, ordinal => words.RankOf(ordinal) / (1 + (point.RankOf(ordinal) / halfMetres)), wanted),
        };
    }

    private static ArgumentException Missing(string what) => new($"The order asked for needs {what}.");
}
