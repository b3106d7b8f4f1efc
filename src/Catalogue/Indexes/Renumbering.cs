namespace Maillage.Catalogue.Indexes;

/// <summary>
/// How the records of a version stand in the next one. Records are numbered in the order of lists: one more, one less, and the numbers of those after it
/// change. Those that did not change keep their order, so that what an index holds of them is renumbered, not read again.
/// </summary>
internal sealed class Renumbering
{
    /// <summary>Stands for a record that is no more, or has changed.</summary>
    public const int Gone = -1;

    /// <param name="count">How many records there are now.</param>
    /// <param name="moved">For each ordinal of before, the one of now, ascending; <see cref="Gone"/> for a record to forget.</param>
    /// <param name="fresh">The ordinals of the records that are new or have changed, ascending.</param>
    /// <param name="came">For each of these, how many came before it.</param>
    public Renumbering(int count, int[] moved, int[] fresh, int[] came)
    {
        (Count, Moved, Fresh, Came) = (count, moved, fresh, came);
        // Those that did not change keep their order: where they are as many and each has its place, the fresh ones have the places that are left.
        IsInPlace = count == moved.Length && !moved.Where((now, before) => now != Gone && now != before).Any();
    }

    /// <summary>How many records there are now.</summary>
    public int Count { get; }

    /// <summary>For each ordinal of before, the one of now, ascending; <see cref="Gone"/> for a record to forget.</summary>
    public int[] Moved { get; }

    /// <summary>The ordinals of the records that are new or have changed, ascending.</summary>
    public int[] Fresh { get; }

    /// <summary>Records come in whatever order: for each fresh ordinal, how many came before it.</summary>
    public int[] Came { get; }

    /// <summary>True when every place is the one of before, or of one that was forgotten: an index that would hold the same there is the same.</summary>
    public bool IsInPlace { get; }

    /// <summary>Everything is new, and came in the order of lists.</summary>
    public static Renumbering OfAll(int count) => new(count, [], [.. Enumerable.Range(0, count)], [.. Enumerable.Range(0, count)]);

    /// <summary>What an index holds for each record, in the next version; what it held when that is the same.</summary>
    /// <param name="before">What it held, by ordinal.</param>
    /// <param name="fresh">What it is to hold for fresh records, as they came.</param>
    public TKey[] After<TKey>(TKey[] before, IReadOnlyList<TKey> fresh)
    {
        if (IsInPlace && IsSame(before, fresh))
        {
            return before;
        }

        var next = new TKey[Count];
        for (var ordinal = 0; ordinal < before.Length; ordinal++)
        {
            if (Moved[ordinal] is >= 0 and var now)
            {
                next[now] = before[ordinal];
            }
        }

        for (var rank = 0; rank < Fresh.Length; rank++)
        {
            next[Fresh[rank]] = fresh[Came[rank]];
        }

        return next;
    }

    /// <summary>An ascending list of ordinals of before, as they are now, together with an ascending list of fresh ones.</summary>
    public int[] Merge(ReadOnlySpan<int> before, ReadOnlySpan<int> fresh)
    {
        var merged = new int[before.Length + fresh.Length];
        var (length, next) = (0, 0);
        foreach (var ordinal in before)
        {
            var now = Moved[ordinal];
            if (now == Gone)
            {
                continue;
            }

            while (next < fresh.Length && fresh[next] < now)
            {
                merged[length++] = fresh[next++];
            }

            merged[length++] = now;
        }

        fresh[next..].CopyTo(merged.AsSpan(length));
        length += fresh.Length - next;
        return length == merged.Length ? merged : merged[..length];
    }

    private bool IsSame<TKey>(TKey[] before, IReadOnlyList<TKey> fresh)
    {
        for (var rank = 0; rank < Fresh.Length; rank++)
        {
            if (!EqualityComparer<TKey>.Default.Equals(before[Fresh[rank]], fresh[Came[rank]]))
            {
                return false;
            }
        }

        return true;
    }
}
