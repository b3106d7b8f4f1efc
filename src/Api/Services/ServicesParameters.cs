using Maillage.Api.Http;
using Maillage.Catalogue;
using Maillage.Schema.Territoires;
using Maillage.Schema.Vocabulaires;

namespace Maillage.Api.Services;

/// <summary>The filters of the list of services: one row each, named as data·inclusion names them.</summary>
internal static class ServicesParameters
{
    private const string Theme = "--";

    public static ParameterTable Liste { get; } = new(
    [
        FilterParameters.Words("Mots du nom du service, du nom de son lieu, de l'adresse ou de la commune.", "atelier"),
        FilterParameters.CodeInsee,
        CodePostal(),
        FilterParameters.CodeEpci,
        FilterParameters.CodeDepartement,
        FilterParameters.CodeRegion,
        Zone(),
        Thematiques(),
        FilterParameters.Closed("types", "Types de service.", "accompagnement", "types_services"),
        FilterParameters.Closed("frais", "Gratuit ou payant.", "gratuit", "frais"),
        FilterParameters.Closed("publics", "Publics visés. Un service pour tous a la valeur tous-publics, à demander avec les autres.", "seniors", "publics"),
        FilterParameters.Closed("modes_accueil", "En présence ou à distance.", "en-presentiel", "modes_accueil"),
        Exact("id", "Services, par leur identifiant.", "dora--AidantsConnect:2024-47BXY"),
        Exact("sources", "Producteurs d'origine, comme dora ou soliguide.", "dora"),
        Exact("lieu_id", "Lieux où sont les services.", "5b0d7c1e-3f57-5d0a-9c1b-0e6a2f4d8b93"),
        Exact("structure_id", "Structures qui proposent les services.", "dora--42"),
        FilterParameters.Bbox,
        FilterParameters.Lat,
        FilterParameters.Lon,
        FilterParameters.Rayon,
        CommonParameters.Limite,
        CommonParameters.Curseur,
        CommonParameters.Format,
    ]);

    /// <summary>The parameters of a single service.</summary>
    public static ParameterTable Un { get; } = new([CommonParameters.Format]);

    // A service is for a commune when its zone holds the commune, or a territory around it; one that says nothing of its zone excludes nobody.
    private static Parameter Zone() => FilterParameters.Territory(
        "zone_eligibilite",
        "Services auxquels les habitants d'une commune, d'une intercommunalité ou d'un département peuvent prétendre : ceux dont la zone les contient, et ceux qui n'en donnent pas.",
        "04070",
        new("ce n'est pas un code de commune, d'intercommunalité ou de département", "this is no code of a commune, an intercommunalité or a département"),
        Around,
        value => Cog.Courant.Communes.Where(commune => FilterParameters.NameOrPostal(commune, value)).Select(commune => commune.Code));

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

    private static Parameter Thematiques() => new()
    {
        Name = "thematiques",
        Description = "Thématiques de data·inclusion ; le début avant « -- » les demande toutes : numerique.",
        Example = "numerique",
        Multiple = true,
        Values = () => Vocabulaires.Trouver("thematiques").Termes.Select(terme => terme.Valeur).SelectMany(value => (string[])[value.Split(Theme)[0], value]).Distinct().Order(StringComparer.Ordinal),
        Take = (request, values) =>
        {
            var list = Vocabulaires.Trouver("thematiques");
            var themes = list.Termes.Select(terme => terme.Valeur.Split(Theme)[0]).ToHashSet();
            foreach (var value in values.Where(value => !themes.Contains(value) && list.Reconnaitre(value) is null))
            {
                return ParameterReader.Wrong(
                    "thematiques", value, new("cette thématique n'est pas dans la liste", "this thématique is not in the list"),
                    [Suggestion.PlusProche(value, [.. themes, .. list.Termes.Select(terme => terme.Valeur)])], "numerique");
            }

            request.Query = request.Query.With("thematiques", values.Select(value => themes.Contains(value) ? value : list.Reconnaitre(value)).OfType<string>().Distinct());
            return null;
        },
    };

    private static Parameter CodePostal() => FilterParameters.Territory(
        "code_postal", "Code postal, de l'adresse du service, sinon de son lieu.", "04000",
        new("ce n'est pas un code postal", "this is no postal code"),
        code => code.Length == 5 && Cog.Courant.ParCodePostal(code).Count > 0 ? [code] : [],
        value => Cog.Courant.Communes.Where(commune => FilterParameters.NameOrPostal(commune, value)).SelectMany(commune => commune.CodesPostaux));

    // Open lists: a value that nothing has finds nothing.
    private static Parameter Exact(string name, string description, string example) => new()
    {
        Name = name,
        Description = description,
        Example = example,
        Multiple = true,
        Take = (request, values) =>
        {
            request.Query = request.Query.With(name, values);
            return null;
        },
    };
}
