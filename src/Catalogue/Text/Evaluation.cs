using System.Buffers;
using System.Numerics;

namespace Maillage.Catalogue.Text;

/// <summary>The records that answer the units of one query. Its arrays are lent: what it gives is good until it is disposed of.</summary>
internal sealed class Evaluation(Postings postings, int universe) : IDisposable
{
    private const int BitsOfAWord = 64;
    private const int FewAmongMany = 8;

    private readonly List<int[]> lentOrdinals = [];
    private readonly List<Credit[]> lentCredits = [];

    /// <summary>The records that have all the words of one of the wordings; of several, what the better is owed.</summary>
    public Column Of(Unit unit)
    {
        var all = Column.None;
        foreach (var wording in unit.Wordings)
        {
            all = Either(all, Of(wording));
        }

        return all;
    }

    /// <summary>The records that are in both, owed both.</summary>
    public Column Both(Column left, Column right)
    {
        if (left.Count > right.Count)
        {
            return Both(right, left);
        }

        var (ordinals, credits) = Lend(left.Count);
        var lefts = left.Ordinals.AsSpan(left.Start, left.Count);
        var rights = right.Ordinals.AsSpan(right.Start, right.Count);
        var (isFew, count, at) = (left.Count * FewAmongMany < right.Count, 0, 0);
        for (var rank = 0; rank < lefts.Length && at < rights.Length; rank++)
        {
            var ordinal = lefts[rank];
            if (isFew)
            {
                at = right.NotBefore(ordinal, at);
            }
            else
            {
                while (at < rights.Length && rights[at] < ordinal)
                {
                    at++;
                }
            }

            if (at < rights.Length && rights[at] == ordinal)
            {
                ordinals[count] = ordinal;
                credits[count++] = left.CreditAt(rank) + right.CreditAt(at);
            }
        }

        return new(ordinals, 0, count, credits, null);
    }

    public void Dispose()
    {
        lentOrdinals.ForEach(array => ArrayPool<int>.Shared.Return(array));
        lentCredits.ForEach(array => ArrayPool<Credit>.Shared.Return(array));
    }

    // Each word is owed its share. The rarest first: the others are only looked at where it is.
    private Column Of(Wording wording)
    {
        var columns = new List<Column>(wording.Words.Count);
        foreach (var word in wording.Words)
        {
            if (word.IsEmpty)
            {
                return Column.None;
            }

            columns.Add(Of(word, wording.PerMille, Credit.Best * wording.Words.Count));
        }

        columns.Sort((left, right) => left.Count.CompareTo(right.Count));
        return columns.Aggregate(Both);
    }

    private Column Of(WordTerms word, int numerator, int denominator) => word.Spans is [var (terms, likeness)] && terms.End - terms.First == 1
        ? postings.Of(terms.First, Credit.OfFields(likeness, numerator, denominator))
        : OfSeveral(word, numerator, denominator);

    // The records of several terms are not in order: each sets its bit, then the bits are read in order. What a record is owed is only read where its bit is set.
    private Column OfSeveral(WordTerms word, int numerator, int denominator)
    {
        var bits = ArrayPool<ulong>.Shared.Rent((universe / BitsOfAWord) + 1);
        bits.AsSpan().Clear();
        var owed = ArrayPool<Credit>.Shared.Rent(universe);
        var count = 0;
        foreach (var (terms, likeness) in word.Spans)
        {
            count += Mark(terms, Credit.OfFields(likeness, numerator, denominator), bits, owed);
        }

        var (ordinals, credits) = Lend(count);
        for (int of64 = 0, length = 0; length < count; of64++)
        {
            for (var left = bits[of64]; left != 0; left &= left - 1)
            {
                var ordinal = (of64 * BitsOfAWord) + BitOperations.TrailingZeroCount(left);
                (ordinals[length], credits[length++]) = (ordinal, owed[ordinal]);
            }
        }

        ArrayPool<ulong>.Shared.Return(bits);
        ArrayPool<Credit>.Shared.Return(owed);
        return new(ordinals, 0, count, credits, null);
    }

    private int Mark(TermSpan terms, Credit[] ofFields, ulong[] bits, Credit[] owed)
    {
        var ordinals = postings.Ordinals(terms);
        var fields = postings.Fields(terms);
        var count = 0;
        for (var rank = 0; rank < ordinals.Length; rank++)
        {
            var (ordinal, credit) = (ordinals[rank], ofFields[fields[rank]]);
            ref var of64 = ref bits[ordinal / BitsOfAWord];
            var bit = 1UL << (ordinal % BitsOfAWord);
            if ((of64 & bit) == 0)
            {
                of64 |= bit;
                owed[ordinal] = credit;
                count++;
            }
            else
            {
                owed[ordinal] = Credit.Greater(owed[ordinal], credit);
            }
        }

        return count;
    }

    private Column Either(Column left, Column right)
    {
        if (left.Count == 0 || right.Count == 0)
        {
            return left.Count == 0 ? right : left;
        }

        var (ordinals, credits) = Lend(left.Count + right.Count);
        var count = 0;
        for (int l = 0, r = 0; l < left.Count || r < right.Count;)
        {
            var order = l == left.Count ? 1 : r == right.Count ? -1 : left.OrdinalAt(l).CompareTo(right.OrdinalAt(r));
            ordinals[count] = order <= 0 ? left.OrdinalAt(l) : right.OrdinalAt(r);
            credits[count++] = order == 0 ? Credit.Greater(left.CreditAt(l), right.CreditAt(r)) : order < 0 ? left.CreditAt(l) : right.CreditAt(r);
            l += order <= 0 ? 1 : 0;
            r += order >= 0 ? 1 : 0;
        }

        return new(ordinals, 0, count, credits, null);
    }

    private (int[] Ordinals, Credit[] Credits) Lend(int length)
    {
        var (ordinals, credits) = (ArrayPool<int>.Shared.Rent(length), ArrayPool<Credit>.Shared.Rent(length));
        lentOrdinals.Add(ordinals);
        lentCredits.Add(credits);
        return (ordinals, credits);
    }
}
