using System.Text.Json;
using Maillage.Importers.Normalise;
using Maillage.Importers.Read;
using Maillage.Schema.Fields;
using Maillage.Schema.Lieux;

namespace Maillage.Importers.Map.DataInclusion;

/// <summary>What a record of data·inclusion says of a service: the members of v1, and those of v0 that became them, whichever are there.</summary>
internal static class ServiceMap
{
    /// <summary>What is kept of a record. The name of the person to contact is not here, hence never stored.</summary>
    public static readonly IReadOnlyList<string> KeptMembers =
    [
        "adresse", "code_insee", "code_postal", "commune", "complement_adresse", "conditions_acces", "contact_public", "courriel", "date_maj", "description",
        "formulaire_en_ligne", "frais", "frais_autres", "frais_precisions", "horaires_accueil", "id", "justificatifs", "latitude", "lien_mobilisation", "lien_source",
        "longitude", "mobilisable_par", "mobilisation_precisions", "modes_accueil", "modes_mobilisation", "modes_orientation_accompagnateur",
        "modes_orientation_accompagnateur_autres", "modes_orientation_beneficiaire", "modes_orientation_beneficiaire_autres", "nom", "nombre_semaines", "page_web",
        "pre_requis", "presentation_detail", "presentation_resume", "prise_rdv", "profils", "profils_precisions", "publics", "publics_precisions", "recurrence", "source",
        "structure_id", "telephone", "thematiques", "type", "types", "volume_horaire_hebdomadaire", "zone_diffusion_code", "zone_diffusion_type", "zone_eligibilite",
    ];

    public static RawService ToRawService(JsonElement record) => new()
    {
        Nom = Text(record, "nom"),
        Source = Text(record, "source"),
        StructureId = Text(record, "structure_id"),
        Descriptions = Texts(record, "description", "presentation_detail", "presentation_resume"),
        LienSource = Text(record, "lien_source"),
        DateMaj = Text(record, "date_maj"),
        Types = Texts(record, "type", "types"),
        Thematiques = Texts(record, "thematiques"),
        Frais = Texts(record, "frais"),
        FraisPrecisions = Text(record, "frais_precisions") ?? Text(record, "frais_autres"),
        Publics = Texts(record, "publics", "profils"),
        PublicsPrecisions = Text(record, "publics_precisions") ?? Text(record, "profils_precisions"),
        ConditionsAcces = Texts(record, "conditions_acces", "pre_requis", "justificatifs"),
        Place = Place(record),
        ModesAccueil = Texts(record, "modes_accueil"),
        ZoneEligibilite = [.. Zone(record, "zone_eligibilite"), .. Zone(record, "zone_diffusion_code")],
        ZoneType = Text(record, "zone_diffusion_type"),
        MobilisablePar = Callers(record),
        ModesMobilisation = Texts(record, "modes_mobilisation", "modes_orientation_beneficiaire", "modes_orientation_accompagnateur"),
        MobilisationPrecisions = Texts(record, "mobilisation_precisions", "modes_orientation_beneficiaire_autres", "modes_orientation_accompagnateur_autres"),
        LiensMobilisation = Texts(record, "lien_mobilisation", "prise_rdv", "formulaire_en_ligne", "page_web"),
        VolumeHoraireHebdomadaire = Text(record, "volume_horaire_hebdomadaire"),
        NombreSemaines = Text(record, "nombre_semaines"),
    };

    private static RawLieu Place(JsonElement record)
    {
        // v0: « contact_public » false says that phone and e-mail are for professionals only; an answer that is not understood is no yes.
        var reserved = Text(record, "contact_public") is { } said && BooleanNormaliser.Parse("contact_public", said) is not { HasValue: true, Value: true };
        return new RawLieu
        {
            Commune = Text(record, "commune"),
            CodePostal = Text(record, "code_postal"),
            CodeInsee = Text(record, "code_insee"),
            Adresse = Text(record, "adresse"),
            ComplementAdresse = Text(record, "complement_adresse"),
            Latitude = Text(record, "latitude"),
            Longitude = Text(record, "longitude"),
            Horaires = Text(record, "horaires_accueil") ?? Text(record, "recurrence"),
            Telephones = reserved ? [] : Texts(record, "telephone"),
            Courriels = reserved ? [] : Texts(record, "courriel"),
        };
    }

    // v0 says it by the list that is filled.
    private static List<string> Callers(JsonElement record) =>
    [
        .. Texts(record, "mobilisable_par"),
        .. Texts(record, "modes_orientation_beneficiaire").Count > 0 ? ["usagers"] : Array.Empty<string>(),
        .. Texts(record, "modes_orientation_accompagnateur").Count > 0 ? ["professionnels"] : Array.Empty<string>(),
    ];

    // What is there and is no code says that there is a zone, and not which: it must not read as none.
    private static List<string> Zone(JsonElement record, string name) =>
        Texts(record, name) is { Count: > 0 } codes ? codes : Json.Member(record, name) is { ValueKind: not JsonValueKind.Null } unread && Json.Raw(unread) is { } written ? [written] : [];

    private static List<string> Texts(JsonElement record, params IEnumerable<string> names) => [.. names.SelectMany(name => JsonRecords.Texts(record, name)).Distinct()];

    private static string? Text(JsonElement record, string name) => JsonRecords.Text(record, name);
}
