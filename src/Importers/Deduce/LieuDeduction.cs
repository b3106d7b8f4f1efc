using Maillage.Schema.Lieux;
using Maillage.Schema.Parsing;

namespace Maillage.Importers.Deduce;

/// <summary>
/// Fills what no source says and the published tables can tell: types, level of accueil, thématiques. A pure function of the lieu, whatever sources
/// it was made of: what a source or a decision gave stays as it is, what the tables gave before is worked out again.
/// </summary>
internal static class LieuDeduction
{
    /// <summary>The origin of a deduced value, in <c>provenance</c> and in <c>niveau_accueil_origine</c>. No source may bear that name.</summary>
    public const string Regle = "regle";

    /// <summary>The origin of a value that a person decided. No source may bear that name.</summary>
    public const string Decision = "decision";

    private const string TypesField = "types";
    private const string ThemesField = "thematiques";
    private const string LevelField = "niveau_accueil";
    private const string LevelOriginField = "niveau_accueil_origine";

    /// <param name="lieu">The lieu, from one record or from several.</param>
    /// <param name="issues">Receives what could not be deduced.</param>
    public static Lieu Apply(Lieu lieu, ICollection<Issue> issues)
    {
        var given = AsGiven(lieu);
        var types = given.Types.Count > 0 ? given.Types : Types(given, issues);
        var typed = types.Count == given.Types.Count ? given : given with { Types = types };
        var level = given.NiveauAccueil is null ? LevelDeduction.Decide(typed)?.Niveau : null;
        var themes = given.Thematiques.Count > 0 ? [] : ThemeDeduction.Decide(typed);
        if (ReferenceEquals(typed, given) && level is null && themes.Count == 0)
        {
            return given;
        }

        var provenance = new Dictionary<string, string>(given.Provenance);
        Mark(provenance, !ReferenceEquals(typed, given), TypesField);
        Mark(provenance, level is not null, LevelField, LevelOriginField);
        Mark(provenance, themes.Count > 0, ThemesField);
        return typed with
        {
            NiveauAccueil = level ?? given.NiveauAccueil,
            NiveauAccueilOrigine = level is null ? given.NiveauAccueilOrigine : Regle,
            Thematiques = themes.Count > 0 ? themes : given.Thematiques,
            Provenance = provenance,
        };
    }

    private static IReadOnlyList<string> Types(Lieu lieu, ICollection<Issue> issues)
    {
        var decision = TypeDeduction.Decide(lieu);
        if (decision.Issue is { } issue)
        {
            issues.Add(issue);
        }

        return decision.Types;
    }

    private static void Mark(Dictionary<string, string> provenance, bool deduced, params ReadOnlySpan<string> fields)
    {
        foreach (var field in deduced ? fields : [])
        {
            provenance[field] = Regle;
        }
    }

    private static Lieu AsGiven(Lieu lieu)
    {
        var level = IsLevelToForget(lieu);
        if (!level && !IsDeduced(lieu, TypesField) && !IsDeduced(lieu, ThemesField))
        {
            return lieu;
        }

        return lieu with
        {
            Types = IsDeduced(lieu, TypesField) ? [] : lieu.Types,
            Thematiques = IsDeduced(lieu, ThemesField) ? [] : lieu.Thematiques,
            NiveauAccueil = level ? null : lieu.NiveauAccueil,
            NiveauAccueilDepuis = level ? null : lieu.NiveauAccueilDepuis,
            NiveauAccueilOrigine = level ? null : lieu.NiveauAccueilOrigine,
            Provenance = lieu.Provenance
                .Where(pair => pair.Value != Regle && !(level && pair.Key.StartsWith(LevelField, StringComparison.Ordinal)))
                .ToDictionary(),
        };
    }

    // A level decided by rule has no date, and the date or the origin of a level that nobody gives mean nothing.
    private static bool IsLevelToForget(Lieu lieu) => lieu.NiveauAccueil is null
        ? lieu.NiveauAccueilDepuis is not null || lieu.NiveauAccueilOrigine is not null
        : lieu.NiveauAccueilOrigine == Regle || IsDeduced(lieu, LevelField);

    private static bool IsDeduced(Lieu lieu, string field) => lieu.Provenance.GetValueOrDefault(field) == Regle;
}
