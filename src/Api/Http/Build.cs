using System.Reflection;
using System.Security.Cryptography;
using Maillage.Catalogue;
using Microsoft.Net.Http.Headers;

namespace Maillage.Api.Http;

/// <summary>Which build answers: the same sources built the same way give the same value on every node.</summary>
internal static class Build
{
    // Any of our assemblies may change what is answered, not only this one.
    private static readonly string Id = Convert.ToHexStringLower(SHA256.HashData(
        [.. Assemblies().SelectMany(assembly => assembly.ManifestModule.ModuleVersionId.ToByteArray())]).AsSpan(0, 4));

    /// <summary>Version, build and format, and the database: one made anew counts its versions from 1 again.</summary>
    /// <param name="snapshot">What is answered from.</param>
    /// <param name="format">How it is written.</param>
    /// <param name="beside">The state of what the answer depends on beside the snapshot; empty: nothing.</param>
    public static string ETag(Snapshot snapshot, OutputFormat format, string beside = "") =>
        $"W/\"{snapshot.Version}{beside}-{snapshot.Origin}{Id}-{format.Name}\"";

    private static IEnumerable<Assembly> Assemblies() => typeof(Build).Assembly.GetReferencedAssemblies()
        .Where(name => name.Name?.StartsWith("Maillage.", StringComparison.Ordinal) == true)
        .OrderBy(name => name.Name, StringComparer.Ordinal)
        .Select(Assembly.Load)
        .Prepend(typeof(Build).Assembly);

    /// <summary>True when the reader already has this answer (RFC 9110 §13.1.2, weak comparison).</summary>
    public static bool IsKnownTo(HttpRequest request, string etag) => request.Headers.IfNoneMatch switch
    {
        [] => false,
        [var only] when only == etag => true,
        _ => IsAmongThose(request, etag),
    };

    private static bool IsAmongThose(HttpRequest request, string etag) => request.GetTypedHeaders().IfNoneMatch
        .Any(known => known.Equals(EntityTagHeaderValue.Any) || known.Compare(EntityTagHeaderValue.Parse(etag), useStrongComparison: false));
}
