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
        var deduced = WithThemes(WithLevel(WithTypes(given, issues)));
        (string Field, bool Deduced)[] fields =
        [
            (TypesField, !ReferenceEquals(deduced.Types, given.Types)),
            (LevelField, deduced.NiveauAccueil != given.NiveauAccueil),
            (LevelOriginField, deduced.NiveauAccueil != given.NiveauAccueil),
            (ThemesField, !ReferenceEquals(deduced.Thematiques, given.Thematiques)),
        ];
        var origins = fields.Where(field => field.Deduced).Select(field => KeyValuePair.Create(field.Field, Regle)).ToList();
        return origins.Count == 0 ? deduced : deduced with { Provenance = given.Provenance.Concat(origins).ToDictionary() };
    }

    private static Lieu WithTypes(Lieu lieu, ICollection<Issue> issues)
    {
        if (lieu.Types.Count > 0)
        {
            return lieu;
        }

        var decision = TypeDeduction.Decide(lieu);
        if (decision.Issue is { } issue)
        {
            issues.Add(issue);
        }

        return decision.Types.Count == 0 ? lieu : lieu with { Types = decision.Types };
    }

    private static Lieu WithLevel(Lieu lieu) =>
        lieu.NiveauAccueil is null && LevelDeduction.Decide(lieu)?.Niveau is { } level
            ? lieu with { NiveauAccueil = level, NiveauAccueilOrigine = Regle }
            : lieu;

    private static Lieu WithThemes(Lieu lieu) =>
        lieu.Thematiques.Count == 0 && ThemeDeduction.Decide(lieu) is { Count: > 0 } themes ? lieu with { Thematiques = themes } : lieu;

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
