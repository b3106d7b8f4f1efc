namespace Maillage.Catalogue.Indexes;

/// <summary>The records in the order of a key. Immutable.</summary>
/// <typeparam name="TKey">What they are compared by.</typeparam>
internal sealed class SortedOrder<TKey>
    where TKey : notnull
{
    private readonly TKey[] keys;
    private readonly Comparison<TKey> compare;

    private SortedOrder(TKey[] keys, int[] sequence, Comparison<TKey> compare) => (this.keys, Sequence, this.compare) = (keys, new Sequence(sequence), compare);

    /// <summary>Every record, by key; where keys are the same, in the order of lists.</summary>
    public Sequence Sequence { get; }

    /// <summary>The key of each record.</summary>
    public TKey[] Keys => keys;

    /// <summary>An order of nothing.</summary>
    /// <param name="compare">How keys are compared.</param>
    public static SortedOrder<TKey> Empty(Comparison<TKey> compare) => new([], [], compare);

    /// <summary>The same order in the next version.</summary>
    /// <param name="moves">How the records stand there.</param>
    /// <param name="freshKeys">The keys of fresh records, as they came.</param>
    public SortedOrder<TKey> After(Renumbering moves, IReadOnlyList<TKey> freshKeys)
    {
        var next = moves.After(keys, freshKeys);
        if (next == keys)
        {
            return this;
        }

        int[] fresh = [.. moves.Fresh];
        Array.Sort(fresh, (left, right) => Compare(next, left, right));
        return new(next, Merge(moves, next, fresh), compare);
    }

    /// <summary>The records whose key does not come before this one, by key.</summary>
    public IEnumerable<int> From(TKey least)
    {
        var (first, end) = (0, Sequence.Ordinals.Length);
        while (first < end)
        {
            var middle = (first + end) / 2;
            (first, end) = compare(keys[Sequence.Ordinals[middle]], least) < 0 ? (middle + 1, end) : (first, middle);
        }

        return Sequence.Ordinals.Skip(first);
    }

    private int[] Merge(Renumbering moves, TKey[] next, int[] fresh)
    {
        var merged = new int[moves.Count];
        var (length, taken) = (0, 0);
        foreach (var before in Sequence.Ordinals)
        {
            if (moves.Moved[before] is not (>= 0 and var now))
            {
                continue;
            }

            while (taken < fresh.Length && Compare(next, fresh[taken], now) < 0)
            {
                merged[length++] = fresh[taken++];
            }

            merged[length++] = now;
        }

        fresh.AsSpan(taken).CopyTo(merged.AsSpan(length));
        return merged;
    }

    private int Compare(TKey[] known, int left, int right) => compare(known[left], known[right]) is not 0 and var difference ? difference : left - right;
}

/// <summary>Every record of a dataset in some order.</summary>
/// <param name="ordinals">The records, in that order.</param>
internal sealed class Sequence(int[] ordinals)
{
    // Not every version is asked for every order.
    private readonly Lazy<int[]> positions = new(() =>
    {
        var positions = new int[ordinals.Length];
        for (var position = 0; position < ordinals.Length; position++)
        {
            positions[ordinals[position]] = position;
        }

        return positions;
    });

    /// <summary>The records, in order.</summary>
    public int[] Ordinals => ordinals;

    /// <summary>Where each record stands in the order.</summary>
    public int[] Positions => positions.Value;
}
