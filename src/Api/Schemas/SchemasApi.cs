using System.Collections.Frozen;
using Maillage.Api.Accueil;
using Maillage.Api.Http;
using Maillage.Schema.Publication;

namespace Maillage.Api.Schemas;

/// <summary>The published schemas, at addresses that never change.</summary>
internal static class SchemasApi
{
    // A version that is out never changes; a day is enough to spare the network.
    private const string Kept = "public, max-age=86400";

    private static readonly Lazy<FrozenDictionary<string, FixedText>> files = new(() => FichiersDeSchema.Tous.ToFrozenDictionary(file => file.Key, file => new FixedText(file.Value, ContentType(file.Key), Kept)));

    public static void MapSchemas(this IEndpointRouteBuilder app)
    {
        app.MapRead("/schemas", Index).ExcludeFromDescription();
        app.MapRead("/schemas/{nom}/{version}/", One).ExcludeFromDescription();
        app.MapRead("/schemas/{**chemin}", File).ExcludeFromDescription();
    }

    private static IResult Index(HttpContext http) => Html.Page(
        http,
        new Phrase("Schémas", "Schemas"),
        string.Concat(JeuDeDonnees.Tous.Select(jeu => $"<h2><a href=\"/{jeu.Dossier}/\">{Html.Encode(jeu.Titre)}</a></h2><p>{Html.Encode(jeu.Description)}</p><ul>{string.Concat(FilesOf(jeu))}</ul>")));

    private static IResult One(HttpContext http, string nom, string version) => JeuDeDonnees.Tous.FirstOrDefault(jeu => jeu.Nom == nom && jeu.Version == version) is { } jeu
        ? Html.Page(http, new Phrase(jeu.Titre, jeu.Titre), SchemaPage.Body(jeu))
        : Unknown($"{nom}/{version}");

    private static IEnumerable<string> FilesOf(JeuDeDonnees jeu) => FichiersDeSchema.Tous.Keys
        .Where(path => path.StartsWith(jeu.Dossier + "/", StringComparison.Ordinal))
        .Select(path => $"<li><a href=\"/{path}\"><code>/{path}</code></a></li>");

    private static IResult File(string chemin) => files.Value.TryGetValue("schemas/" + chemin, out var file) ? file : Unknown(chemin);

    private static Problem Unknown(string path) => new(ProblemTypes.AdresseInconnue, new Phrase(
        $"Il n'y a pas de schéma « {path} » ; /schemas les liste.", $"There is no schema “{path}”; /schemas lists them."));

    private static string ContentType(string path) => path switch
    {
        _ when path.EndsWith("json-schema.json", StringComparison.Ordinal) => "application/schema+json; charset=utf-8",
        _ when path.EndsWith(".json", StringComparison.Ordinal) => "application/json; charset=utf-8",
        _ when path.EndsWith(".md", StringComparison.Ordinal) => "text/markdown; charset=utf-8",
        _ => "text/csv; charset=utf-8; header=present",
    };
}
