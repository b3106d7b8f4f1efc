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

/// <summary>What counter a lieu is, where no source says it: by its typology or, failing that, by its name.</summary>
internal static class TypeDeduction
{
    private static readonly IReadOnlyList<TypeRule> ByTypology = [.. DeductionTables.Types.Where(rule => rule.Typologie.Length > 0)];

    private static readonly IReadOnlyList<TypeRule> ByNames = [.. DeductionTables.Types.Where(rule => rule.Nom.Length > 0)];

    private static readonly TypeDecision Nothing = new([]);

    public static TypeDecision Decide(Lieu lieu)
    {
        // What the source declares goes before what we read in a name.
        var declared = lieu.Typologie.Count == 0 ? [] : ByTypology.Where(rule => lieu.Typologie.Contains(rule.Typologie)).ToList();
        return declared.Count > 0 ? new TypeDecision(declared) : ByName(lieu);
    }

    private static TypeDecision ByName(Lieu lieu)
    {
        var commune = Repli.Plier(lieu.Commune);
        foreach (var name in Beginnings(Repli.Plier(lieu.Nom), commune))
        {
            foreach (var rule in ByNames)
            {
                if (Holds(rule, lieu) && Rest(rule, name, commune) is { } rest)
                {
                    return Decided(lieu, rule, rest);
                }
            }
        }

        return Nothing;
    }

    private static bool Holds(TypeRule rule, Lieu lieu) =>
        (rule.Departements.Count == 0 || rule.Departements.Contains(lieu.CodeDepartement))
        && (rule.Dispositif.Length == 0 || lieu.DispositifProgrammesNationaux.Contains(rule.Dispositif));

    // What the name says after the words of the rule; null when it does not fit. The name of the commune says nothing of the lieu:
    // Arnac-la-Poste, La Salle-les-Alpes.
    private static string? Rest(TypeRule rule, string name, string commune)
    {
        if (rule.PartoutDansLeNom)
        {
            return FoldedPhrase.Mentions(FoldedPhrase.Without(name, commune), rule.Nom) ? "" : null;
        }

        if (!FoldedPhrase.Starts(name, rule.Nom))
        {
            return null;
        }

        var rest = FoldedPhrase.Without(name[rule.Nom.Length..].TrimStart(), commune);
        return rule.Sauf.Any(word => FoldedPhrase.Mentions(rest, word)) ? null : rest;
    }

    // A name that mentions two kinds of counter may be either, or the place where one visits the other.
    private static TypeDecision Decided(Lieu lieu, TypeRule rule, string rest)
    {
        var other = rule.Prime || rule.Types.Count == 0 || rest.Length == 0
            ? null
            : ByNames.FirstOrDefault(candidate => candidate.Types.Count > 0
                && candidate.Nom != rule.Nom
                && !candidate.Types.SequenceEqual(rule.Types)
                && FoldedPhrase.Mentions(rest, candidate.Nom)
                && Holds(candidate, lieu));
        return other is null
            ? new TypeDecision([rule])
            : new TypeDecision([], new Issue("types", IssueCodes.TypeAmbigu, lieu.Nom, string.Join(" ou ", rule.Types.Concat(other.Types))));
    }

    // « La Poste » is looked for before « Poste », and « Lachelle Mairie » reads as « Mairie ».
    private static IEnumerable<string> Beginnings(string name, string commune)
    {
        yield return name;
        if (FoldedPhrase.WithoutArticle(name) is { } bare)
        {
            yield return bare;
        }

        if (commune.Length > 0 && name.Length > commune.Length && FoldedPhrase.Starts(name, commune))
        {
            var end = name[(commune.Length + 1)..];
            yield return end;
            if (FoldedPhrase.WithoutArticle(end) is { } bareEnd)
            {
                yield return bareEnd;
            }
        }
    }
}
