namespace Maillage.Catalogue.Indexes;

/// <summary>Finds the records that answer what a filter asks. Immutable; made for each version from that of the version before.</summary>
internal interface IIndex
{
    /// <summary>The records that answer.</summary>
    /// <param name="criterion">Of the kind that the index is for.</param>
    Matches Find(Criterion criterion);
}

/// <summary>What an index finds.</summary>
/// <param name="Records">The records.</param>
internal readonly record struct Matches(Ordinals Records)
{
    /// <summary>How well each record answers; null where records answer or not, and no more.</summary>
    public IRanking? Ranking { get; init; }

    public static implicit operator Matches(Ordinals records) => new(records);
}

/// <summary>How well each of the records found answers what was asked.</summary>
internal interface IRanking
{
    /// <summary>How far a record is from what was asked, whatever the unit: the least comes first.</summary>
    double RankOf(int ordinal);

    /// <summary>Some of the records, in order; where ranks are the same, in the order of lists.</summary>
    /// <param name="among">Those wanted.</param>
    /// <param name="wanted">How many at most.</param>
    IEnumerable<int> Best(Ordinals among, int wanted) => Ranking.Best(among, RankOf, wanted);
}
