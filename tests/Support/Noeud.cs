using System.Text.Json.Nodes;
using Maillage.Api;
using Maillage.Store;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Maillage.Tests.Support;

/// <summary>A server on a store of a test's own, on a real socket. Its client does not follow redirections.</summary>
internal sealed class Noeud : IAsyncDisposable
{
    private readonly IStore store;
    private readonly WebApplication app;

    private Noeud(IStore store, WebApplication app)
    {
        this.store = store;
        this.app = app;
        Client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = new Uri(app.Urls.First()) };
    }

    public HttpClient Client { get; }

    /// <summary>A part of the server.</summary>
    public T Part<T>()
        where T : notnull => app.Services.GetRequiredService<T>();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>One that serves all that is published.</summary>
    /// <param name="store">Where it is.</param>
    /// <param name="clock">What tells it the time; the system when null.</param>
    public static Task<Noeud> StartAsync(IStore store, TimeProvider? clock = null) => StartAsync(store, new ServerOptions { Clock = clock ?? TimeProvider.System });

    /// <summary>One that serves in a way of its own.</summary>
    /// <param name="store">Where what is published is.</param>
    /// <param name="options">How it serves.</param>
    /// <param name="waits">Whether it is waited for until it serves all that is published.</param>
    public static async Task<Noeud> StartAsync(IStore store, ServerOptions options, bool waits = true)
    {
        var app = Server.Build(store, "http://127.0.0.1:0", options);
        await app.StartAsync(Cancellation);
        var noeud = new Noeud(store, app);
        if (waits)
        {
            await noeud.CatchUpAsync();
        }

        return noeud;
    }

    /// <summary>Returns when it serves what is published; fails after ten seconds.</summary>
    public async Task CatchUpAsync()
    {
        var published = (await store.HeadAsync(Cancellation)).Seq.ToString(System.Globalization.CultureInfo.InvariantCulture);
        await UntilAsync(state => state?["version"]?.GetValue<string>() == published);
    }

    /// <summary>Returns when what it says of itself is that; fails after ten seconds.</summary>
    public async Task UntilAsync(Func<JsonNode?, bool> holds)
    {
        var begun = System.Diagnostics.Stopwatch.GetTimestamp();
        while (!holds(JsonNode.Parse(await (await Client.GetAsync("/sante/prete", Cancellation)).Content.ReadAsStringAsync(Cancellation))))
        {
            Assert.True(System.Diagnostics.Stopwatch.GetElapsedTime(begun) < TimeSpan.FromSeconds(10), "Dix secondes n'ont pas suffi.");
            await Task.Delay(50, Cancellation);
        }
    }

    public async Task<JsonNode> JsonAsync(string path) =>
        JsonNode.Parse(await Client.GetStringAsync(path, Cancellation)) ?? throw new InvalidOperationException("null");

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await app.DisposeAsync();
    }
}
