using System.Globalization;
using System.Text.Json;
using Maillage.Schema.Fields;
using Maillage.Schema.Formats;
using Maillage.Schema.Publication;

namespace Maillage.Api.Http;

/// <summary>A record of a page, with what was computed for this request.</summary>
/// <param name="Record">The record.</param>
/// <param name="Metres">Distance to the point asked for; null when none was.</param>
internal readonly record struct PageItem<TRecord>(TRecord Record, double? Metres);

/// <summary>One page of a list, in the format asked for.</summary>
internal sealed class Page<TRecord>(ListAnswer answer, JeuDeDonnees jeu, IReadOnlyList<PageItem<TRecord>> items, int total) : IResult
    where TRecord : class
{
    private static readonly RecordShape<TRecord> Shape = RecordShape.Of<TRecord>();

    // Provenance is a third of the bytes: a list leaves it out, a single lieu has it. A CSV has every column of its schema.
    private static readonly IReadOnlyList<Field<TRecord>> ListFields = [.. Shape.Fields.Where(field => !field.Rule.HorsListes)];
    // Made when asked for: some records have no place.
    private static readonly Lazy<GeoJsonFeature<TRecord>> Feature = new(() => new GeoJsonFeature<TRecord>(ListFields));

    /// <summary>File name for who saves the answer; null when the dataset asks for none.</summary>
    public string? FileName { get; init; }

    public async Task ExecuteAsync(HttpContext context)
    {
        if (answer.IsNotAcceptable)
        {
            await new Problem(ProblemTypes.FormatIndisponible).ExecuteAsync(context);
            return;
        }

        if (items.Count == 0 && answer.Offset > 0)
        {
            await Problem.Of([ListRequestValidator.BeyondTheEnd]).ExecuteAsync(context);
            return;
        }

        // Bounded to a thousand records: written whole before the first byte leaves, so that an error is never half an answer.
        using var buffer = new MemoryStream();
        Write(buffer);
        var response = context.Response;
        answer.WriteHeaders(context);
        response.ContentType = answer.Format.ContentType;
        response.ContentLength = buffer.Length;
        response.Headers["Maillage-Total"] = total.ToString(CultureInfo.InvariantCulture);
        response.Headers.Link = string.Join(", ", Links());
        if (FileName is { } name)
        {
            response.Headers.ContentDisposition = $"inline; filename=\"{name}\"";
        }

        if (!HttpMethods.IsHead(context.Request.Method))
        {
            await response.Body.WriteAsync(buffer.GetBuffer().AsMemory(0, (int)buffer.Length), context.RequestAborted);
        }
    }

    private IEnumerable<string> Links()
    {
        if (Next is { } next)
        {
            yield return $"<{next}>; rel=\"next\"";
        }

        var schema = answer.Format == OutputFormat.Csv ? "table-schema.json" : "json-schema.json";
        yield return $"</{jeu.Dossier}/{schema}>; rel=\"describedby\"";
        yield return "<https://www.etalab.gouv.fr/licence-ouverte-open-licence>; rel=\"license\"";
    }

    private string? Next => answer.NextUrl(items.Count, total);

    private void Write(Stream stream)
    {
        if (answer.Format == OutputFormat.Csv)
        {
            CsvFormat.Write(stream, items.Select(item => item.Record));
            return;
        }

        using var writer = new Utf8JsonWriter(stream, Json.WriterOptions);
        writer.WriteStartObject();
        var geographic = answer.Format == OutputFormat.GeoJson;
        if (geographic)
        {
            writer.WriteString("type", "FeatureCollection");
        }

        writer.WriteString("version", answer.Version);
        writer.WriteNumber("total", total);
        writer.WriteStartArray(geographic ? GeoJsonFormat.FeaturesMember : JsonFormat.RecordsMember);
        foreach (var item in items)
        {
            WriteItem(writer, item, geographic);
        }

        writer.WriteEndArray();
        writer.WriteString("suivant", Next);
        writer.WriteEndObject();
    }

    private static void WriteItem(Utf8JsonWriter writer, PageItem<TRecord> item, bool geographic)
    {
        writer.WriteStartObject();
        if (geographic)
        {
            Feature.Value.WriteMembers(writer, item.Record);
        }
        else
        {
            Shape.WriteMembers(writer, item.Record, ListFields);
        }

        if (item.Metres is { } metres)
        {
            writer.WriteStartObject("calcul");
            writer.WriteNumber("distance", Math.Round(metres));
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }
}
