using Maillage.Schema.Fields;
using Maillage.Schema.Lieux;
using Maillage.Schema.Publication;
using Maillage.Store;
using Maillage.Tests.Support;
using static Maillage.Tests.Store.Fiches;

namespace Maillage.Tests.Store;

/// <summary>The journal, the same in every database.</summary>
public abstract class StoreTests(SorteDeBase sorte)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_lieu_read_back_is_the_lieu_that_was_published()
    {
        await using var atelier = new Atelier(sorte);
        var lieu = Lieu("5b0d7c1e-3f57-5d0a-9c1b-0e6a2f4d8b93") with
        {
            Passages = [new Passage { Adresse = "Place du marché\u0000", Debut = new DateOnly(2026, 1, 5) }],
            Permanences = [new Permanence { Id = "caf", Operateur = "CAF", SurRendezVous = true }],
        };
        await PublishAsync(atelier.Store, lieu);
        var read = Assert.Single(await atelier.PublishedAsync());

        Assert.Empty(RecordShape.Of<Lieu>().Differences(lieu, read with { ModifieLe = null }));
        Assert.NotNull(read.ModifieLe);
    }

    [Fact]
    public async Task Sequence_numbers_have_no_hole_and_no_reader_sees_half_an_import()
    {
        await using var atelier = new Atelier(sorte);
        await atelier.Store.MigrateAsync(Cancellation);
        await using (var import = await atelier.Store.BeginAsync(rehearsal: false, Cancellation))
        {
            await import.PublishAsync(Lieu("a"), Cancellation);
            await import.PublishAsync(Lieu("b"), Cancellation);
            Assert.Equal(0, (await atelier.Store.HeadAsync(Cancellation)).Seq);
            Assert.Empty(await atelier.EntriesAsync());
            await import.CompleteAsync((Card, Run), Cancellation);
        }

        await using (var abandoned = await atelier.Store.BeginAsync(rehearsal: false, Cancellation))
        {
            await abandoned.PublishAsync(Lieu("c"), Cancellation);
            await abandoned.KeepAsync("s", Record("c"), Cancellation);
        }

        await PublishAsync(atelier.Store, Lieu("d"));

        Assert.Equal([(1, "a"), (2, "b"), (3, "d")], (await atelier.EntriesAsync()).Select(entry => (entry.Seq, entry.Id)));
        Assert.Equal(3, (await atelier.Store.HeadAsync(Cancellation)).Seq);
        await atelier.Store.ChangeAsync(async changes => Assert.Empty(await changes.KnownAsync("s", Cancellation)));
    }

    [Fact]
    public async Task A_reader_that_began_before_a_commit_sees_nothing_of_it()
    {
        await using var atelier = new Atelier(sorte);
        await PublishAsync(atelier.Store, [.. Enumerable.Range(0, 3_000).Select(rank => Lieu($"avant-{rank}"))]);
        await using var reader = atelier.Store.ReadAsync(0, Cancellation).GetAsyncEnumerator(Cancellation);
        await reader.MoveNextAsync();
        await PublishAsync(atelier.Store, [.. Enumerable.Range(0, 3_000).Select(rank => Lieu($"avant-{rank}", "Autre")), Lieu("apres")]);
        List<JournalEntry> read = [.. reader.Current];
        while (await reader.MoveNextAsync())
        {
            read.AddRange(reader.Current);
        }

        Assert.Equal(Enumerable.Range(1, 3_000).Select(seq => (long)seq), read.Select(entry => entry.Seq));
        Assert.Equal(3_001, (await atelier.EntriesAsync(3_000)).Count);
    }

    [Fact]
    public async Task A_reader_that_stops_early_stops()
    {
        await using var atelier = new Atelier(sorte);
        await PublishAsync(atelier.Store, [.. Enumerable.Range(0, 3_000).Select(rank => Lieu($"{rank}"))]);
        await foreach (var entries in atelier.Store.ReadAsync(0, Cancellation))
        {
            Assert.Equal(1, entries[0].Seq);
            break;
        }

        using var stopped = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var entries in atelier.Store.ReadAsync(0, stopped.Token))
            {
                await stopped.CancelAsync();
            }
        });
        Assert.Equal(3_000, (await atelier.Store.HeadAsync(Cancellation)).Seq);
    }

    [Fact]
    public async Task Replaying_the_journal_gives_exactly_the_dataset()
    {
        await using var atelier = new Atelier(sorte);
        await PublishAsync(atelier.Store, Lieu("a"), Lieu("b"), Lieu("c"));
        await PublishAsync(atelier.Store, Lieu("b", "Autre nom"));
        await atelier.Store.ChangeAsync(changes => changes.WithdrawAsync("a", Cancellation));

        Dictionary<string, Lieu> replayed = [];
        foreach (var entry in await atelier.Store.ChangesAsync(0, long.MaxValue, int.MaxValue, Cancellation))
        {
            if (entry.Entite is Lieu lieu)
            {
                replayed[entry.Id] = lieu;
            }
            else
            {
                replayed.Remove(entry.Id);
            }
        }

        var dataset = await atelier.PublishedAsync();
        Assert.Equal(2, dataset.Count);
        Assert.Equal(dataset.Count, replayed.Count);
        Assert.All(dataset, lieu => Assert.True(RecordShape.Of<Lieu>().Same(lieu, replayed[lieu.Id])));
    }

    [Fact]
    public async Task Every_entry_says_what_happened()
    {
        await using var atelier = new Atelier(sorte);
        await PublishAsync(atelier.Store, Lieu("a"), Lieu("b"));
        await PublishAsync(atelier.Store, Lieu("a", "Autre nom"));
        await atelier.Store.ChangeAsync(changes => changes.WriteAsync([JournalChange.End(Lieu("b"), Operation.Fusion, "a")], Cancellation));
        var entries = await atelier.Store.ChangesAsync(1, 4, 10, Cancellation);

        Assert.Equal(
            [(2, Operation.Creation, "b", "", null), (3, Operation.Modification, "a", "nom", null), (4, Operation.Fusion, "b", "", "a")],
            entries.Select(entry => (entry.Seq, entry.Operation, entry.Id, string.Join(',', entry.Champs), entry.RemplacePar)));
        Assert.Equal([true, true, false], entries.Select(entry => entry.Entite is not null));
        Assert.All(entries, entry => Assert.Equal((TimeSpan.Zero, 0), (entry.Date.Offset, entry.Date.Ticks % TimeSpan.TicksPerSecond)));
        Assert.Equal([2L, 3L], (await atelier.Store.ChangesAsync(1, 4, 2, Cancellation)).Select(entry => entry.Seq));
        Assert.Equal([2L], (await atelier.Store.ChangesAsync(1, 2, 10, Cancellation)).Select(entry => entry.Seq));
    }

    [Fact]
    public async Task An_identifier_is_told_by_what_became_of_it()
    {
        await using var atelier = new Atelier(sorte);
        await PublishAsync(atelier.Store, Lieu("a"), Lieu("b"), Lieu("c"), Lieu("d"));
        await atelier.Store.ChangeAsync(async changes =>
        {
            // Twice in one call: the last row holds.
            await changes.WriteAsync(
                [JournalChange.End(Lieu("b"), Operation.Fusion, "a"), JournalChange.End(Lieu("c"), Operation.Effacement), JournalChange.End(Lieu("d"), Operation.Suppression), Creation(Lieu("d")), Creation(Lieu("e")), JournalChange.End(Lieu("e"), Operation.Suppression)],
                Cancellation);
            var known = await changes.IdentitiesAsync(TypeEntite.Lieu, ["a", "b", "c", "d", "e", "inconnu"], Cancellation);

            Assert.Equal(
                [("a", new Identity(1, true, null, false)), ("b", new Identity(2, false, "a", false)), ("c", new Identity(3, false, null, true)), ("d", new Identity(4, true, null, false)), ("e", new Identity(9, false, null, false))],
                known.Select(pair => (pair.Key, pair.Value)).OrderBy(pair => pair.Key, StringComparer.Ordinal));
            Assert.Empty(await changes.IdentitiesAsync(TypeEntite.Service, ["a"], Cancellation));
            Assert.Equal(["a", "d"], (await changes.PublishedAsync(TypeEntite.Lieu, ["d", "b", "a", "e"], Cancellation)).Keys.Order());
        });
    }

    [Fact]
    public async Task Compaction_keeps_the_latest_entry_of_each_entity_and_moves_the_horizon()
    {
        await using var atelier = new Atelier(sorte);
        await atelier.Store.MigrateAsync(Cancellation);
        var clock = new HorlogeReglee(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
        using var store = atelier.Base.Open(clock);
        await PublishAsync(store, Lieu("a"), Lieu("b"));
        await PublishAsync(store, Lieu("a", "Deux"));
        clock.Now = clock.Now.AddDays(10);
        await PublishAsync(store, Lieu("a", "Trois"), Lieu("c"));
        await PublishAsync(store, Lieu("c", "Deux"));

        Assert.Equal(0, await store.CompactAsync(clock.Now.AddDays(-20), Cancellation));
        Assert.Equal(0, (await store.HeadAsync(Cancellation)).Horizon);
        Assert.Equal(2, await store.CompactAsync(clock.Now.AddDays(-1), Cancellation));
        Assert.Equal((3, 6), ((await store.HeadAsync(Cancellation)).Horizon, (await store.HeadAsync(Cancellation)).Seq));
        Assert.Equal([2L, 4L, 5L, 6L], (await store.ChangesAsync(0, long.MaxValue, 100, Cancellation)).Select(entry => entry.Seq));
        Assert.Equal(0, await store.CompactAsync(clock.Now.AddDays(-1), Cancellation));
        Assert.Equal(["Deux", "Mairie", "Trois"], (await atelier.PublishedAsync()).Select(lieu => lieu.Nom));
    }

    [Fact]
    public async Task A_new_origin_tells_a_restored_database_from_what_it_was()
    {
        await using var atelier = new Atelier(sorte);
        await PublishAsync(atelier.Store, Lieu("a"));
        var before = await atelier.Store.HeadAsync(Cancellation);
        var origin = await atelier.Store.RenewOriginAsync(Cancellation);

        Assert.Matches("^[0-9a-f]{8}$", before.Origin);
        Assert.Matches("^[0-9a-f]{8}$", origin);
        Assert.NotEqual(before.Origin, origin);
        Assert.Equal(before with { Origin = origin }, await atelier.Store.HeadAsync(Cancellation));
    }

    [Fact]
    public async Task A_database_of_a_newer_version_is_refused()
    {
        await using var atelier = new Atelier(sorte);
        await atelier.Store.MigrateAsync(Cancellation);
        await atelier.Base.ScalarAsync(atelier.Base.FromTheFuture);

        var refusal = await Assert.ThrowsAsync<StoreException>(() => atelier.Store.MigrateAsync(Cancellation));
        Assert.StartsWith("La base est à la version 99, plus récente que ce programme", refusal.Message, StringComparison.Ordinal);
    }

    private static Task PublishAsync(IStore store, params Lieu[] lieux) => PublishAtOnceAsync(store, lieux);

    private static async Task PublishAtOnceAsync(IStore store, Lieu[] lieux)
    {
        await store.MigrateAsync(Cancellation);
        await using var changes = await store.BeginAsync(rehearsal: false, Cancellation);
        var before = await changes.PublishedAsync(TypeEntite.Lieu, [.. lieux.Select(lieu => lieu.Id)], Cancellation);
        await changes.WriteAsync([.. lieux.Select(lieu => JournalChange.Of(before.GetValueOrDefault(lieu.Id), lieu, Operation.Creation)).OfType<JournalChange>()], Cancellation);
        await changes.CompleteAsync((Card, Run), Cancellation);
    }
}

public sealed class SqliteStoreTests() : StoreTests(SorteDeBase.Sqlite);

public sealed class PostgresStoreTests() : StoreTests(SorteDeBase.Postgres);
