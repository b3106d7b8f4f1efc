using System.Text.Json;
using Maillage.Schema.Fields;
using Maillage.Schema.Parsing;

namespace Maillage.Schema.Formats;

/// <summary>
/// GeoJSON (RFC 7946): one Feature a record; <c>geometry</c> is a Point, or null when unlocated; <c>id</c> is the record's; the properties are the
/// flat fields less latitude and longitude.
/// </summary>
public static class GeoJsonFormat
{
    /// <summary>Member of a FeatureCollection that holds the features.</summary>
    public const string FeaturesMember = "features";

    /// <summary>Reads the features of a FeatureCollection one at a time.</summary>
    public static IEnumerable<ReadItem<TRecord>> Read<TRecord>(Stream stream)
        where TRecord : class
    {
        var format = new GeoJsonFeature<TRecord>();
        return JsonFormat.ReadElements<TRecord>(stream, [FeaturesMember], format.Read);
    }

    /// <summary>Writes a FeatureCollection with every field.</summary>
    public static void Write<TRecord>(Stream stream, IEnumerable<TRecord> records)
        where TRecord : class
    {
        var format = new GeoJsonFeature<TRecord>();
        using var writer = new Utf8JsonWriter(stream, Json.WriterOptions);
        writer.WriteStartObject();
        writer.WriteString("type", "FeatureCollection");
        writer.WriteStartArray(FeaturesMember);
        foreach (var record in records)
        {
            writer.WriteStartObject();
            format.WriteMembers(writer, record);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }
}

/// <summary>Writes and reads one GeoJSON Feature.</summary>
/// <typeparam name="TRecord">A record with the fields <c>id</c>, <c>latitude</c>, <c>longitude</c>.</typeparam>
public sealed class GeoJsonFeature<TRecord>
    where TRecord : class
{
    private readonly RecordShape<TRecord> shape = RecordShape.Of<TRecord>();
    private readonly Field<TRecord, string?> id;
    private readonly Field<TRecord, double?> latitude;
    private readonly Field<TRecord, double?> longitude;
    private readonly IReadOnlyList<Field<TRecord>> properties;

    /// <param name="fields">The fields to write as properties; every field when absent. Coordinates are left out.</param>
    public GeoJsonFeature(IReadOnlyList<Field<TRecord>>? fields = null)
    {
        id = Typed<string?>("id");
        latitude = Typed<double?>("latitude");
        longitude = Typed<double?>("longitude");
        properties = [.. (fields ?? shape.Fields).Where(field => field.Name is not ("latitude" or "longitude"))];
    }

    /// <summary>Writes the members of a Feature into the JSON object under way.</summary>
    public void WriteMembers(Utf8JsonWriter writer, TRecord record)
    {
        writer.WriteString("type", "Feature");
        writer.WriteString("id", id.Get(record));
        WriteGeometry(writer, record);
        writer.WritePropertyName("properties");
        shape.WriteObject(writer, record, properties);
    }

    internal TRecord? Read(JsonElement feature, ICollection<Issue> issues)
    {
        if (feature.ValueKind != JsonValueKind.Object || Json.Member(feature, "properties") is not { } members)
        {
            issues.Add(new Issue("*", IssueCodes.EnregistrementInattendu));
            return null;
        }

        if (shape.ReadObject(members, issues) is not { } record)
        {
            return null;
        }

        if (Json.Member(feature, "geometry") is { ValueKind: not JsonValueKind.Null } geometry && !ReadPoint(geometry, record))
        {
            issues.Add(new Issue("geometry", IssueCodes.CoordonneesInvalides));
        }

        return record;
    }

    private void WriteGeometry(Utf8JsonWriter writer, TRecord record)
    {
        if (latitude.Get(record) is not { } north || longitude.Get(record) is not { } east)
        {
            writer.WriteNull("geometry");
            return;
        }

        writer.WriteStartObject("geometry");
        writer.WriteString("type", "Point");
        writer.WriteStartArray("coordinates");
        writer.WriteNumberValue(east);
        writer.WriteNumberValue(north);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private bool ReadPoint(JsonElement geometry, TRecord record)
    {
        if (geometry.ValueKind != JsonValueKind.Object
            || Json.Member(geometry, "coordinates") is not { ValueKind: JsonValueKind.Array } position
            || position.GetArrayLength() < 2
            || !IsNumber(position[0])
            || !IsNumber(position[1]))
        {
            return false;
        }

        return longitude.ReadJson(position[0], record) is null && latitude.ReadJson(position[1], record) is null;
    }

    // Both are tried before either is set: never a latitude without longitude.
    private static bool IsNumber(JsonElement element) =>
        element.ValueKind == JsonValueKind.Number && element.TryGetDouble(out var number) && double.IsFinite(number);

    private Field<TRecord, TValue> Typed<TValue>(string name) =>
        shape.Find(name) as Field<TRecord, TValue>
        ?? throw new InvalidOperationException($"{typeof(TRecord)} has no field {name}: it cannot be written as GeoJSON.");
}
