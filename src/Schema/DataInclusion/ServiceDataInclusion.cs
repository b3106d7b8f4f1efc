using Maillage.Schema.Fields;

namespace Maillage.Schema.DataInclusion;

/// <summary>
/// Service, au schéma data·inclusion v1 (https://github.com/gip-inclusion/data-inclusion-schema). Le nom de la personne à contacter (<c>contact_nom_prenom</c>) n'y est pas : il
/// n'est jamais lu.
/// </summary>
public sealed record ServiceDataInclusion
{
    /// <summary>Identifiant du service : celui du producteur, puis celui du service chez lui, joints par deux tirets.</summary>
    /// <example>dora--AidantsConnect:2024-47BXY</example>
    [Champ("Identifiant", Requis = true, Unique = true)]
    public required string Id { get; init; }

    /// <summary>Producteur d'origine de la donnée.</summary>
    /// <example>dora</example>
    [Champ("Source", Requis = true)]
    public required string Source { get; init; }

    /// <summary>Identifiant de la structure qui propose le service, formé comme celui du service.</summary>
    /// <example>dora--42</example>
    [Champ("Structure", Requis = true)]
    public required string StructureId { get; init; }

    /// <summary>Nom du service.</summary>
    /// <example>Atelier de prise en main de l'ordinateur</example>
    [Champ("Nom", Requis = true, Motif = @"[\s\S]{3,}", LongueurMax = 150)]
    public required string Nom { get; init; }

    /// <summary>Description du service.</summary>
    /// <example>Cinq séances en petit groupe pour apprendre à se servir d'un ordinateur et d'une messagerie.</example>
    [Champ("Description", Requis = true, Motif = @"[\s\S]{5,}", LongueurMax = 10_000)]
    public required string Description { get; init; }

    /// <summary>Page du service chez le producteur.</summary>
    /// <example>https://www.example.fr/services/atelier</example>
    [Champ("Lien vers la source", Format = "uri")]
    public string? LienSource { get; init; }

    /// <summary>Date à laquelle le producteur a mis le service à jour.</summary>
    /// <example>2026-04-02</example>
    [Champ("Date de mise à jour", Requis = true)]
    public DateOnly? DateMaj { get; init; }

    /// <summary>Type de service.</summary>
    /// <example>atelier</example>
    [Champ("Type", Vocabulaire = "types_services")]
    public string? Type { get; init; }

    /// <summary>Thématiques du service.</summary>
    /// <example>numerique--maitriser-les-fondamentaux-du-numerique</example>
    [Champ("Thématiques", Vocabulaire = "thematiques")]
    public IReadOnlyList<string> Thematiques { get; init; } = [];

    /// <summary>Gratuit ou payant.</summary>
    /// <example>gratuit</example>
    [Champ("Frais", Vocabulaire = "frais")]
    public string? Frais { get; init; }

    /// <summary>Précisions sur les frais.</summary>
    /// <example>Gratuit pour les habitants de l'intercommunalité</example>
    [Champ("Frais, précisions")]
    public string? FraisPrecisions { get; init; }

    /// <summary>Publics visés : en être d'un suffit. tous-publics est seul.</summary>
    /// <example>seniors|demandeurs-emploi</example>
    [Champ("Publics", Vocabulaire = "publics")]
    public IReadOnlyList<string> Publics { get; init; } = [];

    /// <summary>Précisions sur les publics.</summary>
    /// <example>Personnes de plus de 60 ans</example>
    [Champ("Publics, précisions")]
    public string? PublicsPrecisions { get; init; }

    /// <summary>Conditions d'accès : prérequis, justificatifs.</summary>
    /// <example>Justificatif de domicile</example>
    [Champ("Conditions d'accès")]
    public string? ConditionsAcces { get; init; }

    /// <summary>Nom de la commune actuelle où le service est rendu.</summary>
    /// <example>Digne-les-Bains</example>
    [Champ("Commune")]
    public string? Commune { get; init; }

    /// <summary>Code postal à cinq chiffres.</summary>
    /// <example>04000</example>
    [Champ("Code postal", Motif = "[0-9]{5}")]
    public string? CodePostal { get; init; }

    /// <summary>Code officiel géographique de la commune actuelle.</summary>
    /// <example>04070</example>
    [Champ("Code INSEE", Motif = "([013-9][0-9]|2[AB1-9])[0-9]{3}")]
    public string? CodeInsee { get; init; }

    /// <summary>Numéro et voie, ou lieu-dit.</summary>
    /// <example>12 avenue Demontzey</example>
    [Champ("Adresse")]
    public string? Adresse { get; init; }

    /// <summary>Ce qui précise l'adresse.</summary>
    /// <example>Salle 2</example>
    [Champ("Complément d'adresse")]
    public string? ComplementAdresse { get; init; }

    /// <summary>Latitude en degrés décimaux (WGS 84). Jamais sans longitude.</summary>
    /// <example>44.093933</example>
    [Champ("Latitude", Min = -90, Max = 90)]
    public double? Latitude { get; init; }

    /// <summary>Longitude en degrés décimaux (WGS 84). Jamais sans latitude.</summary>
    /// <example>6.230555</example>
    [Champ("Longitude", Min = -180, Max = 180)]
    public double? Longitude { get; init; }

    /// <summary>Numéro de téléphone au format international, ou numéro court.</summary>
    /// <example>+33492314387</example>
    [Champ("Téléphone", Motif = @"(\+[0-9]{7,15}|[0-9]{2,6})")]
    public string? Telephone { get; init; }

    /// <summary>Adresse électronique du service.</summary>
    /// <example>ateliers@association.example.fr</example>
    [Champ("Courriel", Format = "email")]
    public string? Courriel { get; init; }

    /// <summary>En présence, à distance, ou les deux.</summary>
    /// <example>en-presentiel</example>
    [Champ("Modes d'accueil", Vocabulaire = "modes_accueil")]
    public IReadOnlyList<string> ModesAccueil { get; init; } = [];

    /// <summary>Territoires dont les habitants peuvent y prétendre : codes de commune, d'EPCI, de département, de pays, ou france. Vide : rien n'est dit.</summary>
    /// <example>04|05</example>
    [Champ("Zone d'éligibilité", Motif = "([0-9AB]{2,5}|[0-9]{9}|france)")]
    public IReadOnlyList<string> ZoneEligibilite { get; init; } = [];

    /// <summary>Qui peut faire appel au service : les usagers, les professionnels, ou les deux.</summary>
    /// <example>usagers|professionnels</example>
    [Champ("Mobilisable par", Vocabulaire = "mobilisable_par")]
    public IReadOnlyList<string> MobilisablePar { get; init; } = [];

    /// <summary>Comment faire appel au service.</summary>
    /// <example>telephoner|se-presenter</example>
    [Champ("Modes de mobilisation", Vocabulaire = "modes_mobilisation")]
    public IReadOnlyList<string> ModesMobilisation { get; init; } = [];

    /// <summary>Précisions sur la façon d'y faire appel.</summary>
    /// <example>Inscription une semaine avant</example>
    [Champ("Mobilisation, précisions")]
    public string? MobilisationPrecisions { get; init; }

    /// <summary>Page où faire appel au service.</summary>
    /// <example>https://www.example.fr/inscription</example>
    [Champ("Lien de mobilisation", Format = "uri")]
    public string? LienMobilisation { get; init; }

    /// <summary>Horaires d'accueil dans la syntaxe opening_hours d'OpenStreetMap.</summary>
    /// <example>Tu,Th 14:00-16:00</example>
    [Champ("Horaires d'accueil")]
    public string? HorairesAccueil { get; init; }

    /// <summary>Durée du service, en heures par semaine.</summary>
    /// <example>2</example>
    [Champ("Volume horaire hebdomadaire", Min = 0)]
    public double? VolumeHoraireHebdomadaire { get; init; }

    /// <summary>Durée du service, en semaines.</summary>
    /// <example>5</example>
    [Champ("Nombre de semaines", Min = 1)]
    public int? NombreSemaines { get; init; }
}
