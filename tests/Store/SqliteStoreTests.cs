using Maillage.Schema.Fields;
using Maillage.Schema.Lieux;
using Maillage.Schema.Publication;
using Maillage.Store;
using Maillage.Store.Sqlite;
using Maillage.Tests.Support;
using Microsoft.Data.Sqlite;

namespace Maillage.Tests.Store;

public sealed class SqliteStoreTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static SourceCard Card { get; } = new() { Id = "s", Nom = "Source", Producteur = "Producteur", Attribution = "Attribution", Licence = "etalab-2.0", Demonstration = true };

    private static SourceRun Run(RunOutcome outcome = RunOutcome.Reussie, string? file = null) =>
        new() { Debut = DateTimeOffset.UnixEpoch, Fin = DateTimeOffset.UnixEpoch.AddMinutes(1), Resultat = outcome, Fichier = file };

    private static Lieu Example(string id, string nom = "Mairie") =>
        FichiersDeSchema.Exemple<Lieu>() with { Id = id, Nom = nom, ModifieLe = null };

    [Fact]
    public async Task A_lieu_read_back_is_the_lieu_that_was_published()
    {
        await using var atelier = new Atelier();
        var lieu = Example("5b0d7c1e-3f57-5d0a-9c1b-0e6a2f4d8b93") with
        {
            Passages = [new Passage { Adresse = "Place du marché", Debut = new DateOnly(2026, 1, 5) }],
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
        await using var atelier = new Atelier();
        await atelier.Store.MigrateAsync(Cancellation);
        await using (var import = await atelier.Store.BeginAsync(rehearsal: false, Cancellation))
        {
            await import.PublishAsync(Example("a"), Cancellation);
            await import.PublishAsync(Example("b"), Cancellation);
            Assert.Equal(0, (await atelier.Store.HeadAsync(Cancellation)).Seq);
            Assert.Empty(await atelier.EntriesAsync());
            await import.CompleteAsync((Card, Run()), Cancellation);
        }

        await using (var abandoned = await atelier.Store.BeginAsync(rehearsal: false, Cancellation))
        {
            await abandoned.PublishAsync(Example("c"), Cancellation);
        }

        await PublishAsync(atelier.Store, Example("d"));

        Assert.Equal([1L, 2L, 3L], (await atelier.EntriesAsync()).Select(entry => entry.Seq));
        Assert.Equal(["a", "b", "d"], (await atelier.EntriesAsync()).Select(entry => entry.Id));
        Assert.Equal(3, (await atelier.Store.HeadAsync(Cancellation)).Seq);
    }

    [Fact]
    public async Task What_is_said_of_a_source_stays_with_its_data()
    {
        await using var atelier = new Atelier();
        await PublishAsync(atelier.Store, Example("a"));

        Assert.Equal([Card], (await atelier.Store.SourcesAsync(Cancellation)).Select(source => source.Card));
    }

    [Fact]
    public async Task Replaying_the_journal_gives_exactly_the_dataset()
    {
        await using var atelier = new Atelier();
        await PublishAsync(atelier.Store, Example("a"), Example("b"), Example("c"));
        await PublishAsync(atelier.Store, Example("b", "Autre nom"));
        await using (var import = await atelier.Store.BeginAsync(rehearsal: false, Cancellation))
        {
            await import.WithdrawAsync("a", Cancellation);
            await import.CompleteAsync((Card, Run()), Cancellation);
        }

        Dictionary<string, Lieu> replayed = [];
        await using var connection = new SqliteConnection($"Data Source={Path.Combine(atelier.Folder, "maillage.db")};Mode=ReadOnly");
        await connection.OpenAsync(Cancellation);
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT id, donnees, date FROM change ORDER BY seq";
        await using var rows = await command.ExecuteReaderAsync(Cancellation);
        while (await rows.ReadAsync(Cancellation))
        {
            if (rows.IsDBNull(1))
            {
                replayed.Remove(rows.GetString(0));
            }
            else
            {
                replayed[rows.GetString(0)] = (Lieu)StoredEntity.Of(TypeEntite.Lieu).Read(rows.GetString(1), ChangeRow.ParseDate(rows.GetString(2)));
            }
        }

        var dataset = await atelier.PublishedAsync();
        Assert.Equal(dataset.Count, replayed.Count);
        Assert.All(dataset, lieu => Assert.True(RecordShape.Of<Lieu>().Same(lieu, replayed[lieu.Id])));
    }

    [Fact]
    public async Task A_second_import_waits_for_the_first()
    {
        await using var atelier = new Atelier();
        await atelier.Store.MigrateAsync(Cancellation);
        var first = await atelier.Store.BeginAsync(rehearsal: false, Cancellation);
        var second = atelier.Store.BeginAsync(rehearsal: false, Cancellation);
        Assert.False(second.IsCompleted);
        await first.DisposeAsync();

        await (await second).DisposeAsync();
    }

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
    public async Task A_database_of_a_newer_version_is_refused()
    {
        await using var atelier = new Atelier();
        await atelier.Store.MigrateAsync(Cancellation);
        await using (var connection = new SqliteConnection($"Data Source={Path.Combine(atelier.Folder, "maillage.db")}"))
        {
            await connection.OpenAsync(Cancellation);
            await using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA user_version = 99";
            await command.ExecuteNonQueryAsync(Cancellation);
        }

        await Assert.ThrowsAsync<StoreException>(() => atelier.Store.MigrateAsync(Cancellation));
    }

    private static Task PublishAsync(SqliteStore store, params Lieu[] lieux) => store.PublishAsync((Card, Run()), lieux, Cancellation);
}
