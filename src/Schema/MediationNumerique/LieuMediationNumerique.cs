using Maillage.Schema.Fields;

namespace Maillage.Schema.MediationNumerique;

/// <summary>
/// Lieu de médiation numérique au format exact du standard national v1.0.2 : 32 colonnes, dans l'ordre, les listes en texte jointes par « | ».
/// </summary>
public sealed record LieuMediationNumerique
{
    /// <summary>Identifiant durable du lieu, celui du jeu « lieux ».</summary>
    /// <example>5b0d7c1e-3f57-5d0a-9c1b-0e6a2f4d8b93</example>
    [Champ("Identifiant unique local du lieu", Requis = true, Unique = true)]
    public required string Id { get; init; }

    /// <summary>SIRET, RNA ou RIDET ; 00000000000000 quand il n'est pas connu.</summary>
    /// <example>43493312300029</example>
    [Champ("SIRET ou RNA ou RIDET", Requis = true, Motif = @"[a-zA-Z0-9]{9,14}")]
    public required string Pivot { get; init; }

    /// <summary>Nom du lieu.</summary>
    /// <example>Anonymal</example>
    [Champ("Nom", Requis = true)]
    public required string Nom { get; init; }

    /// <summary>Nom de la commune.</summary>
    /// <example>Reims</example>
    [Champ("Commune", Requis = true)]
    public required string Commune { get; init; }

    /// <summary>Code postal à cinq chiffres.</summary>
    /// <example>51100</example>
    [Champ("Code postal", Requis = true, Motif = @"[0-9]{5}")]
    public required string CodePostal { get; init; }

    /// <summary>Code officiel géographique de la commune.</summary>
    /// <example>51454</example>
    [Champ("Code INSEE", Motif = @"([013-9][0-9]|2[AB1-9])[0-9]{3}")]
    public string? CodeInsee { get; init; }

    /// <summary>Numéro et voie, ou lieu-dit.</summary>
    /// <example>12 BIS RUE DE LECLERCQ</example>
    [Champ("Adresse", Requis = true)]
    public required string Adresse { get; init; }

    /// <summary>Ce qui précise l'adresse.</summary>
    /// <example>Le patio du bois de l'Aulne</example>
    [Champ("Complément d'adresse")]
    public string? ComplementAdresse { get; init; }

    /// <summary>Latitude en degrés décimaux (WGS 84).</summary>
    /// <example>49.257</example>
    [Champ("Latitude", Min = -90, Max = 90)]
    public double? Latitude { get; init; }

    /// <summary>Longitude en degrés décimaux (WGS 84).</summary>
    /// <example>4.031</example>
    [Champ("Longitude", Min = -180, Max = 180)]
    public double? Longitude { get; init; }

    /// <summary>Types de structure, joints par « | ».</summary>
    /// <example>TIERS_LIEUX|ASSO</example>
    [Champ("Typologie")]
    public string? Typologie { get; init; }

    /// <summary>Numéro de téléphone au format international ; vide pour un numéro court.</summary>
    /// <example>+33180059880</example>
    [Champ("Numéro de téléphone", Motif = @"(\+33|\+590|\+594|\+262|\+596|\+269|\+687|\+689|\+508|\+681)([0-9]){6,9}")]
    public string? Telephone { get; init; }

    /// <summary>Adresses électroniques de contact, jointes par « | ».</summary>
    /// <example>contact@example.fr|accueil@example.fr</example>
    [Champ("Courriel(s)")]
    public string? Courriels { get; init; }

    /// <summary>Sites et pages du lieu, joints par « | ».</summary>
    /// <example>https://www.laquincaillerie.tl/|https://m.facebook.com/laquincaillerienumerique/</example>
    [Champ("Site web")]
    public string? SiteWeb { get; init; }

    /// <summary>Horaires d'ouverture dans la syntaxe opening_hours d'OpenStreetMap.</summary>
    /// <example>Mo-Fr 09:00-12:00,14:00-18:30; Sa 08:30-12:00</example>
    [Champ("Horaires")]
    public string? Horaires { get; init; }

    /// <summary>Présentation en 280 caractères au plus.</summary>
    /// <example>Notre association propose des formations aux outils numériques à destination des personnes âgées.</example>
    [Champ("Présentation résumé", LongueurMax = 280)]
    public string? PresentationResume { get; init; }

    /// <summary>Présentation entière.</summary>
    /// <example>Notre parcours d'initiation permet l'acquisition de compétences numériques de base. Nous proposons également un accompagnement à destination des personnes déjà initiées qui souhaiteraient approfondir leurs connaissances. Du matériel informatique est en libre accès pour nos adhérents tous les après-midis. En plus de d'accueillir les personnes dans notre lieu en semaine (sur rendez-vous), nous assurons une permanence le samedi matin dans la médiathèque XX.</example>
    [Champ("Présentation détaillée")]
    public string? PresentationDetail { get; init; }

    /// <summary>Structure qui a collecté la donnée.</summary>
    /// <example>Hubik</example>
    [Champ("Structure collectant la donnée")]
    public string? Source { get; init; }

    /// <summary>Lieu fixe, itinérant, ou les deux.</summary>
    /// <example>Itinérant</example>
    [Champ("Itinérance", Vocabulaire = "itinerance", ListeEnTexte = true)]
    public string? Itinerance { get; init; }

    /// <summary>Réseau ou structure dont le lieu fait partie.</summary>
    /// <example>SIRET de la ville pour une bibliothèque</example>
    [Champ("Structure parente")]
    public string? StructureParente { get; init; }

    /// <summary>Date à laquelle la source a mis la fiche à jour.</summary>
    /// <example>2024-04-02</example>
    [Champ("Date de mise à jour", Requis = true)]
    public required DateOnly? DateMaj { get; init; }

    /// <summary>Services de médiation numérique proposés.</summary>
    /// <example>Maîtrise des outils numériques du quotidien|Insertion professionnelle via le numérique|Loisirs et créations numériques</example>
    [Champ("Services", Vocabulaire = "services", ListeEnTexte = true)]
    public string? Services { get; init; }

    /// <summary>Publics auxquels le lieu s'adresse en particulier.</summary>
    /// <example>Jeunes|Femmes</example>
    [Champ("Publics spécifiquement adressés", Vocabulaire = "publics_specifiquement_adresses", ListeEnTexte = true)]
    public string? PublicsSpecifiquementAdresses { get; init; }

    /// <summary>Besoins particuliers que le lieu sait accompagner.</summary>
    /// <example>Surdité|Illettrisme|Langues étrangères (anglais)</example>
    [Champ("Prise en charge spécifique", Vocabulaire = "prise_en_charge_specifique", ListeEnTexte = true)]
    public string? PriseEnChargeSpecifique { get; init; }

    /// <summary>Conditions financières.</summary>
    /// <example>Gratuit sous condition|Payant</example>
    [Champ("Frais à charge", Vocabulaire = "frais_a_charge", ListeEnTexte = true)]
    public string? FraisACharge { get; init; }

    /// <summary>Dispositifs et programmes nationaux.</summary>
    /// <example>Aidants Connect|Conseillers numériques|La Croix Rouge</example>
    [Champ("Dispositifs et programmes nationaux", Vocabulaire = "dispositif_programmes_nationaux", ListeEnTexte = true)]
    public string? DispositifProgrammesNationaux { get; init; }

    /// <summary>Formations et labels de la liste nationale.</summary>
    /// <example>Formé à « Mon Espace Santé »|Arnia/MedNum BFC (Bourgogne-Franche-Comté)</example>
    [Champ("Formations et labels", Vocabulaire = "formations_labels", ListeEnTexte = true)]
    public string? FormationsLabels { get; init; }

    /// <summary>Autres formations et labels.</summary>
    /// <example>Label et la bête</example>
    [Champ("Autres formations et labels")]
    public string? AutresFormationsLabels { get; init; }

    /// <summary>Comment on accède aux services du lieu.</summary>
    /// <example>Se présenter|Téléphoner</example>
    [Champ("Modalités d'accès", Vocabulaire = "modalites_acces", ListeEnTexte = true)]
    public string? ModalitesAcces { get; init; }

    /// <summary>Comment on y est accompagné.</summary>
    /// <example>Dans un atelier collectif|À distance|En autonomie|Accompagnement individuel</example>
    [Champ("Modalités d'accompagnement", Vocabulaire = "modalites_accompagnement", ListeEnTexte = true)]
    public string? ModalitesAccompagnement { get; init; }

    /// <summary>Page du lieu sur acceslibre.</summary>
    /// <example>https://acceslibre.beta.gouv.fr/app/29-lampaul-plouarzel/a/bibliotheque-mediatheque/erp/mediatheque-13/</example>
    [Champ("Fiche Accès libre")]
    public string? FicheAccesLibre { get; init; }

    /// <summary>Page de prise de rendez-vous en ligne.</summary>
    /// <example>https://www.rdv-solidarites.fr/</example>
    [Champ("Prise de rdv")]
    public string? PriseRdv { get; init; }
}
