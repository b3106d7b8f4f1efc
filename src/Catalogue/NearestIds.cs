namespace Maillage.Catalogue;

/// <summary>Finds the lieu that a wrong identifier was probably meant for.</summary>
public static class NearestIds
{
    // Slips at the very beginning are too few to look at every id for them.
    private const int SameStart = 4;
    private const int MostSlips = 4;

    /// <summary>The ids that were probably meant: of the lieu that a source knows under this one, or of one that differs by a slip of the hand.</summary>
    public static IEnumerable<string> Of(Snapshot snapshot, string id)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        ArgumentNullException.ThrowIfNull(id);
        var slips = id.Length < SameStart ? [] : snapshot.Lieux.IdsBeginning(id[..SameStart]).Where(lieu => IsSlip(lieu, id));
        return snapshot.LieuxKnownAs(id).Concat(slips).Distinct();
    }

    private static bool IsSlip(string left, string right) => left.Length == right.Length && left.Zip(right).Count(pair => pair.First != pair.Second) <= MostSlips;
}
