using System.Globalization;
using Maillage.Api.Feed;
using Maillage.Api.Http;
using Maillage.Api.Validation;
using Maillage.Catalogue;

namespace Maillage.Api.Accueil;

/// <summary>The home page: what is here, how much of it, from whom, and where to begin.</summary>
internal static class AccueilApi
{
    private static readonly CultureInfo French = CultureInfo.GetCultureInfo("fr-FR");

    private static readonly (Phrase For, (string Address, Phrase What)[] Ways)[] Uses =
    [
        (new("Chercher", "Look for"),
        [
            ("/api/v1/lieux?limite=5", new("Les lieux, en JSON", "The lieux, as JSON")),
            ("/api/v1/lieux.geojson?types=france_services", new("Les France services, en GeoJSON", "The France services, as GeoJSON")),
            ("/api/v1/lieux.csv?types=mairie", new("Les mairies, en CSV", "The town halls, as CSV")),
            ("/api/v1/lieux?ouvert_a=maintenant&calcul=prochaine_ouverture&limite=5", new("Ce qui est ouvert maintenant", "What is open now")),
            ("/api/v1/mediation-numerique.csv", new("La médiation numérique, au standard national", "Digital help, in the national standard")),
            ("/api/v1/territoires/communes/04070", new("Une commune et ce qu'on y trouve", "A commune and what it offers")),
            ("/api/v1/demarches?q=logement", new("Les démarches sur le logement", "Démarches about housing")),
            ("/api/v1/demarches/F20706/lieux?code_insee=04070", new("Où consulter gratuitement un avocat, de Digne-les-Bains", "Where to see a lawyer for free, from Digne-les-Bains")),
        ]),
        (new("Tout reprendre", "Take everything"),
        [
            ("/api/v1/exports", new("Les fichiers : JSON, GeoJSON, CSV, GeoPackage", "The files: JSON, GeoJSON, CSV, GeoPackage")),
            ("/api/v1/exports/lieux-departement-04.tableur.csv", new("Un département, pour un tableur", "A département, for a spreadsheet")),
            ("/api/v1/changements?depuis=0&limite=5", new("Ce qui change, pour qui tient une copie", "What changes, for who keeps a copy")),
            ("/api/v1/attributions.txt", new("Les mentions à afficher", "The mentions to display")),
        ]),
        (new("Comprendre et vérifier", "Understand and check"),
        [
            ("/docs", new("Documentation de l'API, à essayer sur place", "Documentation of the API, to try on the spot")),
            ("/openapi.yaml", new("Description OpenAPI", "OpenAPI description")),
            ("/schemas", new("Schémas des données : chaque champ et ses valeurs", "Schemas of the data: each field and its values")),
            (ValidationPage.Address, new("Vérifier un fichier de lieux, et le réparer", "Check a file of lieux, and repair it")),
            ("/problemes", new("Les refus, et que faire", "The refusals, and what to do")),
            ("/api/v1/sources", new("Les sources : licence, fraîcheur, anomalies", "The sources: licence, freshness, issues")),
        ]),
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
        var from = new Phrase("Sources", "Sources");
        return Html.Page(http, new Phrase("Maillage", "Maillage"), $"""
            {(feed.IsDemonstration ? $"<p class=\"avertissement\" role=\"note\">{Html.Encode(banner.In(http))}</p>" : "")}
            <p>{Html.Encode(purpose.In(http))}</p>
            {string.Concat(Uses.Select(use => $"<h2>{Html.Encode(use.For.In(http))}</h2><ul>{string.Concat(use.Ways.Select(way => $"<li><a href=\"{Html.Encode(way.Address)}\">{Html.Encode(way.What.In(http))}</a><br><code>{Html.Encode(way.Address)}</code></li>"))}</ul>"))}
            <h2>{from.In(http)}</h2>
            <ul>{string.Concat(feed.Sources.Select(source => $"<li><a href=\"/api/v1/sources/{Html.Encode(source.Id)}\">{Html.Encode(source.Nom)}</a> : {Html.Encode(source.Attribution)} ({Html.Encode(source.Licence)})</li>"))}</ul>
            """);
    }
}
