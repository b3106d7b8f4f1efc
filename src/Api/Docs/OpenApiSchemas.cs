using System.Text.Json.Nodes;
using Maillage.Api.Changements;
using Maillage.Api.Demarches;
using Maillage.Api.Rapprochements;
using Maillage.Api.Recherche;
using Maillage.Schema.Publication;
using Microsoft.OpenApi;
using Microsoft.OpenApi.Reader;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace Maillage.Api.Docs;

/// <summary>The schemas of the description: those of the datasets are the published JSON Schemas themselves (OpenAPI 3.1 speaks JSON Schema 2020-12).</summary>
internal sealed class OpenApiSchemas : IDocumentFilter
{
    public const string Problem = "Probleme";

    /// <summary>Name of a record in the description: <c>lieu</c> → <c>Lieu</c>.</summary>
    public static string NameOf(JeuDeDonnees jeu) =>
        string.Concat(jeu.Nom.Split('-').Select(word => char.ToUpperInvariant(word[0]) + word[1..]));

    public static string ListNameOf(JeuDeDonnees jeu) => "Liste" + NameOf(jeu);

    public void Apply(OpenApiDocument swaggerDoc, DocumentFilterContext context)
    {
        swaggerDoc.Components ??= new OpenApiComponents();
        var schemas = swaggerDoc.Components.Schemas ??= new Dictionary<string, IOpenApiSchema>();
        foreach (var jeu in JeuDeDonnees.Tous)
        {
            var record = SchemaJson.Of(jeu);
            record.Remove("$schema");
            record.Remove("$id");
            schemas[NameOf(jeu)] = Parse(record, swaggerDoc);
            schemas[ListNameOf(jeu)] = Parse(List(jeu), swaggerDoc);
        }

        foreach (var (name, schema) in OwnSchemas.All)
        {
            schemas[name] = Parse(schema(), swaggerDoc);
        }

        schemas[GuichetsSchema.Name] = Parse(GuichetsSchema.Schema(), swaggerDoc);
        schemas[ChangementsSchema.Name] = Parse(ChangementsSchema.Schema(), swaggerDoc);
        schemas[RechercheSchema.Name] = Parse(RechercheSchema.Schema(), swaggerDoc);
        schemas[RapprochementsSchema.Name] = Parse(RapprochementsSchema.Schema(), swaggerDoc);
        schemas[Problem] = Parse(ProblemSchema(), swaggerDoc);
    }

    private static OpenApiSchema Parse(JsonObject schema, OpenApiDocument document) =>
        OpenApiModelFactory.Parse<OpenApiSchema>(schema.ToJsonString(), OpenApiSpecVersion.OpenApi3_1, document, out _, "json")
        ?? throw new InvalidOperationException("A schema of ours is no OpenAPI schema.");

    private static JsonObject List(JeuDeDonnees jeu) => new()
    {
        ["type"] = "object",
        ["description"] = $"Une page : {jeu.Titre}.",
        ["required"] = new JsonArray("version", "total", "donnees", "suivant"),
        ["properties"] = new JsonObject
        {
            ["version"] = new JsonObject { ["type"] = "string", ["description"] = "Version du catalogue dont vient toute la liste." },
            ["total"] = new JsonObject { ["type"] = "integer", ["description"] = "Nombre de résultats, toutes pages comprises." },
            ["donnees"] = new JsonObject
            {
                ["type"] = "array",
                ["description"] = "Les résultats de la page. « calcul » s'y ajoute : « distance » (mètres) quand lat et lon sont donnés, « ouvert » et « prochaine_ouverture » quand « calcul » les demande.",
                ["items"] = new JsonObject { ["$ref"] = $"#/components/schemas/{NameOf(jeu)}" },
            },
            ["suivant"] = new JsonObject { ["type"] = new JsonArray("string", "null"), ["format"] = "uri", ["description"] = "Adresse de la page suivante ; null à la fin." },
            ["facettes"] = new JsonObject
            {
                ["type"] = "object",
                ["description"] = "Quand « facettes » le demande : pour chaque champ, combien de résultats ont chaque valeur, toutes pages comprises ; les plus fréquentes d'abord.",
                ["additionalProperties"] = new JsonObject
                {
                    ["type"] = "array",
                    ["items"] = new JsonObject
                    {
                        ["type"] = "object",
                        ["required"] = new JsonArray("valeur", "nombre"),
                        ["properties"] = new JsonObject { ["valeur"] = new JsonObject { ["type"] = "string" }, ["nombre"] = new JsonObject { ["type"] = "integer" } },
                    },
                },
            },
        },
    };

    private static JsonObject ProblemSchema() => new()
    {
        ["type"] = "object",
        ["description"] = "Problème (RFC 9457). « type » est stable ; le texte est en français, ou en anglais selon Accept-Language.",
        ["required"] = new JsonArray("type", "title", "status", "detail", "instance"),
        ["properties"] = new JsonObject
        {
            ["type"] = new JsonObject { ["type"] = "string", ["format"] = "uri-reference", ["examples"] = new JsonArray("/problemes/parametre-inconnu") },
            ["title"] = new JsonObject { ["type"] = "string" },
            ["status"] = new JsonObject { ["type"] = "integer" },
            ["detail"] = new JsonObject { ["type"] = "string" },
            ["instance"] = new JsonObject { ["type"] = "string", ["format"] = "uri-reference" },
            ["parametre"] = new JsonObject { ["type"] = "string", ["description"] = "Premier paramètre refusé." },
            ["propositions"] = new JsonObject { ["type"] = "array", ["items"] = new JsonObject { ["type"] = "string" } },
            ["erreurs"] = new JsonObject
            {
                ["type"] = "array",
                ["description"] = "Tous les paramètres refusés.",
                ["items"] = new JsonObject
                {
                    ["type"] = "object",
                    ["properties"] = new JsonObject
                    {
                        ["parametre"] = new JsonObject { ["type"] = "string" },
                        ["valeur"] = new JsonObject { ["type"] = new JsonArray("string", "null") },
                        ["detail"] = new JsonObject { ["type"] = "string" },
                        ["propositions"] = new JsonObject { ["type"] = "array", ["items"] = new JsonObject { ["type"] = "string" } },
                    },
                },
            },
        },
    };
}
