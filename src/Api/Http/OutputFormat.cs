using Microsoft.Net.Http.Headers;

namespace Maillage.Api.Http;

/// <summary>A format that lists and lieux come in.</summary>
/// <param name="Name">Suffix, and value of <c>format</c>.</param>
/// <param name="MediaType">What it is asked for and served as.</param>
/// <param name="ContentType">The media type with its parameters.</param>
internal sealed record OutputFormat(string Name, string MediaType, string ContentType)
{
    public static OutputFormat Json { get; } = new("json", "application/json", "application/json; charset=utf-8");

    public static OutputFormat GeoJson { get; } = new("geojson", "application/geo+json", "application/geo+json; charset=utf-8");

    public static OutputFormat Csv { get; } = new("csv", "text/csv", "text/csv; charset=utf-8; header=present");

    /// <summary>A JSON object a line, read one by one.</summary>
    public static OutputFormat Ndjson { get; } = new("ndjson", "application/x-ndjson", "application/x-ndjson; charset=utf-8");

    /// <summary>What is read by people, and copied.</summary>
    public static OutputFormat Texte { get; } = new("txt", "text/plain", "text/plain; charset=utf-8");

    /// <summary>A file that geographic tools open as it is.</summary>
    public static OutputFormat GeoPackage { get; } = new("gpkg", "application/geopackage+sqlite3", "application/geopackage+sqlite3");

    /// <summary>A file of another format, compressed.</summary>
    public static OutputFormat Gzip { get; } = new("gz", "application/gzip", "application/gzip");

    /// <summary>A page that people read.</summary>
    public static OutputFormat Html { get; } = new("html", "text/html", "text/html; charset=utf-8");

    /// <summary>Those of a list, in order of preference when the reader has none.</summary>
    public static IReadOnlyList<OutputFormat> OfLists { get; } = [Json, GeoJson, Csv, Ndjson];

    /// <summary>Those of one record, in the same order.</summary>
    public static IReadOnlyList<OutputFormat> OfOne { get; } = [Json, GeoJson, Csv];

    /// <summary>The best of these formats for an <c>Accept</c> header (RFC 9110 §12.5.1); JSON when there is none; null when nothing fits.</summary>
    public static OutputFormat? Negotiate(HttpRequest request, IReadOnlyList<OutputFormat> offered)
    {
        if (request.Headers.Accept.Count == 0)
        {
            return Json;
        }

        var accepted = request.GetTypedHeaders().Accept;
        if (accepted.Count == 0)
        {
            return Json;
        }

        return offered.Select(format => (Format: format, Quality: Quality(format, accepted)))
            .Where(pair => pair.Quality > 0)
            .OrderByDescending(pair => pair.Quality)
            .Select(pair => pair.Format)
            .FirstOrDefault();
    }

    // The most specific range decides: text/csv before text/*, before */*.
    private static double Quality(OutputFormat format, IList<MediaTypeHeaderValue> accepted)
    {
        var media = new MediaTypeHeaderValue(format.MediaType);
        return accepted
            .Where(range => media.IsSubsetOf(WithoutParameters(range)))
            .OrderByDescending(range => range.MatchesAllTypes ? 0 : range.MatchesAllSubTypes ? 1 : 2)
            .Select(range => range.Quality ?? 1)
            .FirstOrDefault();
    }

    private static MediaTypeHeaderValue WithoutParameters(MediaTypeHeaderValue range) => new(range.MediaType);
}
