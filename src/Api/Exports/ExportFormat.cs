using Maillage.Api.Http;

namespace Maillage.Api.Exports;

/// <summary>A format that whole datasets come in.</summary>
/// <param name="Extension">What the name of a file ends with.</param>
/// <param name="ContentType">Its media type.</param>
internal sealed record ExportFormat(string Extension, string ContentType)
{
    public static ExportFormat Json { get; } = new("json", OutputFormat.Json.ContentType);

    public static ExportFormat Ndjson { get; } = new("ndjson", OutputFormat.Ndjson.ContentType);

    public static ExportFormat GeoJson { get; } = new("geojson", OutputFormat.GeoJson.ContentType);

    public static ExportFormat Csv { get; } = new("csv", OutputFormat.Csv.ContentType);

    /// <summary>What a spreadsheet opens with a double click: UTF-8 with its mark, and semicolons.</summary>
    public static ExportFormat Tableur { get; } = new("tableur.csv", OutputFormat.Csv.ContentType);

    /// <summary>What QGIS opens as it is, spatial index included.</summary>
    public static ExportFormat GeoPackage { get; } = new("gpkg", OutputFormat.GeoPackage.ContentType);

    public static IReadOnlyList<ExportFormat> All { get; } = [Json, Ndjson, GeoJson, Csv, Tableur, GeoPackage];

    /// <summary>Those of what is nowhere.</summary>
    public static IReadOnlyList<ExportFormat> WithoutPlace { get; } = [Json, Ndjson, Csv, Tableur];

    /// <summary>True when that of the whole country is written once a day only: it is long, and who opens it does not look at the minute.</summary>
    public bool IsDaily => this == GeoPackage;

    /// <summary>The schema that describes it.</summary>
    public string SchemaFile => this == Csv || this == Tableur ? "table-schema.json" : "json-schema.json";
}
