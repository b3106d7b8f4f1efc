using Maillage.Schema.Publication;
using Maillage.Store.Sql;
using Microsoft.Data.Sqlite;

namespace Maillage.Store.Sqlite;

/// <summary>A set of changes in one SQLite transaction.</summary>
internal sealed class SqliteChangeSet : IChangeSet
{
    private const int LongestQueue = 256;

    private readonly SqliteConnection connection;
    private readonly SqliteTransaction transaction;
    private readonly IDisposable held;
    private readonly SqliteRecords records;
    private readonly SqlitePairs pairs;
    private readonly SqliteJournal journal;
    private readonly BackgroundWrites writes = new(LongestQueue, SqliteFailure.Explain);
    private readonly List<FormerRecord> former = [];

    /// <param name="connection">Open connection, disposed with the changes.</param>
    /// <param name="now">The instant of the changes.</param>
    /// <param name="held">What only one set of changes may hold at a time, given back at the end.</param>
    public SqliteChangeSet(SqliteConnection connection, DateTimeOffset now, IDisposable held)
    {
        this.connection = connection;
        this.held = held;
        transaction = connection.BeginTransaction(deferred: false);
        records = new SqliteRecords(connection, transaction);
        pairs = new SqlitePairs(connection, transaction);
        journal = new SqliteJournal(connection, transaction, now);
    }

    public async Task<IReadOnlyDictionary<string, KeptRecord>> KnownAsync(string source, CancellationToken cancellationToken)
    {
        await writes.FlushAsync(cancellationToken);
        return await records.KnownAsync(source, cancellationToken);
    }

    public Task KeepAsync(string source, SourceRecord record, CancellationToken cancellationToken) =>
        writes.EnqueueAsync(() => records.Keep(source, record), cancellationToken).AsTask();

    public Task ForgetAsync(RecordKey key, CancellationToken cancellationToken) => writes.EnqueueAsync(() => records.Forget(key), cancellationToken).AsTask();

    public async Task<IReadOnlyList<Member>> MembersAsync(CancellationToken cancellationToken) => await ReadAsync(records.Members, cancellationToken);

    public async Task<IReadOnlyList<Member>> ReplacedAsync(CancellationToken cancellationToken) => await ReadAsync(records.Replaced, cancellationToken);

    public Task AssignAsync(IReadOnlyCollection<Assignment> assignments, CancellationToken cancellationToken) => WriteAsync(assignments, records.Assign, cancellationToken);

    public Task SignAsync(IReadOnlyCollection<NewSignature> signatures, CancellationToken cancellationToken) => WriteAsync(signatures, records.Sign, cancellationToken);

    public async Task<IReadOnlyList<PairLink>> PairsAsync(CancellationToken cancellationToken) => await ReadAsync(pairs.Links, cancellationToken);

    public Task WritePairsAsync(IReadOnlyCollection<PairKey> removed, IReadOnlyCollection<KeptPair> written, CancellationToken cancellationToken) =>
        writes.EnqueueAsync(() => pairs.Write(removed, written), cancellationToken).AsTask();

    public async Task<IReadOnlyList<PublishedRecord>> RecordsAsync(IReadOnlyCollection<RecordKey> keys, CancellationToken cancellationToken) =>
        await ReadAsync(() => records.Records(keys), cancellationToken);

    public async Task<IReadOnlyList<PublishedRecord>> RecordsBehindAsync(IReadOnlyCollection<string> lieux, CancellationToken cancellationToken) =>
        await ReadAsync(() => records.RecordsBehind(lieux), cancellationToken);

    public async Task<IReadOnlyList<AttachedRecord>> AttachedToAsync(IReadOnlyCollection<RecordKey> keys, CancellationToken cancellationToken) =>
        await ReadAsync(() => records.AttachedTo(keys), cancellationToken);

    public async Task<IReadOnlyDictionary<RecordKey, string>> FormerAsync(IReadOnlyCollection<RecordKey> keys, CancellationToken cancellationToken) =>
        RecordTable.Former(await ReadAsync(() => records.Former(keys), cancellationToken), former, keys);

    public Task RememberAsync(IReadOnlyCollection<FormerRecord> former, CancellationToken cancellationToken)
    {
        // Written at the end, with the last number: a reader that has followed the journal to there has seen them all.
        this.former.AddRange(former);
        return Task.CompletedTask;
    }

    public async Task<IReadOnlyDictionary<string, Identity>> IdentitiesAsync(TypeEntite type, IReadOnlyCollection<string> ids, CancellationToken cancellationToken) =>
        await ReadAsync(() => journal.Identities(type, ids), cancellationToken);

    public async Task<IReadOnlyDictionary<string, IEntite>> PublishedAsync(TypeEntite type, IReadOnlyCollection<string> ids, CancellationToken cancellationToken) =>
        await ReadAsync(() => journal.Published(type, ids), cancellationToken);

    public Task WriteAsync(IReadOnlyList<JournalChange> changes, CancellationToken cancellationToken) =>
        writes.EnqueueAsync(() => journal.Write(changes), cancellationToken).AsTask();

    public Task EraseAsync(TypeEntite type, IReadOnlyCollection<string> ids, CancellationToken cancellationToken) =>
        writes.EnqueueAsync(() => journal.Erase(type, ids), cancellationToken).AsTask();

    public Task EraseMentionsAsync(IReadOnlyCollection<string> texts, CancellationToken cancellationToken) =>
        writes.EnqueueAsync(() => journal.EraseMentions(texts), cancellationToken).AsTask();

    public async Task<IReadOnlySet<string>> ErasedIdsAsync(CancellationToken cancellationToken) => await ReadAsync(journal.ErasedIds, cancellationToken);

    public async Task<IReadOnlyList<RecordKey>> FormerBehindAsync(IReadOnlyCollection<string> lieux, CancellationToken cancellationToken) =>
        await ReadAsync(() => records.FormerBehind(lieux), cancellationToken);

    public Task ForgetFormerAsync(IReadOnlyCollection<RecordKey> keys, CancellationToken cancellationToken)
    {
        former.RemoveAll(one => keys.Contains(one.Key));
        return writes.EnqueueAsync(() => records.ForgetFormer(keys), cancellationToken).AsTask();
    }

    public async Task<IReadOnlyList<string>> MergedIntoAsync(TypeEntite type, IReadOnlyCollection<string> ids, CancellationToken cancellationToken) =>
        await ReadAsync(() => journal.MergedInto(type, ids), cancellationToken);

    public async Task<IReadOnlyDictionary<RecordKey, KeptRecord>> KeptBehindAsync(TypeEntite type, IReadOnlyCollection<string> ids, CancellationToken cancellationToken) =>
        await ReadAsync(() => records.KeptBehind(type, ids), cancellationToken);

    public Task ForgetSourceAsync(string source, CancellationToken cancellationToken) =>
        writes.EnqueueAsync(() => RunTable.ForgetAsync(connection, transaction, source), cancellationToken).AsTask();

    public async Task<string?> NotedAsync(string name, CancellationToken cancellationToken) =>
        await ReadAsync(() => NoteTable.ReadAsync(connection, transaction, name, cancellationToken).GetAwaiter().GetResult(), cancellationToken);

    public Task NoteAsync(string name, string value, CancellationToken cancellationToken) =>
        writes.EnqueueAsync(() => NoteTable.WriteAsync(connection, transaction, name, value), cancellationToken).AsTask();

    public async Task CompleteAsync((SourceCard Card, SourceRun Run)? source, CancellationToken cancellationToken)
    {
        await WriteAsync(former, one => records.Remember(one, journal.Seq), cancellationToken);
        await writes.FlushAsync(cancellationToken);
        try
        {
            if (source is { } imported)
            {
                await RunTable.WriteAsync(connection, transaction, imported.Card, imported.Run, cancellationToken);
            }

            await journal.CompleteAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }
        catch (Exception refused) when (SqliteFailure.Explain(refused) is { } explained)
        {
            throw explained;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await writes.DisposeAsync();
        records.Dispose();
        pairs.Dispose();
        journal.Dispose();
        await transaction.DisposeAsync();
        await connection.DisposeAsync();
        held.Dispose();
    }

    private Task WriteAsync<T>(IReadOnlyCollection<T> rows, Action<T> write, CancellationToken cancellationToken) => writes.EnqueueAsync(
        () =>
        {
            foreach (var row in rows)
            {
                write(row);
            }
        },
        cancellationToken).AsTask();

    private async Task<T> ReadAsync<T>(Func<T> read, CancellationToken cancellationToken)
    {
        await writes.FlushAsync(cancellationToken);
        try
        {
            return read();
        }
        catch (Exception refused) when (SqliteFailure.Explain(refused) is { } explained)
        {
            throw explained;
        }
    }
}
