using System.Globalization;
using System.Text;
using System.Text.Json;
using Maillage.Schema.Fields;
using Maillage.Schema.Parsing;

namespace Maillage.Schema.Formats.Tables;

/// <summary>
/// An object as cells: nested members are named by their path (<c>adresse.commune</c>, <c>telephones.1.numero</c>), lists of texts stay one cell.
/// </summary>
internal static class JsonCells
{
    // More members than that in one record is a tree, not a table.
    private const int MostCells = 2_000;

    public static Dictionary<string, string> Of(JsonElement element)
    {
        var cells = new Dictionary<string, string>(StringComparer.Ordinal);
        Add(cells, "", element);
        return cells;
    }

    private static void Add(Dictionary<string, string> cells, string path, JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var member in element.EnumerateObject())
                {
                    if (Json.NameOf(member) is { } name && cells.Count < MostCells)
                    {
                        Add(cells, path.Length == 0 ? name : $"{path}.{name}", member.Value);
                    }
                }

                break;
            case JsonValueKind.Array when element.EnumerateArray().Any(item => item.ValueKind is JsonValueKind.Object or JsonValueKind.Array):
                var rank = 0;
                foreach (var item in element.EnumerateArray())
                {
                    Add(cells, string.Create(CultureInfo.InvariantCulture, $"{path}.{++rank}"), item);
                }

                break;
            case JsonValueKind.Array:
                Keep(cells, path, string.Join('|', element.EnumerateArray().Select(Json.TextOrCorrupt).Where(text => !string.IsNullOrWhiteSpace(text))));
                break;
            default:
                Keep(cells, path, Json.TextOrCorrupt(element));
                break;
        }
    }

    private static void Keep(Dictionary<string, string> cells, string path, string? text)
    {
        if (!string.IsNullOrWhiteSpace(text))
        {
            cells[path] = text;
        }
    }
}

/// <summary>The objects of a JSON array, or the features of a FeatureCollection: their properties, and their point under <c>geometry.latitude</c> and <c>geometry.longitude</c>.</summary>
internal sealed class JsonTable : ITable
{
    // Where programs put the list when it is not the root.
    private static readonly string[] UsualLists =
        [JsonFormat.RecordsMember, GeoJsonFormat.FeaturesMember, "records", "results", "data", "items", "lieux", "structures", "services", "service", "rows", "result"];

    private readonly JsonArrayReader elements;
    private readonly bool isGeoJson;

    public JsonTable(PeekedStream peeked, TableKind kind, string? list)
    {
        Kind = kind;
        isGeoJson = kind == TableKind.GeoJson;
        string[] names = list is not null ? [list] : isGeoJson ? [GeoJsonFormat.FeaturesMember] : UsualLists;
        elements = new JsonArrayReader(peeked.AsUtf8(), names);
        Description = TableFile.NameOf(kind) + (list is null ? "" : $", liste « {list} »");
    }

    public TableKind Kind { get; }

    public string Description { get; }

    public IReadOnlyList<string> Columns => [];

    public IEnumerable<TableRow> Rows()
    {
        while (elements.MoveNext())
        {
            var place = $"enregistrement {elements.Count}";
            if (elements.Current.ValueKind != JsonValueKind.Object)
            {
                yield return new TableRow(elements.Count, 0, place, new Dictionary<string, string>(), [new Issue("*", IssueCodes.EnregistrementInattendu, Json.Raw(elements.Current))]);
                continue;
            }

            yield return new TableRow(elements.Count, 0, place, isGeoJson ? FeatureCells(elements.Current) : JsonCells.Of(elements.Current), []);
        }

        if (elements.Failure is { } failure)
        {
            yield return new TableRow(0, 0, $"octet {elements.Position}, après {elements.Count} enregistrements", new Dictionary<string, string>(), [failure]);
        }
    }

    public void Dispose() => elements.Dispose();

    private static Dictionary<string, string> FeatureCells(JsonElement feature)
    {
        var cells = Json.Member(feature, "properties") is { ValueKind: JsonValueKind.Object } properties ? JsonCells.Of(properties) : [];
        if (Json.Member(feature, "id") is { } id && Json.Text(id) is { } text)
        {
            cells.TryAdd("id", text);
        }

        if (Json.Member(feature, "geometry") is { ValueKind: JsonValueKind.Object } geometry
            && Json.Member(geometry, "coordinates") is { ValueKind: JsonValueKind.Array } position
            && position.GetArrayLength() >= 2
            && Json.Text(position[0]) is { } east
            && Json.Text(position[1]) is { } north)
        {
            cells["geometry.latitude"] = north;
            cells["geometry.longitude"] = east;
        }

        return cells;
    }
}

/// <summary>One JSON object a line; a line that is broken is one bad row.</summary>
internal sealed class JsonLinesTable : ITable
{
    private readonly LineGuard text;
    private long count;

    public JsonLinesTable(PeekedStream peeked) =>
        text = new LineGuard(new StreamReader(peeked, peeked.Encoding is UTF8Encoding ? TolerantUtf8.Create() : peeked.Encoding));

    public TableKind Kind => TableKind.Ndjson;

    public string Description => TableFile.NameOf(Kind);

    public IReadOnlyList<string> Columns => [];

    public IEnumerable<TableRow> Rows()
    {
        for (var line = 1L; ; line++)
        {
            if (!Next(line, out var written, out var failure))
            {
                if (failure is not null)
                {
                    yield return new TableRow(0, line, $"ligne {line}", new Dictionary<string, string>(), [failure]);
                }

                yield break;
            }

            if (written.Trim().Length > 0)
            {
                yield return Row(line, written);
            }
        }
    }

    public void Dispose() => text.Dispose();

    private bool Next(long line, out string written, out Issue? failure)
    {
        (written, failure) = ("", null);
        try
        {
            // ReadLine of the base class reads through the guard.
            var read = text.ReadLine();
            written = read ?? "";
            return read is not null;
        }
        catch (Exception broken) when (StreamFailure.Explains(broken))
        {
            failure = new Issue("*", StreamFailure.Code(broken), $"ligne {line}");
            return false;
        }
    }

    private TableRow Row(long line, string written)
    {
        try
        {
            using var document = JsonDocument.Parse(written);
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? new TableRow(++count, line, $"ligne {line}", JsonCells.Of(document.RootElement), [])
                : Wrong(line, written);
        }
        catch (JsonException)
        {
            return Wrong(line, written);
        }
    }

    private TableRow Wrong(long line, string written) =>
        new(++count, line, $"ligne {line}", new Dictionary<string, string>(), [new Issue("*", IssueCodes.EnregistrementInattendu, written)]);
}
