using System.Collections.Frozen;
using Maillage.Schema.Parsing;
using Maillage.Schema.Texte;

namespace Maillage.Schema.Vocabulaires;

/// <summary>
/// The thématiques of data·inclusion, v0 and v1: <c>data/thematiques-v0-v1.csv</c> says, for each of the 168 values of v0, the values of v1 that mean the same,
/// or why there is none. data·inclusion published no such table: ours follows the meaning.
/// </summary>
public static class ThematiquesV0
{
    private static readonly Lazy<FrozenDictionary<string, IReadOnlyList<string>>> Table = new(
        () => EmbeddedCsv.Rows("thematiques-v0-v1.csv", 3)
            .ToFrozenDictionary(row => row[0], row => (IReadOnlyList<string>)row[1].Split('|', StringSplitOptions.RemoveEmptyEntries)));

    /// <summary>The values of v0.</summary>
    public static IReadOnlyList<string> Valeurs => [.. Table.Value.Keys.Order(StringComparer.Ordinal)];

    /// <summary>The values of v1 that a value of v0 became; empty when it has no successor, null when v0 does not know it.</summary>
    public static IReadOnlyList<string>? Trouver(string valeur) => Table.Value.GetValueOrDefault(valeur);

    /// <summary>The thématiques of v1 that the values mean, each once: those of v1 as they are, those of v0 translated.</summary>
    /// <param name="champ">Published name of the field, for the issues.</param>
    /// <param name="valeurs">Values of v0 or of v1.</param>
    /// <param name="issues">Receives what was translated, what has no successor, and what neither version knows.</param>
    public static IReadOnlyList<string> Traduire(string champ, IEnumerable<string> valeurs, ICollection<Issue> issues)
    {
        var v1 = Vocabulaires.Trouver("thematiques");
        var given = valeurs.Select(valeur => valeur.Trim()).Where(valeur => valeur.Length > 0).Distinct().ToList();
        List<string> found = [];
        foreach (var valeur in given)
        {
            var kept = v1.Reconnaitre(valeur) is { } known ? [known] : Trouver(valeur);
            if (kept is null)
            {
                issues.Add(new Issue(champ, IssueCodes.HorsVocabulaire, valeur, v1.PlusProche(valeur)));
            }
            // A theme alone, beside one of its own values, says nothing more than it.
            else if (kept.Count == 0 && !given.Exists(other => other.StartsWith(valeur + "--", StringComparison.Ordinal)))
            {
                issues.Add(new Issue(champ, IssueCodes.ValeurSansEquivalent, valeur));
            }
            else if (kept.Count > 0 && !kept.Contains(valeur))
            {
                issues.Add(new Issue(champ, IssueCodes.ValeurTraduite, valeur, string.Join(" | ", kept)));
            }

            found.AddRange(kept ?? []);
        }

        return [.. found.Distinct()];
    }
}
