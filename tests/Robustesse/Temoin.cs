using Maillage.Importers;
using Maillage.Importers.Sources;
using Maillage.Schema.Fields;
using Maillage.Schema.Lieux;
using Maillage.Store;
using Maillage.Store.Sqlite;
using Maillage.Tests.Importers.Reconcile;

namespace Maillage.Tests.Robustesse;

/// <summary>A store to which nothing ever happens, with the imports that succeeded: what another store must be, whatever happened to it.</summary>
internal sealed class Temoin : IDisposable
{
    private static readonly IReadOnlyList<Field<Lieu>> Told = [.. RecordShape.Of<Lieu>().Fields.Where(field => field.Name != "modifie_le")];

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("maillage-temoin-");
    private readonly SqliteStore store;
    private readonly List<int> ends = [0];
    private IReadOnlyList<string> journal = [];

    public Temoin() => store = new SqliteStore(Path.Combine(folder.FullName, "temoin.db"), TimeProvider.System);

    /// <summary>Last number of its journal.</summary>
    public long Seq => journal.Count;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Imports a source into a store, in this process.</summary>
    public static async Task ImportAsync(IStore into, string yaml)
    {
        await into.MigrateAsync(Cancellation);
        var source = Assert.Single(SourceReader.ReadFile(yaml).Declarations);
        var report = await new Pipeline(into, TimeProvider.System).ImportAsync(source, new ImportOptions { AcceptDrop = true }, Cancellation);
        Assert.Null(report.Failure);
    }

    public async Task ImportAsync(string yaml)
    {
        await ImportAsync(store, yaml);
        journal = await JournalAsync(store);
        ends.Add(journal.Count);
    }

    /// <summary>Fails unless the other store is this one: the same operations, ids and values of each import, the same former records, as many runs told.</summary>
    public async Task IsSameAsync(IStore other)
    {
        var told = await JournalAsync(other);
        Assert.Equal(journal.Count, told.Count);
        foreach (var (after, upTo) in ends.Zip(ends.Skip(1)))
        {
            // Within an import, the two databases do not number everything in one order.
            Assert.Equal(journal.Take(after..upTo).Order(StringComparer.Ordinal), told.Take(after..upTo).Order(StringComparer.Ordinal));
        }

        Assert.Equal(await FormerAsync(store), await FormerAsync(other));
        Assert.Equal(await RunsAsync(store), await RunsAsync(other));
    }

    /// <summary>The values published, whatever the ids and the instants.</summary>
    public async Task<IReadOnlyList<string>> ValuesAsync() => Monde.Values((await EntriesAsync(store)).Select(entry => entry.Entite).OfType<Lieu>());

    /// <summary>The journal of a store, a line an entry. Numbers have no hole, replaying it gives what is published, and every record is behind one lieu.</summary>
    private static async Task<IReadOnlyList<string>> JournalAsync(IStore store)
    {
        var entries = await store.ChangesAsync(0, long.MaxValue, int.MaxValue, Cancellation);
        Assert.Equal(Enumerable.Range(1, entries.Count).Select(rank => (long)rank), entries.Select(entry => entry.Seq));
        Assert.Equal(entries.Count, (await store.HeadAsync(Cancellation)).Seq);

        var told = entries.Select(Line).ToList();
        var replayed = entries.GroupBy(entry => (entry.Type, entry.Id)).Select(same => same.Last()).OrderBy(entry => entry.Seq).ToList();
        Assert.Equal(replayed.Select(entry => (entry.Seq, told[(int)entry.Seq - 1])), (await EntriesAsync(store)).Select(entry => (entry.Seq, Line(entry))));

        var lieux = replayed.Select(entry => entry.Entite).OfType<Lieu>().ToList();
        Assert.Equal(lieux.Sum(lieu => lieu.Sources.Count), lieux.SelectMany(Monde.Behind).Distinct().Count());
        return told;
    }

    private static string Line(JournalEntry entry) =>
        $"{entry.Type} {entry.Operation} {entry.Id} {entry.RemplacePar} {string.Join(',', entry.Champs)} "
        + (entry.Entite is Lieu lieu ? string.Join('\t', Told.Select(field => field.ToCell(lieu))) : "");

    private static async Task<List<JournalEntry>> EntriesAsync(IStore store)
    {
        List<JournalEntry> entries = [];
        await foreach (var some in store.ReadAsync(0, Cancellation))
        {
            entries.AddRange(some);
        }

        return entries;
    }

    private static async Task<IEnumerable<string>> FormerAsync(IStore store) =>
        (await store.FormerRecordsAsync(0, Cancellation)).Select(record => $"{record.Key} {record.LieuId}").Order(StringComparer.Ordinal);

    // Refusals aside: an import that was told why it could not be done may leave a trace.
    private static async Task<IEnumerable<(string, int)>> RunsAsync(IStore store) =>
        (await store.SourcesAsync(Cancellation)).Select(source => (source.Card.Id, source.Runs.Count(run => run.Resultat == RunOutcome.Reussie)));

    public void Dispose()
    {
        store.Dispose();
        folder.Delete(recursive: true);
    }
}
