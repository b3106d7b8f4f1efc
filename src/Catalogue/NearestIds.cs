using Maillage.Schema.Lieux;

namespace Maillage.Catalogue;

/// <summary>Finds the lieu that a wrong identifier was probably meant for.</summary>
public static class NearestIds
{
    /// <summary>The ids that were probably meant: of the lieu that a source knows under this one, or of one that differs by a slip of the hand.</summary>
    public static IEnumerable<string> Of(Dataset<Lieu> lieux, string id) => lieux
        .Where(lieu => lieu.Sources.Any(source => source.Id == id) || IsSlip(lieu.Id, id))
        .Select(lieu => lieu.Id);

    private static bool IsSlip(string left, string right) =>
        left.Length == right.Length && left.AsSpan().CommonPrefixLength(right) >= 4 && left.Zip(right).Count(pair => pair.First != pair.Second) <= 4;
}
