using System.IO.Compression;
using Microsoft.AspNetCore.ResponseCompression;

namespace Maillage.Api.Http;

/// <summary>Answers are compressed for who accepts it, as they leave: brotli or gzip, at the speed that costs least.</summary>
internal static class Compression
{
    private static readonly string[] MediaTypes =
    [
        .. new[] { OutputFormat.Json, OutputFormat.GeoJson, OutputFormat.Csv, OutputFormat.Ndjson, OutputFormat.Texte }.Select(format => format.MediaType),
        Problem.ContentType, "application/schema+json", "application/yaml", "text/html", "text/css", "text/javascript", "image/svg+xml",
    ];

    public static void AddCompression(this IServiceCollection services)
    {
        services.AddResponseCompression(options =>
        {
            // Nothing here is secret, and nobody is known.
            options.EnableForHttps = true;
            options.MimeTypes = MediaTypes;
        });
        services.Configure<BrotliCompressionProviderOptions>(options => options.Level = CompressionLevel.Fastest);
        services.Configure<GzipCompressionProviderOptions>(options => options.Level = CompressionLevel.Fastest);
    }
}
