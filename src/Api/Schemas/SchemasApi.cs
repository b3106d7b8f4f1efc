using Maillage.Api.Accueil;
using Maillage.Api.Http;
using Maillage.Schema.Publication;

namespace Maillage.Api.Schemas;

/// <summary>The published schemas, at addresses that never change.</summary>
internal static class SchemasApi
{
    public static void MapSchemas(this IEndpointRouteBuilder app)
    {
        app.MapRead("/schemas", Index).ExcludeFromDescription();
        app.MapRead("/schemas/{**chemin}", File).ExcludeFromDescription();
    }

    private static IResult Index(HttpContext http) => Html.Page(
        http,
        new Phrase("Schémas", "Schemas"),
        $"<ul>{string.Concat(FichiersDeSchema.Tous.Keys.Select(path => $"<li><a href=\"/{path}\"><code>/{path}</code></a></li>"))}</ul>");

    private static IResult File(string chemin) => FichiersDeSchema.Tous.TryGetValue("schemas/" + chemin, out var text)
        ? TypedResults.Text(text, ContentType(chemin))
        : new Problem(ProblemTypes.AdresseInconnue, new Phrase(
            $"Il n'y a pas de schéma « {chemin} » ; /schemas les liste.", $"There is no schema “{chemin}”; /schemas lists them."));

    private static string ContentType(string path) => path switch
    {
        _ when path.EndsWith("json-schema.json", StringComparison.Ordinal) => "application/schema+json; charset=utf-8",
        _ when path.EndsWith(".json", StringComparison.Ordinal) => "application/json; charset=utf-8",
        _ => "text/csv; charset=utf-8; header=present",
    };
}
