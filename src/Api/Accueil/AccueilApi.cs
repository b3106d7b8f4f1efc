using System.Globalization;
using Maillage.Api.Feed;
using Maillage.Api.Http;
using Maillage.Catalogue;

namespace Maillage.Api.Accueil;

/// <summary>The home page: what is here, how much of it, from whom, and where to begin.</summary>
internal static class AccueilApi
{
    private static readonly CultureInfo French = CultureInfo.GetCultureInfo("fr-FR");

    private static readonly (string Address, Phrase What)[] Ways =
    [
        ("/docs", new("Documentation de l'API, à essayer sur place", "Documentation of the API, to try on the spot")),
        ("/api/v1/lieux?limite=5", new("Les lieux, en JSON", "The lieux, as JSON")),
        ("/api/v1/lieux.geojson?types=france_services", new("Les France services, en GeoJSON", "The France services, as GeoJSON")),
        ("/api/v1/lieux.csv?types=mairie", new("Les mairies, en CSV", "The town halls, as CSV")),
        ("/api/v1/mediation-numerique.csv", new("La médiation numérique, au standard national", "Digital help, in the national standard")),
        ("/api/v1/demarches?q=logement", new("Les démarches sur le logement", "Démarches about housing")),
        ("/api/v1/demarches/F20706/lieux?code_insee=04070", new("Où consulter gratuitement un avocat, de Digne-les-Bains", "Where to see a lawyer for free, from Digne-les-Bains")),
        ("/api/v1/sources", new("Les sources : licence, fraîcheur, anomalies", "The sources: licence, freshness, issues")),
        ("/openapi.yaml", new("Description OpenAPI", "OpenAPI description")),
        ("/schemas", new("Schémas des données", "Schemas of the data")),
    ];

    public static void MapAccueil(this IEndpointRouteBuilder app) => app.MapRead("/", Home).ExcludeFromDescription();

    private static IResult Home(HttpContext http, Versions versions, FeedState feed)
    {
        var english = Phrase.PrefersEnglish(http.Request);
        var count = (versions.Current?.Lieux.Count ?? 0).ToString("N0", english ? CultureInfo.InvariantCulture : French);
        var banner = new Phrase(
            "Données de démonstration : un extrait réel et daté des Alpes-de-Haute-Provence (2017 à 2023). Ne les publiez pas comme des données à jour.",
            "Demonstration data: a real, dated extract of the Alpes-de-Haute-Provence (2017 to 2023). Do not publish it as current data.");
        var purpose = new Phrase(
            $"Les lieux où l'on est aidé dans ses démarches et ses usages numériques : {count} lieux, en données ouvertes.",
            $"The places where people in France get help with public services and the digital world: {count} lieux, as open data.");
        var begin = new Phrase("Par où commencer", "Where to begin");
        var from = new Phrase("Sources", "Sources");
        return Html.Page(http, new Phrase("Maillage", "Maillage"), $"""
            {(feed.IsDemonstration ? $"<p class=\"avertissement\" role=\"note\">{Html.Encode(banner.In(http))}</p>" : "")}
            <p>{Html.Encode(purpose.In(http))}</p>
            <h2>{begin.In(http)}</h2>
            <ul>{string.Concat(Ways.Select(way => $"<li><a href=\"{Html.Encode(way.Address)}\">{Html.Encode(way.What.In(http))}</a><br><code>{Html.Encode(way.Address)}</code></li>"))}</ul>
            <h2>{from.In(http)}</h2>
            <ul>{string.Concat(feed.Sources.Select(source => $"<li><a href=\"/api/v1/sources/{Html.Encode(source.Id)}\">{Html.Encode(source.Nom)}</a> : {Html.Encode(source.Attribution)} ({Html.Encode(source.Licence)})</li>"))}</ul>
            """);
    }
}
