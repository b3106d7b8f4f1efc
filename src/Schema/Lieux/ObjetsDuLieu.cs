using Maillage.Schema.Fields;

namespace Maillage.Schema.Lieux;

/// <summary>Permanence tenue dans le lieu par un autre organisme.</summary>
public sealed record Permanence
{
    /// <summary>Identifiant de la permanence dans le lieu.</summary>
    /// <example>caf-mardi</example>
    [Champ("Identifiant", Requis = true)]
    public required string Id { get; init; }

    /// <summary>Organisme qui tient la permanence.</summary>
    /// <example>Caisse d'allocations familiales</example>
    [Champ("Opérateur", Requis = true)]
    public required string Operateur { get; init; }

    /// <summary>Type de l'organisme, du vocabulaire des types de lieux.</summary>
    /// <example>caf</example>
    [Champ("Type de l'opérateur", Vocabulaire = "types")]
    public string? OperateurType { get; init; }

    /// <summary>En présence, en visioconférence ou par téléphone.</summary>
    /// <example>presentiel</example>
    [Champ("Modalité", Vocabulaire = "permanence_modalites")]
    public string? Modalite { get; init; }

    /// <summary>Horaires dans la syntaxe opening_hours d'OpenStreetMap.</summary>
    /// <example>Tu 09:00-12:00</example>
    [Champ("Horaires")]
    public string? Horaires { get; init; }

    /// <summary>Vrai quand il faut un rendez-vous.</summary>
    /// <example>true</example>
    [Champ("Sur rendez-vous")]
    public bool? SurRendezVous { get; init; }

    /// <summary>Page de prise de rendez-vous.</summary>
    /// <example>https://www.example.fr/rendez-vous</example>
    [Champ("Prise de rendez-vous", Format = "uri")]
    public string? PriseRdv { get; init; }

    /// <summary>Premier jour de la permanence.</summary>
    /// <example>2026-01-06</example>
    [Champ("Début")]
    public DateOnly? Debut { get; init; }

    /// <summary>Dernier jour de la permanence.</summary>
    /// <example>2026-12-22</example>
    [Champ("Fin")]
    public DateOnly? Fin { get; init; }

    /// <summary>Précision.</summary>
    /// <example>Bureau 2</example>
    [Champ("Note")]
    public string? Note { get; init; }

    /// <summary>Date de mise à jour de la permanence.</summary>
    /// <example>2026-01-02</example>
    [Champ("Date de mise à jour")]
    public DateOnly? DateMaj { get; init; }
}

/// <summary>Arrêt d'un lieu itinérant.</summary>
public sealed record Passage
{
    /// <summary>Code INSEE de la commune de l'arrêt.</summary>
    /// <example>04088</example>
    [Champ("Code INSEE", Motif = "([013-9][0-9]|2[AB1-9])[0-9]{3}")]
    public string? CodeInsee { get; init; }

    /// <summary>Adresse de l'arrêt.</summary>
    /// <example>Place du marché</example>
    [Champ("Adresse")]
    public string? Adresse { get; init; }

    /// <summary>Latitude de l'arrêt, en degrés décimaux (WGS 84).</summary>
    /// <example>43.959</example>
    [Champ("Latitude", Min = -90, Max = 90)]
    public double? Latitude { get; init; }

    /// <summary>Longitude de l'arrêt, en degrés décimaux (WGS 84).</summary>
    /// <example>5.781</example>
    [Champ("Longitude", Min = -180, Max = 180)]
    public double? Longitude { get; init; }

    /// <summary>Horaires de l'arrêt, dans la syntaxe opening_hours d'OpenStreetMap.</summary>
    /// <example>Mo[1] 09:00-12:00</example>
    [Champ("Horaires")]
    public string? Horaires { get; init; }

    /// <summary>Premier jour de la tournée.</summary>
    /// <example>2026-01-05</example>
    [Champ("Début")]
    public DateOnly? Debut { get; init; }

    /// <summary>Dernier jour de la tournée.</summary>
    /// <example>2026-06-29</example>
    [Champ("Fin")]
    public DateOnly? Fin { get; init; }
}

/// <summary>Fermeture exceptionnelle, jours de début et de fin compris.</summary>
public sealed record Fermeture
{
    /// <summary>Premier jour de fermeture.</summary>
    /// <example>2026-08-03</example>
    [Champ("Début")]
    public DateOnly? Debut { get; init; }

    /// <summary>Dernier jour de fermeture.</summary>
    /// <example>2026-08-14</example>
    [Champ("Fin")]
    public DateOnly? Fin { get; init; }

    /// <summary>Raison de la fermeture.</summary>
    /// <example>Congés d'été</example>
    [Champ("Motif")]
    public string? Motif { get; init; }
}

/// <summary>Fiche de source qui décrit le lieu.</summary>
public sealed record SourceLieu
{
    /// <summary>Identifiant de la source.</summary>
    /// <example>annuaire-04</example>
    [Champ("Source", Requis = true)]
    public required string Source { get; init; }

    /// <summary>Identifiant de la fiche dans la source.</summary>
    /// <example>mairie-04070-01</example>
    [Champ("Identifiant", Requis = true)]
    public required string Id { get; init; }

    /// <summary>Date de mise à jour de la fiche par la source.</summary>
    /// <example>2017-11-13</example>
    [Champ("Date de mise à jour")]
    public DateOnly? DateMaj { get; init; }

    /// <summary>Licence de la source.</summary>
    /// <example>etalab-2.0</example>
    [Champ("Licence")]
    public string? Licence { get; init; }

    /// <summary>Page où la source est publiée.</summary>
    /// <example>https://www.example.fr/donnees</example>
    [Champ("Adresse", Format = "uri")]
    public string? Url { get; init; }

    /// <summary>Page où corriger la fiche.</summary>
    /// <example>https://www.example.fr/corriger</example>
    [Champ("Adresse de correction", Format = "uri")]
    public string? UrlModification { get; init; }

    /// <summary>Producteur que la source republie.</summary>
    /// <example>conseiller-numerique</example>
    [Champ("Origine")]
    public string? Origine { get; init; }
}
