using System.Diagnostics;
using Maillage.Schema.Lieux;
using Maillage.Store;
using Maillage.Store.Postgres;
using Maillage.Tests.Support;
using Npgsql;
using static Maillage.Tests.Store.Fiches;

namespace Maillage.Tests.Store;

/// <summary>What only a server may do: be away, refuse, stop, tell.</summary>
public sealed class PostgresServerTests
{
    private const string Secret = "motdepasse-secret";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_server_that_stops_during_an_import_leaves_nothing_and_the_next_import_succeeds()
    {
        using var grappe = GrappePostgres.Start();
        using var store = PostgresStore.At(grappe.NewDatabase(), TimeProvider.System);
        await store.ChangeAsync(changes => changes.WriteAsync([Creation(Lieu("avant"))], Cancellation));
        await using (var changes = await store.BeginAsync(rehearsal: false, Cancellation))
        {
            await changes.KeepAsync("s", Record("a"), Cancellation);
            await changes.WriteAsync([Creation(Lieu("pendant"))], Cancellation);
            await changes.MembersAsync(Cancellation);
            await using var leader = await store.TryLeadAsync(Cancellation);
            var head = await store.HeadAsync(Cancellation);
            grappe.Cut();

            Assert.Contains("rien n'a changé", (await Assert.ThrowsAsync<StoreException>(() => changes.CompleteAsync((Card, Run), Cancellation))).Message, StringComparison.Ordinal);
            Assert.Contains("ne répond pas", (await Assert.ThrowsAsync<StoreException>(() => store.HeadAsync(Cancellation))).Message, StringComparison.Ordinal);
            Assert.False(leader is not null && await leader.IsHeldAsync(Cancellation));
            // Away, it is not asked again and again.
            var begun = Stopwatch.GetTimestamp();
            await store.WaitAsync(head, TimeSpan.FromSeconds(1), Cancellation);
            Assert.True(Stopwatch.GetElapsedTime(begun) > TimeSpan.FromMilliseconds(900));
            grappe.Begin();
        }

        Assert.Equal(1, (await store.HeadAsync(Cancellation)).Seq);
        await store.ChangeAsync(async changes =>
        {
            Assert.Empty(await changes.KnownAsync("s", Cancellation));
            await changes.WriteAsync([Creation(Lieu("apres"))], Cancellation);
        });
        Assert.Equal(["avant", "apres"], (await store.ChangesAsync(0, 10, 10, Cancellation)).Select(entry => entry.Id));
    }

    [Fact]
    public async Task A_connection_that_is_cut_during_an_import_leaves_nothing()
    {
        await using var atelier = new Atelier(SorteDeBase.Postgres);
        await using var changes = await atelier.Store.BeginAsync(rehearsal: false, Cancellation);
        await changes.KeepAsync("s", Record("a"), Cancellation);
        await changes.MembersAsync(Cancellation);
        await using var leader = await atelier.Store.TryLeadAsync(Cancellation);
        Assert.True(leader is not null && await leader.IsHeldAsync(Cancellation));
        await atelier.Base.ScalarAsync("SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()");

        var refusal = await Assert.ThrowsAsync<StoreException>(() => changes.MembersAsync(Cancellation));
        Assert.Contains("rien n'a changé", refusal.Message, StringComparison.Ordinal);
        Assert.False(leader is not null && await leader.IsHeldAsync(Cancellation));
        await using var next = await atelier.Store.BeginAsync(rehearsal: false, Cancellation);
        Assert.Empty(await next.KnownAsync("s", Cancellation));
    }

    [Fact]
    public async Task Those_who_wait_are_told_at_once()
    {
        await using var atelier = new Atelier(SorteDeBase.Postgres);
        using var other = atelier.Base.Open();
        var head = await other.HeadAsync(Cancellation);
        // The first wait begins to listen, and ends early.
        await other.WaitAsync(head, TimeSpan.FromSeconds(5), Cancellation);
        var waiting = other.WaitAsync(head, TimeSpan.FromMinutes(1), Cancellation);
        await Task.Delay(200, Cancellation);
        Assert.False(waiting.IsCompleted);
        var begun = Stopwatch.GetTimestamp();
        await atelier.Store.RecordAsync(Card, Run, Cancellation);
        await waiting;

        Assert.True(Stopwatch.GetElapsedTime(begun) < TimeSpan.FromSeconds(4));
        Assert.Equal(1, (await other.HeadAsync(Cancellation)).Run);
    }

    [Theory]
    [InlineData("Password", Secret, "refuse cet utilisateur ou ce mot de passe")]
    [InlineData("Username", "personne", "refuse cet utilisateur ou ce mot de passe")]
    [InlineData("Database", "absente", "n'existe pas")]
    [InlineData("Port", "1", "ne répond pas")]
    [InlineData("Host", "serveur.invalid", "ne répond pas")]
    [InlineData("SSL Mode", "Require", "chiffrement")]
    public async Task A_server_that_cannot_be_used_is_said_in_a_sentence_without_the_password(string setting, string value, string sentence)
    {
        var address = new NpgsqlConnectionStringBuilder(GrappePostgres.Commune.Address) { [setting] = value };
        using var store = PostgresStore.At(address.ConnectionString, TimeProvider.System);
        foreach (var ask in (Func<Task>[])
            [() => store.MigrateAsync(Cancellation), () => store.BeginAsync(false, Cancellation), () => store.TryLeadAsync(Cancellation), async () => await store.ReadAsync(0, Cancellation).GetAsyncEnumerator(Cancellation).MoveNextAsync()])
        {
            var refusal = await Assert.ThrowsAsync<StoreException>(ask);
            Assert.Contains(sentence, refusal.Message, StringComparison.Ordinal);
            Assert.DoesNotContain(address.Password ?? Secret, refusal.ToString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_database_that_cannot_be_written_or_is_of_another_is_said()
    {
        await using var atelier = new Atelier(SorteDeBase.Postgres);
        var name = new NpgsqlConnectionStringBuilder(atelier.Base.Setting).Database;
        await atelier.Base.ScalarAsync($"ALTER DATABASE {name} SET default_transaction_read_only = on");
        using (var replica = atelier.Base.Open())
        {
            Assert.Contains("pas accessible en écriture", (await Assert.ThrowsAsync<StoreException>(() => replica.BeginAsync(rehearsal: false, Cancellation))).Message, StringComparison.Ordinal);
            Assert.Equal(0, (await replica.HeadAsync(Cancellation)).Seq);
        }

        using var empty = new BasePostgres(GrappePostgres.Commune, empty: true);
        using var store = empty.Open();
        Assert.Contains("n'a pas, ou n'a plus, les tables", (await Assert.ThrowsAsync<StoreException>(() => store.HeadAsync(Cancellation))).Message, StringComparison.Ordinal);
        await empty.ScalarAsync("CREATE TABLE change (id integer)");
        Assert.Contains("qui ne sont pas de Maillage", (await Assert.ThrowsAsync<StoreException>(() => store.MigrateAsync(Cancellation))).Message, StringComparison.Ordinal);
        await empty.ScalarAsync("DROP TABLE change");
        await store.MigrateAsync(Cancellation);
    }

    [Fact]
    public async Task An_identifier_that_PostgreSQL_cannot_keep_is_said()
    {
        await using var atelier = new Atelier(SorteDeBase.Postgres);
        await using var changes = await atelier.Store.BeginAsync(rehearsal: false, Cancellation);
        await changes.KeepAsync("s", Record("a\0b"), Cancellation);

        Assert.Contains("U+0000", (await Assert.ThrowsAsync<StoreException>(() => changes.MembersAsync(Cancellation))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_dump_restored_is_the_database_as_it_was_then_takes_a_new_origin()
    {
        await using var atelier = new Atelier(SorteDeBase.Postgres);
        await atelier.Store.PublishAsync((Card, Run), (Lieu[])[Lieu("a"), Lieu("b")], Cancellation);
        var dump = Path.Combine(Path.GetTempPath(), $"maillage-{Guid.NewGuid():N}.dump");
        GrappePostgres.Commune.RunOn(atelier.Base.Setting, "pg_dump", "-Fc", "--file=" + dump);
        using var restored = new BasePostgres(GrappePostgres.Commune, empty: true);
        GrappePostgres.Commune.RunOn(restored.Setting, "pg_restore", "--no-owner", "--exit-on-error", "--single-transaction", "--dbname=" + new NpgsqlConnectionStringBuilder(restored.Setting).Database, dump);
        File.Delete(dump);
        using var store = restored.Open();
        var before = await atelier.Store.HeadAsync(Cancellation);
        await store.MigrateAsync(Cancellation);
        Assert.Equal(before, await store.HeadAsync(Cancellation));
        var origin = await store.RenewOriginAsync(Cancellation);

        Assert.Equal(before with { Origin = origin }, await store.HeadAsync(Cancellation));
        await store.PublishAsync((Card, Run), (Lieu[])[Lieu("c")], Cancellation);
        Assert.Equal((3, 2), ((await store.HeadAsync(Cancellation)).Seq, (await store.HeadAsync(Cancellation)).Run));
    }

    [Theory]
    [InlineData("postgres://u:p%40ss@h:6543/base?sslmode=verify-full&application_name=essai", "Host=h;Port=6543;Database=base;Username=u;Password=p@ss;SSL Mode=VerifyFull;Application Name=essai")]
    [InlineData("postgresql://h/base", "Host=h;Database=base;Application Name=maillage")]
    [InlineData("postgres:///base?host=/var/run/postgresql", "Host=/var/run/postgresql;Database=base;Application Name=maillage")]
    [InlineData("Username=u; Password=p;Host = h; Database=base", "Username=u;Password=p;Host=h;Database=base;Application Name=maillage")]
    [InlineData("postgres://u:motdepasse-secret@h", null)]
    [InlineData("postgres://u:motdepasse-secret@h:port/base", null)]
    [InlineData("postgres://u:motdepasse-secret@h/base?inconnu=1", null)]
    [InlineData("Host=h;Pasword=motdepasse-secret;Database=base", null)]
    [InlineData("Host=h;Password=motdepasse-secret", null)]
    public void An_address_is_read_or_refused_without_being_shown(string address, string? read)
    {
        Assert.True(PostgresStore.IsAddress(address));
        if (read is null)
        {
            Assert.DoesNotContain(Secret, Assert.Throws<StoreException>(() => PostgresStore.At(address, TimeProvider.System)).ToString(), StringComparison.Ordinal);
        }
        else
        {
            Assert.True(PostgresAddress.Parse(address)?.EquivalentTo(new NpgsqlConnectionStringBuilder(read)), PostgresAddress.Parse(address)?.ConnectionString);
        }
    }

    [Theory]
    [InlineData("sqlite:maillage.db")]
    [InlineData("maillage.db")]
    [InlineData("mysql://h/base")]
    public void What_is_no_address_is_left_to_others(string text) => Assert.False(PostgresStore.IsAddress(text));
}
