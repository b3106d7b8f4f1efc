using Maillage.Api.Http;
using Maillage.Schema.Lieux;
using Maillage.Schema.MediationNumerique;

namespace Maillage.Api.Lieux;

/// <summary>The filters of the lists of lieux: one row each. They bear the name of their field.</summary>
internal static class LieuxParameters
{
    // The fields of which the values are counted: closed lists, and territories.
    private static readonly string[] Counted =
    [
        "types", "typologie", "niveau_accueil", "thematiques", "services", "publics_specifiquement_adresses", "prise_en_charge_specifique", "frais_a_charge",
        "modalites_acces", "modalites_accompagnement", "dispositif_programmes_nationaux", "formations_labels", "itinerance", "accessibilite_handicaps", "accessibilite_pmr",
        "equipements", "code_departement", "code_region", "code_epci", "source",
    ];

    private static readonly OutputFormat[] FormatsOfAttributions = [OutputFormat.Json, OutputFormat.Texte];

    private static readonly Parameter[] Filters =
    [
        FilterParameters.Words("Mots du nom, du type, de l'adresse ou de la commune, le dernier entier ou son début ; accents, casse, pluriels, sigles et une faute de frappe par mot sont compris.", "mairie digne"),
        FilterParameters.Exact("id", "Lieux, par leur identifiant.", "5b0d7c1e-3f57-5d0a-9c1b-0e6a2f4d8b93", value => Guid.TryParseExact(value, "D", out var id) ? id.ToString() : null),
        TerritoryParameters.CodeInsee,
        TerritoryParameters.CodePostal("Code postal."),
        TerritoryParameters.CodeEpci,
        TerritoryParameters.CodeDepartement,
        TerritoryParameters.CodeRegion,
        FilterParameters.Exact("siret", "SIRET, à quatorze chiffres.", "43493312300029", value => value.Length == 14 && value.All(char.IsAsciiDigit) ? value : null),
        FilterParameters.Closed("types", "Types de guichet (codes de service-public.fr et codes propres) ; msap et pole_emploi sont compris.", "mairie", "types"),
        FilterParameters.Closed("typologie", "Types de structure, de data·inclusion.", "RFS", "typologies"),
        FilterParameters.Exact("niveau_accueil", "Niveau dans le réseau d'accueil : 1, 2 ou 3.", "1", value => value is "1" or "2" or "3" ? value : null) with { Values = () => ["1", "2", "3"] },
        FilterParameters.Thematiques,
        FilterParameters.Closed("services", "Services de médiation numérique (standard national v1).", "Aide aux démarches administratives", "services"),
        Closed("publics_specifiquement_adresses", "Publics auxquels le lieu s'adresse en particulier.", "Jeunes"),
        Closed("prise_en_charge_specifique", "Besoins particuliers que le lieu sait accompagner.", "Surdité"),
        Closed("frais_a_charge", "Ce que coûtent les services.", "Gratuit"),
        Closed("modalites_acces", "Comment on accède aux services.", "Se présenter"),
        Closed("modalites_accompagnement", "Comment on y est accompagné.", "En autonomie"),
        Closed("dispositif_programmes_nationaux", "Programmes nationaux dont le lieu fait partie.", "France Services"),
        Closed("formations_labels", "Formations et labels.", "Fabriques de Territoire"),
        Closed("itinerance", "Lieu fixe ou itinérant.", "Itinérant"),
        FilterParameters.Exact("langues", "Langues parlées sur place : codes BCP 47, fsl pour la langue des signes française.", "fsl"),
        Closed("accessibilite_handicaps", "Handicaps pour lesquels une source déclare le lieu accessible.", "moteur"),
        Closed("accessibilite_pmr", "Accès des personnes à mobilité réduite.", "accessible"),
        Closed("equipements", "Équipements à la disposition du public.", "imprimante"),
        FilterParameters.Exact("source", "Sources dont une fiche décrit le lieu, par leur identifiant (/api/v1/sources).", "annuaire-04"),
        PlaceParameters.Bbox,
        PlaceParameters.Lat,
        PlaceParameters.Lon,
        PlaceParameters.Rayon,
        OpeningParameters.OuvertA,
        FilterParameters.ModifieDepuis,
        FilterParameters.ScoreMinimum,
    ];

    /// <summary>The list of lieux.</summary>
    public static ParameterTable Liste { get; } = ListeOf(CommonParameters.Champs<Lieu>());

    /// <summary>The same lieux, as the national standard writes them.</summary>
    public static ParameterTable MediationNumerique { get; } = ListeOf(CommonParameters.Champs<LieuMediationNumerique>());

    private static ParameterTable ListeOf(Parameter champs) => new(
    [
        .. Filters,
        CommonParameters.Tri,
        CommonParameters.Facettes(Counted),
        OpeningParameters.Calcul,
        champs,
        CommonParameters.Limite,
        CommonParameters.Curseur,
        CommonParameters.FormatDeListe,
    ])
    {
        Formats = OutputFormat.OfLists,
    };

    /// <summary>The sources of the same lieux.</summary>
    public static ParameterTable Attributions { get; } = new([.. Filters, CommonParameters.FormatAmong(FormatsOfAttributions)]) { Formats = FormatsOfAttributions };

    /// <summary>The parameters of a lieu found by the id of one of its records.</summary>
    public static ParameterTable ParIdentifiant { get; } = new(
    [
        Taken("source", "Identifiant de la source, comme /api/v1/sources les liste.", "annuaire-04"),
        Taken("id", "Identifiant de la fiche dans cette source ; chaque partie d'un identifiant composé de la cartographie nationale convient.", "mairie-04070-01"),
        CommonParameters.Champs<Lieu>(),
        CommonParameters.Format,
    ]);

    /// <summary>No parameter, and JSON only.</summary>
    public static ParameterTable Rapprochements { get; } = new([]) { Formats = [OutputFormat.Json] };

    /// <summary>The parameters of a single lieu.</summary>
    public static ParameterTable Un { get; } = new([CommonParameters.Champs<Lieu>(), OpeningParameters.Calcul, CommonParameters.Format]);

    private static Parameter Taken(string name, string description, string example) => new()
    {
        Name = name,
        Description = description,
        Example = example,
        Required = true,
        Take = (request, values) =>
        {
            request.Query = request.Query.With(name, values);
            return null;
        },
    };

    // The list of values bears the name of its field.
    private static Parameter Closed(string name, string description, string example) => FilterParameters.Closed(name, description, example, name);
}
