using System.Text;
using System.Text.Json;
using Maillage.Api.Http;
using Maillage.Schema.Fields;

namespace Maillage.Api.Attributions;

/// <summary>The mentions, as JSON or as the text to be copied.</summary>
/// <param name="answer">What the request asks.</param>
/// <param name="beside">Tells one state of the sources from another.</param>
/// <param name="attributions">The mentions.</param>
internal sealed class AttributionsAnswer(ListAnswer answer, string beside, IReadOnlyList<AttributionPubliee> attributions) : IResult
{
    private static readonly Phrase Offered = new("Demandez application/json ou text/plain.", "Ask for application/json or text/plain.");

    public Task ExecuteAsync(HttpContext context) => answer.IsNotAcceptable
        ? new Problem(ProblemTypes.FormatIndisponible, Offered).ExecuteAsync(context)
        : answer.SendAsync(context, Write, beside: beside);

    private void Write(Stream stream)
    {
        var text = Mentions.Text(attributions);
        if (answer.Format == OutputFormat.Texte)
        {
            stream.Write(Encoding.UTF8.GetBytes(text));
            return;
        }

        using var writer = new Utf8JsonWriter(stream, Json.WriterOptions);
        JsonSerializer.Serialize(
            writer, new ListeAttributions { Version = answer.Version, Total = attributions.Count, Donnees = attributions, Texte = text }, ApiJson.Default.ListeAttributions);
    }
}
