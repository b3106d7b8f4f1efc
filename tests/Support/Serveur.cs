using System.Diagnostics;
using System.Globalization;
using Maillage.Store;

namespace Maillage.Tests.Support;

/// <summary>« maillage serve » as a process of its own, which imports nothing by itself. Its client does not follow redirections.</summary>
internal sealed class Serveur : IAsyncDisposable
{
    private readonly Process process;
    private readonly Task<string[]> saying;

    private Serveur(Process process)
    {
        this.process = process;
        var address = process.StandardOutput.ReadLine()?.Split(' ').FirstOrDefault(word => word.StartsWith("http", StringComparison.Ordinal));
        // What it says is read as it comes: a server whose pipe is full would stop.
        saying = Task.WhenAll(process.StandardOutput.ReadToEndAsync(CancellationToken.None), process.StandardError.ReadToEndAsync(CancellationToken.None));
        Client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = new Uri(address ?? throw new InvalidOperationException(string.Concat(saying.Result))) };
    }

    public HttpClient Client { get; }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>One that says that it is ready.</summary>
    /// <param name="store">The database, as MAILLAGE_STORE names it.</param>
    /// <param name="folder">Where it may work.</param>
    public static Task<Serveur> StartAsync(string store, string folder) => Task.Run(() =>
    {
        var nothing = Directory.CreateDirectory(Path.Combine(folder, "aucune-source")).FullName;
        return new Serveur(new Commande(folder, store).Start("serve", "--urls", "http://127.0.0.1:0", "--sources", nothing, "--publications", "0"));
    });

    /// <summary>The version that it answers now.</summary>
    public async Task<long> VersionAsync()
    {
        using var answer = await Client.GetAsync("/api/v1/lieux?limite=1", Cancellation);
        answer.EnsureSuccessStatusCode();
        return long.Parse(answer.Headers.GetValues("Maillage-Version").Single(), CultureInfo.InvariantCulture);
    }

    /// <summary>Returns when it answers what the journal says now; fails after ten seconds.</summary>
    public async Task CatchUpAsync(IStore store)
    {
        var published = (await store.HeadAsync(Cancellation)).Seq;
        var begun = Stopwatch.GetTimestamp();
        while (await VersionAsync() < published)
        {
            Assert.True(Stopwatch.GetElapsedTime(begun) < TimeSpan.FromSeconds(10), $"{Client.BaseAddress} ne sert pas la version {published} après dix secondes.");
            await Task.Delay(20, Cancellation);
        }
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        process.Kill();
        await process.WaitForExitAsync(CancellationToken.None);
        await saying;
        process.Dispose();
    }
}
