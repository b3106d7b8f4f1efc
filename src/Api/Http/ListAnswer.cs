using System.Globalization;
using Maillage.Catalogue;
using Microsoft.AspNetCore.Http.Extensions;

namespace Maillage.Api.Http;

/// <summary>What the answer to a list is made from: the request as understood, the version it is pinned to, the format.</summary>
internal sealed class ListAnswer(HttpRequest http, ListRequest request, Snapshot snapshot, OutputFormat? format, bool formatFromAccept)
{
    public Snapshot Snapshot { get; } = snapshot;

    /// <summary>True when no format of ours suits the <c>Accept</c>: said last, after what is wrong with the request itself.</summary>
    public bool IsNotAcceptable { get; } = format is null;

    public OutputFormat Format { get; } = format ?? OutputFormat.Json;

    public ListQuery Query { get; } = request is { Lat: { } latitude, Lon: { } longitude }
        ? request.Query with { Autour = new Circle(latitude, longitude, request.Rayon ?? 10_000) }
        : request.Query;

    public int Offset { get; } = request.Curseur?.Offset ?? 0;

    public int Limite { get; } = request.Limite;

    public string Version { get; } = snapshot.Version.ToString(CultureInfo.InvariantCulture);

    /// <summary>Weak: the same answer may be compressed or not (RFC 9110 §8.8.1).</summary>
    public string ETag => Build.ETag(Snapshot, Format);

    /// <summary>The slice of the results that this page is.</summary>
    public IEnumerable<TItem> Slice<TItem>(IReadOnlyList<TItem> results) =>
        Enumerable.Range(Offset, Math.Clamp(results.Count - Offset, 0, Limite)).Select(rank => results[rank]);

    /// <summary>Address of the page after this one; null at the end.</summary>
    public string? NextUrl(int count, int total)
    {
        if (count == 0 || Offset + count >= total)
        {
            return null;
        }

        var query = QueryString.Create(http.Query
            .Where(pair => pair.Key != "curseur")
            .SelectMany(pair => pair.Value.Select(value => KeyValuePair.Create(pair.Key, value)))
            .Append(KeyValuePair.Create<string, string?>("curseur", new Cursor(Snapshot.Version, Offset + count, request.Question).ToString())));
        return UriHelper.BuildAbsolute(http.Scheme, http.Host, http.PathBase, http.Path, query);
    }

    /// <summary>The headers that every answer from a snapshot carries.</summary>
    /// <param name="context">The request being answered.</param>
    /// <param name="etag">The tag of an answer that does not depend on the snapshot alone.</param>
    public void WriteHeaders(HttpContext context, string? etag = null)
    {
        var headers = context.Response.Headers;
        headers.ETag = etag ?? ETag;
        headers["Maillage-Version"] = Version;
        // Always asked again, mostly answered 304: no page shows a closed lieu for long.
        headers.CacheControl = "no-cache";
        if (formatFromAccept)
        {
            headers.Vary = "Accept";
        }
    }

    /// <summary>Sends an answer that is made whole before its first byte leaves: its length is known, and nothing fails in the middle.</summary>
    /// <param name="context">The request being answered.</param>
    /// <param name="write">Writes the body.</param>
    /// <param name="link">Header of the same name; null when there is none.</param>
    public async Task SendAsync(HttpContext context, Action<Stream> write, string? link = null)
    {
        if (IsNotAcceptable)
        {
            await new Problem(ProblemTypes.FormatIndisponible).ExecuteAsync(context);
            return;
        }

        WriteHeaders(context);
        if (Build.IsKnownTo(context.Request, ETag))
        {
            context.Response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        using var buffer = new MemoryStream();
        write(buffer);
        context.Response.ContentType = Format.ContentType;
        context.Response.ContentLength = buffer.Length;
        if (link is not null)
        {
            context.Response.Headers.Link = link;
        }

        if (!HttpMethods.IsHead(context.Request.Method))
        {
            await context.Response.Body.WriteAsync(buffer.GetBuffer().AsMemory(0, (int)buffer.Length), context.RequestAborted);
        }
    }
}
