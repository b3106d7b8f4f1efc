using Maillage.Schema.Publication;
using Maillage.Store.Sql;

namespace Maillage.Store.Postgres;

/// <summary>The journal, inside the transaction of a set of changes.</summary>
internal sealed class PostgresJournal
{
    private const string Rows = $"change ({JournalTable.Columns})";

    private const string UpsertEntities = $"""
        INSERT INTO entity (type, id, seq, premiere_seq) SELECT k.type, k.id, k.seq, k.premiere_seq FROM unnest(@types, @ids, @seqs, @firsts) AS k (type, id, seq, premiere_seq)
        {JournalTable.OrMove}
        """;

    private static readonly JournalTable Table = new(Dialect.Postgres);

    private readonly PostgresSession session;
    private readonly PostgresStatistics statistics;
    private readonly string date;
    private readonly long firstSeq;

    private PostgresJournal(PostgresSession session, DateTimeOffset now, long seq)
    {
        this.session = session;
        statistics = new PostgresStatistics(session, "entity, change");
        date = ChangeRow.WriteDate(now);
        firstSeq = Seq = seq;
    }

    /// <summary>The last number that was taken.</summary>
    public long Seq { get; private set; }

    // Nobody else can take a number before the transaction ends: it holds the only write lock, or has a counter of its own.
    public static async Task<PostgresJournal> OpenAsync(PostgresSession session, DateTimeOffset now, CancellationToken cancellationToken) =>
        new(session, now, await JournalTable.SeqAsync(session.Connection, session.Transaction, cancellationToken));

    public async Task<IReadOnlyDictionary<string, IEntite>> PublishedAsync(TypeEntite type, IEnumerable<string> ids, CancellationToken cancellationToken) =>
        JournalTable.Read(type, await session.AllAsync(Table.SelectPublished, JournalTable.PublishedOf, cancellationToken, ("type", type.ToStored()), ("ids", ids.ToArray())));

    public async Task<IReadOnlyDictionary<string, Identity>> IdentitiesAsync(TypeEntite type, IEnumerable<string> ids, CancellationToken cancellationToken) =>
        (await session.AllAsync(Table.SelectIdentities, JournalTable.IdentityOf, cancellationToken, ("type", type.ToStored()), ("ids", ids.ToArray())))
            .ToDictionary(row => row.Id, row => row.Identity);

    public async Task WriteAsync(IReadOnlyList<JournalChange> changes)
    {
        var rows = JournalTable.RowsOf(changes, Seq, date);
        await session.CopyAsync(Rows, rows.Select(row => (object?[])[row.Seq, row.Type, row.Operation, row.Id, row.RemplacePar, row.Date, row.Champs, row.Donnees]));
        // A statement changes a row once: an entity of which much happens stands at its last row.
        var entities = rows.GroupBy(row => (row.Type, row.Id)).Select(group => (group.Key.Type, group.Key.Id, First: group.Min(row => row.Seq), Last: group.Max(row => row.Seq))).ToList();
        await session.ExecuteAsync(
            UpsertEntities, ("types", entities.ConvertAll(one => one.Type).ToArray()), ("ids", entities.ConvertAll(one => one.Id).ToArray()),
            ("seqs", entities.ConvertAll(one => one.Last).ToArray()), ("firsts", entities.ConvertAll(one => one.First).ToArray()));
        Seq += rows.Count;
        await statistics.AddAsync(rows.Count);
    }

    public async Task<IReadOnlyList<string>> MergedIntoAsync(TypeEntite type, IEnumerable<string> ids, CancellationToken cancellationToken) =>
        await session.AllAsync(Table.SelectMergedInto, row => row.GetString(0), cancellationToken, ("type", type.ToStored()), ("ids", ids.ToArray()));

    public async Task<IReadOnlySet<string>> ErasedIdsAsync(CancellationToken cancellationToken) =>
        (await session.AllAsync(JournalTable.SelectErased, row => row.GetString(0), cancellationToken)).ToHashSet();

    public Task EraseMentionsAsync(IEnumerable<string> texts) => session.ExecuteAsync(Table.EraseMentions, ("ids", texts.ToArray()));

    public Task EraseAsync(TypeEntite type, IEnumerable<string> ids) => session.ExecuteAsync(Table.EraseChanges, ("type", type.ToStored()), ("ids", ids.ToArray()));

    /// <summary>Gives the numbers that were taken.</summary>
    public Task CompleteAsync(CancellationToken cancellationToken) =>
        Seq > firstSeq ? JournalTable.WriteSeqAsync(session.Connection, session.Transaction, Seq, cancellationToken) : Task.CompletedTask;
}
