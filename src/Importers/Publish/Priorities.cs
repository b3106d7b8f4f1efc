namespace Maillage.Importers.Publish;

/// <summary>Which source is believed first, field by field: <c>priorites.yaml</c>. A source that is not listed comes after those that are.</summary>
/// <param name="byField">For a published field, the ids of sources, the most trusted first.</param>
/// <param name="others">The same for the fields that are not listed.</param>
internal sealed class Priorities(IReadOnlyDictionary<string, IReadOnlyList<string>> byField, IReadOnlyList<string> others)
{
    /// <summary>No source is preferred: the freshest word wins.</summary>
    public static Priorities None { get; } = new(new Dictionary<string, IReadOnlyList<string>>(), []);

    /// <summary>Changes when a priority does.</summary>
    public string Fingerprint { get; } = string.Join(
        '\n',
        byField.OrderBy(row => row.Key, StringComparer.Ordinal).Select(row => $"{row.Key}: {string.Join(',', row.Value)}").Append($"*: {string.Join(',', others)}"));

    /// <summary>Rank of a source for a field: the smaller, the more trusted.</summary>
    public int RankOf(string source, string field)
    {
        var listed = byField.GetValueOrDefault(field, others);
        for (var rank = 0; rank < listed.Count; rank++)
        {
            if (listed[rank] == source)
            {
                return rank;
            }
        }

        return int.MaxValue;
    }
}
