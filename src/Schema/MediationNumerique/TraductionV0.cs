using System.Collections.Frozen;
using Maillage.Schema.Texte;

namespace Maillage.Schema.MediationNumerique;

/// <summary>One value of the national standard v0 and what it became in v1.</summary>
/// <param name="Champ">Field of v1 that takes it; null when v1 dropped it (« Adultes »).</param>
/// <param name="Valeur">The value in v1.</param>
internal sealed record ValeurTraduite(string? Champ, string Valeur);

/// <summary>The table from the values of the standard v0 to those of v1 (<c>v0-vers-v1.csv</c>).</summary>
internal static class TraductionV0
{
    private static readonly Lazy<FrozenDictionary<(string Champ, string Valeur), ValeurTraduite>> Table = new(
        () => EmbeddedCsv.Rows("v0-vers-v1.csv", 4).ToFrozenDictionary(
            row => (row[0], Repli.Plier(row[1])),
            row => new ValeurTraduite(row[2].Length == 0 ? null : row[2], row[3])));

    /// <summary>What a value of a v0 column became; null when the table does not know it.</summary>
    public static ValeurTraduite? Trouver(string champV0, string valeur) => Table.Value.GetValueOrDefault((champV0, Repli.Plier(valeur)));
}
