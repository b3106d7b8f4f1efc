using System.Collections.Frozen;
using Maillage.Schema.Lieux;
using Maillage.Schema.Vocabulaires;

namespace Maillage.Importers.Deduce;

/// <summary>What a lieu helps with: what its mediation services and its types offer everywhere, in the order of the vocabulary.</summary>
internal static class ThemeDeduction
{
    private static readonly FrozenDictionary<string, IReadOnlyList<string>> ByType = Index(DeductionTables.ThematiquesParType);

    private static readonly FrozenDictionary<string, IReadOnlyList<string>> ByService = Index(DeductionTables.ThematiquesParService);

    public static IReadOnlyList<string> Decide(Lieu lieu)
    {
        var found = lieu.Services.Select(service => ByService.GetValueOrDefault(service))
            .Concat(lieu.Types.Select(type => ByType.GetValueOrDefault(type)))
            .OfType<IReadOnlyList<string>>()
            .Where(themes => themes.Count > 0)
            .ToList();
        // Most lieux have one type: they share its list.
        return found is [var only] ? only : Ordered(found.SelectMany(themes => themes));
    }

    private static FrozenDictionary<string, IReadOnlyList<string>> Index(IEnumerable<ThemeRule> rules) =>
        rules.ToFrozenDictionary(rule => rule.Cle, rule => Ordered(rule.Thematiques));

    private static IReadOnlyList<string> Ordered(IEnumerable<string> themes)
    {
        var wanted = themes.ToHashSet();
        return wanted.Count == 0 ? [] : [.. Vocabulaires.Trouver("thematiques").Termes.Select(terme => terme.Valeur).Where(wanted.Contains)];
    }
}
