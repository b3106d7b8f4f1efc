using Maillage.Api.Http;
using Maillage.Catalogue;
using Maillage.Schema.Services;
using Maillage.Schema.Territoires;

namespace Maillage.Api.Services;

/// <summary>The filters of the list of services: one row each, named as data·inclusion names them.</summary>
internal static class ServicesParameters
{
    private static readonly string[] Counted =
        ["thematiques", "types", "frais", "publics", "modes_accueil", "code_departement", "code_region", "code_epci", "sources"];

    public static ParameterTable Liste { get; } = new(
    [
        FilterParameters.Words("Mots du nom du service, du nom de son lieu, de l'adresse ou de la commune, le dernier entier ou son début ; accents, casse, pluriels, sigles et une faute de frappe par mot sont compris.", "atelier"),
        TerritoryParameters.CodeInsee,
        TerritoryParameters.CodePostal("Code postal, de l'adresse du service, sinon de son lieu."),
        TerritoryParameters.CodeEpci,
        TerritoryParameters.CodeDepartement,
        TerritoryParameters.CodeRegion,
        Zone(),
        FilterParameters.Thematiques,
        FilterParameters.Closed("types", "Types de service.", "accompagnement", "types_services"),
        FilterParameters.Closed("frais", "Gratuit ou payant.", "gratuit", "frais"),
        FilterParameters.Closed("publics", "Publics visés. Un service pour tous a la valeur tous-publics, à demander avec les autres.", "seniors", "publics"),
        FilterParameters.Closed("modes_accueil", "En présence ou à distance.", "en-presentiel", "modes_accueil"),
        FilterParameters.Exact("id", "Services, par leur identifiant.", "dora--AidantsConnect:2024-47BXY"),
        FilterParameters.Exact("sources", "Producteurs d'origine, comme dora ou soliguide.", "dora"),
        FilterParameters.Exact("lieu_id", "Lieux où sont les services.", "5b0d7c1e-3f57-5d0a-9c1b-0e6a2f4d8b93"),
        FilterParameters.Exact("structure_id", "Structures qui proposent les services.", "dora--42"),
        PlaceParameters.Bbox,
        PlaceParameters.Lat,
        PlaceParameters.Lon,
        PlaceParameters.Rayon,
        OpeningParameters.OuvertA with
        {
            Description = "Services ouverts à coup sûr à ce moment d'après leurs propres horaires d'accueil, à la pendule de leur commune (2026-07-14T10:00), ou maintenant. Les horaires de leur lieu ne sont pas les leurs.",
        },
        OpeningParameters.Calcul,
        FilterParameters.ModifieDepuis,
        FilterParameters.ScoreMinimum,
        CommonParameters.Tri,
        CommonParameters.Facettes(Counted),
        CommonParameters.Champs<Service>(),
        CommonParameters.Limite,
        CommonParameters.Curseur,
        CommonParameters.FormatDeListe,
    ])
    {
        Formats = OutputFormat.OfLists,
    };

    /// <summary>The parameters of a single service.</summary>
    public static ParameterTable Un { get; } = new([OpeningParameters.Calcul, CommonParameters.Champs<Service>(), CommonParameters.Format]);

    // A service is for a commune when its zone holds the commune, or a territory around it; one that says nothing of its zone excludes nobody.
    private static Parameter Zone() => TerritoryParameters.Territory(
        "zone_eligibilite",
        "Services auxquels les habitants d'une commune, d'une intercommunalité ou d'un département peuvent prétendre : ceux dont la zone les contient, et ceux qui n'en donnent pas.",
        "04070",
        new("ce n'est pas un code de commune, d'intercommunalité ou de département", "this is no code of a commune, an intercommunalité or a département"),
        Around,
        value => MeantCommunes.Of(value).Select(commune => commune.Code));

    private static IReadOnlyList<string> Around(string code)
    {
        const string france = "france";
        IEnumerable<string?> territories =
            code == france ? [france]
            : Cog.Courant.ParCode(code)?.Commune is { } commune ? [commune.Code, .. commune.CodesAutour]
            : Cog.Courant.Epci(code) is { } epci ? [epci.Code, .. DepartementsOf(epci.Code)]
            : Cog.Courant.Departement(code) is { } departement ? [departement.Code]
            : [];
        return territories.OfType<string>().ToList() is { Count: > 0 } known ? [.. known, france, Snapshot.NoZone] : [];
    }

    // A département holds an intercommunalité when it holds all of its communes.
    private static IReadOnlyList<string> DepartementsOf(string epci) =>
        Cog.Courant.Communes.Where(commune => commune.CodeEpci == epci).Select(commune => commune.CodeDepartement).Distinct().ToList() is [var only] ? [only] : [];
}
