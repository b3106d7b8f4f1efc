using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Maillage.Tests.Support;

/// <summary>One request, as the server received it.</summary>
internal sealed record Demande(string Path, IReadOnlyDictionary<string, string> Headers);

/// <summary>A server of one file on a real socket: tags, ranges, and the accidents that a test asks for, one for each of the next requests.</summary>
internal sealed class FauxServeur : IAsyncDisposable
{
    private readonly WebApplication app;

    private FauxServeur(WebApplication app) => this.app = app;

    public string Root => app.Urls.First();

    public string Address => Root + "/donnees.json";

    public byte[] Content { get; set; } = [];

    public string Type { get; set; } = "application/json";

    public string? Etag { get; set; } = "\"v1\"";

    public string? LastModified { get; set; }

    public bool HasRanges { get; set; } = true;

    /// <summary>Gives any part asked for, whatever version it is asked of: some servers do not know If-Range.</summary>
    public bool IgnoresIfRange { get; set; }

    /// <summary>Answers of its own for some paths, with the query.</summary>
    public Dictionary<string, RequestDelegate> Pages { get; } = [];

    public ConcurrentQueue<Demande> Requests { get; } = [];

    public ConcurrentQueue<RequestDelegate> Accidents { get; } = [];

    public static async Task<FauxServeur> StartAsync(string content = "")
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var server = new FauxServeur(app) { Content = Encoding.UTF8.GetBytes(content) };
        app.Run(server.AnswerAsync);
        await app.StartAsync();
        return server;
    }

    /// <summary>Another version of the file.</summary>
    public void Publish(string content, string etag)
    {
        Content = Encoding.UTF8.GetBytes(content);
        Etag = etag;
    }

    public FauxServeur Answers(int status, int times = 1, string? retryAfter = null)
    {
        for (var time = 0; time < times; time++)
        {
            Accidents.Enqueue(context =>
            {
                context.Response.StatusCode = status;
                context.Response.Headers.RetryAfter = retryAfter;
                return context.Response.WriteAsync("{}");
            });
        }

        return this;
    }

    /// <summary>Announces the whole answer, gives its beginning, and hangs up.</summary>
    public FauxServeur CutsAt(int length, int times = 1)
    {
        for (var time = 0; time < times; time++)
        {
            // An answer shorter than announced: the server closes the connection.
            Accidents.Enqueue(context => BeginAsync(context, length));
        }

        return this;
    }

    /// <summary>Gives the beginning of the file, and the rest when it is told to.</summary>
    public FauxServeur WaitsAt(int length, TaskCompletionSource begun, Task rest)
    {
        Accidents.Enqueue(async context =>
        {
            await BeginAsync(context, length);
            begun.SetResult();
            await rest.WaitAsync(context.RequestAborted);
            await context.Response.Body.WriteAsync(Content.AsMemory(length));
        });
        return this;
    }

    public async ValueTask DisposeAsync() => await app.DisposeAsync();

    private async Task BeginAsync(HttpContext context, int length)
    {
        context.Response.ContentLength = Content.Length;
        Describe(context.Response);
        await context.Response.Body.WriteAsync(Content.AsMemory(0, length));
        await context.Response.Body.FlushAsync();
    }

    private void Describe(HttpResponse response)
    {
        response.ContentType = Type;
        response.Headers.ETag = Etag;
        response.Headers.LastModified = LastModified;
    }

    private Task AnswerAsync(HttpContext context)
    {
        var request = context.Request;
        Requests.Enqueue(new Demande(request.Path + request.QueryString, request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString())));
        return Accidents.TryDequeue(out var accident) ? accident(context)
            : Pages.TryGetValue(request.Path + request.QueryString, out var page) ? page(context)
            : GiveAsync(context);
    }

    private async Task GiveAsync(HttpContext context)
    {
        Describe(context.Response);
        var headers = context.Request.Headers;
        if ((Etag is not null && headers.IfNoneMatch == Etag) || (LastModified is not null && headers.IfModifiedSince == LastModified))
        {
            context.Response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        var from = 0;
        if (HasRanges && headers.Range.ToString() is ['b', ..] range && (IgnoresIfRange || headers.IfRange == (Etag ?? LastModified)))
        {
            from = int.Parse(range["bytes=".Length..].TrimEnd('-'), CultureInfo.InvariantCulture);
            context.Response.StatusCode = StatusCodes.Status206PartialContent;
            context.Response.Headers.ContentRange = string.Create(CultureInfo.InvariantCulture, $"bytes {from}-{Content.Length - 1}/{Content.Length}");
        }

        context.Response.ContentLength = Content.Length - from;
        await context.Response.Body.WriteAsync(Content.AsMemory(from));
    }
}
