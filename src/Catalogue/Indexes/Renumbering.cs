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
    public Renumbering(int count, int[] moved, int[] fresh)
    {
        (Count, Moved, Fresh) = (count, moved, fresh);
    }

    /// <summary>How many records there are now.</summary>
    public int Count { get; }

    /// <summary>For each ordinal of before, the one of now, ascending; <see cref="Gone"/> for a record to forget.</summary>
    public int[] Moved { get; }

    /// <summary>The ordinals of the records that are new or have changed, ascending.</summary>
    public int[] Fresh { get; }

    /// <summary>Everything is new.</summary>
    public static Renumbering OfAll(int count) => new(count, [], [.. Enumerable.Range(0, count)]);

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
}
