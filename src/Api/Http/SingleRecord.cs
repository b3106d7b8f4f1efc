using System.Buffers;
using Maillage.Catalogue;
using Maillage.Schema.Formats;
using Maillage.Schema.Publication;

namespace Maillage.Api.Http;

/// <summary>One record with every field: a JSON object, a GeoJSON Feature, or a CSV of one row.</summary>
internal sealed class SingleRecord<TRecord>(ListAnswer answer, JeuDeDonnees jeu, Found<TRecord> found) : IResult
    where TRecord : class
{
    private readonly RecordView<TRecord> view = new(answer.Format == OutputFormat.GeoJson, inList: false, answer.Champs);

    public Task ExecuteAsync(HttpContext context)
    {
        var links = DatasetLinks.Of(jeu, answer.Format);
        if (answer.IsNotAcceptable || answer.Format == OutputFormat.Csv)
        {
            return answer.SendAsync(context, stream => CsvFormat.Write(stream, [found.Record], view.Fields), links);
        }

        answer.WriteHeaders(context);
        if (answer.IsKnown)
        {
            context.Response.StatusCode = StatusCodes.Status304NotModified;
            return Task.CompletedTask;
        }

        return SendAsync(context, links);
    }

    private async Task SendAsync(HttpContext context, string links)
    {
        const int braces = 2;
        var response = context.Response;
        var calcul = Calcul.Of(answer, found);
        response.ContentType = answer.Format.ContentType;
        response.ContentLength = braces + view.LengthOf(found.Rendered) + calcul.Length;
        response.Headers.Link = links;
        if (HttpMethods.IsHead(context.Request.Method))
        {
            return;
        }

        var output = await BodyOutput.StartAsync(response, context.RequestAborted);
        output.Write("{"u8);
        view.Write(output, found.Rendered);
        output.Write(calcul);
        output.Write("}"u8);
        await output.FlushAsync(context.RequestAborted);
    }
}
