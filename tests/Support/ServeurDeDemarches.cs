using Maillage.Api;
using Maillage.Importers;
using Maillage.Importers.Sources;
using Maillage.Store.Sqlite;
using Maillage.Tests.Schema.Formats;
using Microsoft.AspNetCore.Builder;

namespace Maillage.Tests.Support;

/// <summary>The fiches of the sample and its annuaire, imported and served on a real socket.</summary>
public sealed class ServeurDeDemarches : IAsyncLifetime
{
    private readonly string folder = Directory.CreateTempSubdirectory("maillage-").FullName;
    private SqliteStore? store;
    private WebApplication? app;
    private HttpClient? client;

    internal HttpClient Client => client ?? throw new InvalidOperationException("Le serveur n'est pas démarré.");

    public async ValueTask InitializeAsync()
    {
        store = new SqliteStore(Path.Combine(folder, "maillage.db"), TimeProvider.System);
        await store.MigrateAsync(CancellationToken.None);
        var pipeline = new Pipeline(store, TimeProvider.System);
        var annuaire = SourceReader.ReadFolder(Path.Combine(Depot.Racine, "sources")).Declarations.Single(source => source.Id == "annuaire-04");
        Assert.Null((await pipeline.ImportAsync(annuaire, new ImportOptions(), CancellationToken.None)).Failure);
        // One fiche at a time: the source never holds them all.
        var fiches = LecteursSousTest.Declaration("comarquage") with { Id = "exemple-demarches", Complete = false };
        foreach (var file in Directory.EnumerateFiles(Path.Combine(Depot.Racine, "data/exemple/demarches"), "*.xml").Order(StringComparer.Ordinal))
        {
            var report = await pipeline.ImportAsync(fiches with { Fichier = file }, new ImportOptions(), CancellationToken.None);
            Assert.Null(report.Failure);
            Assert.Equal(1, report.Published);
        }

        app = Server.Build(store, "http://127.0.0.1:0");
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
