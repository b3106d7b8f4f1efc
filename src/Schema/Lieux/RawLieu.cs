namespace Maillage.Schema.Lieux;

/// <summary>
/// What a source says of a lieu, in the source's own spelling, under our names. Readers and mappings fill it; normalisers turn it into a <see cref="Lieu"/>.
/// </summary>
public sealed record RawLieu
{
    public string? Id { get; init; }

    public string? Pivot { get; init; }

    public string? Siret { get; init; }

    public string? Nom { get; init; }

    public string? Commune { get; init; }

    public string? CodePostal { get; init; }

    public string? CodeInsee { get; init; }

    public string? Adresse { get; init; }

    public string? ComplementAdresse { get; init; }

    /// <summary>Lines that complete the address, when the source gives them apart: building, floor, postal box.</summary>
    public IReadOnlyList<string> LignesAdresse { get; init; } = [];

    public string? Latitude { get; init; }

    public string? Longitude { get; init; }

    public IReadOnlyList<string> Typologie { get; init; } = [];

    public IReadOnlyList<string> Telephones { get; init; } = [];

    public string? TelephoneNote { get; init; }

    public IReadOnlyList<string> Courriels { get; init; } = [];

    public IReadOnlyList<string> SiteWeb { get; init; } = [];

    /// <summary>Hours as one text: OpenStreetMap syntax, or what people write.</summary>
    public string? Horaires { get; init; }

    /// <summary>Hours as day and time ranges, when the source gives them so.</summary>
    public IReadOnlyList<PlageOuverture> PlagesOuverture { get; init; } = [];

    /// <summary>Hours as one cell a day, Monday first and public holidays after Sunday, when the source gives them so.</summary>
    public IReadOnlyList<string?> HorairesParJour { get; init; } = [];

    public string? HorairesNote { get; init; }

    public string? PresentationResume { get; init; }

    public string? PresentationDetail { get; init; }

    public string? Source { get; init; }

    public IReadOnlyList<string> Itinerance { get; init; } = [];

    public string? StructureParente { get; init; }

    public string? DateMaj { get; init; }

    public IReadOnlyList<string> Services { get; init; } = [];

    public IReadOnlyList<string> PublicsSpecifiquementAdresses { get; init; } = [];

    public IReadOnlyList<string> PriseEnChargeSpecifique { get; init; } = [];

    public IReadOnlyList<string> FraisACharge { get; init; } = [];

    public IReadOnlyList<string> DispositifProgrammesNationaux { get; init; } = [];

    public IReadOnlyList<string> FormationsLabels { get; init; } = [];

    public IReadOnlyList<string> AutresFormationsLabels { get; init; } = [];

    public IReadOnlyList<string> ModalitesAcces { get; init; } = [];

    public IReadOnlyList<string> ModalitesAccompagnement { get; init; } = [];

    public string? FicheAccesLibre { get; init; }

    public string? PriseRdv { get; init; }

    public IReadOnlyList<string> Types { get; init; } = [];

    public IReadOnlyList<string> AnciensNoms { get; init; } = [];

    public string? AccessibilitePmr { get; init; }

    public string? AccessibiliteNote { get; init; }

    public IReadOnlyList<string> AccessibiliteHandicaps { get; init; } = [];

    public IReadOnlyList<string> Equipements { get; init; } = [];

    public string? NombrePostes { get; init; }

    public IReadOnlyList<string> Langues { get; init; } = [];

    public IReadOnlyList<RawPassage> Passages { get; init; } = [];

    /// <summary>Thématiques of data·inclusion v1, when the source gives them.</summary>
    public IReadOnlyList<string> Thematiques { get; init; } = [];

    /// <summary>The ids that its composite id is made of; empty when the id is one.</summary>
    public IReadOnlyList<string> Identifiants { get; init; } = [];

    /// <summary>Producer that the source republishes.</summary>
    public string? Origine { get; init; }

    /// <summary>The address is where letters go: nobody is received there.</summary>
    public bool AdressePostale { get; init; }

    /// <summary>Why the source itself says the record is not to be shown; null when it says nothing of the kind.</summary>
    public string? NonDiffusable { get; init; }
}

/// <summary>One line of hours as the annuaire gives it: a range of days, up to two ranges of hours, a remark.</summary>
/// <param name="JourDebut">First day, as written.</param>
/// <param name="JourFin">Last day, as written; empty: the first day alone.</param>
/// <param name="Heures">Pairs of times, as written.</param>
/// <param name="Commentaire">Remark on these days.</param>
public sealed record PlageOuverture(
    string JourDebut, string JourFin, IReadOnlyList<(string Debut, string Fin)> Heures, string Commentaire);

/// <summary>One stop of an itinerant lieu, as written; or a text that names several.</summary>
public sealed record RawPassage
{
    /// <summary>All the stops in one text: « Lundi : mairie de X 9h-12h / Mardi : Y ».</summary>
    public string? Texte { get; init; }

    public string? Commune { get; init; }

    public string? CodePostal { get; init; }

    public string? CodeInsee { get; init; }

    public string? Adresse { get; init; }

    public string? Latitude { get; init; }

    public string? Longitude { get; init; }

    public string? Horaires { get; init; }

    public string? Debut { get; init; }

    public string? Fin { get; init; }
}
