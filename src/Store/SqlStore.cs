using System.Data.Common;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Dapper;
using Maillage.Schema.Threading;
using Maillage.Store.Sql;

namespace Maillage.Store;

/// <summary>What the stores have in common: all that is the same text in both databases.</summary>
public abstract class SqlStore : IStore, IDisposable
{
    private const int RowsReadAtOnce = 128;

    private readonly JournalTable journal;

    private protected SqlStore(Dialect dialect) => journal = new JournalTable(dialect);

    /// <inheritdoc/>
    public abstract Task MigrateAsync(CancellationToken cancellationToken);

    /// <inheritdoc/>
    public abstract Task WaitAsync(JournalHead since, TimeSpan atMost, CancellationToken cancellationToken);

    /// <inheritdoc/>
    public abstract Task<IChangeSet> BeginAsync(bool rehearsal, CancellationToken cancellationToken);

    /// <inheritdoc/>
    public abstract Task PurgeAsync(CancellationToken cancellationToken);

    /// <inheritdoc/>
    public abstract Task<ILeadership?> TryLeadAsync(CancellationToken cancellationToken);

    public Task<JournalHead> HeadAsync(CancellationToken cancellationToken) =>
        WithAsync(connection => JournalTable.HeadAsync(connection, cancellationToken), cancellationToken);

    public async IAsyncEnumerable<IReadOnlyList<JournalEntry>> ReadAsync(long depuis, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var connection = await ExplainedAsync(() => OpenAsync(cancellationToken));
        await using var rows = connection.QueryUnbufferedAsync<EntryRow>(journal.SelectEntries, new { depuis }).GetAsyncEnumerator(cancellationToken);
        // The database reads while sense is made of what was read: the whole of France is loaded at every start.
        var reading = NextAsync();
        try
        {
            while (await reading is { Count: > 0 } read)
            {
                cancellationToken.ThrowIfCancellationRequested();
                reading = NextAsync();
                var entries = new JournalEntry[read.Count];
                Parallel.For(0, read.Count, new ParallelOptions { TaskScheduler = TaskScheduler.Current }, rank =>
                {
                    Processor.Share();
                    entries[rank] = read[rank].ToEntry();
                });
                yield return entries;
            }
        }
        finally
        {
            // The connection is given back once nothing reads from it any more; how a reading that nobody waits for ended, nobody asks.
            await reading.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        }

        // On the threads of who reads.
        Task<List<EntryRow>> NextAsync() =>
            Task.Factory.StartNew(() => ExplainedAsync(() => NextRowsAsync(rows)), CancellationToken.None, TaskCreationOptions.None, TaskScheduler.Current).Unwrap();
    }

    public Task<IReadOnlyList<JournalEntry>> ChangesAsync(long depuis, long jusqua, int limite, CancellationToken cancellationToken) =>
        WithAsync(connection => journal.ChangesAsync(connection, depuis, jusqua, limite, cancellationToken), cancellationToken);

    public Task<IReadOnlyList<FormerRecord>> FormerRecordsAsync(long depuis, CancellationToken cancellationToken) =>
        WithAsync(connection => JournalTable.FormerAsync(connection, depuis, cancellationToken), cancellationToken);

    public Task<IReadOnlyList<ComparedPair>> PairsOfAsync(string lieuId, CancellationToken cancellationToken) =>
        WithAsync(connection => PairTable.OfAsync(connection, lieuId, cancellationToken), cancellationToken);

    public Task<IReadOnlyList<SourceState>> SourcesAsync(CancellationToken cancellationToken) => WithAsync(
        async connection =>
        {
            await using var transaction = await BeginReadingAsync(connection, cancellationToken);
            return await RunTable.ReadAsync(connection, transaction, cancellationToken);
        },
        cancellationToken);

    public Task RecordAsync(SourceCard source, SourceRun run, CancellationToken cancellationToken) => WriteAsync(
        async (connection, transaction) =>
        {
            await RunTable.WriteAsync(connection, transaction, source, run, cancellationToken);
            return true;
        },
        cancellationToken);

    public Task<long> CompactAsync(DateTimeOffset before, CancellationToken cancellationToken) =>
        WriteAsync((connection, transaction) => JournalTable.CompactAsync(connection, transaction, before, cancellationToken), cancellationToken);

    public Task<Lease> TakeLeaseAsync(Lease wanted, string? dead, CancellationToken cancellationToken) =>
        WithAsync(connection => LeaseTable.TakeAsync(connection, wanted, dead, cancellationToken), cancellationToken);

    public Task<bool> RenewLeaseAsync(Lease lease, DateTimeOffset until, CancellationToken cancellationToken) =>
        WithAsync(connection => RenewAsync(connection, lease, until, cancellationToken), cancellationToken);

    public Task ReleaseLeaseAsync(Lease lease, CancellationToken cancellationToken) => WithAsync(
        async connection =>
        {
            await LeaseTable.ReleaseAsync(connection, lease, cancellationToken);
            return true;
        },
        cancellationToken);

    /// <summary>
    /// Draws a new origin, for a database that was restored: numbers given since the backup will be given again, with another meaning, and those who followed the
    /// journal must know it.
    /// </summary>
    /// <returns>The new origin.</returns>
    /// <exception cref="StoreException">The database cannot be written.</exception>
    public Task<string> RenewOriginAsync(CancellationToken cancellationToken) => WriteAsync(
        async (connection, transaction) =>
        {
            var origin = RandomNumberGenerator.GetHexString(8, lowercase: true);
            await JournalTable.RenameAsync(connection, transaction, origin, cancellationToken);
            return origin;
        },
        cancellationToken);

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Gives back what the store holds.</summary>
    protected abstract void Dispose(bool disposing);

    private protected abstract Task<DbConnection> OpenAsync(CancellationToken cancellationToken);

    /// <summary>A transaction all the statements of which see the same moment.</summary>
    private protected abstract ValueTask<DbTransaction> BeginReadingAsync(DbConnection connection, CancellationToken cancellationToken);

    /// <summary>Does something in a transaction of its own, once no other writes.</summary>
    private protected abstract Task<T> WriteAsync<T>(Func<DbConnection, DbTransaction, Task<T>> act, CancellationToken cancellationToken);

    /// <summary>Holds a lease longer, though another may be writing.</summary>
    private protected virtual Task<bool> RenewAsync(DbConnection connection, Lease lease, DateTimeOffset until, CancellationToken cancellationToken) =>
        LeaseTable.RenewAsync(connection, lease, until, null, cancellationToken);

    /// <summary>What a failure of the database means, for a person; null for any other failure.</summary>
    private protected abstract StoreException? Explain(Exception failure);

    private protected Task<T> WithAsync<T>(Func<DbConnection, Task<T>> act, CancellationToken cancellationToken) => ExplainedAsync(async () =>
    {
        await using var connection = await OpenAsync(cancellationToken);
        return await act(connection);
    });

    private protected async Task<T> ExplainedAsync<T>(Func<Task<T>> act)
    {
        try
        {
            return await act();
        }
        catch (Exception failure) when (Explain(failure) is { } explained)
        {
            throw explained;
        }
    }

    private static async Task<List<EntryRow>> NextRowsAsync(IAsyncEnumerator<EntryRow> rows)
    {
        List<EntryRow> read = [];
        while (read.Count < RowsReadAtOnce && await rows.MoveNextAsync())
        {
            Processor.Share();
            read.Add(rows.Current);
        }

        return read;
    }
}
