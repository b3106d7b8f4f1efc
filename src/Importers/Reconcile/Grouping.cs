using Maillage.Store;

namespace Maillage.Importers.Reconcile;

/// <summary>What became of the lieux after some records changed.</summary>
/// <param name="Published">The lieux whose records, or what they say, changed.</param>
/// <param name="Ended">The lieux that are no more.</param>
/// <param name="Moved">The records that are behind another lieu than before, or behind one no more.</param>
internal sealed record Grouping(IReadOnlyList<GroupedLieu> Published, IReadOnlyList<EndedLieu> Ended, IReadOnlyCollection<RecordKey> Moved)
{
    /// <summary>Nothing changed.</summary>
    public static Grouping Empty { get; } = new([], [], []);
}

/// <summary>A lieu to publish.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Appears">What happens when it is not published yet.</param>
internal sealed record GroupedLieu(string Id, Operation Appears)
{
    /// <summary>Ranks of its records in the population.</summary>
    public IReadOnlyList<int> Ranks { get; init; } = [];
}

/// <summary>A lieu that is no more.</summary>
/// <param name="Id">Its id.</param>
/// <param name="MergedInto">The lieu that it is found to be; null when all its records are gone.</param>
internal sealed record EndedLieu(string Id, string? MergedInto);
