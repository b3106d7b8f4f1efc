using Maillage.Store.Postgres;
using Maillage.Tests.Support;
using Npgsql;
using static Maillage.Tests.Store.Fiches;

namespace Maillage.Tests.Robustesse;

/// <summary>PostgreSQL is cut as by a failure of its machine, then comes back: during reads, an import, a publication.</summary>
[Collection(nameof(Robustesse))]
public sealed class StoppedServerTests
{
    private const int Places = 600;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Cut_while_it_is_read_the_last_version_is_served_whole_and_the_next_one_follows()
    {
        using var grappe = GrappePostgres.Start();
        var address = grappe.NewDatabase();
        using var store = PostgresStore.At(address, TimeProvider.System);
        using var scene = new Scene(address, store, Places);
        await scene.FillAsync();
        await using var one = await Serveur.StartAsync(address, scene.Folder);
        await using var other = await Serveur.StartAsync(address, scene.Folder);
        var readers = new Lecteurs([one.Client, other.Client], baseMayBeAway: true);
        for (var cuts = 0; cuts < 2; cuts++)
        {
            grappe.Cut();
            await Task.Delay(TimeSpan.FromSeconds(1), Cancellation);
            grappe.Begin();
            await scene.FindAgainAsync();
            await scene.SucceedAsync(scene.Change());
            await Task.WhenAll(one.CatchUpAsync(store), other.CatchUpAsync(store));
        }

        await Mesures.SayAsync($"lectures pendant deux arrêts de PostgreSQL : {await readers.StopAsync(store)}, toutes d'une version entière");
    }

    [Fact]
    public async Task Cut_during_an_import_it_leaves_all_of_it_or_nothing_and_the_next_import_succeeds()
    {
        using var grappe = GrappePostgres.Start();
        var address = grappe.NewDatabase();
        using var store = PostgresStore.At(address, TimeProvider.System);
        using var scene = new Scene(address, store, Places);
        await scene.FillAsync();
        var length = await scene.SucceedAsync(scene.Change());
        var failed = 0;
        foreach (var share in (double[])[0, 0.1, 0.3])
        {
            var source = scene.Change();
            using var import = scene.Begin(source);
            var ending = Commande.EndAsync(import);
            await UntilAsync(grappe, address, "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND granted");
            await Task.Delay(length * share, Cancellation);
            grappe.Cut();
            var end = await ending;
            grappe.Begin();
            await scene.FindAgainAsync();
            var completed = await scene.WholeOrNothingAsync(source);
            Assert.True(completed == (end.Code == 0) || end.Complaint.Contains("tout a changé, ou rien", StringComparison.Ordinal), end.Complaint);
            failed += end.Code == 0 || Scene.Refusal(end).Length == 0 ? 0 : 1;
            await scene.SucceedAsync(scene.Change());
        }

        Assert.True(failed >= 1, $"{failed} seulement.");
        await scene.IsAsIfNewAsync();
    }

    /// <param name="table">What a node reads while the server is cut: the entries, or what comes after them.</param>
    [Theory]
    [InlineData("change")]
    [InlineData("ancien_membre")]
    public async Task Cut_while_nodes_load_what_was_just_published_they_serve_the_version_before_then_the_new_one(string table)
    {
        using var grappe = GrappePostgres.Start();
        var address = grappe.NewDatabase();
        using var store = PostgresStore.At(address, TimeProvider.System);
        using var another = PostgresStore.At(address, TimeProvider.System);
        await store.ChangeAsync(changes => changes.WriteAsync([Creation(Lieu("avant"))], Cancellation));
        await using var one = await Noeud.StartAsync(store);
        await using var other = await Noeud.StartAsync(another);
        await using var blocker = await PublishAndBlockAsync(store, address, table);
        await UntilAsync(grappe, address, "SELECT count(*) / 2 FROM pg_locks WHERE NOT granted AND locktype = 'relation'");
        grappe.Cut();

        foreach (var node in (Noeud[])[one, other])
        {
            await node.UntilAsync(state => state?["base_injoignable_depuis"] is not null);
            Assert.Equal(("1", 1), await VersionAsync(node));
        }

        grappe.Begin();
        foreach (var node in (Noeud[])[one, other])
        {
            await node.CatchUpAsync();
            Assert.Equal(("2001", 2001), await VersionAsync(node));
        }
    }

    /// <summary>Publishes two thousand lieux; from that moment nobody can read the table, until the server is cut.</summary>
    private static async Task<NpgsqlConnection> PublishAndBlockAsync(PostgresStore store, string address, string table)
    {
        var blocker = new NpgsqlConnection(address + ";Pooling=false");
        await blocker.OpenAsync(Cancellation);
        await using var changes = await store.BeginAsync(rehearsal: false, Cancellation);
        await changes.WriteAsync([.. Enumerable.Range(0, 2_000).Select(rank => Creation(Lieu($"pendant-{rank}")))], Cancellation);
        await changes.MembersAsync(Cancellation);
        // Asked for while the change set holds the table, or does not need it: taken before any reader learns of the publication.
        await using var command = new NpgsqlCommand($"BEGIN; LOCK TABLE {table} IN ACCESS EXCLUSIVE MODE", blocker);
        var blocking = command.ExecuteNonQueryAsync(Cancellation);
        await Task.WhenAny(blocking, Task.Delay(TimeSpan.FromMilliseconds(500), Cancellation));
        await changes.CompleteAsync(null, Cancellation);
        await blocking;
        return blocker;
    }

    private static async Task<(string?, int?)> VersionAsync(Noeud node)
    {
        var page = await node.JsonAsync("/api/v1/lieux?limite=1");
        return (page["version"]?.GetValue<string>(), page["total"]?.GetValue<int>());
    }

    private static async Task UntilAsync(GrappePostgres grappe, string address, string sql)
    {
        for (var tries = 0; grappe.RunOn(address, "psql", "-Atc", sql).Trim() is "" or "0"; tries++)
        {
            Assert.True(tries < 200, sql);
            await Task.Delay(20, Cancellation);
        }
    }
}
