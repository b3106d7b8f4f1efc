using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Maillage.Catalogue;
using Maillage.Schema.Fields;
using Maillage.Schema.Formats;
using Maillage.Schema.Publication;

namespace Maillage.Api.Http;

/// <summary>One page of a list, in the format asked for.</summary>
/// <param name="answer">What is answered.</param>
/// <param name="jeu">The dataset.</param>
/// <param name="items">The records of the page.</param>
/// <param name="total">How many records there are, all pages together.</param>
internal sealed class Page<TRecord>(ListAnswer answer, JeuDeDonnees jeu, IReadOnlyList<Found<TRecord>> items, int total) : IResult
    where TRecord : class
{
    // Beyond, what is written waits for the reader.
    private const int MostUnsent = 128 * 1024;

    /// <summary>File name for who saves the answer; null when the dataset asks for none.</summary>
    public string? FileName { get; init; }

    /// <summary>How many records have each value of some fields.</summary>
    public IReadOnlyList<Facette> Facettes { get; init; } = [];

    private readonly RecordView<TRecord> view = new(answer.Format == OutputFormat.GeoJson, inList: true, answer.Champs);

    private bool IsGeographic => answer.Format == OutputFormat.GeoJson;

    // A line is an object, and what is said of all of them is in the headers.
    private bool IsLines => answer.Format == OutputFormat.Ndjson;

    public async Task ExecuteAsync(HttpContext context)
    {
        if (answer.IsNotAcceptable)
        {
            await new Problem(ProblemTypes.FormatIndisponible).ExecuteAsync(context);
            return;
        }

        if (items.Count == 0 && answer.Offset > 0)
        {
            await Problem.Of([ListRequestValidator.BeyondTheEnd]).ExecuteAsync(context);
            return;
        }

        var next = answer.NextUrl(items.Count, total);
        WriteHeaders(context.Response, next);
        if (answer.Format == OutputFormat.Csv)
        {
            await SendCsvAsync(context);
        }
        else
        {
            await SendJsonAsync(context, next);
        }
    }

    private void WriteHeaders(HttpResponse response, string? next)
    {
        answer.WriteHeaders(response.HttpContext);
        response.ContentType = answer.Format.ContentType;
        response.Headers["Maillage-Total"] = total.ToString(CultureInfo.InvariantCulture);
        var links = DatasetLinks.Of(jeu, answer.Format);
        response.Headers.Link = next is null ? links : $"<{next}>; rel=\"next\", {links}";
        if (FileName is { } name)
        {
            response.Headers.ContentDisposition = $"inline; filename=\"{name}\"";
        }
    }

    // Bounded to a thousand records: written whole before the first byte leaves, so that an error is never half an answer.
    private async Task SendCsvAsync(HttpContext context)
    {
        using var buffer = new MemoryStream();
        CsvFormat.Write(buffer, items.Select(item => item.Record), view.Fields);
        context.Response.ContentLength = buffer.Length;
        if (!HttpMethods.IsHead(context.Request.Method))
        {
            await context.Response.Body.WriteAsync(buffer.GetBuffer().AsMemory(0, (int)buffer.Length), context.RequestAborted);
        }
    }

    // The records are there already, as they are sent: only what is around them is written, and nothing can fail in the middle.
    private async Task SendJsonAsync(HttpContext context, string? next)
    {
        var envelope = new ArrayBufferWriter<byte>();
        var opening = IsLines ? 0 : WriteEnvelope(envelope, next);
        var calculs = Calculs();
        context.Response.ContentLength = envelope.WrittenCount + ItemsLength(calculs);
        if (HttpMethods.IsHead(context.Request.Method))
        {
            return;
        }

        var output = await BodyOutput.StartAsync(context.Response, context.RequestAborted);
        output.Write(envelope.WrittenSpan[..opening]);
        for (var rank = 0; rank < items.Count; rank++)
        {
            WriteItem(output, rank, calculs?[rank]);
            if (output.Unsent > MostUnsent)
            {
                await output.FlushAsync(context.RequestAborted);
            }
        }

        output.Write(envelope.WrittenSpan[opening..]);
        await output.FlushAsync(context.RequestAborted);
    }

    // What comes before the records, then what comes after; returns where the one ends.
    private int WriteEnvelope(ArrayBufferWriter<byte> envelope, string? next)
    {
        using var writer = new Utf8JsonWriter(envelope, Json.WriterOptions);
        writer.WriteStartObject();
        if (IsGeographic)
        {
            writer.WriteString("type", "FeatureCollection");
        }

        writer.WriteString("version", answer.Version);
        writer.WriteNumber("total", total);
        writer.WriteStartArray(IsGeographic ? GeoJsonFormat.FeaturesMember : JsonFormat.RecordsMember);
        writer.Flush();
        var opening = envelope.WrittenCount;
        writer.WriteEndArray();
        writer.WriteString("suivant", next);
        if (Facettes.Count > 0)
        {
            Facette.Write(writer, Facettes);
        }

        writer.WriteEndObject();
        return opening;
    }

    private IReadOnlyList<byte[]>? Calculs() =>
        answer.Calculs.Count > 0 || items is [{ Metres: not null }, ..] ? [.. items.Select(item => Calcul.Of(answer, item))] : null;

    private long ItemsLength(IReadOnlyList<byte[]>? calculs)
    {
        const int braces = 2;
        // A line ends after each, a comma comes between two.
        long length = IsLines ? items.Count : Math.Max(0, items.Count - 1);
        for (var rank = 0; rank < items.Count; rank++)
        {
            length += braces + view.LengthOf(items[rank].Rendered) + (calculs?[rank].Length ?? 0);
        }

        return length;
    }

    private void WriteItem(IBufferWriter<byte> output, int rank, byte[]? calcul)
    {
        output.Write(rank == 0 || IsLines ? "{"u8 : ",{"u8);
        view.Write(output, items[rank].Rendered);
        output.Write(calcul);
        output.Write(IsLines ? "}\n"u8 : "}"u8);
    }
}
