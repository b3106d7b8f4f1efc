using System.Globalization;
using System.Text.Json.Nodes;
using Maillage.Api.Http;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace Maillage.Api.Docs;

/// <summary>Describes each operation from its metadata: the parameter table that reads it, what it answers with, how it may fail.</summary>
internal sealed class OpenApiOperations : IOperationFilter
{
    private static readonly string[] FileTypes = ["application/octet-stream", "text/csv", "application/json", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"];

    public void Apply(OpenApiOperation operation, OperationFilterContext context)
    {
        var metadata = context.ApiDescription.ActionDescriptor.EndpointMetadata;
        var table = metadata.OfType<ParameterTable>().FirstOrDefault();
        foreach (var row in table?.Rows ?? [])
        {
            operation.Parameters ??= [];
            operation.Parameters.Add(Describe(row));
        }

        // Those of the path, which no table describes.
        foreach (var parameter in operation.Parameters?.OfType<OpenApiParameter>().Where(parameter => parameter.In == ParameterLocation.Path) ?? [])
        {
            (parameter.Description, parameter.Example) = (PathParameters.DescriptionOf(parameter.Name), PathParameters.ExampleOf(operation.OperationId, context.ApiDescription.RelativePath, parameter.Name));
        }

        operation.Responses = [];
        Succeed(operation, context.Document, metadata, table);
        foreach (var move in metadata.OfType<MayMove>())
        {
            operation.Responses[Text(move.Status)] = new OpenApiResponse { Description = move.Description, Headers = OpenApiHeaders.Of(context.Document, ["Location"], OpenApiHeaders.OfAll) };
        }

        Fail(operation, context.Document, ProblemsOf(metadata));
        if (metadata.OfType<TakesFile>().Any())
        {
            operation.RequestBody = new OpenApiRequestBody
            {
                Description = "Le fichier.",
                Required = true,
                Content = FileTypes.ToDictionary(type => type, IOpenApiMediaType (_) => new OpenApiMediaType { Schema = Binary() }),
            };
            operation.RequestBody.Content!["multipart/form-data"] = new OpenApiMediaType
            {
                Schema = new OpenApiSchema { Type = JsonSchemaType.Object, Properties = new Dictionary<string, IOpenApiSchema> { ["fichier"] = Binary() }, Required = new HashSet<string> { "fichier" } },
            };
        }
    }

    private static OpenApiSchema Binary() => new() { Type = JsonSchemaType.String, Format = "binary" };

    private static void Succeed(OpenApiOperation operation, OpenApiDocument document, IList<object> metadata, ParameterTable? table)
    {
        IEnumerable<string> own = [.. metadata.OfType<AlsoSays>().SelectMany(some => some.Headers)];
        if (metadata.OfType<ListOf>().FirstOrDefault() is { } list)
        {
            var formats = table?.Formats ?? OutputFormat.OfLists;
            Answer(operation, document, list.Jeu.Titre, formats, format => OpenApiSchemas.Of(list.Jeu, format, isList: true, document), OpenApiHeaders.OfVersion, OpenApiHeaders.OfList, own);
        }
        else if (metadata.OfType<OneOf>().FirstOrDefault() is { } one)
        {
            var formats = table?.Formats ?? OutputFormat.OfOne;
            Answer(operation, document, one.Jeu.Titre, formats, format => OpenApiSchemas.Of(one.Jeu, format, isList: false, document), OpenApiHeaders.OfVersion, ["Link"], own);
        }
        else if (metadata.OfType<JsonOf>().FirstOrDefault() is { } json)
        {
            Answer(operation, document, json.Title, json.Formats, format => Schema(document, json, format), json.IsOfTheMoment ? ["Cache-Control"] : OpenApiHeaders.OfVersion, own);
        }
        else if (metadata.OfType<TableOf>().FirstOrDefault() is { } columns)
        {
            Answer(operation, document, columns.Title, [OutputFormat.Csv], _ => new OpenApiSchema { Type = JsonSchemaType.String }, OpenApiHeaders.OfVersion);
        }
        else if (metadata.OfType<FileOf>().FirstOrDefault() is { } file)
        {
            Answer(operation, document, "Le fichier", file.Formats, _ => Binary(), OpenApiHeaders.OfFile);
            var part = file.Formats.ToDictionary(format => format.MediaType, IOpenApiMediaType (_) => new OpenApiMediaType { Schema = Binary() });
            Take(operation, "Range", "La partie voulue : une reprise commence où le téléchargement s'est arrêté.", "bytes=1024-");
            Take(operation, "If-Range", "L'ETag de ce qui a été reçu : si le fichier n'est plus celui-là, il est envoyé entier.", "\"5f1c2b7a9e3d4c60a1b2c3d4e5f60718\"");
            operation.Responses?.Add("206", new OpenApiResponse { Description = "La partie que « Range » demande.", Content = part, Headers = OpenApiHeaders.Of(document, OpenApiHeaders.OfFile, OpenApiHeaders.OfAll) });
        }
        else if (metadata.OfType<ReportOn>().FirstOrDefault() is { } report)
        {
            Answer(operation, document, "Le rapport, ou le fichier réparé", report.Formats, format => format == OutputFormat.Json
                ? new OpenApiSchemaReference(nameof(Validation.RapportPublie), document)
                : new OpenApiSchema { Type = JsonSchemaType.String }, OpenApiHeaders.OfReport);
        }

        // What may be asked again with its tag.
        if (!metadata.OfType<ReportOn>().Any() && metadata.OfType<JsonOf>().All(json => !json.IsOfTheMoment))
        {
            Take(operation, "If-None-Match", "L'ETag d'une réponse que l'on a gardée : 304 si elle est toujours la bonne.", "W/\"482-0.1.0-json\"");
            operation.Responses?.Add("304", new OpenApiResponse
            {
                Description = "Rien n'a changé depuis la réponse que désigne If-None-Match.",
                Headers = OpenApiHeaders.Of(document, OpenApiHeaders.OfVersion, OpenApiHeaders.OfAll),
            });
        }
    }

    private static void Take(OpenApiOperation operation, string header, string description, string example)
    {
        operation.Parameters ??= [];
        operation.Parameters.Add(new OpenApiParameter
        {
            Name = header,
            In = ParameterLocation.Header,
            Description = description,
            Schema = new OpenApiSchema { Type = JsonSchemaType.String },
            Examples = new Dictionary<string, IOpenApiExample> { ["exemple"] = new OpenApiExample { Value = JsonValue.Create(example) } },
        });
    }

    private static void Answer(
        OpenApiOperation operation, OpenApiDocument document, string title, IReadOnlyList<OutputFormat> formats, Func<OutputFormat, IOpenApiSchema> schema, params IEnumerable<string>[] headers) =>
        operation.Responses?.Add("200", new OpenApiResponse
        {
            Description = title,
            Headers = OpenApiHeaders.Of(document, [.. headers, OpenApiHeaders.OfAll]),
            Content = formats.ToDictionary(format => format.MediaType, IOpenApiMediaType (format) => new OpenApiMediaType { Schema = schema(format), Examples = ExampleOf(operation, format) }),
        });

    private static Dictionary<string, IOpenApiExample>? ExampleOf(OpenApiOperation operation, OutputFormat format) =>
        operation.OperationId is { } id && Examples.AnswerOf(id, format) is { } answer
            ? new() { ["exemple"] = new OpenApiExample { Summary = Examples.QuestionOf(id), Value = answer } }
            : null;

    private static IOpenApiSchema Schema(OpenApiDocument document, JsonOf json, OutputFormat format) =>
        format == OutputFormat.Json ? new OpenApiSchemaReference(json.Schema, document)
        : format == OutputFormat.Ndjson ? new OpenApiSchema { Type = JsonSchemaType.String, Description = "Un objet JSON par ligne." }
        : new OpenApiSchema { Type = JsonSchemaType.String };

    /// <summary>The problems of an endpoint, by status: who reads its parameters by a table refuses those that are wrong; who chooses a format, those that there are not.</summary>
    /// <param name="metadata">The metadata of the endpoint.</param>
    public static IEnumerable<IGrouping<int, ProblemType>> ProblemsOf(IList<object> metadata)
    {
        List<ProblemType> problems = [.. metadata.OfType<MayFail>().SelectMany(some => some.Types)];
        if (metadata.OfType<ParameterTable>().Any())
        {
            problems.AddRange([ProblemTypes.ParametreInconnu, ProblemTypes.ValeurInvalide, ProblemTypes.PasEncorePret]);
            if (!metadata.OfType<FileOf>().Any())
            {
                problems.Add(ProblemTypes.FormatIndisponible);
            }

            if (metadata.OfType<ListOf>().Any())
            {
                problems.AddRange([ProblemTypes.FormatsContradictoires, ProblemTypes.VersionPerdue]);
            }
        }

        return problems.Append(ProblemTypes.RequeteIllisible).Append(ProblemTypes.TropDeDemandes).Append(ProblemTypes.ErreurInterne)
            .Distinct().GroupBy(problem => problem.Status).OrderBy(some => some.Key);
    }

    private static void Fail(OpenApiOperation operation, OpenApiDocument document, IEnumerable<IGrouping<int, ProblemType>> problems)
    {
        foreach (var some in problems)
        {
            operation.Responses?.Add(Text(some.Key), new OpenApiResponseReference(OpenApiSchemas.ProblemNameOf(some), document));
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

    private static string Text(int status) => status.ToString(CultureInfo.InvariantCulture);
}
