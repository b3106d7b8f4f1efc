using Maillage.Schema.Lieux;

namespace Maillage.Tests.Importers.Survey;

/// <summary>What a source says, field by field, under the published names.</summary>
internal static class RawFields
{
    /// <summary>One row a field: its published name, and the values that a record gives for it.</summary>
    public static IReadOnlyList<(string Field, Func<RawLieu, IEnumerable<string?>> Values)> All { get; } =
    [
        ("nom", raw => [raw.Nom]),
        ("commune", raw => [raw.Commune]),
        ("code_postal", raw => [raw.CodePostal]),
        ("code_insee", raw => [raw.CodeInsee]),
        ("adresse", raw => [raw.Adresse]),
        ("complement_adresse", raw => [raw.ComplementAdresse, .. raw.LignesAdresse]),
        ("latitude", raw => [raw.Latitude]),
        ("longitude", raw => [raw.Longitude]),
        ("pivot", raw => [raw.Pivot]),
        ("siret", raw => [raw.Siret]),
        ("typologie", raw => raw.Typologie),
        ("types", raw => raw.Types),
        ("telephone", raw => raw.Telephones),
        ("telephone_note", raw => [raw.TelephoneNote]),
        ("courriels", raw => raw.Courriels),
        ("site_web", raw => raw.SiteWeb),
        ("horaires", Hours),
        ("horaires_note", raw => [raw.HorairesNote, .. raw.PlagesOuverture.Select(range => range.Commentaire)]),
        ("presentation_resume", raw => [raw.PresentationResume]),
        ("presentation_detail", raw => [raw.PresentationDetail]),
        ("source", raw => [raw.Source]),
        ("itinerance", raw => raw.Itinerance),
        ("structure_parente", raw => [raw.StructureParente]),
        ("date_maj", raw => [raw.DateMaj]),
        ("services", raw => raw.Services),
        ("publics_specifiquement_adresses", raw => raw.PublicsSpecifiquementAdresses),
        ("prise_en_charge_specifique", raw => raw.PriseEnChargeSpecifique),
        ("frais_a_charge", raw => raw.FraisACharge),
        ("dispositif_programmes_nationaux", raw => raw.DispositifProgrammesNationaux),
        ("formations_labels", raw => raw.FormationsLabels),
        ("autres_formations_labels", raw => raw.AutresFormationsLabels),
        ("modalites_acces", raw => raw.ModalitesAcces),
        ("modalites_accompagnement", raw => raw.ModalitesAccompagnement),
        ("fiche_acces_libre", raw => [raw.FicheAccesLibre]),
        ("prise_rdv", raw => [raw.PriseRdv]),
        ("anciens_noms", raw => raw.AnciensNoms),
        ("accessibilite_pmr", raw => [raw.AccessibilitePmr]),
        ("accessibilite_note", raw => [raw.AccessibiliteNote]),
    ];

    // A range of the annuaire is one value, times and days together.
    private static IReadOnlyList<string?> Hours(RawLieu raw) =>
        raw.PlagesOuverture.Count > 0 ? [.. raw.PlagesOuverture.Select(range => $"{range.JourDebut}-{range.JourFin} {string.Join(' ', range.Heures)}")]
        : raw.HorairesParJour.Count > 0 ? raw.HorairesParJour
        : [raw.Horaires];
}
