using System.Collections.Frozen;
using Maillage.Schema.Parsing;
using Maillage.Schema.Texte;
using Maillage.Schema.Vocabulaires;

namespace Maillage.Importers.Normalise.Services;

/// <summary>What a value of data·inclusion v0 became in v1.</summary>
/// <param name="Valeur">The value of v1; null when none means the same.</param>
/// <param name="Precision">What the value of v1 does not say any more, for the field of precisions; null when nothing is lost.</param>
internal sealed record SuccessorOfV0(string? Valeur, string? Precision);

/// <summary>Closed values of services, v1 or v0, brought to v1 by <c>data/data-inclusion-v0-v1.csv</c>.</summary>
internal static class DataInclusionV0
{
    private static readonly Lazy<FrozenDictionary<(string Champ, string V0), SuccessorOfV0>> Table = new(
        () => EmbeddedCsv.Rows("data-inclusion-v0-v1.csv", 5, typeof(DataInclusionV0).Assembly)
            .ToFrozenDictionary(row => (row[0], row[1]), row => new SuccessorOfV0(row[2].Length == 0 ? null : row[2], row[3].Length == 0 ? null : row[3])));

    /// <summary>The successor of a value; null when v0 does not know it.</summary>
    public static SuccessorOfV0? Find(string champ, string valeur) => Table.Value.GetValueOrDefault((champ, valeur.Trim()));

    /// <summary>The values of v1, each once, in the order they are given.</summary>
    /// <param name="champ">Field of v1, and of the table.</param>
    /// <param name="list">Name of its vocabulary.</param>
    /// <param name="raw">Values of either version.</param>
    /// <param name="precisions">Receives what the values of v1 do not say any more.</param>
    /// <param name="issues">Receives what was translated, and what could not be.</param>
    public static IReadOnlyList<string> Translate(string champ, string list, IEnumerable<string> raw, ICollection<string> precisions, ICollection<Issue> issues)
    {
        var v1 = Vocabulaires.Trouver(list);
        List<string> values = [];
        foreach (var text in raw)
        {
            if (v1.Reconnaitre(text) is { } known)
            {
                values.Add(known);
            }
            else if (Find(champ, text) is { } successor)
            {
                issues.Add(successor.Valeur is { } value ? new Issue(champ, IssueCodes.ValeurTraduite, text, value) : new Issue(champ, IssueCodes.ValeurSansEquivalent, text));
                values.AddRange(successor.Valeur is { } translated ? [translated] : []);
                if (successor.Precision is { } precision)
                {
                    precisions.Add(precision);
                }
            }
            else if (!EmptyWords.SayNothing(text))
            {
                issues.Add(new Issue(champ, IssueCodes.HorsVocabulaire, text, v1.PlusProche(text)));
            }
        }

        return [.. values.Distinct()];
    }
}
