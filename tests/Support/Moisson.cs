using Maillage.Importers;
using Maillage.Importers.Fetch;
using Maillage.Importers.Fetch.Http;
using Maillage.Importers.Sources;

namespace Maillage.Tests.Support;

/// <summary>A workshop whose source is at an address of a server of the test.</summary>
internal sealed class Moisson : IAsyncDisposable
{
    private readonly Fetcher fetcher;

    private Moisson(FauxServeur server, TimeProvider clock, SorteDeBase sorte)
    {
        Server = server;
        Atelier = new Atelier(sorte);
        fetcher = new Fetcher(Copies, clock, new FetcherOptions { Attempts = 3, FirstPause = TimeSpan.FromMilliseconds(10), LongestSilence = TimeSpan.FromSeconds(20) });
        Keys = new FetchKeys { Telechargement = server.Address };
    }

    public FauxServeur Server { get; }

    public Atelier Atelier { get; }

    public FetchKeys Keys { get; set; }

    public string Copies => Path.Combine(Atelier.Folder, "copies");

    public SourceDeclaration Source => Atelier.Source with { Fichier = null, Fetch = Keys };

    /// <summary>Whole copies kept, the oldest first.</summary>
    public IReadOnlyList<string> Kept => !Directory.Exists(Path.Combine(Copies, "annuaire")) ? [] :
        [.. Directory.EnumerateFileSystemEntries(Path.Combine(Copies, "annuaire")).Where(path => !path.EndsWith(".memoire.json", StringComparison.Ordinal) && !path.Contains(".partiel", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static async Task<Moisson> StartAsync(string content = "", TimeProvider? clock = null, SorteDeBase sorte = SorteDeBase.Sqlite)
    {
        var moisson = new Moisson(await FauxServeur.StartAsync(content), clock ?? TimeProvider.System, sorte);
        await moisson.Atelier.Store.MigrateAsync(Cancellation);
        return moisson;
    }

    public Task<ImportReport> ImportAsync(ImportOptions? options = null) =>
        new Pipeline(Atelier.Store, TimeProvider.System).ImportAsync(Source, (options ?? new ImportOptions()) with { Fetcher = fetcher }, Cancellation);

    /// <summary>Downloads, and reads the members.</summary>
    public async Task<(string? Code, IReadOnlyList<(string Name, string Text)> Members)> FetchAsync()
    {
        var opened = await fetcher.OpenAsync(Source, isRehearsal: false, new FetchReport(), (_, _) => { }, Cancellation);
        if (opened.Value is not { } fetched)
        {
            return (opened.Issue?.Code.Code, []);
        }

        using (fetched)
        {
            return (null, Membres.Read(fetched).Members);
        }
    }

    public async Task<IReadOnlyList<string>> NamesAsync() => [.. (await Atelier.PublishedAsync()).Select(lieu => lieu.Nom)];

    public async ValueTask DisposeAsync()
    {
        fetcher.Dispose();
        await Server.DisposeAsync();
        await Atelier.DisposeAsync();
    }
}
