using System.Data;
using Dapper;
using Maillage.Schema.Publication;
using Maillage.Store.Sql;
using Npgsql;

namespace Maillage.Store.Postgres;

/// <summary>A set of changes in one PostgreSQL transaction. Records are gathered, then sent by thousands: nothing goes to the server one row at a time.</summary>
internal sealed class PostgresChangeSet : IChangeSet
{
    private const int RecordsAtOnce = 2_000;
    private const int LongestQueue = 2;

    private readonly PostgresSession session;
    private readonly PostgresJournal journal;
    private readonly PostgresRecords records;
    private readonly PostgresPairs pairs;
    private readonly bool rehearsal;
    private readonly Func<string, Task<bool>> wasCommitted;
    private readonly BackgroundWrites writes = new(LongestQueue, PostgresFailure.Explain);
    private readonly List<FormerRecord> former = [];

    // The last of what was said of each record; null: to be forgotten.
    private Dictionary<RecordKey, SourceRecord?> arrivals = [];

    private PostgresChangeSet(PostgresSession session, PostgresJournal journal, bool rehearsal, Func<string, Task<bool>> wasCommitted)
    {
        (this.session, this.journal, this.rehearsal, this.wasCommitted) = (session, journal, rehearsal, wasCommitted);
        records = new PostgresRecords(session);
        pairs = new PostgresPairs(session);
    }

    /// <param name="connection">Open connection, disposed with the changes.</param>
    /// <param name="now">The instant of the changes.</param>
    /// <param name="rehearsal">Writes nothing and makes nobody wait.</param>
    /// <param name="wasCommitted">Tells, by another connection, whether a transaction was committed.</param>
    /// <param name="cancellationToken">Stops waiting for the changes under way.</param>
    public static async Task<PostgresChangeSet> BeginAsync(
        NpgsqlConnection connection, DateTimeOffset now, bool rehearsal, Func<string, Task<bool>> wasCommitted, CancellationToken cancellationToken)
    {
        var transaction = await connection.BeginTransactionAsync(rehearsal ? IsolationLevel.RepeatableRead : IsolationLevel.ReadCommitted, cancellationToken);
        if (rehearsal)
        {
            await PostgresLocks.PrepareAsync(connection, transaction, cancellationToken);
            await PostgresRehearsal.CopyAsync(connection, transaction, cancellationToken);
        }
        else
        {
            await PostgresLocks.WaitAsync(connection, transaction, cancellationToken);
        }

        var session = new PostgresSession(connection, transaction);
        await session.ExecuteAsync($"{PostgresRecords.CreateArrivals}; {PostgresPairs.CreateArrivals}");
        return new PostgresChangeSet(session, await PostgresJournal.OpenAsync(session, now, cancellationToken), rehearsal, wasCommitted);
    }

    public Task<IReadOnlyDictionary<string, KeptRecord>> KnownAsync(string source, CancellationToken cancellationToken) =>
        ReadAsync(() => records.KnownAsync(source, cancellationToken), cancellationToken);

    public Task KeepAsync(string source, SourceRecord record, CancellationToken cancellationToken) => ArriveAsync(new RecordKey(source, record.Id), record, cancellationToken);

    public Task ForgetAsync(RecordKey key, CancellationToken cancellationToken) => ArriveAsync(key, null, cancellationToken);

    public Task<IReadOnlyList<Member>> MembersAsync(CancellationToken cancellationToken) => ReadAsync(() => records.MembersAsync(cancellationToken), cancellationToken);

    public Task<IReadOnlyList<Member>> ReplacedAsync(CancellationToken cancellationToken) => ReadAsync(() => records.ReplacedAsync(cancellationToken), cancellationToken);

    public Task AssignAsync(IReadOnlyCollection<Assignment> assignments, CancellationToken cancellationToken) => WriteAsync(() => records.AssignAsync(assignments), cancellationToken);

    public Task SignAsync(IReadOnlyCollection<NewSignature> signatures, CancellationToken cancellationToken) => WriteAsync(() => records.SignAsync(signatures), cancellationToken);

    public Task<IReadOnlyList<PairLink>> PairsAsync(CancellationToken cancellationToken) => ReadAsync(() => pairs.LinksAsync(cancellationToken), cancellationToken);

    public Task WritePairsAsync(IReadOnlyCollection<PairKey> removed, IReadOnlyCollection<KeptPair> written, CancellationToken cancellationToken) =>
        WriteAsync(() => pairs.WriteAsync(removed, written), cancellationToken);

    public Task<IReadOnlyList<PublishedRecord>> RecordsAsync(IReadOnlyCollection<RecordKey> keys, CancellationToken cancellationToken) =>
        ReadAsync(() => records.RecordsAsync(keys, cancellationToken), cancellationToken);

    public Task<IReadOnlyList<PublishedRecord>> RecordsBehindAsync(IReadOnlyCollection<string> lieux, CancellationToken cancellationToken) =>
        ReadAsync(() => records.RecordsBehindAsync(lieux, cancellationToken), cancellationToken);

    public Task<IReadOnlyList<AttachedRecord>> AttachedToAsync(IReadOnlyCollection<RecordKey> keys, CancellationToken cancellationToken) =>
        ReadAsync(() => records.AttachedToAsync(keys, cancellationToken), cancellationToken);

    public async Task<IReadOnlyDictionary<RecordKey, string>> FormerAsync(IReadOnlyCollection<RecordKey> keys, CancellationToken cancellationToken) =>
        RecordTable.Former(await ReadAsync(() => records.FormerAsync(keys, cancellationToken), cancellationToken), former, keys);

    public Task RememberAsync(IReadOnlyCollection<FormerRecord> former, CancellationToken cancellationToken)
    {
        // Written at the end, with the last number: a reader that has followed the journal to there has seen them all.
        this.former.AddRange(former);
        return Task.CompletedTask;
    }

    public Task<IReadOnlyDictionary<string, Identity>> IdentitiesAsync(TypeEntite type, IReadOnlyCollection<string> ids, CancellationToken cancellationToken) =>
        ReadAsync(() => journal.IdentitiesAsync(type, ids, cancellationToken), cancellationToken);

    public Task<IReadOnlyDictionary<string, IEntite>> PublishedAsync(TypeEntite type, IReadOnlyCollection<string> ids, CancellationToken cancellationToken) =>
        ReadAsync(() => journal.PublishedAsync(type, ids, cancellationToken), cancellationToken);

    public Task WriteAsync(IReadOnlyList<JournalChange> changes, CancellationToken cancellationToken) => WriteAsync(() => journal.WriteAsync(changes), cancellationToken);

    public Task EraseAsync(TypeEntite type, IReadOnlyCollection<string> ids, CancellationToken cancellationToken) => WriteAsync(() => journal.EraseAsync(type, ids), cancellationToken);

    public Task EraseMentionsAsync(IReadOnlyCollection<string> texts, CancellationToken cancellationToken) => WriteAsync(() => journal.EraseMentionsAsync(texts), cancellationToken);

    public Task<IReadOnlySet<string>> ErasedIdsAsync(CancellationToken cancellationToken) => ReadAsync(() => journal.ErasedIdsAsync(cancellationToken), cancellationToken);

    public Task<IReadOnlyList<RecordKey>> FormerBehindAsync(IReadOnlyCollection<string> lieux, CancellationToken cancellationToken) =>
        ReadAsync(() => records.FormerBehindAsync(lieux, cancellationToken), cancellationToken);

    public Task ForgetFormerAsync(IReadOnlyCollection<RecordKey> keys, CancellationToken cancellationToken)
    {
        former.RemoveAll(one => keys.Contains(one.Key));
        return WriteAsync(() => records.ForgetFormerAsync(keys), cancellationToken);
    }

    public Task<IReadOnlyList<string>> MergedIntoAsync(TypeEntite type, IReadOnlyCollection<string> ids, CancellationToken cancellationToken) =>
        ReadAsync(() => journal.MergedIntoAsync(type, ids, cancellationToken), cancellationToken);

    public Task<IReadOnlyDictionary<RecordKey, KeptRecord>> KeptBehindAsync(TypeEntite type, IReadOnlyCollection<string> ids, CancellationToken cancellationToken) =>
        ReadAsync(() => records.KeptBehindAsync(type, ids, cancellationToken), cancellationToken);

    public Task ForgetSourceAsync(string source, CancellationToken cancellationToken) =>
        WriteAsync(() => RunTable.ForgetAsync(session.Connection, session.Transaction, source), cancellationToken);

    public Task<string?> NotedAsync(string name, CancellationToken cancellationToken) =>
        ReadAsync(() => NoteTable.ReadAsync(session.Connection, session.Transaction, name, cancellationToken), cancellationToken);

    public Task NoteAsync(string name, string value, CancellationToken cancellationToken) =>
        WriteAsync(() => NoteTable.WriteAsync(session.Connection, session.Transaction, name, value), cancellationToken);

    public async Task CompleteAsync((SourceCard Card, SourceRun Run)? source, CancellationToken cancellationToken)
    {
        await WriteAsync(() => records.RememberAsync(former, journal.Seq), cancellationToken);
        await ReadAsync(
            async () =>
            {
                if (source is { } imported)
                {
                    await RunTable.WriteAsync(session.Connection, session.Transaction, imported.Card, imported.Run, cancellationToken);
                }

                await journal.CompleteAsync(cancellationToken);
                if (!rehearsal)
                {
                    await PostgresNews.TellAsync(session.Connection, session.Transaction, cancellationToken);
                }

                await CommitAsync(cancellationToken);
                return true;
            },
            cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await writes.DisposeAsync();
        try
        {
            await session.Transaction.DisposeAsync();
        }
        catch (Exception failure) when (PostgresFailure.Explain(failure) is not null)
        {
            // The server undoes what it cannot be told to undo.
        }

        await session.Connection.DisposeAsync();
    }

    // A connection that is lost while committing does not say whether everything is visible or nothing: the server knows.
    private async Task CommitAsync(CancellationToken cancellationToken)
    {
        var number = await session.Connection.ExecuteScalarAsync<string>("SELECT pg_current_xact_id()::text", transaction: session.Transaction) ?? "";
        try
        {
            await session.Transaction.CommitAsync(cancellationToken);
        }
        catch (Exception lost) when (PostgresFailure.IsLost(lost))
        {
            if (!await WasCommittedAsync(number, lost))
            {
                throw;
            }
        }
    }

    private async Task<bool> WasCommittedAsync(string number, Exception lost)
    {
        try
        {
            return await wasCommitted(number);
        }
        catch (StoreException)
        {
            throw new StoreException("La connexion au serveur PostgreSQL est perdue à l'instant de valider : tout a changé, ou rien ; le dernier import de la source le dira.", lost) { IsUncertain = true };
        }
    }

    private async Task ArriveAsync(RecordKey key, SourceRecord? record, CancellationToken cancellationToken)
    {
        arrivals[key] = record;
        if (arrivals.Count >= RecordsAtOnce)
        {
            await SettleAsync(cancellationToken);
        }
    }

    private async Task SettleAsync(CancellationToken cancellationToken)
    {
        if (arrivals.Count > 0)
        {
            var batch = arrivals;
            arrivals = [];
            await writes.EnqueueAsync(() => records.SettleAsync(batch), cancellationToken);
        }
    }

    private async Task WriteAsync(Func<Task> write, CancellationToken cancellationToken)
    {
        await SettleAsync(cancellationToken);
        await writes.EnqueueAsync(write, cancellationToken);
    }

    private async Task<T> ReadAsync<T>(Func<Task<T>> read, CancellationToken cancellationToken)
    {
        await SettleAsync(cancellationToken);
        await writes.FlushAsync(cancellationToken);
        try
        {
            return await read();
        }
        catch (Exception refused) when (PostgresFailure.Explain(refused) is { } explained)
        {
            throw explained;
        }
    }
}
