using System.Globalization;
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

    /// <param name="element">The object.</param>
    /// <param name="whole">Members that stay one cell of compact JSON.</param>
    public static Dictionary<string, string> Of(JsonElement element, IReadOnlyCollection<string> whole)
    {
        var cells = new Dictionary<string, string>(StringComparer.Ordinal);
        Add(cells, "", element, whole);
        return cells;
    }

    /// <summary>The properties of a GeoJSON feature, its id, and its point under <c>geometry.latitude</c> and <c>geometry.longitude</c>.</summary>
    public static Dictionary<string, string> OfFeature(JsonElement feature, IReadOnlyCollection<string> whole)
    {
        var cells = Json.Member(feature, "properties") is { ValueKind: JsonValueKind.Object } properties ? Of(properties, whole) : [];
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

    /// <summary>True for an object that is a GeoJSON feature (RFC 7946 §3.2).</summary>
    public static bool IsFeature(JsonElement element) =>
        element.ValueKind == JsonValueKind.Object && Json.Member(element, "type") is { ValueKind: JsonValueKind.String } type && Json.Text(type) == "Feature";

    private static void Add(Dictionary<string, string> cells, string path, JsonElement element, IReadOnlyCollection<string> whole)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object or JsonValueKind.Array when whole.Contains(path):
                Keep(cells, path, Json.Raw(element) ?? "\uFFFD");
                break;
            case JsonValueKind.Object:
                foreach (var member in element.EnumerateObject())
                {
                    if (Json.NameOf(member) is { } name && cells.Count < MostCells)
                    {
                        Add(cells, path.Length == 0 ? name : $"{path}.{name}", member.Value, whole);
                    }
                }

                break;
            case JsonValueKind.Array when element.EnumerateArray().Any(item => item.ValueKind is JsonValueKind.Object or JsonValueKind.Array):
                var rank = 0;
                foreach (var item in element.EnumerateArray())
                {
                    Add(cells, string.Create(CultureInfo.InvariantCulture, $"{path}.{++rank}"), item, whole);
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
    internal static readonly string[] UsualLists =
        [JsonFormat.RecordsMember, GeoJsonFormat.FeaturesMember, "records", "results", "data", "items", "lieux", "structures", "services", "service", "rows", "result"];

    private readonly PeekedStream peeked;
    private readonly JsonArrayReader elements;
    private readonly IReadOnlyCollection<string> whole;
    private readonly bool isGeoJson;

    public JsonTable(PeekedStream peeked, TableKind kind, TableOptions options)
    {
        this.peeked = peeked;
        whole = options.Whole;
        Kind = kind;
        isGeoJson = kind == TableKind.GeoJson;
        var list = options.List;
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

            yield return new TableRow(elements.Count, 0, place, isGeoJson ? JsonCells.OfFeature(elements.Current, whole) : JsonCells.Of(elements.Current, whole), []);
        }

        if (elements.Failure is { } failure)
        {
            yield return new TableRow(0, 0, $"octet {elements.Position}, après {elements.Count} enregistrements", new Dictionary<string, string>(), [failure]);
        }
    }

    public void Dispose()
    {
        elements.Dispose();
        peeked.Dispose();
    }
}

/// <summary>One JSON object a line; a line that is broken is one bad row.</summary>
internal sealed class JsonLinesTable : ITable
{
    private readonly LineReader text;
    private readonly IReadOnlyCollection<string> whole;
    private long count;

    public JsonLinesTable(PeekedStream peeked, TableOptions options)
    {
        text = new LineReader(new StreamReader(peeked, TableEncoding.Of(peeked, options.Encoding), detectEncodingFromByteOrderMarks: false));
        whole = options.Whole;
    }

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
            var root = document.RootElement;
            return root.ValueKind != JsonValueKind.Object ? Wrong(line, written)
                : new TableRow(++count, line, $"ligne {line}", JsonCells.IsFeature(root) ? JsonCells.OfFeature(root, whole) : JsonCells.Of(root, whole), []);
        }
        catch (JsonException)
        {
            return Wrong(line, written);
        }
    }

    private TableRow Wrong(long line, string written) =>
        new(++count, line, $"ligne {line}", new Dictionary<string, string>(), [new Issue("*", IssueCodes.EnregistrementInattendu, written)]);
}
