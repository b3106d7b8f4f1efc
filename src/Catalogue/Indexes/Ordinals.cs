using System.Numerics;

namespace Maillage.Catalogue.Indexes;

/// <summary>
/// A set of records, by their ordinals. Immutable. Few are kept as an ascending list, many as one bit a record of the dataset: whichever is smaller.
/// </summary>
internal sealed class Ordinals
{
    // A bit a record, against an integer for each that is in the set.
    private const int BitsOfAnOrdinal = 32;
    private const int BitsOfAWord = 64;

    private readonly int[]? list;
    private readonly ulong[] bits;

    private Ordinals(int[]? list, ulong[] bits, int count) => (this.list, this.bits, Count) = (list, bits, count);

    /// <summary>No record.</summary>
    public static Ordinals None { get; } = new([], [], 0);

    /// <summary>How many records are in the set.</summary>
    public int Count { get; }

    /// <summary>The records of an ascending list.</summary>
    /// <param name="ascending">Each once.</param>
    /// <param name="universe">How many records the dataset has.</param>
    public static Ordinals Of(int[] ascending, int universe)
    {
        if (!IsDense(ascending.Length, universe))
        {
            return ascending.Length == 0 ? None : new(ascending, [], ascending.Length);
        }

        var bits = Blank(universe);
        Mark(bits, ascending);
        return new(null, bits, ascending.Length);
    }

    /// <summary>The records whose bit is set.</summary>
    /// <param name="bits">A bit a record; it belongs to the set from now on.</param>
    public static Ordinals OfBits(ulong[] bits)
    {
        var count = CountOf(bits);
        if (IsDense(count, bits.Length * BitsOfAWord))
        {
            return new(null, bits, count);
        }

        var list = new int[count];
        CopyTo(bits, list);
        return count == 0 ? None : new(list, [], count);
    }

    /// <summary>Every record of a dataset.</summary>
    public static Ordinals All(int universe)
    {
        var bits = Blank(universe);
        bits.AsSpan().Fill(ulong.MaxValue);
        if (universe % BitsOfAWord is > 0 and var last)
        {
            bits[^1] = (1UL << last) - 1;
        }

        return universe == 0 ? None : new(null, bits, universe);
    }

    /// <summary>A bit a record, none set.</summary>
    public static ulong[] Blank(int universe) => new ulong[(universe + BitsOfAWord - 1) / BitsOfAWord];

    /// <summary>Sets the bits of some records.</summary>
    public static void Mark(ulong[] bits, ReadOnlySpan<int> ordinals)
    {
        foreach (var ordinal in ordinals)
        {
            bits[ordinal / BitsOfAWord] |= 1UL << (ordinal % BitsOfAWord);
        }
    }

    /// <summary>The records that are in any of the sets.</summary>
    /// <param name="sets">Of one dataset.</param>
    /// <param name="universe">How many records it has.</param>
    public static Ordinals Union(IReadOnlyList<Ordinals> sets, int universe)
    {
        if (sets is [var only])
        {
            return only;
        }

        var bits = Blank(universe);
        foreach (var set in sets)
        {
            set.MarkIn(bits);
        }

        return OfBits(bits);
    }

    /// <summary>The records that are in every one of the sets; the smallest is looked at first.</summary>
    public static Ordinals Intersection(IEnumerable<Ordinals> sets) => sets.OrderBy(set => set.Count).Aggregate((both, next) => both.Intersect(next));

    /// <summary>Sets the bits of its records.</summary>
    public void MarkIn(ulong[] marks)
    {
        if (list is not null)
        {
            Mark(marks, list);
            return;
        }

        for (var word = 0; word < bits.Length; word++)
        {
            marks[word] |= bits[word];
        }
    }

    /// <summary>True when the record is in the set.</summary>
    public bool Contains(int ordinal) =>
        list is not null ? Array.BinarySearch(list, ordinal) >= 0
        : (uint)ordinal / BitsOfAWord < (uint)bits.Length && HasBit(ordinal);

    /// <summary>The records that are in both sets.</summary>
    public Ordinals Intersect(Ordinals other)
    {
        if (list is null && other.list is null)
        {
            var both = new ulong[Math.Min(bits.Length, other.bits.Length)];
            for (var word = 0; word < both.Length; word++)
            {
                both[word] = bits[word] & other.bits[word];
            }

            return OfBits(both);
        }

        if (list is null || (other.list is not null && other.list.Length < list.Length))
        {
            return other.Intersect(this);
        }

        var kept = new int[list.Length];
        var count = Keep(list, other, kept);
        return count == 0 ? None : new(count == kept.Length ? kept : kept[..count], [], count);
    }

    /// <summary>How many records are in both sets: the set itself is not made.</summary>
    public int CountBoth(Ordinals other)
    {
        if (list is null && other.list is null)
        {
            var count = 0;
            for (var word = 0; word < Math.Min(bits.Length, other.bits.Length); word++)
            {
                count += BitOperations.PopCount(bits[word] & other.bits[word]);
            }

            return count;
        }

        return list is null || (other.list is not null && other.list.Length < list.Length) ? other.CountBoth(this) : Keep(list, other, []);
    }

    /// <summary>The ordinals in the set, ascending, but for the first ones.</summary>
    /// <param name="skip">How many are passed over.</param>
    public IEnumerable<int> From(int skip)
    {
        if (list is not null)
        {
            for (var rank = skip; rank < list.Length; rank++)
            {
                yield return list[rank];
            }

            yield break;
        }

        for (var word = 0; word < bits.Length; word++)
        {
            var inWord = BitOperations.PopCount(bits[word]);
            if (skip >= inWord)
            {
                skip -= inWord;
                continue;
            }

            for (var left = bits[word]; left != 0; left &= left - 1)
            {
                if (skip-- <= 0)
                {
                    yield return (word * BitsOfAWord) + BitOperations.TrailingZeroCount(left);
                }
            }

            skip = 0;
        }
    }

    /// <summary>The ordinals in the set, ascending.</summary>
    public int[] ToArray()
    {
        if (list is not null)
        {
            return [.. list];
        }

        var all = new int[Count];
        CopyTo(bits, all);
        return all;
    }

    /// <summary>The same records in the next version, less those that have changed, with some that are fresh; this set when that makes no difference.</summary>
    /// <param name="moves">How the records of both versions stand.</param>
    /// <param name="fresh">Fresh ordinals, ascending.</param>
    public Ordinals After(Renumbering moves, ReadOnlySpan<int> fresh) => moves.IsInPlace && IsSame(moves, fresh) ? this : Of(moves.Merge(list ?? ToArray(), fresh), moves.Count);

    // As many are forgotten as are fresh, and these were there.
    private bool IsSame(Renumbering moves, ReadOnlySpan<int> fresh)
    {
        if ((list is null ? moves.Fresh.Count(Contains) : list.Count(ordinal => moves.Moved[ordinal] == Renumbering.Gone)) != fresh.Length)
        {
            return false;
        }

        foreach (var ordinal in fresh)
        {
            if (!Contains(ordinal))
            {
                return false;
            }
        }

        return true;
    }

    // Each of the fewer is looked up in the others. Where both are lists of like lengths they are walked together.
    private static int Keep(int[] fewer, Ordinals others, Span<int> kept)
    {
        var count = 0;
        if (others.list is { } list && fewer.Length * 8L > list.Length)
        {
            for (int left = 0, right = 0; left < fewer.Length && right < list.Length;)
            {
                var difference = fewer[left] - list[right];
                if (difference == 0)
                {
                    Put(kept, count++, fewer[left]);
                }

                left += difference <= 0 ? 1 : 0;
                right += difference >= 0 ? 1 : 0;
            }

            return count;
        }

        foreach (var ordinal in fewer)
        {
            if (others.Contains(ordinal))
            {
                Put(kept, count++, ordinal);
            }
        }

        return count;
    }

    // Nothing is kept where only the count is asked for.
    private static void Put(Span<int> kept, int at, int ordinal)
    {
        if (!kept.IsEmpty)
        {
            kept[at] = ordinal;
        }
    }

    private static bool IsDense(int count, int universe) => (long)count * BitsOfAnOrdinal > universe;

    private bool HasBit(int ordinal) => (bits[ordinal / BitsOfAWord] & (1UL << (ordinal % BitsOfAWord))) != 0;

    private static int CountOf(ulong[] bits)
    {
        var count = 0;
        foreach (var word in bits)
        {
            count += BitOperations.PopCount(word);
        }

        return count;
    }

    private static void CopyTo(ulong[] bits, int[] list)
    {
        var length = 0;
        for (var word = 0; word < bits.Length; word++)
        {
            for (var left = bits[word]; left != 0; left &= left - 1)
            {
                list[length++] = (word * BitsOfAWord) + BitOperations.TrailingZeroCount(left);
            }
        }
    }
}
