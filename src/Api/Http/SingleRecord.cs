using System.Text.Json;
using Maillage.Schema.Fields;
using Maillage.Schema.Formats;
using Maillage.Schema.Publication;

namespace Maillage.Api.Http;

/// <summary>One record with every field: a JSON object, a GeoJSON Feature, or a CSV of one row.</summary>
internal sealed class SingleRecord<TRecord>(ListAnswer answer, JeuDeDonnees jeu, TRecord record) : IResult
    where TRecord : class
{
    private static readonly RecordShape<TRecord> Shape = RecordShape.Of<TRecord>();
    // Made when asked for: some records have no place.
    private static readonly Lazy<GeoJsonFeature<TRecord>> Feature = new(() => new GeoJsonFeature<TRecord>());

    public Task ExecuteAsync(HttpContext context)
    {
        var schema = answer.Format == OutputFormat.Csv ? "table-schema.json" : "json-schema.json";
        return answer.SendAsync(context, Write, $"</{jeu.Dossier}/{schema}>; rel=\"describedby\"");
    }

    private void Write(Stream stream)
    {
        if (answer.Format == OutputFormat.Csv)
        {
            CsvFormat.Write(stream, [record]);
            return;
        }

        using var writer = new Utf8JsonWriter(stream, Json.WriterOptions);
        writer.WriteStartObject();
        if (answer.Format == OutputFormat.GeoJson)
        {
            Feature.Value.WriteMembers(writer, record);
        }
        else
        {
            Shape.WriteMembers(writer, record, Shape.Fields);
        }

        writer.WriteEndObject();
    }
}
