namespace Maillage.Catalogue.Indexes;

/// <summary>Puts the records found in order, no further than is asked.</summary>
internal static class Ranking
{
    // Where so few of all are wanted, keeping the best of them aside is faster than sorting all.
    private const int FewOfMany = 16;

    /// <summary>The records with the least rank, in its order; where ranks are the same, in the order of lists.</summary>
    /// <param name="records">The records.</param>
    /// <param name="rankOf">The rank of each.</param>
    /// <param name="wanted">How many.</param>
    public static IEnumerable<int> Best(Ordinals records, Func<int, double> rankOf, int wanted)
    {
        if (wanted == 0)
        {
            return [];
        }

        var ordinals = records.ToArray();
        var ranks = Array.ConvertAll(ordinals, ordinal => rankOf(ordinal));
        return (long)wanted * FewOfMany < ordinals.Length ? BestFew(ordinals, ranks, wanted) : All(ordinals, ranks);
    }

    /// <summary>The records in the order of a sequence of all of the dataset.</summary>
    /// <param name="records">The records.</param>
    /// <param name="sequence">All of them.</param>
    /// <param name="wanted">How many.</param>
    public static IEnumerable<int> InSequence(Ordinals records, Sequence sequence, int wanted) =>
        (long)records.Count * FewOfMany < sequence.Ordinals.Length
            ? Best(records, ordinal => sequence.Positions[ordinal], wanted)
            : sequence.Ordinals.Where(records.Contains);

    private static int[] All(int[] ordinals, double[] ranks)
    {
        var positions = new int[ordinals.Length];
        for (var position = 0; position < positions.Length; position++)
        {
            positions[position] = position;
        }

        Array.Sort(positions, (left, right) => ranks[left].CompareTo(ranks[right]) is not 0 and var difference ? difference : left - right);
        return Array.ConvertAll(positions, position => ordinals[position]);
    }

    // The worst of those kept is at the top of a heap: most records are compared with it, and no more.
    private static int[] BestFew(int[] ordinals, double[] ranks, int wanted)
    {
        PriorityQueue<int, (double Rank, int Ordinal)> kept = new(wanted + 1, Comparer<(double Rank, int Ordinal)>.Create((left, right) => right.CompareTo(left)));
        var worst = (Rank: double.PositiveInfinity, Ordinal: int.MaxValue);
        for (var position = 0; position < ordinals.Length; position++)
        {
            var candidate = (Rank: ranks[position], Ordinal: ordinals[position]);
            if (kept.Count == wanted && candidate.CompareTo(worst) >= 0)
            {
                continue;
            }

            kept.Enqueue(candidate.Ordinal, candidate);
            if (kept.Count > wanted)
            {
                kept.Dequeue();
            }

            kept.TryPeek(out _, out worst);
        }

        var best = new int[kept.Count];
        for (var rank = best.Length - 1; rank >= 0; rank--)
        {
            best[rank] = kept.Dequeue();
        }

        return best;
    }
}
