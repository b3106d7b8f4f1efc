using System.Text.Json;
using Maillage.Schema.Fields;

namespace Maillage.Api.Http;

/// <summary>One parameter that was refused: which, what was given, why, and what may have been meant.</summary>
internal sealed record ParameterError(string Parametre, string? Valeur, Phrase Detail, IReadOnlyList<string> Propositions)
{
    /// <summary>The parameter itself is unknown.</summary>
    public bool IsUnknownName { get; init; }
}

/// <summary>An answer that is a problem (RFC 9457), whatever the <c>Accept</c>.</summary>
internal sealed class Problem(ProblemType type, Phrase? detail = null, IReadOnlyList<ParameterError>? errors = null) : IResult
{
    public const string ContentType = "application/problem+json";

    // What a file had said of itself before it was refused.
    private static readonly string[] OfWhatIsNotSent = ["Content-Encoding", "Content-Disposition", "Repr-Digest", "ETag", "Last-Modified", "Link"];

    public int? RetryAfterSeconds { get; init; }

    /// <summary>The problem of a request whose parameters were refused: all of them are named.</summary>
    public static Problem Of(IReadOnlyList<ParameterError> errors) => new(
        errors.All(error => error.IsUnknownName) ? ProblemTypes.ParametreInconnu : ProblemTypes.ValeurInvalide,
        new Phrase(string.Join(' ', errors.Select(error => error.Detail.Fr)), string.Join(' ', errors.Select(error => error.Detail.En))),
        errors);

    public async Task ExecuteAsync(HttpContext context)
    {
        var response = context.Response;
        foreach (var name in OfWhatIsNotSent)
        {
            response.Headers.Remove(name);
        }

        response.StatusCode = type.Status;
        response.ContentType = ContentType;
        response.Headers.CacheControl = "no-store";
        response.Headers.Vary = "Accept-Language";
        response.Headers.ContentLanguage = Phrase.PrefersEnglish(context.Request) ? "en" : "fr";
        if (RetryAfterSeconds is { } seconds)
        {
            response.Headers.RetryAfter = seconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
        }

        using var buffer = new MemoryStream();
        await using (var writer = new Utf8JsonWriter(buffer, Json.WriterOptions))
        {
            Write(writer, context);
        }

        response.ContentLength = buffer.Length;
        if (!HttpMethods.IsHead(context.Request.Method))
        {
            await response.Body.WriteAsync(buffer.GetBuffer().AsMemory(0, (int)buffer.Length), context.RequestAborted);
        }
    }

    private void Write(Utf8JsonWriter writer, HttpContext context)
    {
        writer.WriteStartObject();
        writer.WriteString("type", type.Uri);
        writer.WriteString("title", type.Titre.In(context));
        writer.WriteNumber("status", type.Status);
        writer.WriteString("detail", (detail ?? type.QueFaire).In(context));
        writer.WriteString("instance", context.Request.Path + context.Request.QueryString);
        if (errors is [var first, ..])
        {
            writer.WriteString("parametre", first.Parametre);
            WriteList(writer, "propositions", first.Propositions);
            writer.WriteStartArray("erreurs");
            foreach (var error in errors)
            {
                writer.WriteStartObject();
                writer.WriteString("parametre", error.Parametre);
                writer.WriteString("valeur", error.Valeur);
                writer.WriteString("detail", error.Detail.In(context));
                WriteList(writer, "propositions", error.Propositions);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
        }

        writer.WriteEndObject();
    }

    private static void WriteList(Utf8JsonWriter writer, string name, IReadOnlyList<string> values)
    {
        writer.WriteStartArray(name);
        foreach (var value in values)
        {
            writer.WriteStringValue(value);
        }

        writer.WriteEndArray();
    }
}
