using Microsoft.Net.Http.Headers;

namespace Maillage.Api.Http;

/// <summary>Which build answers: the same sources give the same value on every node.</summary>
internal static class Build
{
    private static readonly string Id = typeof(Build).Assembly.ManifestModule.ModuleVersionId.ToString("N")[..8];

    public static string ETag(string version, OutputFormat format) => $"W/\"{version}-{Id}-{format.Name}\"";

    /// <summary>True when the reader already has this answer (RFC 9110 §13.1.2, weak comparison).</summary>
    public static bool IsKnownTo(HttpRequest request, string etag) => request.GetTypedHeaders().IfNoneMatch
        .Any(known => known.Equals(EntityTagHeaderValue.Any) || known.Compare(EntityTagHeaderValue.Parse(etag), useStrongComparison: false));
}
