using Maillage.Importers;
using Maillage.Importers.Reconcile;
using Maillage.Importers.Rulings;
using Maillage.Importers.Upkeep;
using Maillage.Store;
using Maillage.Tests.Support;
using static Maillage.Tests.Support.Atelier;

namespace Maillage.Tests.Importers.Upkeep;

public sealed class SqliteUpkeepTests() : UpkeepTests(SorteDeBase.Sqlite);

public sealed class PostgresUpkeepTests() : UpkeepTests(SorteDeBase.Postgres);

/// <summary>What is done to a database beside imports: erasing, withdrawing a source, applying decisions.</summary>
public abstract class UpkeepTests(SorteDeBase sorte) : IAsyncDisposable
{
    private readonly Atelier atelier = new(sorte);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        await atelier.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task What_is_erased_is_nowhere_and_the_next_import_does_not_bring_it_back()
    {
        await ImportAsync("annuaire", Record("a", "Secretissime"), Record("b"));
        await ImportAsync("annuaire", Record("a", "Secretissime bis"), Record("b"));
        var erased = (await atelier.PublishedAsync()).Single(lieu => lieu.Nom == "Secretissime bis");

        var report = await new Erasure(atelier.Store, HumanRulings.None).EraseAsync([erased.Id], dryRun: false, Cancellation);
        await atelier.Store.PurgeAsync(Cancellation);

        Assert.Equal(new ErasedId(erased.Id, ErasureOutcome.Erased, "Secretissime bis"), Assert.Single(report.Ids));
        Assert.Equal([new RecordKey("annuaire", "a")], report.Records);
        Assert.Equal(["annuaire"], report.Sources);
        Assert.Equal(["Mairie b"], await NamesAsync());
        Assert.Equal((Operation.Effacement, erased.Id), LastOf(await JournalAsync()));
        Assert.Equal(0L, await CountAsync("Secretissime"));
        if (sorte == SorteDeBase.Sqlite)
        {
            Assert.All(Directory.EnumerateFiles(atelier.Folder, "*.db*"), file => Assert.DoesNotContain("Secretissime", File.ReadAllText(file), StringComparison.Ordinal));
        }

        Assert.Equal(0L, await atelier.Base.ScalarAsync("SELECT (SELECT count(*) FROM source_record WHERE id = 'a') + (SELECT count(*) FROM ancien_membre WHERE id = 'a')"));
        var seq = (await atelier.Store.HeadAsync(Cancellation)).Seq;
        var again = await ImportAsync("annuaire", Record("a", "Secretissime"), Record("b"));
        Assert.Equal(1, again.NonPublie["efface"]);
        Assert.Equal(seq, (await atelier.Store.HeadAsync(Cancellation)).Seq);
        Assert.Equal(0L, await CountAsync("Secretissime"));
    }

    [Fact]
    public async Task What_was_merged_into_it_is_erased_too()
    {
        await ImportAsync("annuaire", Record("a"), Record("b", "France services", "france_services"));
        await ImportAsync("partenaire", Apart("a", "Secretissime"));
        var (kept, merged) = (await IdOfAsync("Mairie a"), await IdOfAsync("Secretissime"));
        await ImportAsync("partenaire", Record("a"));
        Assert.Equal(Operation.Fusion, LastOf(await JournalAsync(), merged).Operation);
        var refused = await new Erasure(atelier.Store, HumanRulings.None).EraseAsync([merged], dryRun: false, Cancellation);
        Assert.Equal(new ErasedId(merged, ErasureOutcome.MergedInto, null, kept), Assert.Single(refused.Ids));
        Assert.Equal(1L, await CountAsync("Secretissime"));

        var report = await new Erasure(atelier.Store, HumanRulings.None).EraseAsync([kept], dryRun: false, Cancellation);

        Assert.Equal([new RecordKey("annuaire", "a"), new RecordKey("partenaire", "a")], report.Records.Order(RecordKey.Order));
        Assert.Equal(["France services"], await NamesAsync());
        Assert.All([kept, merged], id => Assert.Contains(JournalAsync().Result, entry => entry.Id == id && entry.Operation == Operation.Effacement));
        Assert.Equal(0L, await CountAsync("Secretissime"));
    }

    [Fact]
    public async Task Nothing_is_erased_when_one_of_the_ids_cannot_be()
    {
        await ImportAsync("annuaire", Record("a"), Record("b"));
        var id = await IdOfAsync("Mairie a");
        var seq = (await atelier.Store.HeadAsync(Cancellation)).Seq;
        var report = await new Erasure(atelier.Store, HumanRulings.None).EraseAsync([id, "inconnu"], dryRun: false, Cancellation);
        Assert.False(report.IsDone);
        Assert.Equal([ErasureOutcome.Erased, ErasureOutcome.Unknown], report.Ids.Select(one => one.Outcome));
        Assert.Equal(["Mairie a", "Mairie b"], await NamesAsync());

        var rehearsed = await new Erasure(atelier.Store, HumanRulings.None).EraseAsync([id], dryRun: true, Cancellation);
        Assert.True(rehearsed.IsDone);
        Assert.Equal(seq, (await atelier.Store.HeadAsync(Cancellation)).Seq);

        await new Erasure(atelier.Store, HumanRulings.None).EraseAsync([id], dryRun: false, Cancellation);
        var twice = await new Erasure(atelier.Store, HumanRulings.None).EraseAsync([id], dryRun: false, Cancellation);
        Assert.Equal(ErasureOutcome.AlreadyErased, Assert.Single(twice.Ids).Outcome);
    }

    [Fact]
    public async Task A_lieu_that_is_published_no_more_is_erased()
    {
        await ImportAsync("annuaire", Record("a", "Secretissime"), Record("b"), Record("c"), Record("d"), Record("e"), Record("f"));
        var id = await IdOfAsync("Secretissime");
        await ImportAsync("annuaire", Record("b"), Record("c"), Record("d"), Record("e"), Record("f"));
        Assert.Equal(1L, await CountAsync("Secretissime"));
        var report = await new Erasure(atelier.Store, HumanRulings.None).EraseAsync([id], dryRun: false, Cancellation);
        Assert.Equal(new ErasedId(id, ErasureOutcome.Erased, null), Assert.Single(report.Ids));
        Assert.Equal(0L, await CountAsync("Secretissime"));
    }

    [Fact]
    public async Task A_source_is_withdrawn_and_what_it_told_comes_back_under_the_same_ids()
    {
        await ImportAsync("annuaire", Record("a"));
        await ImportAsync("partenaire", Record("a"), Record("b"));
        var ids = (await atelier.PublishedAsync()).ToDictionary(lieu => lieu.Nom, lieu => lieu.Id);
        Assert.Equal(["Mairie a", "Mairie b"], ids.Keys.Order(StringComparer.Ordinal));

        var rehearsed = await new SourceWithdrawal(atelier.Store, HumanRulings.None).WithdrawAsync("partenaire", dryRun: true, Cancellation);
        Assert.Equal(1, rehearsed?.Operations[Operation.Suppression]);
        Assert.Equal(2, (await atelier.PublishedAsync()).Count);

        await new SourceWithdrawal(atelier.Store, HumanRulings.None).WithdrawAsync("partenaire", dryRun: false, Cancellation);
        var left = Assert.Single(await atelier.PublishedAsync());
        Assert.Equal(("Mairie a", "annuaire"), (left.Nom, Assert.Single(left.Sources).Source));
        Assert.Equal(["annuaire"], (await atelier.Store.SourcesAsync(Cancellation)).Select(source => source.Card.Id));

        Assert.Null(await new SourceWithdrawal(atelier.Store, HumanRulings.None).WithdrawAsync("partenaire", dryRun: false, Cancellation));
        await ImportAsync("partenaire", Record("a"), Record("b"));
        Assert.Equal(ids, (await atelier.PublishedAsync()).ToDictionary(lieu => lieu.Nom, lieu => lieu.Id));
    }

    [Fact]
    public async Task What_was_erased_stays_erased_when_its_source_was_withdrawn_meanwhile()
    {
        await ImportAsync("annuaire", Record("a"), Record("b"));
        await new Erasure(atelier.Store, HumanRulings.None).EraseAsync([await IdOfAsync("Mairie a")], dryRun: false, Cancellation);
        await new SourceWithdrawal(atelier.Store, HumanRulings.None).WithdrawAsync("annuaire", dryRun: false, Cancellation);
        Assert.Empty(await atelier.PublishedAsync());
        await ImportAsync("annuaire", Record("a"), Record("b"));
        Assert.Equal(["Mairie b"], await NamesAsync());
    }

    [Fact]
    public async Task What_its_source_had_withdrawn_before_it_was_erased_does_not_come_back_either()
    {
        await ImportAsync("annuaire", Record("a"), Record("b"));
        var id = await IdOfAsync("Mairie a");
        await new SourceWithdrawal(atelier.Store, HumanRulings.None).WithdrawAsync("annuaire", dryRun: false, Cancellation);
        await new Erasure(atelier.Store, HumanRulings.None).EraseAsync([id], dryRun: false, Cancellation);
        await ImportAsync("annuaire", Record("a"), Record("b"));
        Assert.Equal(["Mairie b"], await NamesAsync());
        Assert.DoesNotContain(await JournalAsync(), entry => entry.Id == id && entry.Operation == Operation.Retour);
    }

    [Fact]
    public async Task What_was_erased_does_not_come_back_as_a_part_of_a_composite_record()
    {
        await ImportAsync("carte", Record("coop_1__fs_2"), Record("b"));
        await new Erasure(atelier.Store, HumanRulings.None).EraseAsync([await IdOfAsync("Mairie coop_1__fs_2")], dryRun: false, Cancellation);
        foreach (var id in (string[])["fs_2", "coop_1", "fs_2__autre_3"])
        {
            Assert.Equal(1, (await ImportAsync("carte", Record(id), Record("b"))).NonPublie["efface"]);
            Assert.Equal(["Mairie b"], await NamesAsync());
        }
    }

    [Fact]
    public async Task What_another_lieu_told_of_it_when_they_were_one_is_blanked()
    {
        await ImportAsync("annuaire", Record("a"));
        await ImportAsync("partenaire", With(Record("a"), "commentaire_plage_ouverture", "Secretissime"));
        var apart = new HumanRulings { Pairs = new Decisions([], [(new RecordKey("annuaire", "a"), new RecordKey("partenaire", "a"))]) };
        await new Regrouping(atelier.Store, apart).RegroupAsync(dryRun: false, Cancellation);
        var erased = (await atelier.PublishedAsync()).Single(lieu => Assert.Single(lieu.Sources).Source == "partenaire");
        await new Erasure(atelier.Store, apart).EraseAsync([erased.Id], dryRun: false, Cancellation);
        Assert.Equal(0L, await CountAsync("Secretissime"));
        Assert.NotNull((await JournalAsync()).Last(entry => entry.Id != erased.Id).Entite);
    }

    [Fact]
    public async Task Other_decisions_than_those_of_what_is_published_are_known_before_anything_is_done()
    {
        await ImportAsync("annuaire", Record("a"));
        Assert.False(await new Regrouping(atelier.Store, HumanRulings.None).IsNeededAsync(Cancellation));
        var other = new HumanRulings { Pairs = new Decisions([], [(new RecordKey("annuaire", "a"), new RecordKey("partenaire", "a"))]) };
        Assert.True(await new Regrouping(atelier.Store, other).IsNeededAsync(Cancellation));
    }

    [Fact]
    public async Task A_decision_is_applied_without_an_import()
    {
        await ImportAsync("annuaire", Record("a"));
        await ImportAsync("partenaire", Record("a"));
        Assert.Single(await atelier.PublishedAsync());
        var apart = new HumanRulings { Pairs = new Decisions([], [(new RecordKey("annuaire", "a"), new RecordKey("partenaire", "a"))]) };

        var rehearsed = await new Regrouping(atelier.Store, apart).RegroupAsync(dryRun: true, Cancellation);
        Assert.Equal(1, rehearsed.Operations[Operation.Scission]);
        Assert.Single(await atelier.PublishedAsync());

        await new Regrouping(atelier.Store, apart).RegroupAsync(dryRun: false, Cancellation);
        Assert.Equal(2, (await atelier.PublishedAsync()).Count);
        var seq = (await atelier.Store.HeadAsync(Cancellation)).Seq;
        Assert.Empty((await new Regrouping(atelier.Store, apart).RegroupAsync(dryRun: false, Cancellation)).Operations);
        Assert.Equal(seq, (await atelier.Store.HeadAsync(Cancellation)).Seq);
    }

    private Task<ImportReport> ImportAsync(string source, params System.Text.Json.Nodes.JsonObject[] records) =>
        atelier.ImportAsync(Annuaire(records), new ImportOptions { AcceptDrop = true }, atelier.Source with { Id = source });

    // Another kind of counter under another name: nothing takes it for the first.
    private static System.Text.Json.Nodes.JsonObject Apart(string id, string nom) => Record(id, nom, "caf");

    private static System.Text.Json.Nodes.JsonObject With(System.Text.Json.Nodes.JsonObject record, string name, string value)
    {
        record[name] = value;
        return record;
    }

    private async Task<string> IdOfAsync(string nom) => (await atelier.PublishedAsync()).Single(lieu => lieu.Nom == nom).Id;

    private async Task<IEnumerable<string>> NamesAsync() => (await atelier.PublishedAsync()).Select(lieu => lieu.Nom);

    private Task<IReadOnlyList<JournalEntry>> JournalAsync() => atelier.Store.ChangesAsync(0, long.MaxValue, int.MaxValue, Cancellation);

    private static (Operation Operation, string Id) LastOf(IReadOnlyList<JournalEntry> journal) => (journal[^1].Operation, journal[^1].Id);

    private static JournalEntry LastOf(IReadOnlyList<JournalEntry> journal, string id) => journal.Last(entry => entry.Id == id);

    // How many rows of any table still say it.
    private async Task<long> CountAsync(string text) =>
        Convert.ToInt64(await atelier.Base.ScalarAsync($"SELECT (SELECT count(*) FROM source_record WHERE raw LIKE '%{text}%' OR fiche LIKE '%{text}%') + (SELECT count(*) FROM change WHERE donnees LIKE '%{text}%') + (SELECT count(*) FROM membre WHERE signature LIKE '%{text}%')"), System.Globalization.CultureInfo.InvariantCulture);
}
