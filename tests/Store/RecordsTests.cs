using Maillage.Schema.Lieux;
using Maillage.Schema.Publication;
using Maillage.Store;
using Maillage.Tests.Support;
using static Maillage.Tests.Store.Fiches;

namespace Maillage.Tests.Store;

/// <summary>The source records and what is known of them, the same in every database.</summary>
public abstract class RecordsTests(SorteDeBase sorte) : IAsyncLifetime
{
    private readonly Atelier atelier = new(sorte);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await atelier.Store.MigrateAsync(Cancellation);

    public async ValueTask DisposeAsync()
    {
        await atelier.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task What_is_kept_is_known_at_once_and_afterwards()
    {
        var refused = Record("b") with { State = RecordState.Rejete, Reason = "nom_absent", EntiteId = null, Signature = null, Fiche = null, Issues = "" };
        var service = Record("c") with { Fiche = Service("s--c"), EntiteId = "s--c", Signature = null, Cible = Key("x", "t") };
        var complement = Record("d") with { Fiche = null, EntiteId = null, Signature = null, Complement = Added, Cible = Key("a", "t") };
        await KeepAsync(Record("a"), refused, service, complement);

        await atelier.Store.ChangeAsync(async changes =>
        {
            await ExpectAsync(changes);
            // A record of another source is not known here.
            await changes.KeepAsync("t", Record("z"), Cancellation);
            Assert.Equal(["z"], (await changes.KnownAsync("t", Cancellation)).Keys);
            await ExpectAsync(changes);
        });

        async Task ExpectAsync(IChangeSet changes)
        {
            var known = await changes.KnownAsync("s", Cancellation);
            Assert.Equal(["a", "b", "c", "d"], known.Keys.Order());
            Assert.Equal((RecordState.Publie, null, "l", "nom:nom_repare", TypeEntite.Lieu, null), Of(known["a"]));
            Assert.Equal<byte>([1, 2, 3], known["a"].Hash);
            Assert.Equal((RecordState.Rejete, "nom_absent", null, "", TypeEntite.Lieu, null), Of(known["b"]));
            Assert.Equal((RecordState.Publie, null, "s--c", "nom:nom_repare", TypeEntite.Service, Key("x", "t")), Of(known["c"]));
            Assert.Equal((RecordState.Publie, null, null, "nom:nom_repare", null, Key("a", "t")), Of(known["d"]));
        }

        static (RecordState, string?, string?, string?, TypeEntite?, RecordKey?) Of(KeptRecord one) => (one.State, one.Reason, one.EntiteId, one.Issues, one.Makes, one.Cible);
    }

    [Fact]
    public async Task The_last_of_what_is_said_of_a_record_holds()
    {
        await atelier.Store.ChangeAsync(async changes =>
        {
            await changes.KeepAsync("s", Record("a", "un"), Cancellation);
            await changes.KeepAsync("s", Record("a", "deux"), Cancellation);
            await changes.ForgetAsync(Key("b"), Cancellation);
            await changes.KeepAsync("s", Record("b"), Cancellation);
            await changes.KeepAsync("s", Record("c"), Cancellation);
            await changes.ForgetAsync(Key("c"), Cancellation);
            await changes.AssignAsync([new(Key("a"), "trois"), new(Key("c"), "trois")], Cancellation);
            await changes.KeepAsync("s", Record("d"), Cancellation);
            Assert.Equal([("a", "trois"), ("b", "l"), ("d", "l")], await MembersAsync(changes));
            await changes.KeepAsync("s", Record("a", "quatre"), Cancellation);
            await changes.KeepAsync("s", Record("d") with { Signature = null }, Cancellation);
            await changes.ForgetAsync(Key("inconnu"), Cancellation);
            Assert.Equal([("a", "quatre"), ("b", "l")], await MembersAsync(changes));
        });
        await atelier.Store.ChangeAsync(async changes =>
        {
            Assert.Equal(["a", "b", "d"], (await changes.KnownAsync("s", Cancellation)).Keys.Order());
            Assert.Equal([("a", "quatre"), ("b", "l")], await MembersAsync(changes));
        });
    }

    [Fact]
    public async Task Records_by_thousands_are_all_written()
    {
        await atelier.Store.ChangeAsync(async changes =>
        {
            for (var rank = 0; rank < 7_000; rank++)
            {
                await changes.KeepAsync("s", Record($"{rank}", $"l{rank}"), Cancellation);
            }

            Assert.Equal(7_000, (await changes.KnownAsync("s", Cancellation)).Count);
            await changes.AssignAsync([.. Enumerable.Range(0, 7_000).Select(rank => new Assignment(Key($"{rank}"), "tous"))], Cancellation);
            Assert.Equal(7_000, (await changes.RecordsBehindAsync(["tous"], Cancellation)).Count);
        });
    }

    [Fact]
    public async Task Members_are_assigned_and_signed()
    {
        await KeepAsync(Record("a"), Record("b"));
        await atelier.Store.ChangeAsync(async changes =>
        {
            await changes.AssignAsync([new(Key("a"), "un"), new(Key("b"), "un"), new(Key("a"), "deux"), new(Key("inconnu"), "un")], Cancellation);
            await changes.SignAsync([new(Key("b"), "neuve"), new(Key("inconnu"), "neuve")], Cancellation);
            await changes.AssignAsync([], Cancellation);
            await changes.SignAsync([], Cancellation);
        });
        await atelier.Store.ChangeAsync(async changes =>
        {
            Assert.Equal(
                [new Member(Key("a"), "deux", "de a"), new Member(Key("b"), "un", "neuve")],
                (await changes.MembersAsync(Cancellation)).OrderBy(member => member.Key, RecordKey.Order));
            // What is known of a record follows the lieu that it is behind.
            Assert.Equal("deux", (await changes.KnownAsync("s", Cancellation))["a"].EntiteId);
        });
    }

    [Fact]
    public async Task Published_records_are_read_in_the_order_of_their_keys()
    {
        // In the order of their bytes: neither the language of the server nor the case counts.
        string[] ids = ["B", "Z", "a", "a b", "a-b", "ab", "z", "É", "é", "œ"];
        await KeepAsync([.. ids.Reverse().Select(id => Record(id)), Record("refus") with { State = RecordState.NonPublie, Fiche = null, Signature = null }]);
        await atelier.Store.ChangeAsync(async changes =>
        {
            await changes.KeepAsync("a", Record("z") with { Fiche = Service("service"), EntiteId = "service", Signature = null, Cible = Key("a") }, Cancellation);
            await changes.KeepAsync("S", Record("z") with { Fiche = null, EntiteId = null, Signature = null, Complement = Added, Cible = Key("a") }, Cancellation);
            var read = await changes.RecordsAsync([Key("z", "a"), .. ids.Select(id => Key(id)), Key("refus"), Key("inconnu"), Key("z", "S")], Cancellation);
            Assert.Equal([("a", "z"), .. ids.Select(id => ("s", id))], read.Select(record => (record.Key.Source, record.Key.Id)));
            Assert.Equal(("service", "service", Key("a")), (read[0].EntiteId, read[0].Fiche.Id, read[0].Cible));
            Assert.Equal(("l", "B", null), (read[1].EntiteId, read[1].Fiche.Nom, read[1].Cible));

            Assert.Equal(ids, (await changes.RecordsBehindAsync(["l", "inconnu"], Cancellation)).Select(record => record.Key.Id));
            var attached = await changes.AttachedToAsync([Key("a"), Key("B")], Cancellation);
            Assert.Equal([Key("z", "S"), Key("z", "a")], attached.Select(record => record.Key));
            Assert.Equal([Key("a"), Key("a")], attached.Select(record => record.Cible));
            Assert.Equal(("t", "service"), (attached[0].Complement?.Source.Source, attached[1].Fiche?.Id));
            Assert.Empty(await changes.RecordsAsync([], Cancellation));
        });
    }

    [Fact]
    public async Task Pairs_are_kept_replaced_and_forgotten()
    {
        await KeepAsync(Record("a", "un"), Record("b", "deux"), Record("c", "deux"), Record("d", "trois"));
        await atelier.Store.ChangeAsync(async changes =>
        {
            await changes.WritePairsAsync([], [Pair("a", "b", 0.5), Pair("a", "c", 0.25, joins: true), Pair("b", "d", 0.75), Pair("c", "d", 0.1)], Cancellation);
            await changes.WritePairsAsync([Of("c", "d"), Of("a", "c"), Of("x", "y")], [Pair("a", "b", 0.9, joins: true), Pair("a", "c", 0.3), Pair("a", "c", 0.4)], Cancellation);
            await changes.WritePairsAsync([], [], Cancellation);
            Assert.Equal(
                [(Of("a", "b"), 0.9, true), (Of("a", "c"), 0.4, false), (Of("b", "d"), 0.75, false)],
                (await changes.PairsAsync(Cancellation)).Select(link => (link.Key, link.Score, link.Joins)).OrderBy(link => link.Key.A.Id + link.Key.B.Id, StringComparer.Ordinal));
        });

        Assert.Equal(
            [("ab", 0.9, "un", "deux"), ("bd", 0.75, "deux", "trois"), ("ac", 0.4, "un", "deux")],
            (await atelier.Store.PairsOfAsync("deux", Cancellation)).Select(pair => (pair.Pair.Evidence, pair.Pair.Link.Score, pair.LieuA, pair.LieuB)));
        Assert.Equal(["bd"], (await atelier.Store.PairsOfAsync("trois", Cancellation)).Select(pair => pair.Pair.Evidence));
        Assert.Empty(await atelier.Store.PairsOfAsync("inconnu", Cancellation));

        static PairKey Of(string a, string b) => new(Key(a), Key(b));

        static KeptPair Pair(string a, string b, double score, bool joins = false) => new(new PairLink(Of(a, b), score, joins), a + b);
    }

    [Fact]
    public async Task The_lieu_that_a_record_was_behind_is_remembered_with_the_change_that_took_it_away()
    {
        await atelier.Store.ChangeAsync(async changes =>
        {
            await changes.WriteAsync([Creation(Lieu("a"))], Cancellation);
            await changes.RememberAsync([new(Key("x"), "a"), new(Key("y"), "a")], Cancellation);
        });
        await atelier.Store.ChangeAsync(async changes =>
        {
            await changes.RememberAsync([new(Key("y"), "c"), new(Key("y"), "b")], Cancellation);
            await changes.WriteAsync([Creation(Lieu("b"))], Cancellation);
            Assert.Equal([(Key("x"), "a"), (Key("y"), "b")], (await changes.FormerAsync([Key("x"), Key("y"), Key("z")], Cancellation)).Select(pair => (pair.Key, pair.Value)).Order(Comparer<(RecordKey Key, string)>.Create((one, other) => RecordKey.Order.Compare(one.Key, other.Key))));
        });

        Assert.Equal([new FormerRecord(Key("y"), "b")], await atelier.Store.FormerRecordsAsync(1, Cancellation));
        Assert.Equal(2, (await atelier.Store.FormerRecordsAsync(0, Cancellation)).Count);
        Assert.Empty(await atelier.Store.FormerRecordsAsync(2, Cancellation));
    }

    [Fact]
    public async Task What_is_to_be_erased_is_found_and_what_the_journal_told_of_it_is_blanked()
    {
        await atelier.Store.ChangeAsync(async changes =>
        {
            await changes.KeepAsync("s", Record("a", "un"), Cancellation);
            await changes.KeepAsync("s", Record("b", "deux"), Cancellation);
            await changes.KeepAsync("s", Record("c") with { Fiche = Service("s--c"), EntiteId = "s--c", Signature = null }, Cancellation);
            await changes.KeepAsync("s", Record("rejete") with { Fiche = null, EntiteId = "s--c", Signature = null, State = RecordState.Rejete, Reason = "nom_absent" }, Cancellation);
            await changes.KeepAsync("t", Record("d") with { Fiche = null, EntiteId = null, Signature = null, Complement = Added, Cible = Key("a") }, Cancellation);
            await changes.RememberAsync([new FormerRecord(Key("ancien"), "un"), new FormerRecord(Key("b"), "un")], Cancellation);
            await changes.WriteAsync([Creation(Lieu("un", "Secretissime")), Creation(Lieu("deux", "Secretissime")), Creation(Lieu("deux")), Creation(Service("s--c"))], Cancellation);
        });
        await atelier.Store.ChangeAsync(async changes =>
        {
            Assert.Equal([Key("a"), new RecordKey("t", "d")], (await changes.KeptBehindAsync(TypeEntite.Lieu, ["un", "inconnu"], Cancellation)).Keys.Order(RecordKey.Order));
            Assert.Equal([Key("c"), Key("rejete")], (await changes.KeptBehindAsync(TypeEntite.Service, ["s--c"], Cancellation)).Keys.Order(RecordKey.Order));
            // b is behind another lieu again.
            Assert.Equal([Key("ancien")], await changes.FormerBehindAsync(["un"], Cancellation));
            Assert.Empty(await changes.ErasedIdsAsync(Cancellation));
            await changes.WriteAsync([JournalChange.Erased(TypeEntite.Lieu, "un")], Cancellation);
            await changes.EraseAsync(TypeEntite.Lieu, ["un"], Cancellation);
            await changes.EraseMentionsAsync(["Secretissime"], Cancellation);
            await changes.ForgetFormerAsync([Key("ancien")], Cancellation);
            Assert.Equal(["un"], await changes.ErasedIdsAsync(Cancellation));
        });

        var entries = await atelier.Store.ChangesAsync(0, long.MaxValue, 10, Cancellation);
        Assert.Equal([null, null, "deux", "s--c", null], entries.Select(entry => entry.Entite?.Id));
        Assert.Equal([new FormerRecord(Key("b"), "un")], await atelier.Store.FormerRecordsAsync(0, Cancellation));
        Assert.Equal(0L, await atelier.Base.ScalarAsync("SELECT count(*) FROM change WHERE donnees LIKE '%Secretissime%'"));
    }

    [Fact]
    public async Task A_setting_is_noted_for_the_next_set_of_changes()
    {
        await atelier.Store.ChangeAsync(async changes =>
        {
            Assert.Null(await changes.NotedAsync("regles", Cancellation));
            await changes.NoteAsync("regles", "1", Cancellation);
            await changes.NoteAsync("regles", "2", Cancellation);
            Assert.Equal("2", await changes.NotedAsync("regles", Cancellation));
        });
        await atelier.Store.ChangeAsync(async changes => Assert.Equal(("2", null), (await changes.NotedAsync("regles", Cancellation), await changes.NotedAsync("autre", Cancellation))));
    }

    private static SourcedComplement Added { get; } = new(new SourceLieu { Source = "t", Id = "d", Licence = "etalab-2.0" }, new Complement { CibleId = "a" });

    private Task KeepAsync(params SourceRecord[] records) => atelier.Store.ChangeAsync(async changes =>
    {
        foreach (var record in records)
        {
            await changes.KeepAsync("s", record, Cancellation);
        }
    });

    private static async Task<IEnumerable<(string, string)>> MembersAsync(IChangeSet changes) =>
        (await changes.MembersAsync(Cancellation)).OrderBy(member => member.Key, RecordKey.Order).Select(member => (member.Key.Id, member.LieuId));
}

public sealed class SqliteRecordsTests() : RecordsTests(SorteDeBase.Sqlite);

public sealed class PostgresRecordsTests() : RecordsTests(SorteDeBase.Postgres);
