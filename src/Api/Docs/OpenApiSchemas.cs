using System.Text.Json.Nodes;
using Maillage.Api.Changements;
using Maillage.Api.Demarches;
using Maillage.Api.Http;
using Maillage.Api.Rapprochements;
using Maillage.Api.Recherche;
using Maillage.Schema.Publication;
using Microsoft.AspNetCore.Mvc.ApiExplorer;
using Microsoft.OpenApi;
using Microsoft.OpenApi.Reader;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace Maillage.Api.Docs;

/// <summary>The schemas of the description: those of the datasets are the published JSON Schemas themselves (OpenAPI 3.1 speaks JSON Schema 2020-12).</summary>
internal sealed class OpenApiSchemas : IDocumentFilter
{
    public const string Problem = "Probleme";

    // In the order of who begins: what is looked for first comes first.
    private static readonly (string Name, string Description)[] Tags =
    [
        ("Lieux", "Où l'on est aidé : les lieux, en liste ou un à un, et pourquoi des fiches y ont été réunies."),
        ("Recherche", "Ce qui complète ce que l'on tape."),
        ("Médiation numérique", "Les mêmes lieux, au standard national « lieux de médiation numérique »."),
        ("Services", "Ce que les structures proposent, au schéma data·inclusion."),
        ("Démarches", "Les fiches de « Vos droits et démarches », et leurs guichets."),
        ("Territoires", "Communes, intercommunalités, départements, régions, et ce qu'on y trouve."),
        ("Exports", "Tout, en fichiers."),
        ("Changements", "De quoi tenir une copie à jour."),
        ("Sources", "D'où viennent les données, sous quelle licence, et ce qu'il faut écrire à côté."),
        ("Validation", "Vérifier un fichier avant de le publier."),
        ("Santé", "Pour ce qui surveille le service."),
    ];

    /// <summary>Name of a record in the description: <c>lieu</c> → <c>Lieu</c>.</summary>
    public static string NameOf(JeuDeDonnees jeu) =>
        string.Concat(jeu.Nom.Split('-').Select(word => char.ToUpperInvariant(word[0]) + word[1..]));

    public static string ListNameOf(JeuDeDonnees jeu) => "Liste" + NameOf(jeu);

    /// <summary>What a dataset is answered as.</summary>
    public static IOpenApiSchema Of(JeuDeDonnees jeu, OutputFormat format, bool isList, OpenApiDocument document) =>
        format == OutputFormat.Json ? new OpenApiSchemaReference(isList ? ListNameOf(jeu) : NameOf(jeu), document)
        : format == OutputFormat.GeoJson ? new OpenApiSchemaReference(isList ? CollectionNameOf(jeu) : FeatureNameOf(jeu), document)
        : format == OutputFormat.Ndjson ? new OpenApiSchema { Type = JsonSchemaType.String, Description = $"Une fiche par ligne, décrite par /{jeu.Dossier}/json-schema.json." }
        : new OpenApiSchema { Type = JsonSchemaType.String, Description = $"CSV décrit par /{jeu.Dossier}/table-schema.json." };

    public void Apply(OpenApiDocument swaggerDoc, DocumentFilterContext context)
    {
        swaggerDoc.Tags = new HashSet<OpenApiTag>(Tags.Select(tag => new OpenApiTag { Name = tag.Name, Description = tag.Description }));
        swaggerDoc.Components ??= new OpenApiComponents();
        swaggerDoc.Components.Headers = OpenApiHeaders.Components;
        Problems(swaggerDoc, context.ApiDescriptions);
        var schemas = swaggerDoc.Components.Schemas ??= new Dictionary<string, IOpenApiSchema>();
        foreach (var jeu in JeuDeDonnees.Tous)
        {
            var record = SchemaJson.Of(jeu);
            record.Remove("$schema");
            record.Remove("$id");
            schemas[NameOf(jeu)] = Parse(record, swaggerDoc);
            schemas[ListNameOf(jeu)] = Parse(List(jeu), swaggerDoc);
            if (record["properties"]?["latitude"] is not null)
            {
                schemas[FeatureNameOf(jeu)] = Parse(Feature(jeu), swaggerDoc);
                schemas[CollectionNameOf(jeu)] = Parse(Collection(jeu), swaggerDoc);
            }
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

    // Many operations fail alike: each answer is written once.
    private static void Problems(OpenApiDocument document, IEnumerable<ApiDescription> operations)
    {
        var groups = operations.SelectMany(operation => OpenApiOperations.ProblemsOf(operation.ActionDescriptor.EndpointMetadata)).DistinctBy(ProblemNameOf).ToList();
        document.Components?.Examples = groups.SelectMany(some => some).Distinct().OrderBy(problem => problem.Code, StringComparer.Ordinal).ToDictionary(
            problem => problem.Code, IOpenApiExample (problem) => new OpenApiExample { Summary = problem.Titre.Fr, Value = Examples.ProblemOf(problem) });
        document.Components?.Responses = groups.OrderBy(ProblemNameOf, StringComparer.Ordinal).ToDictionary(ProblemNameOf, IOpenApiResponse (some) => new OpenApiResponse
        {
            Description = string.Join(" ; ", some.Select(problem => problem.Titre.Fr)) + ".",
            Headers = OpenApiHeaders.Of(document, some.Contains(ProblemTypes.PlageImpossible) ? [.. OpenApiHeaders.OfProblem, "Content-Range"] : OpenApiHeaders.OfProblem, OpenApiHeaders.OfAll),
            Content = new Dictionary<string, IOpenApiMediaType>
            {
                [Http.Problem.ContentType] = new OpenApiMediaType
                {
                    Schema = new OpenApiSchemaReference(Problem, document),
                    Examples = some.ToDictionary(problem => problem.Code, IOpenApiExample (problem) => new OpenApiExampleReference(problem.Code, document)),
                },
            },
        });
    }

    /// <summary>Name of the answer that is one of these problems, which have the same status.</summary>
    public static string ProblemNameOf(IEnumerable<ProblemType> problems) => string.Join('.', problems.Select(problem => problem.Code).Order(StringComparer.Ordinal));

    private static string FeatureNameOf(JeuDeDonnees jeu) => NameOf(jeu) + "GeoJson";

    private static string CollectionNameOf(JeuDeDonnees jeu) => ListNameOf(jeu) + "GeoJson";

    private static OpenApiSchema Parse(JsonObject schema, OpenApiDocument document) =>
        OpenApiModelFactory.Parse<OpenApiSchema>(schema.ToJsonString(), OpenApiSpecVersion.OpenApi3_1, document, out _, "json")
        ?? throw new InvalidOperationException("A schema of ours is no OpenAPI schema.");

    private static JsonObject List(JeuDeDonnees jeu) => Page(jeu, "donnees", NameOf(jeu));

    private static JsonObject Collection(JeuDeDonnees jeu)
    {
        var page = Page(jeu, "features", FeatureNameOf(jeu));
        page["required"]?.AsArray().Insert(0, "type");
        page["properties"]?.AsObject().Insert(0, "type", new JsonObject { ["type"] = "string", ["const"] = "FeatureCollection" });
        return page;
    }

    // The place is the geometry, and nowhere else.
    private static JsonObject Feature(JeuDeDonnees jeu)
    {
        var record = SchemaJson.Of(jeu);
        var properties = record["properties"]?.DeepClone().AsObject() ?? [];
        properties.Remove("latitude");
        properties.Remove("longitude");
        return new JsonObject
        {
            ["type"] = "object",
            ["description"] = $"Un objet géographique (RFC 7946) : {jeu.Titre}.",
            ["required"] = new JsonArray("type", "id", "geometry", "properties"),
            ["properties"] = new JsonObject
            {
                ["type"] = new JsonObject { ["type"] = "string", ["const"] = "Feature" },
                ["id"] = new JsonObject { ["type"] = "string", ["description"] = "Le champ « id »." },
                ["geometry"] = new JsonObject
                {
                    ["description"] = "Le point, WGS 84 ; null quand il n'est pas connu.",
                    ["anyOf"] = new JsonArray(
                        new JsonObject
                        {
                            ["type"] = "object",
                            ["required"] = new JsonArray("type", "coordinates"),
                            ["properties"] = new JsonObject
                            {
                                ["type"] = new JsonObject { ["type"] = "string", ["const"] = "Point" },
                                ["coordinates"] = new JsonObject
                                {
                                    ["type"] = "array",
                                    ["description"] = "Longitude, latitude.",
                                    ["minItems"] = 2,
                                    ["maxItems"] = 2,
                                    ["items"] = new JsonObject { ["type"] = "number" },
                                },
                            },
                        },
                        new JsonObject { ["type"] = "null" }),
                },
                ["properties"] = new JsonObject { ["type"] = "object", ["description"] = "Les autres champs.", ["properties"] = properties },
            },
        };
    }

    private static JsonObject Page(JeuDeDonnees jeu, string member, string item) => new()
    {
        ["type"] = "object",
        ["description"] = $"Une page : {jeu.Titre}.",
        ["required"] = new JsonArray("version", "total", member, "suivant"),
        ["properties"] = new JsonObject
        {
            ["version"] = new JsonObject { ["type"] = "string", ["description"] = "Version du catalogue dont vient toute la liste." },
            ["total"] = new JsonObject { ["type"] = "integer", ["description"] = "Nombre de résultats, toutes pages comprises." },
            [member] = new JsonObject
            {
                ["type"] = "array",
                ["description"] = "Les résultats de la page, ou ce que « champs » en demande. « calcul » s'y ajoute : « distance » (mètres) quand lat et lon sont donnés, « ouvert » et « prochaine_ouverture » quand « calcul » les demande.",
                ["items"] = new JsonObject { ["$ref"] = $"#/components/schemas/{item}" },
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
