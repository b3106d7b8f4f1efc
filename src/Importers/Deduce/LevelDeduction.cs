using Maillage.Schema.Lieux;
using Maillage.Schema.Texte;

namespace Maillage.Importers.Deduce;

/// <summary>The level of a lieu in the accueil network: the first row of the table that fits it.</summary>
internal static class LevelDeduction
{
    /// <summary>The row that decides; null when none fits. A row without level decides that there is none.</summary>
    public static LevelRule? Decide(Lieu lieu) => DeductionTables.Niveaux.FirstOrDefault(rule =>
        (rule.Types.Count == 0 || rule.Types.Any(all => all.All(lieu.Types.Contains)))
        && (rule.Typologie.Count == 0 || rule.Typologie.Any(lieu.Typologie.Contains))
        && (rule.Nom.Length == 0 || FoldedPhrase.Names(Name(lieu), rule.Nom))
        && (rule.Adresse.Length == 0 || AddressParts(lieu).Any(part => FoldedPhrase.Starts(part, rule.Adresse))));

    // The name of the commune says nothing of the lieu: Arnac-la-Poste.
    private static string Name(Lieu lieu) => FoldedPhrase.Without(Repli.Plier(lieu.Nom), Repli.Plier(lieu.Commune));

    // « Bureau de poste, place Roussel » is the post office; « 22 esplanade de La Poste » is a street.
    private static IEnumerable<string> AddressParts(Lieu lieu) =>
        $"{lieu.Adresse},{lieu.ComplementAdresse}".Split(',').Select(Repli.Plier);
}
