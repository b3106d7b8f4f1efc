using System.Collections.Frozen;
using Maillage.Schema.Texte;

namespace Maillage.Schema.MediationNumerique;

/// <summary>How the values of a column are separated, and where they go.</summary>
internal enum Contenu
{
    Texte,
    ListeLibre,
    ListeFermee,
}

/// <summary>One column of the standard, in any of its versions.</summary>
/// <param name="Nom">Name as written in files.</param>
/// <param name="Champ">Field of v1 that receives it; for a closed list of v0, the field of the values that v1 kept as they are.</param>
/// <param name="Contenu">What a cell holds.</param>
internal sealed record ColonneStandard(string Nom, string Champ, Contenu Contenu = Contenu.Texte);

/// <summary>The columns of the national standard, v0 and v1 together: half-migrated files mix them.</summary>
internal static class ColonnesStandard
{
    private static readonly ColonneStandard[] Toutes =
    [
        new("id", "id"),
        new("pivot", "pivot"),
        new("nom", "nom"),
        new("commune", "commune"),
        new("code_postal", "code_postal"),
        new("code_insee", "code_insee"),
        new("adresse", "adresse"),
        new("complement_adresse", "complement_adresse"),
        new("latitude", "latitude"),
        new("longitude", "longitude"),
        new("typologie", "typologie", Contenu.ListeLibre),
        new("telephone", "telephone"),
        new("courriels", "courriels", Contenu.ListeLibre),
        new("courriel", "courriels", Contenu.ListeLibre),
        new("site_web", "site_web", Contenu.ListeLibre),
        new("horaires", "horaires"),
        new("presentation_resume", "presentation_resume"),
        new("presentation_detail", "presentation_detail"),
        new("source", "source"),
        new("itinerance", "itinerance", Contenu.ListeFermee),
        new("structure_parente", "structure_parente"),
        new("date_maj", "date_maj"),
        new("services", "services", Contenu.ListeFermee),
        new("publics_specifiquement_adresses", "publics_specifiquement_adresses", Contenu.ListeFermee),
        new("publics_accueillis", "publics_specifiquement_adresses", Contenu.ListeFermee),
        new("prise_en_charge_specifique", "prise_en_charge_specifique", Contenu.ListeFermee),
        new("frais_a_charge", "frais_a_charge", Contenu.ListeFermee),
        new("conditions_acces", "frais_a_charge", Contenu.ListeFermee),
        // Spelling of the files that came before v0.
        new("conditions_access", "frais_a_charge", Contenu.ListeFermee),
        new("dispositif_programmes_nationaux", "dispositif_programmes_nationaux", Contenu.ListeFermee),
        new("labels_nationaux", "dispositif_programmes_nationaux", Contenu.ListeFermee),
        new("formations_labels", "formations_labels", Contenu.ListeFermee),
        new("autres_formations_labels", "autres_formations_labels", Contenu.ListeLibre),
        new("labels_autres", "autres_formations_labels", Contenu.ListeLibre),
        new("modalites_acces", "modalites_acces", Contenu.ListeFermee),
        new("modalites_accompagnement", "modalites_accompagnement", Contenu.ListeFermee),
        new("fiche_acces_libre", "fiche_acces_libre"),
        new("accessibilite", "fiche_acces_libre"),
        new("prise_rdv", "prise_rdv"),
    ];

    private static readonly FrozenDictionary<string, ColonneStandard> ParNomPlie = Toutes.ToFrozenDictionary(colonne => Repli.Plier(colonne.Nom));

    /// <summary>The fields of v1.</summary>
    public static IEnumerable<string> Champs => Toutes.Select(colonne => colonne.Champ).Distinct();

    /// <summary>What a cell of that field holds.</summary>
    public static Contenu ContenuDe(string champ) => Array.Find(Toutes, colonne => colonne.Champ == champ)?.Contenu ?? Contenu.Texte;

    /// <summary>Names of all of them.</summary>
    public static IReadOnlyList<string> Noms { get; } = [.. Toutes.Select(colonne => colonne.Nom)];

    /// <summary>The column of that header, whatever its case, accents and spaces; null when the standard has none.</summary>
    public static ColonneStandard? Trouver(string entete) => ParNomPlie.GetValueOrDefault(Repli.Plier(entete));
}
