namespace Maillage.Catalogue;

/// <summary>Finds the lieu that a wrong identifier was probably meant for.</summary>
public static class NearestIds
{
    /// <summary>The ids that were probably meant: of the lieu that a source knows under this one, or of one that differs by a slip of the hand.</summary>
    public static IEnumerable<string> Of(Snapshot snapshot, string id)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        return snapshot.LieuxKnownAs(id).Concat(snapshot.Lieux.Ids.Where(lieu => IsSlip(lieu, id))).Distinct();
    }

    private static bool IsSlip(string left, string right) =>
        left.Length == right.Length && left.AsSpan().CommonPrefixLength(right) >= 4 && left.Zip(right).Count(pair => pair.First != pair.Second) <= 4;
}
