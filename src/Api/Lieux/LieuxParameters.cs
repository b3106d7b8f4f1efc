using Maillage.Api.Http;

namespace Maillage.Api.Lieux;

/// <summary>The filters of the lists of lieux: one row each. They bear the name of their field.</summary>
internal static class LieuxParameters
{
    public static ParameterTable Liste { get; } = new(
    [
        FilterParameters.Words("Mots du nom, de l'adresse ou de la commune, entiers ou leur début ; accents et casse indifférents.", "mairie digne"),
        FilterParameters.CodeInsee,
        FilterParameters.CodeEpci,
        FilterParameters.CodeDepartement,
        FilterParameters.Closed("types", "Types de guichet (codes de service-public.fr et codes propres) ; msap et pole_emploi sont compris.", "mairie", "types"),
        FilterParameters.Closed("services", "Services de médiation numérique (standard national v1).", "Aide aux démarches administratives", "services"),
        FilterParameters.Bbox,
        FilterParameters.Lat,
        FilterParameters.Lon,
        FilterParameters.Rayon,
        CommonParameters.Limite,
        CommonParameters.Curseur,
        CommonParameters.Format,
    ]);

    /// <summary>The parameters of a lieu found by the id of one of its records.</summary>
    public static ParameterTable ParIdentifiant { get; } = new(
    [
        Taken("source", "Identifiant de la source, comme /api/v1/sources les liste.", "annuaire-04"),
        Taken("id", "Identifiant de la fiche dans cette source ; chaque partie d'un identifiant composé de la cartographie nationale convient.", "mairie-04070-01"),
        CommonParameters.Format,
    ]);

    /// <summary>No parameter, and JSON only.</summary>
    public static ParameterTable Rapprochements { get; } = new([]) { Formats = [OutputFormat.Json] };

    /// <summary>The parameters of a single lieu.</summary>
    public static ParameterTable Un { get; } = new([CommonParameters.Format]);

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
}
