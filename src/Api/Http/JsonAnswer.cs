using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Maillage.Schema.Fields;

namespace Maillage.Api.Http;

/// <summary>An answer that only comes as JSON, and that changes with something beside the snapshot.</summary>
/// <param name="answer">What the request asks.</param>
/// <param name="beside">Tells one state of what it also depends on from another.</param>
/// <param name="type">How it is written.</param>
/// <param name="value">Makes it; not called when the reader has it already.</param>
internal sealed class JsonAnswer<T>(ListAnswer answer, string beside, JsonTypeInfo<T> type, Func<T> value) : IResult
{
    private static readonly Phrase OnlyJson = new("Cette adresse ne répond qu'en application/json.", "This address only answers in application/json.");

    public Task ExecuteAsync(HttpContext context) => answer.IsNotAcceptable
        ? new Problem(ProblemTypes.FormatIndisponible, OnlyJson).ExecuteAsync(context)
        : answer.SendAsync(context, Write, beside: beside);

    private void Write(Stream stream)
    {
        using var writer = new Utf8JsonWriter(stream, Json.WriterOptions);
        JsonSerializer.Serialize(writer, value(), type);
    }
}
