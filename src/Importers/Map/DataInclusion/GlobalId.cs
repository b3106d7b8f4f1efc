namespace Maillage.Importers.Map.DataInclusion;

/// <summary>The ids of data·inclusion v1, unique over all producers: « producer--local id ». Those of v0 are only unique with their producer.</summary>
internal static class GlobalId
{
    private const string Separator = "--";

    /// <summary>The id of v1, from one of either version; null when one of its parts is missing.</summary>
    public static string? Of(string? source, string? id) => (source?.Trim(), id?.Trim()) switch
    {
        (_, null or "") => null,
        ({ Length: > 0 } producer, { } local) => local.StartsWith(producer + Separator, StringComparison.Ordinal) ? local : producer + Separator + local,
        (_, { } whole) => whole.Contains(Separator, StringComparison.Ordinal) ? whole : null,
    };

    /// <summary>The producer that an id of v1 names; null when it names none.</summary>
    public static string? ProducerOf(string? id) => id?.IndexOf(Separator, StringComparison.Ordinal) is > 0 and var end ? id[..end] : null;
}
