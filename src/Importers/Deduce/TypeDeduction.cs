using Maillage.Schema.Lieux;
using Maillage.Schema.Parsing;
using Maillage.Schema.Texte;

namespace Maillage.Importers.Deduce;

/// <summary>The rows of the table that decided the types of a lieu.</summary>
/// <param name="Rules">The rows; none when nothing says what the lieu is.</param>
/// <param name="Issue">Why the name was not followed; null when nothing stood against it.</param>
internal sealed record TypeDecision(IReadOnlyList<TypeRule> Rules, Issue? Issue = null)
{
    public IReadOnlyList<string> Types => Rules is [var only] ? only.Types : [.. Rules.SelectMany(rule => rule.Types).Distinct()];
}

/// <summary>
/// What counter a lieu is, where no source says it: by the programme it belongs to, then by its typology or, failing that, by its name.
/// </summary>
internal static class TypeDeduction
{
    private static readonly ILookup<TypeCriterion, TypeRule> Rules = DeductionTables.Types.ToLookup(rule => rule.Critere);

    public static TypeDecision Decide(Lieu lieu)
    {
        var programmes = Rules[TypeCriterion.Dispositif].Where(rule => lieu.DispositifProgrammesNationaux.Contains(rule.Valeur));
        var typologies = lieu.Typologie.Count == 0 ? [] : Rules[TypeCriterion.Typologie].Where(rule => lieu.Typologie.Contains(rule.Valeur)).ToList();
        // What the source declares goes before what we read in a name.
        if (typologies.Count > 0)
        {
            return new TypeDecision([.. programmes, .. typologies]);
        }

        var byName = ByName(lieu);
        return byName with { Rules = [.. programmes, .. byName.Rules] };
    }

    private static TypeDecision ByName(Lieu lieu)
    {
        var commune = Repli.Plier(lieu.Commune);
        var rules = Rules[TypeCriterion.Nom].Where(rule => rule.Departements.Count == 0 || rule.Departements.Contains(lieu.CodeDepartement)).ToList();
        foreach (var name in Beginnings(Repli.Plier(lieu.Nom), commune))
        {
            foreach (var rule in rules.Where(rule => FoldedPhrase.Starts(name, rule.Valeur)))
            {
                // The name of the commune says nothing of the lieu: Arnac-la-Poste, La Salle-les-Alpes.
                var rest = FoldedPhrase.Without(name[rule.Valeur.Length..].TrimStart(), commune);
                if (!rule.Sauf.Any(word => FoldedPhrase.Mentions(rest, word)))
                {
                    return Decided(lieu, rule, rest, rules);
                }
            }
        }

        return new TypeDecision([]);
    }

    // A name that mentions two kinds of counter may be either, or the place where one visits the other.
    private static TypeDecision Decided(Lieu lieu, TypeRule rule, string rest, List<TypeRule> rules)
    {
        var other = rule.Prime || rule.Types.Count == 0
            ? null
            : rules.Find(candidate => candidate.Types.Count > 0
                && candidate.Valeur != rule.Valeur
                && !candidate.Types.SequenceEqual(rule.Types)
                && FoldedPhrase.Mentions(rest, candidate.Valeur));
        return other is null
            ? new TypeDecision([rule])
            : new TypeDecision([], new Issue("types", IssueCodes.TypeAmbigu, lieu.Nom, string.Join(" ou ", rule.Types.Concat(other.Types))));
    }

    // « La Poste » is looked for before « Poste », and « Lachelle Mairie » reads as « Mairie ».
    private static IEnumerable<string> Beginnings(string name, string commune)
    {
        yield return name;
        yield return FoldedPhrase.WithoutArticle(name);
        if (commune.Length > 0 && name.Length > commune.Length && FoldedPhrase.Starts(name, commune))
        {
            yield return name[(commune.Length + 1)..];
            yield return FoldedPhrase.WithoutArticle(name[(commune.Length + 1)..]);
        }
    }
}
