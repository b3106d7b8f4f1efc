using Maillage.Schema.Lieux;
using Maillage.Schema.Texte;

namespace Maillage.Importers.Deduce;

/// <summary>The level of a lieu in the accueil network: the first row of the table that fits it.</summary>
internal static class LevelDeduction
{
    /// <summary>The row that decides; null when none fits. A row without level decides that there is none.</summary>
    public static LevelRule? Decide(Lieu lieu)
    {
        foreach (var rule in DeductionTables.Niveaux)
        {
            if (HasType(rule, lieu.Types) && HasTypology(rule, lieu.Typologie) && HasWords(rule, lieu))
            {
                return rule;
            }
        }

        return null;
    }

    // Loops, not queries: each row is tried on each lieu.
    private static bool HasType(LevelRule rule, IReadOnlyList<string> types)
    {
        foreach (var all in rule.Types)
        {
            if (all is [var only] ? types.Contains(only) : all.All(types.Contains))
            {
                return true;
            }
        }

        return rule.Types.Count == 0;
    }

    private static bool HasTypology(LevelRule rule, IReadOnlyList<string> typologies) =>
        rule.Typologie.Count == 0 || (typologies.Count > 0 && rule.Typologie.Intersect(typologies).Any());

    private static bool HasWords(LevelRule rule, Lieu lieu) =>
        (rule.Nom.Length == 0 || FoldedPhrase.Names(Name(lieu), rule.Nom))
        && (rule.Adresse.Length == 0 || AddressParts(lieu).Any(part => FoldedPhrase.Starts(part, rule.Adresse)));

    // The name of the commune says nothing of the lieu: Arnac-la-Poste.
    private static string Name(Lieu lieu) => FoldedPhrase.Without(Repli.Plier(lieu.Nom), Repli.Plier(lieu.Commune));

    // « Bureau de poste, place Roussel » is the post office; « 22 esplanade de La Poste » is a street.
    private static IEnumerable<string> AddressParts(Lieu lieu) =>
        $"{lieu.Adresse},{lieu.ComplementAdresse}".Split(',').Select(Repli.Plier);
}
