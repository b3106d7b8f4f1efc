using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Maillage.Tests.Support;

/// <summary>One request, as the geocoder received it.</summary>
/// <param name="Path">Path asked.</param>
/// <param name="Fields">Fields of the form, the file apart.</param>
/// <param name="Header">First line of the file.</param>
/// <param name="Rows">The others: id, address, INSEE code.</param>
internal sealed record GeocodingRequest(string Path, IReadOnlyDictionary<string, string[]> Fields, string Header, IReadOnlyList<string[]> Rows);

/// <summary>
/// A geocoder on a real socket that answers as the national one does: the columns received, then those asked for, quoted when they hold a comma;
/// empty cells and <c>not-found</c> for an address that it does not know.
/// </summary>
internal sealed class FauxGeocodeur : IAsyncDisposable
{
    private readonly WebApplication app;

    private FauxGeocodeur(WebApplication app) => this.app = app;

    public Uri Address => new(app.Urls.First() + "/geocodage");

    /// <summary>What it knows: an address, and the result columns that it answers with.</summary>
    public Dictionary<string, Dictionary<string, string>> Known { get; } = [];

    public ConcurrentQueue<GeocodingRequest> Requests { get; } = [];

    /// <summary>What becomes of the next requests, one each, instead of an answer; the body is that of the right answer.</summary>
    public ConcurrentQueue<Func<HttpContext, string, Task>> Accidents { get; } = [];

    public static async Task<FauxGeocodeur> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var geocoder = new FauxGeocodeur(app);
        app.Run(geocoder.AnswerAsync);
        await app.StartAsync();
        return geocoder;
    }

    /// <summary>Knows an address; the cells that are not said are those of a certain answer at Digne-les-Bains.</summary>
    public FauxGeocodeur Knows(string address, params (string Column, string Cell)[] cells)
    {
        // The order of the cells and their spelling are those of a real answer of 2026; the label has a comma, as result_context does.
        Dictionary<string, string> answer = new()
        {
            ["longitude"] = "6.230555",
            ["latitude"] = "44.093933",
            ["result_score"] = "0.9639145454545454",
            ["result_score_next"] = "0.7230291978609625",
            ["result_label"] = address + ", 04000 Digne-les-Bains",
            ["result_type"] = "housenumber",
            ["result_housenumber"] = address.Split(' ')[0],
            ["result_name"] = address,
            ["result_street"] = string.Join(' ', address.Split(' ').Skip(1)),
            ["result_citycode"] = "04070",
            ["result_status"] = "ok",
        };
        foreach (var (column, cell) in cells)
        {
            answer[column] = cell;
        }

        Known[address] = answer;
        return this;
    }

    public FauxGeocodeur Fails(int times, int status, string? retryAfter = null)
    {
        for (var time = 0; time < times; time++)
        {
            Accidents.Enqueue((context, _) =>
            {
                context.Response.StatusCode = status;
                if (retryAfter is not null)
                {
                    context.Response.Headers.RetryAfter = retryAfter;
                }

                return context.Response.WriteAsync("{\"code\":" + status.ToString(CultureInfo.InvariantCulture) + "}");
            });
        }

        return this;
    }

    public async ValueTask DisposeAsync() => await app.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        var form = await context.Request.ReadFormAsync();
        using var text = new StreamReader(form.Files["data"]!.OpenReadStream(), Encoding.UTF8);
        var lines = (await text.ReadToEndAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var fields = form.ToDictionary(field => field.Key, field => field.Value.OfType<string>().ToArray());
        var request = new GeocodingRequest(context.Request.Path, fields, lines[0], [.. lines.Skip(1).Select(line => line.Split(','))]);
        Requests.Enqueue(request);
        var body = Body(request);
        if (Accidents.TryDequeue(out var accident))
        {
            await accident(context, body);
            return;
        }

        context.Response.ContentType = "text/csv; charset=utf-8";
        await context.Response.WriteAsync(body);
    }

    private string Body(GeocodingRequest request)
    {
        var columns = request.Fields["result_columns"];
        var body = new StringBuilder(request.Header + "," + string.Join(',', columns) + "\n");
        foreach (var row in request.Rows)
        {
            var answer = Known.GetValueOrDefault(row[1]);
            var cells = columns.Select(column => answer?.GetValueOrDefault(column) ?? (answer is null && column == "result_status" ? "not-found" : ""));
            body.AppendJoin(',', row.Concat(cells).Select(Quote)).Append('\n');
        }

        return body.ToString();
    }

    private static string Quote(string cell) => cell.AsSpan().ContainsAny(',', '"') ? "\"" + cell.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"" : cell;
}

/// <summary>A clock whose timers ring at once, and which remembers how long each was to wait.</summary>
internal sealed class HorlogePressee : TimeProvider
{
    public ConcurrentQueue<TimeSpan> Pauses { get; } = [];

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        Pauses.Enqueue(dueTime);
        return base.CreateTimer(callback, state, TimeSpan.Zero, period);
    }
}
