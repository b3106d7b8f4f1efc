using Maillage.Schema.Lieux;
using Maillage.Store;
using Maillage.Store.Sqlite;
using Maillage.Tests.Support;
using Microsoft.Data.Sqlite;
using static Maillage.Tests.Store.Fiches;

namespace Maillage.Tests.Store;

/// <summary>What only a file may be: something else, of an old version, gone, copied, replaced.</summary>
public sealed class SqliteFilesTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_file_that_is_no_database_is_said_and_left_alone()
    {
        await using var atelier = new Atelier();
        var file = Path.Combine(atelier.Folder, "autre.db");
        await File.WriteAllTextAsync(file, new string('x', 5000), Cancellation);
        using var store = new SqliteStore(file, TimeProvider.System);

        var refusal = await Assert.ThrowsAsync<StoreException>(() => store.MigrateAsync(Cancellation));
        Assert.Contains(file, refusal.Message, StringComparison.Ordinal);
        Assert.Equal(new string('x', 5000), await File.ReadAllTextAsync(file, Cancellation));
    }

    [Fact]
    public async Task A_file_that_is_gone_is_said_in_a_sentence_whatever_is_asked()
    {
        await using var atelier = new Atelier();
        using var store = new SqliteStore(Path.Combine(atelier.Folder, "absente.db"), TimeProvider.System);
        var since = DateTimeOffset.UnixEpoch;
        Func<Task>[] asked =
        [
            () => store.HeadAsync(Cancellation), () => store.SourcesAsync(Cancellation), () => store.RecordAsync(Card, Run, Cancellation), () => store.ChangesAsync(0, 1, 1, Cancellation),
            () => store.PairsOfAsync("a", Cancellation), () => store.FormerRecordsAsync(0, Cancellation), () => store.CompactAsync(since, Cancellation), () => store.BeginAsync(false, Cancellation),
            () => store.BeginAsync(true, Cancellation), () => store.TakeLeaseAsync(new Lease("s", "a", "a", since, since), null, Cancellation), () => store.BackupAsync(Path.Combine(atelier.Folder, "copie.db"), Cancellation),
            async () => await store.ReadAsync(0, Cancellation).GetAsyncEnumerator(Cancellation).MoveNextAsync(),
        ];

        foreach (var ask in asked)
        {
            Assert.Equal("Le fichier de la base ne s'ouvre pas : il n'est plus là, ou les droits manquent.", (await Assert.ThrowsAsync<StoreException>(ask)).Message);
        }
    }

    [Fact]
    public async Task A_database_made_before_the_runs_keeps_its_sources()
    {
        await using var atelier = new Atelier();
        var file = Path.Combine(atelier.Folder, "ancienne.db");
        await using (var connection = new SqliteConnection($"Data Source={file};Pooling=False"))
        {
            await connection.OpenAsync(Cancellation);
            await using var command = connection.CreateCommand();
            using var script = new StreamReader(typeof(SqliteStore).Assembly.GetManifestResourceStream("sqlite/001_journal.sql")!);
            command.CommandText = await script.ReadToEndAsync(Cancellation) + """
                PRAGMA user_version = 1;
                INSERT INTO source (id, nom, attribution, licence, mediation, demonstration) VALUES ('s', 'Source', 'Attribution', 'etalab-2.0', 0, 1);
                INSERT INTO source_record (source, id, hash, state, raw) VALUES ('s', '1', x'00', 'publie', '{}');
                INSERT INTO change (seq, type, operation, id, date) VALUES (1, 'lieu', 'creation', 'a', '2026-05-01T10:00:00Z');
                """;
            await command.ExecuteNonQueryAsync(Cancellation);
        }

        using var store = new SqliteStore(file, TimeProvider.System);
        await store.MigrateAsync(Cancellation);
        var source = Assert.Single(await store.SourcesAsync(Cancellation));

        Assert.Equal(new DateTimeOffset(2026, 5, 1, 10, 0, 0, TimeSpan.Zero), source.ImporteeLe);
        Assert.Equal(("Source", "", true), (source.Card.Nom, source.Card.Producteur, source.Card.Demonstration));
        Assert.Empty(source.Runs);
        await using var import = await store.BeginAsync(rehearsal: true, Cancellation);
        Assert.Null((await import.KnownAsync("s", Cancellation))["1"].Issues);
    }

    [Fact]
    public async Task A_backup_restored_is_the_database_as_it_was_under_a_new_origin()
    {
        await using var atelier = new Atelier();
        var store = (SqliteStore)atelier.Store;
        await PublishAsync(store, Lieu("a"), Lieu("b"));
        var saved = await store.HeadAsync(Cancellation);
        var backup = Path.Combine(atelier.Folder, "sauvegarde.db");
        // An import under way is not in it, and is not waited for.
        await using (var changes = await store.BeginAsync(rehearsal: false, Cancellation))
        {
            await changes.WriteAsync([Creation(Lieu("c"))], Cancellation);
            await store.BackupAsync(backup, Cancellation);
            await changes.CompleteAsync(null, Cancellation);
        }

        Assert.Equal([backup], Directory.EnumerateFiles(atelier.Folder, "sauvegarde*"));
        var replaced = await store.RestoreAsync(backup, Cancellation);
        var head = await store.HeadAsync(Cancellation);

        Assert.NotEqual(saved.Origin, head.Origin);
        Assert.Equal(saved with { Origin = head.Origin }, head);
        Assert.Equal(["a", "b"], (await atelier.EntriesAsync()).Select(entry => entry.Id));
        using var before = new SqliteStore(replaced ?? "", TimeProvider.System);
        Assert.Equal((saved.Origin, 3), ((await before.HeadAsync(Cancellation)).Origin, (await before.HeadAsync(Cancellation)).Seq));
        await PublishAsync(store, Lieu("d"));
        Assert.Equal(3, (await store.HeadAsync(Cancellation)).Seq);
        Assert.Equal("wal", await atelier.Base.ScalarAsync("PRAGMA journal_mode"));
    }

    [Fact]
    public async Task A_backup_may_be_restored_where_there_is_nothing()
    {
        await using var atelier = new Atelier();
        await PublishAsync(atelier.Store, Lieu("a"));
        var backup = Path.Combine(atelier.Folder, "sauvegarde.db");
        await ((SqliteStore)atelier.Store).BackupAsync(backup, Cancellation);
        using var other = new SqliteStore(Path.Combine(atelier.Folder, "neuve.db"), TimeProvider.System);

        Assert.Null(await other.RestoreAsync(backup, Cancellation));
        Assert.Equal(1, (await other.HeadAsync(Cancellation)).Seq);
    }

    [Theory]
    [InlineData("texte", "n'est pas une base Maillage")]
    [InlineData("autre base", "mais pas de Maillage")]
    [InlineData("plus récente", "plus récente que ce programme")]
    [InlineData("abîmée", "rien n'a changé")]
    public async Task What_is_no_sound_backup_is_refused_and_nothing_changes(string what, string sentence)
    {
        await using var atelier = new Atelier();
        var store = (SqliteStore)atelier.Store;
        await PublishAsync(store, [.. Enumerable.Range(0, 200).Select(rank => Lieu($"{rank}"))]);
        var before = await store.HeadAsync(Cancellation);
        var backup = Path.Combine(atelier.Folder, "sauvegarde.db");
        switch (what)
        {
            case "texte":
                await File.WriteAllTextAsync(backup, new string('x', 5000), Cancellation);
                break;
            case "autre base":
                await new Brute(backup).RunAsync("CREATE TABLE autre (id INTEGER)");
                break;
            case "plus récente":
                await store.BackupAsync(backup, Cancellation);
                await new Brute(backup).RunAsync("PRAGMA user_version = 99");
                break;
            default:
                await store.BackupAsync(backup, Cancellation);
                await using (var file = File.OpenWrite(backup))
                {
                    file.Position = file.Length / 2;
                    await file.WriteAsync(new byte[8192], Cancellation);
                }

                break;
        }

        var refusal = await Assert.ThrowsAsync<StoreException>(() => store.RestoreAsync(backup, Cancellation));
        Assert.Contains(sentence, refusal.Message, StringComparison.Ordinal);
        Assert.Equal(before, await store.HeadAsync(Cancellation));
        Assert.DoesNotContain(Directory.EnumerateFiles(atelier.Folder), file => Path.GetFileName(file).StartsWith("maillage.db.", StringComparison.Ordinal));
    }

    private static Task PublishAsync(IStore store, params Lieu[] lieux) => store.PublishAsync((Card, Run), lieux, Cancellation);

    /// <summary>A file reached without the store.</summary>
    private sealed class Brute(string file)
    {
        public async Task RunAsync(string sql)
        {
            await using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
            await connection.OpenAsync(Cancellation);
            await using var command = connection.CreateCommand();
            command.CommandText = sql;
            await command.ExecuteNonQueryAsync(Cancellation);
        }
    }
}
