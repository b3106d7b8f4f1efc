using Maillage.Store.Postgres;
using Maillage.Store.Sqlite;
using Maillage.Tests.Support;

namespace Maillage.Tests.Robustesse;

/// <summary>A disk that is full when an import writes: it says so, what was published is served, and all goes on once there is room.</summary>
[Collection(nameof(Robustesse))]
public sealed class FullDiskTests
{
    private const int Places = 600;

    private static readonly long[] Rooms = [0, 300_000];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Full_under_the_SQLite_file_it_stops_the_import_and_loses_nothing()
    {
        using var disque = new PetitDisque();
        using var store = new SqliteStore(Path.Combine(disque.Folder, "maillage.db"), TimeProvider.System);
        using var scene = new Scene($"sqlite:{disque.Folder}/maillage.db", store, Places);
        await scene.FillAsync();
        await using (var serveur = await Serveur.StartAsync(scene.Setting, scene.Folder))
        {
            await GoOnAsync(disque, scene, serveur);
        }

        await scene.IsAsIfNewAsync();
    }

    [Fact]
    public async Task Full_under_the_tables_of_PostgreSQL_it_stops_the_import_and_loses_nothing()
    {
        using var disque = new PetitDisque();
        using var grappe = GrappePostgres.Start();
        var address = grappe.NewDatabase(on: disque.Folder);
        using (var store = PostgresStore.At(address, TimeProvider.System))
        {
            using var scene = new Scene(address, store, Places);
            await scene.FillAsync();
            await using var serveur = await Serveur.StartAsync(address, scene.Folder);
            await GoOnAsync(disque, scene, serveur);
            await scene.IsAsIfNewAsync();
        }
    }

    [Fact]
    public async Task Full_under_the_log_of_PostgreSQL_it_ends_the_server_and_loses_nothing()
    {
        using var disque = new PetitDisque();
        using var grappe = GrappePostgres.Start($"--waldir={disque.Folder}/pg_wal", "--wal-segsize=1");
        var address = grappe.NewDatabase();
        using var store = PostgresStore.At(address, TimeProvider.System);
        using var scene = new Scene(address, store, Places);
        await scene.FillAsync();
        await using var serveur = await Serveur.StartAsync(address, scene.Folder);
        var source = scene.Change(changed: 0.9);
        disque.Leave(0);
        await scene.FailAsync(source);
        Assert.Equal(scene.Temoin.Seq, await serveur.VersionAsync());

        disque.Enlarge();
        grappe.Restart();
        await scene.FindAgainAsync();
        Assert.False(await scene.WholeOrNothingAsync(source));
        await scene.SucceedAsync(source);
        await serveur.CatchUpAsync(store);
        await scene.IsAsIfNewAsync();
    }

    /// <summary>Imports with less and less lacking: nothing changes until there is room, and a server goes on.</summary>
    private static async Task GoOnAsync(PetitDisque disque, Scene scene, Serveur serveur)
    {
        foreach (var room in Rooms)
        {
            var source = scene.Change(changed: 0.9);
            await SettleAsync(disque);
            disque.Leave(room);
            Assert.Contains("Le disque de la base est plein", await scene.FailAsync(source), StringComparison.Ordinal);
            Assert.Equal(scene.Temoin.Seq, await serveur.VersionAsync());

            disque.Enlarge();
            Assert.False(await scene.WholeOrNothingAsync(source));
            await scene.SucceedAsync(source);
            await serveur.CatchUpAsync(scene.Store);
        }
    }

    // The log of a SQLite file goes with the last of those who read it: it would give its room back after the room was measured.
    private static async Task SettleAsync(PetitDisque disque)
    {
        for (var tries = 0; Directory.EnumerateFiles(disque.Folder, "*-wal").Any(log => new FileInfo(log) is { Exists: true, Length: > 0 }); tries++)
        {
            Assert.True(tries < 500, "Le journal de SQLite reste.");
            await Task.Delay(20, Cancellation);
        }
    }
}
