using System.Collections.Frozen;
using Maillage.Schema.Texte;
using Maillage.Schema.Vocabulaires;

namespace Maillage.Importers.Map.Language;

/// <summary>A field that a mapping may fill.</summary>
/// <param name="Name">Published name.</param>
/// <param name="Vocabulary">Closed list of its values; null when it has none.</param>
/// <param name="IsList">Holds several values.</param>
/// <param name="Meaning">What to put there, in French, for the person who writes a mapping.</param>
internal sealed record MappingTarget(string Name, string? Vocabulary, bool IsList, string Meaning)
{
    /// <summary>The published value that the text means; the text itself where anything goes; null when it is none of the list.</summary>
    public string? Recognise(string text) => Vocabulary is null ? text : Vocabulaires.Trouver(Vocabulary) is var list && list.Reconnaitre(text) is { } value ? value : Labelled(list, text) ?? Unpublished(list, text);

    // « Mairie », « France services »: the label of one value.
    // A type that is known and not published is a type all the same: its records are kept and counted.
    private static string? Unpublished(Vocabulaire list, string text) => list == TypesLieu.Vocabulaire ? TypesLieu.Trouver(text)?.Code : null;

    private static string? Labelled(Vocabulaire list, string text) =>
        Repli.Plier(text) is { Length: > 0 } folded && list.Termes.Where(terme => Repli.Plier(terme.Libelle) == folded).Take(2).ToList() is [var only] ? only.Valeur : null;
}

/// <summary>The fields that a mapping may fill, one row each.</summary>
internal static class MappingTargets
{
    private static readonly MappingTarget[] All =
    [
        new("nom", null, false, "nom du lieu"),
        new("pivot", null, false, "SIRET, RNA ou RIDET"),
        new("siret", null, false, "SIRET"),
        new("commune", null, false, "nom de la commune"),
        new("code_postal", null, false, "code postal"),
        new("code_insee", null, false, "code INSEE de la commune"),
        new("adresse", null, false, "numéro et voie"),
        new("complement_adresse", null, false, "bâtiment, étage, boîte postale"),
        new("latitude", null, false, "latitude, en degrés ou en Lambert-93"),
        new("longitude", null, false, "longitude"),
        new("typologie", "typologies", true, "typologie du standard national : ASSO, BIB, RFS…"),
        new("types", TypesLieu.Vocabulaire.Nom, true, "types de service-public : mairie, france_services…"),
        new("telephone", null, true, "numéros de téléphone"),
        new("telephone_note", null, false, "précision sur le téléphone"),
        new("courriels", null, true, "adresses électroniques"),
        new("site_web", null, true, "sites web"),
        new("horaires", null, false, "horaires en un texte, ou une colonne par jour"),
        new("horaires_note", null, false, "précision sur les horaires"),
        new("presentation_resume", null, false, "présentation en 280 caractères"),
        new("presentation_detail", null, false, "présentation complète"),
        new("source", null, false, "qui a recensé le lieu"),
        new("itinerance", "itinerance", true, "Itinérant ou Fixe"),
        new("structure_parente", null, false, "nom de l'organisme qui porte le lieu"),
        new("date_maj", null, false, "date de mise à jour"),
        new("services", "services", true, "services de médiation numérique"),
        new("publics_specifiquement_adresses", "publics_specifiquement_adresses", true, "publics"),
        new("prise_en_charge_specifique", "prise_en_charge_specifique", true, "prises en charge spécifiques"),
        new("frais_a_charge", "frais_a_charge", true, "Gratuit, Gratuit sous condition, Payant"),
        new("dispositif_programmes_nationaux", "dispositif_programmes_nationaux", true, "programmes nationaux"),
        new("formations_labels", "formations_labels", true, "formations et labels"),
        new("autres_formations_labels", null, true, "autres labels, en texte libre"),
        new("modalites_acces", "modalites_acces", true, "comment on accède au lieu"),
        new("modalites_accompagnement", "modalites_accompagnement", true, "comment on y est accompagné"),
        new("fiche_acces_libre", null, false, "adresse de la fiche Acceslibre"),
        new("prise_rdv", null, false, "adresse de prise de rendez-vous"),
        new("anciens_noms", null, true, "anciens noms"),
        new("accessibilite_pmr", "accessibilite_pmr", false, "accessible, sur-demande, non-accessible"),
        new("accessibilite_note", null, false, "précision sur l'accessibilité"),
        new("accessibilite_handicaps", "accessibilite_handicaps", true, "handicaps pris en compte"),
        new("equipements", "equipements", true, "équipements mis à disposition"),
        new("nombre_postes", null, false, "nombre de postes informatiques"),
        new("langues", null, true, "langues parlées, codes BCP 47"),
    ];

    private static readonly FrozenDictionary<string, MappingTarget> ByName = All.ToFrozenDictionary(target => target.Name);

    /// <summary>Every field, in published order.</summary>
    public static IReadOnlyList<MappingTarget> Fields => All;

    /// <summary>What a mapping may name beside fields: the stops of an itinerant lieu, the lieu that an antenne belongs to.</summary>
    public static IReadOnlyList<string> Others { get; } = ["passages", "lieu_parent"];

    /// <summary>Days of the hours, as a mapping names them.</summary>
    public static IReadOnlyList<string> Days { get; } = ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche", "feries"];

    /// <summary>What a stop is made of.</summary>
    public static IReadOnlyList<string> PassageFields { get; } = ["texte", "commune", "code_postal", "code_insee", "adresse", "latitude", "longitude", "horaires", "debut", "fin"];

    public static MappingTarget? Find(string name) => ByName.GetValueOrDefault(name);
}
