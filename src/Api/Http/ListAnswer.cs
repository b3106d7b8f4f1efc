using Maillage.Catalogue;
using Maillage.Schema.Publication;
using Microsoft.AspNetCore.Http.Extensions;

namespace Maillage.Api.Http;

/// <summary>What the answer to a list is made from: the request as understood, the version it is pinned to, the format.</summary>
/// <param name="http">The request as it came.</param>
/// <param name="request">The request as understood.</param>
/// <param name="snapshot">The version.</param>
/// <param name="format">The format; null when none of ours suits.</param>
/// <param name="now">The moment when it came.</param>
internal sealed class ListAnswer(HttpRequest http, ListRequest request, Snapshot snapshot, OutputFormat? format, DateTimeOffset now)
{
    // Pages of a list are all about the moment when it began.
    private readonly DateTimeOffset moment = request.Curseur is { Moment: > 0 and var began } ? DateTimeOffset.FromUnixTimeSeconds(began) : now;

    public Snapshot Snapshot { get; } = snapshot;

    /// <summary>True when no format of ours suits the <c>Accept</c>: said last, after what is wrong with the request itself.</summary>
    public bool IsNotAcceptable { get; } = format is null;

    public OutputFormat Format { get; } = format ?? OutputFormat.Json;

    /// <summary>The filters, and the order.</summary>
    public ListQuery Query => field ??= Complete();

    /// <summary>What is to be computed of each record.</summary>
    public IReadOnlyList<string> Calculs => request.Calcul;

    /// <summary>Names of the fields that are asked for; none: all.</summary>
    public IReadOnlyList<string> Champs => request.Champs;

    /// <summary>True when the answer depends on the moment when it is asked.</summary>
    public bool DependsOnTheClock => request.DependsOnTheClock;

    /// <summary>The moment that what is computed is about.</summary>
    public OpenAt Moment => request.OuvertA is { } local ? new OpenAt(local) : new OpenAt(moment);

    public int Offset { get; } = request.Curseur?.Offset ?? 0;

    public int Limite { get; } = request.Limite;

    /// <summary>Sequence number that the reader already has; 0: nothing.</summary>
    public long Depuis { get; } = request.Depuis;

    /// <summary>Origin of the journal that the reader followed; null when it does not say.</summary>
    public string? Origine { get; } = request.Origine;

    /// <summary>Sequence number of the last entry read, for who reads everything page by page.</summary>
    public long? Apres { get; } = request.Apres;

    /// <summary>The fields of which the values are counted.</summary>
    public IReadOnlyList<string> Facettes { get; } = request.Facettes;

    public string Version { get; } = snapshot.VersionText;

    /// <summary>Weak: the same answer may be compressed or not (RFC 9110 §8.8.1).</summary>
    public string ETag { get; } = Build.ETag(snapshot, format ?? OutputFormat.Json);

    /// <summary>True when the reader already has this answer.</summary>
    public bool IsKnown => !DependsOnTheClock && Build.IsKnownTo(http, ETag);

    /// <summary>The page asked for, of the records that answer.</summary>
    public Page<TRecord> PageOf<TRecord>(JeuDeDonnees jeu, Results<TRecord> results)
        where TRecord : class, IEntite => new(this, jeu, results.Page(Offset, Limite), results.Total) { Facettes = CountsOf(results) };

    private ListQuery Complete()
    {
        var query = request is { Lat: { } latitude, Lon: { } longitude }
            ? request.Query.With(Filters.Autour, new Circle(latitude, longitude, request.Rayon ?? 10_000))
            : request.Query;
        return request.AsksWhoIsOpen ? query.With(Filters.OuvertA, Moment) : query;
    }

    /// <summary>How many of the records that answer have each value of the fields asked for.</summary>
    public IReadOnlyList<Facette> CountsOf<TRecord>(Results<TRecord> results)
        where TRecord : class, IEntite => [.. Facettes.Select(field => new Facette(field, results.Counts(field)))];

    /// <summary>Address of the page after this one; null at the end.</summary>
    public string? NextUrl(int count, int total)
    {
        return count == 0 || Offset + count >= total ? null : UrlWith("curseur", new Cursor(Snapshot.Version, Offset + count, request.Question, Snapshot.Origin, DependsOnTheClock ? moment.ToUnixTimeSeconds() : 0).ToString());
    }

    /// <summary>Address of the same question with another value of a parameter.</summary>
    public string UrlWith(string parameter, string value)
    {
        var query = QueryString.Create(http.Query
            .Where(pair => pair.Key != parameter)
            .SelectMany(pair => pair.Value.Select(given => KeyValuePair.Create(pair.Key, given)))
            .Append(KeyValuePair.Create<string, string?>(parameter, value)));
        return UriHelper.BuildAbsolute(http.Scheme, http.Host, http.PathBase, http.Path, query);
    }

    /// <summary>The headers that every answer from a snapshot carries.</summary>
    /// <param name="context">The request being answered.</param>
    /// <param name="etag">The tag of an answer that does not depend on the snapshot alone.</param>
    public void WriteHeaders(HttpContext context, string? etag = null)
    {
        var headers = context.Response.Headers;
        if (!DependsOnTheClock)
        {
            headers.ETag = etag ?? ETag;
        }

        headers["Maillage-Version"] = Version;
        // Always asked again, mostly answered 304: no page shows a closed lieu for long.
        headers.CacheControl = "no-cache";
        headers.Vary = request.Format is null && http.RouteValues["suffixe"] is null ? "Accept, Accept-Encoding" : "Accept-Encoding";
        headers.LastModified = Snapshot.ChangedAt;
    }

    /// <summary>Sends an answer that is made whole before its first byte leaves: its length is known, and nothing fails in the middle.</summary>
    /// <param name="context">The request being answered.</param>
    /// <param name="write">Writes the body.</param>
    /// <param name="link">Header of the same name; null when there is none.</param>
    /// <param name="beside">Tells one state of what it depends on beside the snapshot from another.</param>
    public async Task SendAsync(HttpContext context, Action<Stream> write, string? link = null, string beside = "")
    {
        if (IsNotAcceptable)
        {
            await new Problem(ProblemTypes.FormatIndisponible).ExecuteAsync(context);
            return;
        }

        var etag = Build.ETag(Snapshot, Format, beside);
        WriteHeaders(context, etag);
        if (!DependsOnTheClock && Build.IsKnownTo(context.Request, etag))
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
