using Maillage.Store;

namespace Maillage.Importers.Reconcile;

/// <summary>A pair of records that may be joined.</summary>
/// <param name="A">Rank of the first.</param>
/// <param name="B">Rank of the second.</param>
/// <param name="Score">How likely they are to be of one lieu; <see cref="Decided"/> when a person said so.</param>
internal readonly record struct Join(int A, int B, double Score)
{
    /// <summary>Score of a pair that a person joined.</summary>
    public const double Decided = 2;

    /// <summary>A person joined them.</summary>
    public bool IsDecided => Score >= Decided;
}

/// <summary>
/// Groups records: pairs in descending order of score, ties by key; two groups become one when no record of one contradicts a record of the other. The groups are
/// a pure function of the records and of the pairs, whatever order they came in.
/// </summary>
internal static class Partition
{
    /// <summary>The groups, as lists of ranks.</summary>
    /// <param name="ranks">The records.</param>
    /// <param name="joins">Pairs of them that may be joined.</param>
    /// <param name="keyOf">The key of a record: ties are settled by it.</param>
    /// <param name="contradict">True when two records cannot be of one lieu; told whether it is a person who joins.</param>
    public static IReadOnlyList<IReadOnlyList<int>> Of(IEnumerable<int> ranks, IEnumerable<Join> joins, Func<int, RecordKey> keyOf, Func<int, int, bool, bool> contradict)
    {
        var groups = ranks.ToDictionary(rank => rank, rank => new List<int> { rank });
        var ordered = joins
            .Select(join => RecordKey.Order.Compare(keyOf(join.A), keyOf(join.B)) <= 0 ? join : join with { A = join.B, B = join.A })
            .OrderByDescending(join => join.Score)
            .ThenBy(join => keyOf(join.A), RecordKey.Order)
            .ThenBy(join => keyOf(join.B), RecordKey.Order);
        foreach (var join in ordered)
        {
            var (one, other) = (groups[join.A], groups[join.B]);
            if (one == other || one.Exists(mine => other.Exists(theirs => contradict(mine, theirs, join.IsDecided))))
            {
                continue;
            }

            one.AddRange(other);
            foreach (var rank in other)
            {
                groups[rank] = one;
            }
        }

        return [.. groups.Values.Distinct()];
    }
}
