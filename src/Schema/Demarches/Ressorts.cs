using System.Collections.Frozen;
using Maillage.Schema.Lieux;
using Maillage.Schema.Territoires;
using Maillage.Schema.Texte;

namespace Maillage.Schema.Demarches;

/// <summary>The territory that a counter of some type answers for, when no source of competence says it.</summary>
/// <param name="Nom">Its key in <c>data/ressorts-par-type.csv</c>.</param>
/// <param name="Libelle">In French, after « dans ».</param>
/// <param name="Contient">True when a lieu is in the same territory as the commune.</param>
/// <param name="Territoires">A field of lieux and its values: whatever is in the same territory as the commune has one of them. Null where territory does not matter.</param>
public sealed record Ressort(string Nom, string Libelle, Func<Lieu, Commune, bool> Contient, Func<Commune, (string Champ, IReadOnlyList<string> Codes)?> Territoires);

/// <summary>Which territory each type of lieu answers for: <c>data/ressorts-par-type.csv</c>.</summary>
public static class Ressorts
{
    private static readonly Lazy<FrozenDictionary<string, Ressort>> Table = new(
        () => EmbeddedCsv.Rows("ressorts-par-type.csv", 3).ToFrozenDictionary(row => row[0], row => Trouver(row[1])));

    // Several arrondissements with one mairie: the eight secteurs of Marseille, and Paris Centre (code général des collectivités territoriales, L2511-5 and annexes).
    private static readonly Lazy<FrozenDictionary<string, string>> Secteurs = new(
        () => EmbeddedCsv.Rows("secteurs-municipaux.csv", 2).ToFrozenDictionary(row => row[0], row => row[1]));

    /// <summary>Anywhere: whoever comes is received.</summary>
    public static Ressort Libre { get; } = new("libre", "sans limite de territoire", (_, _) => true, _ => null);

    /// <summary>Every kind of territory.</summary>
    public static IReadOnlyList<Ressort> Tous { get; } =
    [
        new("commune", "la commune", (lieu, commune) => SameCommune(lieu.CodeInsee, commune), commune => ("code_insee", SameCommunes(commune))),
        new("epci", "l'intercommunalité", (lieu, commune) => commune.CodeEpci is { } code && lieu.CodeEpci == code, commune => ("code_epci", commune.CodeEpci is { } code ? [code] : [])),
        new("departement", "le département", (lieu, commune) => lieu.CodeDepartement == commune.CodeDepartement, commune => ("code_departement", [commune.CodeDepartement])),
        Groupe("academie", "l'académie"),
        Groupe("caisse_msa", "les départements de la caisse"),
        Groupe("caisse_retraite", "les départements de la caisse"),
        new("region", "la région", (lieu, commune) => lieu.CodeRegion == commune.CodeRegion, commune => ("code_region", [commune.CodeRegion])),
        Libre,
    ];

    /// <summary>The types that the table knows.</summary>
    public static IReadOnlyCollection<string> Types => Table.Value.Keys;

    /// <summary>The territory of a type; a type without a row answers for its département, as most do.</summary>
    public static Ressort DuType(string type) => Table.Value.GetValueOrDefault(type) ?? Trouver("departement");

    private static Ressort Groupe(string nom, string libelle) => new(
        nom, libelle, (lieu, commune) => Groupements.Ensemble(nom, lieu.CodeDepartement, commune.CodeDepartement),
        commune => ("code_departement", [.. Cog.Courant.Departements.Select(departement => departement.Code).Where(code => Groupements.Ensemble(nom, code, commune.CodeDepartement))]));

    // A mairie d'arrondissement answers for its arrondissement, or its secteur; the one of the whole town for all of them.
    private static bool SameCommune(string codeInsee, Commune commune) =>
        codeInsee == commune.Code || codeInsee == commune.CodeParent
        || (commune.CodeParent is not null && Secteurs.Value.GetValueOrDefault(commune.Code) is { } secteur && Secteurs.Value.GetValueOrDefault(codeInsee) == secteur)
        // Asked of every mairie of France: the first digits spare most of the look-ups.
        || (codeInsee.StartsWith(commune.Code.AsSpan(0, 2), StringComparison.Ordinal) && Cog.Courant.CodesCouverts(commune.Code).Contains(codeInsee));

    private static IReadOnlyList<string> SameCommunes(Commune commune)
    {
        var secteur = commune.CodeParent is null ? null : Secteurs.Value.GetValueOrDefault(commune.Code);
        return
        [
            .. new[] { commune.Code, commune.CodeParent }.OfType<string>()
                .Concat(Cog.Courant.CodesCouverts(commune.Code))
                .Concat(secteur is null ? [] : Secteurs.Value.Where(pair => pair.Value == secteur).Select(pair => pair.Key))
                .Distinct(),
        ];
    }

    private static Ressort Trouver(string nom) =>
        Tous.FirstOrDefault(ressort => ressort.Nom == nom) ?? throw new InvalidDataException($"ressorts-par-type.csv: {nom} is no territory.");
}
