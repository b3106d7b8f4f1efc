using Maillage.Schema.Publication;
using Microsoft.Data.Sqlite;

namespace Maillage.Store.Sqlite;

/// <summary>One import in one SQLite transaction.</summary>
internal sealed class SqliteImport : IImport
{
    private readonly SqliteConnection connection;
    private readonly SqliteTransaction transaction;
    private readonly SourceCard card;
    private readonly SemaphoreSlim? writing;
    private readonly SqliteRecords records;
    private readonly SqliteJournal journal;

    private SqliteImport(
        SqliteConnection connection, SqliteTransaction transaction, SourceCard card, DateTimeOffset now, SemaphoreSlim? writing, SqliteRecords records,
        IReadOnlyDictionary<string, KeptRecord> known)
    {
        this.connection = connection;
        this.transaction = transaction;
        this.card = card;
        this.writing = writing;
        this.records = records;
        Known = known;
        journal = new SqliteJournal(connection, transaction, now, records.Written, IsRehearsal);
    }

    public IReadOnlyDictionary<string, KeptRecord> Known { get; }

    private bool IsRehearsal => writing is null;

    /// <param name="connection">Open connection, disposed with the import.</param>
    /// <param name="card">The source.</param>
    /// <param name="clock">Gives the instant of the changes.</param>
    /// <param name="writing">Held by the only writer, released at the end; null for a rehearsal, which only reads.</param>
    /// <param name="cancellationToken">Stops the reading of what is known.</param>
    public static async Task<IImport> BeginAsync(
        SqliteConnection connection, SourceCard card, TimeProvider clock, SemaphoreSlim? writing, CancellationToken cancellationToken)
    {
        var transaction = connection.BeginTransaction(deferred: writing is null);
        var records = new SqliteRecords(connection, transaction, card.Id);
        return new SqliteImport(connection, transaction, card, clock.GetUtcNow(), writing, records, await records.KnownAsync(cancellationToken));
    }

    public Task KeepAsync(SourceRecord record, CancellationToken cancellationToken) => Write(() => records.Keep(record));

    public Task ForgetAsync(string id, CancellationToken cancellationToken) => Write(() => records.Forget(id));

    public Task<PublishedRecord?> RecordAsync(RecordKey key, CancellationToken cancellationToken) => Task.FromResult(records.Find(key));

    public Task<IReadOnlyList<AttachedRecord>> AttachedToAsync(RecordKey key, CancellationToken cancellationToken) => Task.FromResult(records.AttachedTo(key));

    public Task<EntityChange?> PublishAsync(IEntite entity, CancellationToken cancellationToken) => Explained(() => journal.Publish(entity));

    public Task<IEntite?> PublishedAsync(TypeEntite type, string id, CancellationToken cancellationToken) => Task.FromResult(journal.Published(type, id));

    public Task<EntityChange?> WithdrawAsync(TypeEntite type, string id, CancellationToken cancellationToken) => Explained(() => journal.Withdraw(type, id));

    public async Task CompleteAsync(SourceRun run, CancellationToken cancellationToken)
    {
        try
        {
            await SqliteRuns.WriteAsync(connection, transaction, card, run, cancellationToken);
            await journal.CompleteAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }
        catch (SqliteException refused)
        {
            throw SqliteFailure.Explain(refused);
        }
    }

    public async ValueTask DisposeAsync()
    {
        records.Dispose();
        journal.Dispose();
        await transaction.DisposeAsync();
        await connection.DisposeAsync();
        writing?.Release();
    }

    // A rehearsal writes nothing at all.
    private Task Write(Action write)
    {
        if (!IsRehearsal)
        {
            Explained<object>(() =>
            {
                write();
                return null;
            });
        }

        return Task.CompletedTask;
    }

    private static Task<TResult?> Explained<TResult>(Func<TResult?> work)
        where TResult : class
    {
        try
        {
            return Task.FromResult(work());
        }
        catch (SqliteException refused)
        {
            throw SqliteFailure.Explain(refused);
        }
    }
}
