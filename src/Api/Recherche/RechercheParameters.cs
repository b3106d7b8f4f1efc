using Maillage.Api.Http;

namespace Maillage.Api.Recherche;

/// <summary>The parameters of the completion.</summary>
internal static class RechercheParameters
{
    private const int Usual = 5;
    private const int Most = 20;

    public static ParameterTable Table { get; } = new(
    [
        FilterParameters.Words("Ce qui est tapé ; le dernier mot peut n'être que son début.", "mairie dign") with { Required = true },
        PlaceParameters.Lat with { Description = "Latitude de qui cherche, avec lon : les lieux et services à moins de 50 km d'abord." },
        PlaceParameters.Lon with { Description = "Longitude de qui cherche, avec lat." },
        CommonParameters.LimiteOf(Usual, Most) with { Description = "Nombre de réponses de chaque sorte, de 1 à 20 ; 5 si rien n'est dit." },
    ])
    {
        Formats = [OutputFormat.Json],
        Limite = Usual,
    };
}
