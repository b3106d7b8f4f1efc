using Maillage.Api;
using Maillage.Importers;
using Maillage.Importers.Sources;
using Maillage.Store.Sqlite;
using Maillage.Tests.Support;
using Microsoft.AspNetCore.Builder;

[assembly: AssemblyFixture(typeof(Territoire))]

namespace Maillage.Tests.Support;

/// <summary>The sample territory, imported once and served on a real socket: <c>Territoire.Current.Client</c>.</summary>
public sealed class Territoire : IAsyncLifetime
{
    private readonly string folder = Directory.CreateTempSubdirectory("maillage-").FullName;
    private SqliteStore? store;
    private WebApplication? app;
    private HttpClient? client;

    /// <summary>The one of this run.</summary>
    public static Territoire Current =>
        (Territoire?)TestContext.Current.GetFixture(typeof(Territoire)).AsTask().Result ?? throw new InvalidOperationException("Hors d'un test xunit.");

    internal HttpClient Client => client ?? throw new InvalidOperationException("Le serveur n'est pas démarré.");

    internal IReadOnlyList<ImportReport> Reports { get; private set; } = [];

    public async ValueTask InitializeAsync()
    {
        var reading = SourceReader.ReadFolder(Path.Combine(Depot.Racine, "sources"));
        Assert.Empty(reading.Problems);
        var sources = new SourceCatalog(reading.Declarations);
        // Imported one morning: what the documentation shows of it is the same each time.
        var morning = new HorlogeReglee(new DateTimeOffset(2026, 11, 22, 6, 0, 0, TimeSpan.Zero));
        store = new SqliteStore(Path.Combine(folder, "maillage.db"), morning);
        await store.MigrateAsync(CancellationToken.None);
        var pipeline = new Pipeline(store, morning);
        List<ImportReport> reports = [];
        foreach (var source in sources.Active)
        {
            reports.Add(await pipeline.ImportAsync(source, new ImportOptions(), CancellationToken.None));
        }

        Reports = reports;
        app = Server.Build(store, "http://127.0.0.1:0", new ServerOptions { Exports = Path.Combine(folder, "exports") });
        await app.StartAsync();
        client = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
        while (!(await client.GetAsync("/sante/prete")).IsSuccessStatusCode)
        {
            await Task.Delay(20);
        }
    }

    public async ValueTask DisposeAsync()
    {
        client?.Dispose();
        if (app is not null)
        {
            await app.DisposeAsync();
        }

        store?.Dispose();
        Directory.Delete(folder, recursive: true);
    }
}
