using Maillage.Api.Schedules;
using Maillage.Store.Postgres;
using Maillage.Tests.Support;
using static Maillage.Tests.Store.Fiches;

namespace Maillage.Tests.Api;

/// <summary>Several nodes on one database.</summary>
public sealed class NoeudsTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_one_node_publishes_all_serve_and_the_database_may_go_away_and_come_back()
    {
        using var grappe = GrappePostgres.Start();
        var address = grappe.NewDatabase();
        using var one = PostgresStore.At(address, TimeProvider.System);
        using var other = PostgresStore.At(address, TimeProvider.System);
        await one.ChangeAsync(changes => changes.WriteAsync([Creation(Lieu("a"))], Cancellation));
        await using var first = await Noeud.StartAsync(one);
        await using var second = await Noeud.StartAsync(other);

        await other.ChangeAsync(changes => changes.WriteAsync([Creation(Lieu("b"))], Cancellation));
        await AllServeAsync(2);

        grappe.Stop();
        foreach (var node in (Noeud[])[first, second])
        {
            await node.UntilAsync(state => state?["base_injoignable_depuis"] is not null);
            Assert.Equal(2, (await node.JsonAsync("/api/v1/lieux"))["total"]?.GetValue<int>());
        }

        grappe.Begin();
        await one.ChangeAsync(changes => changes.WriteAsync([Creation(Lieu("c"))], Cancellation));
        await AllServeAsync(3);
        await first.UntilAsync(state => state?["base_injoignable_depuis"] is null);

        async Task AllServeAsync(int total)
        {
            foreach (var node in (Noeud[])[first, second])
            {
                await node.CatchUpAsync();
                Assert.Equal(total, (await node.JsonAsync("/api/v1/lieux"))["total"]?.GetValue<int>());
            }
        }
    }

    [Theory]
    [InlineData(SorteDeBase.Sqlite)]
    [InlineData(SorteDeBase.Postgres)]
    public async Task One_node_leads_until_it_goes(SorteDeBase sorte)
    {
        await using var atelier = new Atelier(sorte);
        using var store = atelier.Base.Open();
        await using var other = new Leader(store);
        await using (var first = new Leader(atelier.Store))
        {
            Assert.True(await first.IsUsAsync(Cancellation));
            Assert.True(await first.IsUsAsync(Cancellation));
            Assert.False(await other.IsUsAsync(Cancellation));
        }

        Assert.True(await other.IsUsAsync(Cancellation));
    }

    [Fact]
    public async Task A_leader_that_lost_its_lock_stops_until_it_has_it_again()
    {
        await using var atelier = new Atelier(SorteDeBase.Postgres);
        using var store = atelier.Base.Open();
        await using var first = new Leader(atelier.Store);
        await using var second = new Leader(store);
        Assert.True(await first.IsUsAsync(Cancellation));
        await atelier.Base.ScalarAsync("SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()");

        Assert.True(await second.IsUsAsync(Cancellation));
        Assert.False(await first.IsUsAsync(Cancellation));
        await second.DisposeAsync();
        Assert.True(await first.IsUsAsync(Cancellation));
    }
}
