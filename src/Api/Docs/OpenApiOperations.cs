using System.Text.Json.Nodes;
using Maillage.Api.Http;
using Maillage.Schema.Publication;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace Maillage.Api.Docs;

/// <summary>Describes each operation from its metadata: the parameter table that reads it, the dataset that it answers with.</summary>
internal sealed class OpenApiOperations : IOperationFilter
{
    private static readonly string[] FileTypes = ["application/octet-stream", "text/csv", "application/json", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"];

    private static readonly (int Status, string Description)[] ProblemsOfFiles =
    [
        (400, "Paramètre inconnu ou valeur invalide, ou aucun fichier."),
        (413, "Le fichier est trop gros."),
        (422, "Rien du fichier ne peut être réparé sans une personne."),
        (503, "D'autres fichiers sont en cours de vérification ; voir Retry-After."),
    ];

    private static readonly (int Status, string Description)[] Problems =
    [
        (400, "Paramètre inconnu ou valeur invalide : le problème le nomme et propose la valeur la plus proche."),
        (410, "La suite de la liste, ou le lieu, n'est plus disponible."),
        (503, "Le service démarre ou rattrape son retard ; voir Retry-After."),
    ];

    public void Apply(OpenApiOperation operation, OperationFilterContext context)
    {
        var metadata = context.ApiDescription.ActionDescriptor.EndpointMetadata;
        foreach (var row in metadata.OfType<ParameterTable>().SelectMany(table => table.Rows))
        {
            operation.Parameters ??= [];
            operation.Parameters.Add(Describe(row));
        }

        var formats = metadata.OfType<ParameterTable>().FirstOrDefault()?.Formats ?? OutputFormat.OfOne;
        if (metadata.OfType<ListOf>().FirstOrDefault() is { } list)
        {
            Answer(operation, context.Document, list.Jeu, OpenApiSchemas.ListNameOf(list.Jeu), formats);
        }

        if (metadata.OfType<OneOf>().FirstOrDefault() is { } one)
        {
            Answer(operation, context.Document, one.Jeu, OpenApiSchemas.NameOf(one.Jeu), formats);
            Add(operation, context.Document, 404, "Identifiant inconnu.");
        }

        if (metadata.OfType<JsonOf>().FirstOrDefault() is { } json)
        {
            Answer(operation, context.Document, json);
        }

        if (metadata.OfType<ReportOn>().FirstOrDefault() is { } report)
        {
            Answer(operation, context.Document, report);
        }

        if (metadata.OfType<TakesFile>().Any())
        {
            operation.RequestBody = new OpenApiRequestBody
            {
                Description = "Le fichier.",
                Required = true,
                Content = FileTypes.ToDictionary(type => type, IOpenApiMediaType (_) => new OpenApiMediaType { Schema = new OpenApiSchema { Type = JsonSchemaType.String, Format = "binary" } }),
            };
        }

        if (metadata.OfType<MayBeLost>().FirstOrDefault() is { } lost)
        {
            Add(operation, context.Document, 410, lost.Description);
        }

        if (metadata.OfType<MayMove>().FirstOrDefault() is { } move)
        {
            operation.Responses ??= [];
            operation.Responses["308"] = new OpenApiResponse
            {
                Description = move.Description,
                Headers = new Dictionary<string, IOpenApiHeader> { ["Location"] = Header("Adresse à lire.") },
            };
        }
    }

    private static OpenApiParameter Describe(Parameter row)
    {
        var schema = new OpenApiSchema { Type = TypeOf(row.Type) };
        if (row.Values is { } values)
        {
            schema.Enum = [.. values().Select(value => (JsonNode)JsonValue.Create(value))];
        }

        return new OpenApiParameter
        {
            Name = row.Name,
            In = ParameterLocation.Query,
            Description = row.Aliases.Count == 0 ? row.Description : $"{row.Description} Autre nom : {string.Join(", ", row.Aliases)}.",
            Schema = row.Multiple ? new OpenApiSchema { Type = JsonSchemaType.Array, Items = schema } : schema,
            Style = row.Multiple ? ParameterStyle.Form : null,
            Explode = true,
            Required = row.Required,
            Examples = new Dictionary<string, IOpenApiExample>
            {
                ["exemple"] = new OpenApiExample { Value = row.Multiple ? new JsonArray(row.Example) : Example(row) },
            },
        };
    }

    private static JsonNode Example(Parameter row) =>
        row.Type == "string" ? JsonValue.Create(row.Example) : JsonNode.Parse(row.Example) ?? row.Example;

    private static JsonSchemaType TypeOf(string type) => type switch
    {
        "integer" => JsonSchemaType.Integer,
        "number" => JsonSchemaType.Number,
        _ => JsonSchemaType.String,
    };

    private static void Answer(OpenApiOperation operation, OpenApiDocument document, JeuDeDonnees jeu, string json, IReadOnlyList<OutputFormat> formats)
    {
        Answer(operation, document, Problems, new OpenApiResponse
        {
            Description = jeu.Titre,
            Headers = new Dictionary<string, IOpenApiHeader>
            {
                ["Maillage-Version"] = Header("Version du catalogue."),
                ["Maillage-Total"] = Header("Nombre de résultats, toutes pages comprises (listes)."),
                ["Link"] = Header("Page suivante (next), schéma (describedby), licence (license)."),
            },
            Content = formats.ToDictionary(format => format.MediaType, format => (IOpenApiMediaType)new OpenApiMediaType { Schema = SchemaOf(format, document, jeu, json) }),
        });
    }

    private static IOpenApiSchema SchemaOf(OutputFormat format, OpenApiDocument document, JeuDeDonnees jeu, string json) =>
        format == OutputFormat.GeoJson ? new OpenApiSchema { Type = JsonSchemaType.Object, Description = "GeoJSON (RFC 7946)." }
        : format == OutputFormat.Csv ? new OpenApiSchema { Type = JsonSchemaType.String, Description = $"CSV décrit par /{jeu.Dossier}/table-schema.json." }
        : new OpenApiSchemaReference(json, document);

    private static void Answer(OpenApiOperation operation, OpenApiDocument document, JsonOf json)
    {
        Answer(operation, document, Problems.Where(problem => problem.Status != StatusCodes.Status410Gone), new OpenApiResponse
        {
            Description = json.Title,
            Headers = new Dictionary<string, IOpenApiHeader> { ["Maillage-Version"] = Header("Version du catalogue.") },
            Content = json.Formats.ToDictionary(format => format.MediaType, format => (IOpenApiMediaType)(format == OutputFormat.Json
                ? new OpenApiMediaType
                {
                    Schema = new OpenApiSchemaReference(json.Schema, document),
                    Examples = new Dictionary<string, IOpenApiExample>
                    {
                        ["exemple"] = new OpenApiExample { Summary = "Le territoire d'exemple", Value = json.Example() },
                    },
                }
                : new OpenApiMediaType { Schema = new OpenApiSchema { Type = JsonSchemaType.String, Description = "Un objet JSON par ligne." } })),
        });
        if (json.IsOne)
        {
            Add(operation, document, 404, "Identifiant inconnu : le problème propose le plus proche.");
        }
    }

    private static void Answer(OpenApiOperation operation, OpenApiDocument document, ReportOn report)
    {
        Answer(operation, document, ProblemsOfFiles, new OpenApiResponse
        {
            Description = "Le rapport, ou le fichier réparé.",
            Headers = new Dictionary<string, IOpenApiHeader>
            {
                ["Maillage-Valide"] = Header("« oui » quand toutes les lignes sont publiables telles quelles."),
                ["Maillage-Lignes"] = Header("Nombre de lignes lues."),
                ["Maillage-Lignes-A-Corriger"] = Header("Nombre de lignes qu'une personne doit corriger."),
                ["Maillage-Reparations"] = Header("Nombre de valeurs réparées."),
            },
            Content = report.Formats.ToDictionary(format => format.MediaType, format => (IOpenApiMediaType)new OpenApiMediaType
            {
                Schema = new OpenApiSchema { Type = format == OutputFormat.Json ? JsonSchemaType.Object : JsonSchemaType.String },
            }),
        });
        operation.Responses?.Remove("304");
    }

    private static void Answer(
        OpenApiOperation operation, OpenApiDocument document, IEnumerable<(int Status, string Description)> problems, OpenApiResponse success)
    {
        operation.Responses = new OpenApiResponses
        {
            ["200"] = success,
            ["304"] = new OpenApiResponse { Description = "Rien n'a changé depuis la réponse que désigne If-None-Match." },
        };
        foreach (var (status, description) in problems)
        {
            Add(operation, document, status, description);
        }
    }

    private static void Add(OpenApiOperation operation, OpenApiDocument document, int status, string description)
    {
        operation.Responses ??= [];
        operation.Responses[status.ToString(System.Globalization.CultureInfo.InvariantCulture)] = new OpenApiResponse
        {
            Description = description,
            Content = new Dictionary<string, IOpenApiMediaType>
            {
                [Http.Problem.ContentType] = new OpenApiMediaType { Schema = new OpenApiSchemaReference(OpenApiSchemas.Problem, document) },
            },
        };
    }

    private static OpenApiHeader Header(string description) => new()
    {
        Description = description,
        Schema = new OpenApiSchema { Type = JsonSchemaType.String },
    };
}
