using Maillage.Catalogue;
using Maillage.Schema.Vocabulaires;

namespace Maillage.Api.Http;

/// <summary>
/// What every read does before its query: parameters read and checked, format chosen, version pinned, 304 answered. The handler finds the
/// <see cref="ListAnswer"/> among the features of the request. A single record answers 304 itself, once it is known to exist.
/// </summary>
internal sealed class ListFilter(ParameterTable table, Versions versions, TimeProvider clock, bool answersOne) : IEndpointFilter
{
    private static readonly TimeSpan PatienceForAVersion = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(100);
    private static readonly ListRequestValidator Together = new();

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext invocation, EndpointFilterDelegate next)
    {
        var http = invocation.HttpContext;
        var (request, errors) = ParameterReader.Read(http.Request, table);
        if (errors.Count == 0)
        {
            errors = Together.Check(request);
        }

        if (errors.Count > 0)
        {
            return Problem.Of(errors);
        }

        if (ChooseFormat(http, request, out var format) is { } refused)
        {
            return refused;
        }

        if (HasNoPlaceFor(request, format) is { } misplaced)
        {
            return Problem.Of([misplaced]);
        }

        var (snapshot, missing) = await PinAsync(request, http.RequestAborted);
        if (snapshot is null)
        {
            return missing;
        }

        if (request.AsksWhoIsOpen)
        {
            // Just after a start, hours are still being understood: no thread waits for them.
            await snapshot.PrepareAsync().WaitAsync(http.RequestAborted);
        }

        var answer = new ListAnswer(http.Request, request, snapshot, format, clock.GetUtcNow());
        if (!answersOne && format is not null && answer.IsKnown)
        {
            answer.WriteHeaders(http);
            return NotModified.Instance;
        }

        http.Features.Set(answer);
        return await next(invocation);
    }

    // The columns of a CSV are the fields; a line of NDJSON is a record.
    private static ParameterError? HasNoPlaceFor(ListRequest request, OutputFormat? format) =>
        request.Facettes.Count > 0 && (format == OutputFormat.Csv || format == OutputFormat.Ndjson) ? NotIn(format, "facettes", "du JSON ou du GeoJSON", "JSON or GeoJSON")
        : request.Calcul.Count > 0 && format == OutputFormat.Csv ? NotIn(format, "calcul", "du JSON, du GeoJSON ou du NDJSON", "JSON, GeoJSON or NDJSON")
        : null;

    private static ParameterError NotIn(OutputFormat format, string name, string instead, string insteadEn)
    {
        var written = format.Name.ToUpperInvariant();
        return new(name, null, new Phrase($"« {name} » n'a pas de place dans un {written} ; demandez {instead}.", $"“{name}” has no place in {written}; ask for {insteadEn}."), []);
    }

    private static string? Suffix(HttpContext http) => http.GetRouteValue("suffixe") as string;

    private Problem? ChooseFormat(HttpContext http, ListRequest request, out OutputFormat? format)
    {
        var suffix = Suffix(http);
        format = suffix is not null ? table.Formats.FirstOrDefault(one => one.Name == suffix)
            : request.Format is { } named ? table.Formats.FirstOrDefault(one => one.Name == named)
            : OutputFormat.Negotiate(http.Request, table.Formats);
        if (suffix is not null && format is null)
        {
            var nearest = Suggestion.PlusProche(suffix, table.Formats.Select(one => one.Name)) ?? "json";
            var offered = string.Join(", ", table.Formats.Select(one => "." + one.Name));
            return new Problem(ProblemTypes.AdresseInconnue, new Phrase(
                $"Le suffixe « .{suffix} » n'existe pas ici ; les formats sont {offered}. Vouliez-vous dire « .{nearest} » ?",
                $"There is no suffix “.{suffix}”; the formats here are {offered}. Did you mean “.{nearest}”?"));
        }

        if (suffix is not null && request.Format is { } other && other != suffix)
        {
            return new Problem(ProblemTypes.FormatsContradictoires, new Phrase(
                $"L'adresse demande « .{suffix} » et le paramètre « format={other} » ; gardez l'un des deux.",
                $"The address asks for “.{suffix}” and the parameter for “format={other}”; keep one of them."));
        }

        return null;
    }

    /// <summary>The version that the list began with, or the current one.</summary>
    private async Task<(Snapshot? Snapshot, Problem? Missing)> PinAsync(ListRequest request, CancellationToken cancellationToken)
    {
        if (request.Curseur is not { } cursor)
        {
            return versions.Current is { } current ? (current, null) : (null, NotReady());
        }

        // Another node may have given this cursor from a version that is only now reaching this one.
        for (var waited = TimeSpan.Zero; waited < PatienceForAVersion && IsAhead(cursor); waited += BetweenLooks)
        {
            await Task.Delay(BetweenLooks, cancellationToken);
        }

        return versions.Find(cursor.Version) is { } pinned && pinned.Origin == cursor.Origin ? (pinned, null)
            : (null, IsAhead(cursor) ? NotReady() : new Problem(ProblemTypes.VersionPerdue));
    }

    // Of another database, made anew or restored from an older copy, the same number means something else.
    private bool IsAhead(Cursor cursor) => versions.Current is not { } current || (current.Origin == cursor.Origin && current.Version < cursor.Version);

    private static Problem NotReady() => new(ProblemTypes.PasEncorePret) { RetryAfterSeconds = 2 };
}

/// <summary>The reader has this answer already.</summary>
internal sealed class NotModified : IResult
{
    /// <summary>The only one. That of the framework asks for services, and for a logger, each time.</summary>
    public static NotModified Instance { get; } = new();

    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.StatusCode = StatusCodes.Status304NotModified;
        return Task.CompletedTask;
    }
}
