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
    /// <summary>How far each record is from what was asked, whatever the unit: the least comes first. Null where records answer or not, and no more.</summary>
    public Func<int, double>? Rank { get; init; }

    public static implicit operator Matches(Ordinals records) => new(records);
}
