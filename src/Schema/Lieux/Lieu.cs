using Maillage.Schema.Fields;
using Maillage.Schema.Publication;

namespace Maillage.Schema.Lieux;

/// <summary>
/// Lieu où l'on est aidé dans ses démarches ou dans ses usages numériques : les 32 champs du standard national
/// « lieux de médiation numérique » v1.0.2, puis ceux du réseau d'accueil.
/// </summary>
public sealed record Lieu : IEntite
{
    /// <summary>Identifiant durable du lieu (UUID). Il ne désigne jamais un autre lieu.</summary>
    /// <example>5b0d7c1e-3f57-5d0a-9c1b-0e6a2f4d8b93</example>
    [Champ("Identifiant", Requis = true, Unique = true, Format = "uuid")]
    public required string Id { get; init; }

    /// <summary>SIRET ou, à défaut, RNA du lieu. Vide quand il n'est pas connu.</summary>
    /// <example>43493312300029</example>
    [Champ("SIRET ou RNA", Motif = "[a-zA-Z0-9]{9,14}")]
    public string? Pivot { get; init; }

    /// <summary>Nom du lieu.</summary>
    /// <example>France services - Digne-les-Bains</example>
    [Champ("Nom", Requis = true)]
    public required string Nom { get; init; }

    /// <summary>Nom de la commune actuelle, tel que l'écrit le code officiel géographique.</summary>
    /// <example>Digne-les-Bains</example>
    [Champ("Commune", Requis = true)]
    public required string Commune { get; init; }

    /// <summary>Code postal à cinq chiffres.</summary>
    /// <example>04000</example>
    [Champ("Code postal", Motif = "[0-9]{5}")]
    public string? CodePostal { get; init; }

    /// <summary>Code officiel géographique de la commune actuelle, ou de l'arrondissement à Paris, Lyon et Marseille ; un ancien code est remplacé.</summary>
    /// <example>04070</example>
    [Champ("Code INSEE", Requis = true, Motif = "([013-9][0-9]|2[AB1-9])[0-9]{3}")]
    public required string CodeInsee { get; init; }

    /// <summary>Numéro et voie, ou lieu-dit.</summary>
    /// <example>12 avenue Demontzey</example>
    [Champ("Adresse")]
    public string? Adresse { get; init; }

    /// <summary>Ce qui précise l'adresse : bâtiment, étage, boîte postale.</summary>
    /// <example>Bâtiment B, 1er étage</example>
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

    /// <summary>Types de structure, du vocabulaire de data·inclusion.</summary>
    /// <example>RFS|TIERS_LIEUX</example>
    [Champ("Typologie", Vocabulaire = "typologies")]
    public IReadOnlyList<string> Typologie { get; init; } = [];

    /// <summary>Numéro de téléphone au format international, ou numéro court.</summary>
    /// <example>+33492314387</example>
    [Champ("Téléphone", Motif = @"(\+[0-9]{7,15}|[0-9]{2,6})")]
    public string? Telephone { get; init; }

    /// <summary>Adresses électroniques de contact, génériques.</summary>
    /// <example>contact@mairie.example.fr|accueil@mairie.example.fr</example>
    [Champ("Courriels", Format = "email")]
    public IReadOnlyList<string> Courriels { get; init; } = [];

    /// <summary>Sites et pages du lieu.</summary>
    /// <example>https://www.example.fr/|https://social.example.fr/mairie</example>
    [Champ("Sites web", Format = "uri")]
    public IReadOnlyList<string> SiteWeb { get; init; } = [];

    /// <summary>Horaires d'ouverture dans la syntaxe opening_hours d'OpenStreetMap. Un commentaire entre guillemets dit une condition.</summary>
    /// <example>Mo-Fr 09:00-12:00,14:00-17:00; Sa 09:00-12:00</example>
    [Champ("Horaires")]
    public string? Horaires { get; init; }

    /// <summary>Présentation en 280 caractères au plus.</summary>
    /// <example>Accompagnement aux démarches en ligne et accès à des ordinateurs.</example>
    [Champ("Présentation, résumé", LongueurMax = 280)]
    public string? PresentationResume { get; init; }

    /// <summary>Présentation entière.</summary>
    /// <example>Deux conseillers accueillent sans rendez-vous et aident à faire ses démarches en ligne.</example>
    [Champ("Présentation, détail")]
    public string? PresentationDetail { get; init; }

    /// <summary>Structure qui a collecté la donnée.</summary>
    /// <example>Hub du Sud</example>
    [Champ("Source")]
    public string? Source { get; init; }

    /// <summary>Lieu fixe, itinérant, ou les deux.</summary>
    /// <example>Fixe</example>
    [Champ("Itinérance", Vocabulaire = "itinerance")]
    public IReadOnlyList<string> Itinerance { get; init; } = [];

    /// <summary>Réseau ou structure dont le lieu fait partie.</summary>
    /// <example>Conseil départemental des Alpes-de-Haute-Provence</example>
    [Champ("Structure parente")]
    public string? StructureParente { get; init; }

    /// <summary>Date à laquelle la source a mis la fiche à jour. Vide quand elle n'est pas connue.</summary>
    /// <example>2026-04-02</example>
    [Champ("Date de mise à jour")]
    public DateOnly? DateMaj { get; init; }

    /// <summary>Services de médiation numérique proposés.</summary>
    /// <example>Aide aux démarches administratives|Accès internet et matériel informatique</example>
    [Champ("Services", Vocabulaire = "services")]
    public IReadOnlyList<string> Services { get; init; } = [];

    /// <summary>Publics auxquels le lieu s'adresse en particulier. Vide : tous les publics.</summary>
    /// <example>Jeunes|Seniors</example>
    [Champ("Publics spécifiquement adressés", Vocabulaire = "publics_specifiquement_adresses")]
    public IReadOnlyList<string> PublicsSpecifiquementAdresses { get; init; } = [];

    /// <summary>Besoins particuliers que le lieu sait accompagner.</summary>
    /// <example>Surdité|Illettrisme</example>
    [Champ("Prise en charge spécifique", Vocabulaire = "prise_en_charge_specifique")]
    public IReadOnlyList<string> PriseEnChargeSpecifique { get; init; } = [];

    /// <summary>Conditions financières.</summary>
    /// <example>Gratuit</example>
    [Champ("Frais à charge", Vocabulaire = "frais_a_charge")]
    public IReadOnlyList<string> FraisACharge { get; init; } = [];

    /// <summary>Dispositifs et programmes nationaux dont le lieu fait partie.</summary>
    /// <example>France Services|Conseillers numériques</example>
    [Champ("Dispositifs et programmes nationaux", Vocabulaire = "dispositif_programmes_nationaux")]
    public IReadOnlyList<string> DispositifProgrammesNationaux { get; init; } = [];

    /// <summary>Formations et labels de la liste nationale.</summary>
    /// <example>SUD LABS (PACA)</example>
    [Champ("Formations et labels", Vocabulaire = "formations_labels")]
    public IReadOnlyList<string> FormationsLabels { get; init; } = [];

    /// <summary>Formations et labels hors de la liste nationale.</summary>
    /// <example>Nièvre médiation numérique</example>
    [Champ("Autres formations et labels")]
    public IReadOnlyList<string> AutresFormationsLabels { get; init; } = [];

    /// <summary>Comment on accède aux services du lieu.</summary>
    /// <example>Se présenter|Téléphoner</example>
    [Champ("Modalités d'accès", Vocabulaire = "modalites_acces")]
    public IReadOnlyList<string> ModalitesAcces { get; init; } = [];

    /// <summary>Comment on y est accompagné.</summary>
    /// <example>En autonomie|Accompagnement individuel</example>
    [Champ("Modalités d'accompagnement", Vocabulaire = "modalites_accompagnement")]
    public IReadOnlyList<string> ModalitesAccompagnement { get; init; } = [];

    /// <summary>Page du lieu sur acceslibre.</summary>
    /// <example>https://acceslibre.beta.gouv.fr/app/04-digne-les-bains/a/mairie/erp/mairie/</example>
    [Champ("Fiche acceslibre", Format = "uri")]
    public string? FicheAccesLibre { get; init; }

    /// <summary>Page de prise de rendez-vous en ligne.</summary>
    /// <example>https://www.example.fr/rendez-vous</example>
    [Champ("Prise de rendez-vous", Format = "uri")]
    public string? PriseRdv { get; init; }

    /// <summary>SIRET vérifié : clé de Luhn de l'établissement et de l'entreprise (exception de La Poste admise).</summary>
    /// <example>43493312300029</example>
    [Champ("SIRET", Motif = "[0-9]{14}")]
    public string? Siret { get; init; }

    /// <summary>Numéro au répertoire national des associations.</summary>
    /// <example>W041000123</example>
    [Champ("RNA", Motif = "W[0-9A-Z]{9}")]
    public string? Rna { get; init; }

    /// <summary>Types de guichet : codes de service-public.fr (mairie, france_services, ccas…) et quelques codes propres (cms, la_poste, mediatheque, epn).</summary>
    /// <example>france_services</example>
    [Champ("Types", Vocabulaire = "types")]
    public IReadOnlyList<string> Types { get; init; } = [];

    /// <summary>Thématiques de data·inclusion v1.</summary>
    /// <example>numerique--acceder-a-des-services-en-ligne</example>
    [Champ("Thématiques", Vocabulaire = "thematiques")]
    public IReadOnlyList<string> Thematiques { get; init; } = [];

    /// <summary>Niveau dans le réseau d'accueil : 1 premier accueil, 2 deuxième accueil inconditionnel, 3 accueil spécialisé.</summary>
    /// <example>2</example>
    [Champ("Niveau d'accueil", Min = 1, Max = 3)]
    public int? NiveauAccueil { get; init; }

    /// <summary>Date depuis laquelle le lieu a ce niveau d'accueil.</summary>
    /// <example>2026-01-01</example>
    [Champ("Niveau d'accueil, depuis")]
    public DateOnly? NiveauAccueilDepuis { get; init; }

    /// <summary>D'où vient le niveau d'accueil : une règle publiée ou une décision datée.</summary>
    /// <example>regle</example>
    [Champ("Niveau d'accueil, origine", Vocabulaire = "niveaux_accueil_origine")]
    public string? NiveauAccueilOrigine { get; init; }

    /// <summary>Code du département, d'après la commune.</summary>
    /// <example>04</example>
    [Champ("Code département", Requis = true, Motif = "([013-9][0-9]|2[AB1-9]|9[78][0-9])")]
    public required string CodeDepartement { get; init; }

    /// <summary>Code de la région, d'après la commune ; celui de la collectivité outre-mer.</summary>
    /// <example>93</example>
    [Champ("Code région", Requis = true, Motif = "[0-9]{2,3}")]
    public required string CodeRegion { get; init; }

    /// <summary>SIREN de l'intercommunalité à fiscalité propre de la commune. Vide pour les communes qui n'en ont pas.</summary>
    /// <example>200067437</example>
    [Champ("Code EPCI", Motif = "[0-9]{9}")]
    public string? CodeEpci { get; init; }

    /// <summary>Nom de l'intercommunalité.</summary>
    /// <example>CA Provence-Alpes-Agglomération</example>
    [Champ("Nom de l'EPCI")]
    public string? NomEpci { get; init; }

    /// <summary>Ce que désignent les coordonnées.</summary>
    /// <example>adresse</example>
    [Champ("Précision de la localisation", Vocabulaire = "precisions_localisation")]
    public string? PrecisionLocalisation { get; init; }

    /// <summary>Noms que le lieu a portés.</summary>
    /// <example>Maison de services au public de Digne-les-Bains</example>
    [Champ("Anciens noms")]
    public IReadOnlyList<string> AnciensNoms { get; init; } = [];

    /// <summary>Identifiant du lieu dont celui-ci est l'antenne.</summary>
    /// <example>0c8d3f0e-6c0e-5b0f-8f0e-2b1e6a7f9d11</example>
    [Champ("Lieu parent", Format = "uuid")]
    public string? LieuParentId { get; init; }

    /// <summary>Langues parlées sur place : codes BCP 47, fsl pour la langue des signes française.</summary>
    /// <example>fr|en|fsl</example>
    [Champ("Langues", Motif = "[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")]
    public IReadOnlyList<string> Langues { get; init; } = [];

    /// <summary>Ce qui accompagne le téléphone : coût de l'appel, autre numéro, plages.</summary>
    /// <example>Appel gratuit</example>
    [Champ("Téléphone, note")]
    public string? TelephoneNote { get; init; }

    /// <summary>Ce que la syntaxe des horaires ne sait pas dire.</summary>
    /// <example>Fermé pendant les vacances scolaires</example>
    [Champ("Horaires, note")]
    public string? HorairesNote { get; init; }

    /// <summary>Handicaps pour lesquels une source déclare le lieu accessible.</summary>
    /// <example>moteur|auditif</example>
    [Champ("Accessibilité, handicaps", Vocabulaire = "accessibilite_handicaps")]
    public IReadOnlyList<string> AccessibiliteHandicaps { get; init; } = [];

    /// <summary>Accès des personnes à mobilité réduite.</summary>
    /// <example>accessible</example>
    [Champ("Accessibilité, mobilité réduite", Vocabulaire = "accessibilite_pmr")]
    public string? AccessibilitePmr { get; init; }

    /// <summary>Précision sur l'accessibilité.</summary>
    /// <example>Rampe amovible, sonnette à l'entrée</example>
    [Champ("Accessibilité, note")]
    public string? AccessibiliteNote { get; init; }

    /// <summary>Équipements à la disposition du public.</summary>
    /// <example>ordinateurs|imprimante|wifi-public</example>
    [Champ("Équipements", Vocabulaire = "equipements")]
    public IReadOnlyList<string> Equipements { get; init; } = [];

    /// <summary>Nombre de postes informatiques pour le public.</summary>
    /// <example>4</example>
    [Champ("Nombre de postes", Min = 0)]
    public int? NombrePostes { get; init; }

    /// <summary>Connexion du lieu à internet.</summary>
    /// <example>fibre</example>
    [Champ("Connexion", Vocabulaire = "connexions")]
    public string? Connexion { get; init; }

    /// <summary>Débit descendant, en mégabits par seconde.</summary>
    /// <example>100</example>
    [Champ("Débit", Min = 0)]
    public double? DebitMbps { get; init; }

    /// <summary>Permanences tenues dans le lieu par d'autres organismes.</summary>
    [Champ("Permanences")]
    public IReadOnlyList<Permanence> Permanences { get; init; } = [];

    /// <summary>Arrêts d'un lieu itinérant.</summary>
    [Champ("Passages")]
    public IReadOnlyList<Passage> Passages { get; init; } = [];

    /// <summary>Fermetures exceptionnelles ; elles l'emportent sur les horaires.</summary>
    [Champ("Fermetures")]
    public IReadOnlyList<Fermeture> Fermetures { get; init; } = [];

    /// <summary>Territoires dont le lieu est le guichet compétent : codes de commune, d'EPCI, de département, ou france. Le siège n'est pas la compétence.</summary>
    /// <example>04070|04209</example>
    [Champ("Zone de compétence", Motif = "([0-9AB]{2,5}|[0-9]{9}|france)")]
    public IReadOnlyList<string> ZoneCompetence { get; init; } = [];

    /// <summary>Toutes les fiches de source qui décrivent ce lieu.</summary>
    [Champ("Sources")]
    public IReadOnlyList<SourceLieu> Sources { get; init; } = [];

    /// <summary>
    /// Pour chaque champ, la source qui en a donné la valeur ; regle quand une table publiée l'a déduite ; pour des coordonnées qu'aucune source ne donne,
    /// geocodeur ou cog (le centre de la commune). Absent des listes en JSON et en GeoJSON.
    /// </summary>
    /// <example>{"nom":"annuaire-04","telephone":"annuaire-04"}</example>
    [Champ("Provenance", HorsListes = true)]
    public IReadOnlyDictionary<string, string> Provenance { get; init; } = TextMapCodec.Empty;

    /// <summary>Qualité de la fiche, de 0 à 1.</summary>
    /// <example>0.85</example>
    [Champ("Score de qualité", Min = 0, Max = 1)]
    public double? ScoreQualite { get; init; }

    /// <summary>Ce qui manque à la fiche pour un meilleur score.</summary>
    /// <example>horaires|courriels</example>
    [Champ("Qualité, manques")]
    public IReadOnlyList<string> QualiteManques { get; init; } = [];

    /// <summary>Instant de notre dernière modification (UTC, RFC 3339), celui du journal des changements.</summary>
    /// <example>2026-04-03T02:15:00Z</example>
    [Champ("Modifié le")]
    public DateTimeOffset? ModifieLe { get; init; }

    /// <inheritdoc/>
    public IEntite ModifieeLe(DateTimeOffset? instant) => this with { ModifieLe = instant };
}
