namespace Maillage.Importers.Read;

/// <summary>
/// Ids of the national map, which joins those of the records that it takes for one lieu: <c>Coop-numérique_1__France-Services_789</c>. Each part stays a way to the lieu,
/// whatever the map joins tomorrow; it is an id of the map's own (the sources it names are not declared here), so it is published under the map's name.
/// </summary>
public static class CompositeId
{
    private const string Joint = "__";

    /// <summary>The parts; none when the id is one.</summary>
    public static IReadOnlyList<string> Parts(string? id) =>
        id?.Split(Joint, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) is { Length: > 1 } parts ? [.. parts.Distinct()] : [];
}
