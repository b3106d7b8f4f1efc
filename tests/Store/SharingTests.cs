using Maillage.Schema.Publication;
using Maillage.Store;
using Maillage.Tests.Support;
using static Maillage.Tests.Store.Fiches;

namespace Maillage.Tests.Store;

/// <summary>Several at once on one database: who waits for whom, who sees what, the same in every database.</summary>
public abstract class SharingTests(SorteDeBase sorte) : IAsyncLifetime
{
    private readonly Atelier atelier = new(sorte);
    private SqlStore? other;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Another node.</summary>
    private SqlStore Other => other ??= atelier.Base.Open();

    public async ValueTask InitializeAsync() => await atelier.Store.MigrateAsync(Cancellation);

    public async ValueTask DisposeAsync()
    {
        other?.Dispose();
        await atelier.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task A_second_set_of_changes_waits_for_the_first_and_stops_waiting_when_told()
    {
        var first = await atelier.Store.BeginAsync(rehearsal: false, Cancellation);
        using var stopped = new CancellationTokenSource();
        var impatient = atelier.Store.BeginAsync(rehearsal: false, stopped.Token);
        var second = atelier.Store.BeginAsync(rehearsal: false, Cancellation);
        await Task.Delay(100, Cancellation);
        Assert.False(second.IsCompleted);
        Assert.False(impatient.IsCompleted);
        await stopped.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => impatient);
        await first.DisposeAsync();

        await (await second).DisposeAsync();
    }

    [Fact]
    public async Task A_rehearsal_sees_everything_makes_nobody_wait_and_leaves_nothing()
    {
        await atelier.Store.ChangeAsync(async changes =>
        {
            await changes.KeepAsync("s", Record("a"), Cancellation);
            await changes.WriteAsync([Creation(Lieu("l"))], Cancellation);
            await changes.NoteAsync("regles", "1", Cancellation);
        });
        var before = await atelier.Store.HeadAsync(Cancellation);
        await using (var rehearsal = await Other.BeginAsync(rehearsal: true, Cancellation))
        {
            Assert.Equal(["a"], (await rehearsal.KnownAsync("s", Cancellation)).Keys);
            await rehearsal.KeepAsync("s", Record("a", "autre"), Cancellation);
            await rehearsal.KeepAsync("s", Record("b"), Cancellation);
            await rehearsal.WriteAsync([Creation(Lieu("autre")), JournalChange.End(Lieu("l"), Operation.Suppression)], Cancellation);
            await rehearsal.NoteAsync("regles", "2", Cancellation);
            Assert.Equal(["autre"], (await rehearsal.PublishedAsync(TypeEntite.Lieu, ["autre", "l"], Cancellation)).Keys);

            // Meanwhile the same records are really written.
            await atelier.Store.ChangeAsync(async changes =>
            {
                await changes.KeepAsync("s", Record("a", "vrai"), Cancellation);
                await changes.WriteAsync([Creation(Lieu("vrai"))], Cancellation);
            }).WaitAsync(TimeSpan.FromSeconds(30), Cancellation);
            Assert.Equal("autre", (await rehearsal.KnownAsync("s", Cancellation))["a"].EntiteId);
            await rehearsal.CompleteAsync((Card, Run), Cancellation);
        }

        Assert.Equal(before with { Seq = 2 }, await Other.HeadAsync(Cancellation));
        Assert.Equal(["l", "vrai"], (await atelier.EntriesAsync()).Select(entry => entry.Id));
        await Other.ChangeAsync(async changes =>
        {
            Assert.Equal(["a"], (await changes.KnownAsync("s", Cancellation)).Keys);
            Assert.Equal("1", await changes.NotedAsync("regles", Cancellation));
        });
    }

    [Fact]
    public async Task A_rehearsal_does_not_wait_for_an_import()
    {
        await using var import = await atelier.Store.BeginAsync(rehearsal: false, Cancellation);
        await import.KeepAsync("s", Record("a"), Cancellation);
        await using var rehearsal = await atelier.Store.BeginAsync(rehearsal: true, Cancellation).WaitAsync(TimeSpan.FromSeconds(30), Cancellation);

        Assert.Empty(await rehearsal.KnownAsync("s", Cancellation));
    }

    [Fact]
    public async Task Two_nodes_may_create_the_same_database_at_once()
    {
        var folder = Directory.CreateTempSubdirectory("maillage-");
        using var empty = sorte == SorteDeBase.Postgres ? (Base)new BasePostgres(GrappePostgres.Commune, empty: true) : new BaseSqlite(Path.Combine(folder.FullName, "vide.db"));
        var stores = Enumerable.Range(0, 4).Select(_ => empty.Open()).ToList();
        await Task.WhenAll(stores.Select(store => Task.Run(() => store.MigrateAsync(Cancellation), Cancellation)));

        Assert.Equal(0, (await stores[0].HeadAsync(Cancellation)).Seq);
        Assert.Single((await Task.WhenAll(stores.Select(store => store.HeadAsync(Cancellation)))).Select(head => head.Origin).Distinct());
        stores.ForEach(store => store.Dispose());
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Whoever_waits_is_told_of_a_change_or_of_the_time()
    {
        var head = await atelier.Store.HeadAsync(Cancellation);
        await atelier.Store.WaitAsync(head, TimeSpan.FromMilliseconds(50), Cancellation);
        await Other.ChangeAsync(changes => changes.WriteAsync([Creation(Lieu("a"))], Cancellation));
        // However it is told, it is within seconds.
        await atelier.Store.WaitAsync(head, TimeSpan.FromMinutes(5), Cancellation).WaitAsync(TimeSpan.FromSeconds(30), Cancellation);
        using var stopped = new CancellationTokenSource(50);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            while (true)
            {
                await atelier.Store.WaitAsync(await atelier.Store.HeadAsync(Cancellation), TimeSpan.FromMinutes(5), stopped.Token);
            }
        });
    }

    [Fact]
    public async Task One_leads_at_a_time()
    {
        var first = await atelier.Store.TryLeadAsync(Cancellation);
        Assert.NotNull(first);
        Assert.True(await first.IsHeldAsync(Cancellation));
        Assert.Null(await Other.TryLeadAsync(Cancellation));
        Assert.Null(await atelier.Store.TryLeadAsync(Cancellation));
        await first.DisposeAsync();

        await using var second = await Other.TryLeadAsync(Cancellation);
        Assert.NotNull(second);
        Assert.True(await second.IsHeldAsync(Cancellation));
    }

    [Fact]
    public async Task Of_many_that_want_a_lease_at_once_one_has_it()
    {
        var now = new DateTimeOffset(2026, 7, 14, 12, 0, 0, 700, TimeSpan.Zero);
        Lease[] wanted = [.. Enumerable.Range(0, 8).Select(rank => new Lease("s", $"{rank}", "une machine", now, now.AddMinutes(2)))];
        var taken = await Task.WhenAll(wanted.Select((lease, rank) => Task.Run(() => (rank % 2 == 0 ? atelier.Store : Other).TakeLeaseAsync(lease, null, Cancellation), Cancellation)));

        var holder = Assert.Single(taken.Select(lease => lease.Holder).Distinct());
        Assert.Equal(holder, Assert.Single(wanted.Where((lease, rank) => taken[rank] == lease)).Holder);
        var held = (await Other.TakeLeaseAsync(wanted.First(lease => lease.Holder != holder), null, Cancellation));
        Assert.Equal(("s", "une machine", new DateTimeOffset(2026, 7, 14, 12, 0, 0, TimeSpan.Zero)), (held.Source, held.Name, held.Since));
    }

    [Fact]
    public async Task A_lease_is_renewed_while_its_import_writes()
    {
        var now = new DateTimeOffset(2026, 7, 14, 12, 0, 0, TimeSpan.Zero);
        var lease = await atelier.Store.TakeLeaseAsync(new Lease("s", "un", "une machine", now, now.AddMinutes(2)), null, Cancellation);
        await using var import = await atelier.Store.BeginAsync(rehearsal: false, Cancellation);
        await import.KeepAsync("s", Record("a"), Cancellation);
        await import.MembersAsync(Cancellation);

        Assert.True(await atelier.Store.RenewLeaseAsync(lease, now.AddMinutes(4), Cancellation));
        Assert.False(await atelier.Store.RenewLeaseAsync(lease with { Holder = "deux" }, now.AddMinutes(4), Cancellation));
    }
}

public sealed class SqliteSharingTests() : SharingTests(SorteDeBase.Sqlite);

public sealed class PostgresSharingTests() : SharingTests(SorteDeBase.Postgres);
