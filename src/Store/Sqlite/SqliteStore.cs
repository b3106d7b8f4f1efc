using System.Data.Common;
using Dapper;
using Maillage.Store.Sql;
using Microsoft.Data.Sqlite;

namespace Maillage.Store.Sqlite;

/// <summary>The store in one SQLite file: write-ahead log, many readers, one writer.</summary>
public sealed class SqliteStore(string file, TimeProvider clock) : SqlStore(Dialect.Sqlite)
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(250);

    private static readonly TimeSpan LongestPurge = TimeSpan.FromSeconds(30);

    private readonly SemaphoreSlim writing = new(1, 1);

    public override async Task MigrateAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = await OpenAsync(SqliteOpenMode.ReadWriteCreate, cancellationToken);
            await connection.ExecuteAsync("PRAGMA journal_mode = WAL");
            await SqliteMigrations.ApplyAsync(connection, cancellationToken);
        }
        catch (SqliteException unusable)
        {
            throw new StoreException($"« {file} » ne s'ouvre pas comme une base Maillage. {SqliteFailure.Explain(unusable).Message}", unusable);
        }
    }

    // SQLite tells nobody that something changed: those who follow it look again.
    public override Task WaitAsync(JournalHead since, TimeSpan atMost, CancellationToken cancellationToken) =>
        Task.Delay(atMost < BetweenLooks ? atMost : BetweenLooks, clock, cancellationToken);

    public override async Task<IChangeSet> BeginAsync(bool rehearsal, CancellationToken cancellationToken)
    {
        if (rehearsal)
        {
            return await RehearseAsync(cancellationToken);
        }

        await writing.WaitAsync(cancellationToken);
        try
        {
            return await BeginOnAsync(file, new Release(writing), cancellationToken);
        }
        catch
        {
            writing.Release();
            throw;
        }
    }

    // The file is written anew, then what its log held is too.
    public override Task PurgeAsync(CancellationToken cancellationToken) => WithAsync(
        async connection =>
        {
            await connection.ExecuteAsync(new CommandDefinition("VACUUM", cancellationToken: cancellationToken));
            var begun = clock.GetTimestamp();
            while (await connection.ExecuteScalarAsync<bool>(new CommandDefinition("PRAGMA wal_checkpoint(TRUNCATE)", cancellationToken: cancellationToken)))
            {
                // Those who read still need what was there.
                if (clock.GetElapsedTime(begun) > LongestPurge)
                {
                    throw new StoreException("D'autres lisent la base depuis trop longtemps.");
                }

                await Task.Delay(BetweenLooks, clock, cancellationToken);
            }

            return true;
        },
        cancellationToken);

    public override Task<ILeadership?> TryLeadAsync(CancellationToken cancellationToken) => Task.FromResult(SqliteLeadership.TryTake(file));

    /// <summary>Copies the database as it stands into another file, while others read and write it.</summary>
    /// <exception cref="StoreException">One of the files cannot be used.</exception>
    public Task BackupAsync(string copy, CancellationToken cancellationToken) => WithAsync(
        async connection =>
        {
            await SqliteBackup.CopyAsync((SqliteConnection)connection, copy, cancellationToken);
            return true;
        },
        cancellationToken);

    /// <summary>Puts a backup in the place of the database, under a new origin; what was there is kept beside.</summary>
    /// <returns>Where the replaced database is; null when there was none.</returns>
    /// <exception cref="StoreException">One of the files cannot be used; nothing has changed.</exception>
    public Task<string?> RestoreAsync(string backup, CancellationToken cancellationToken) =>
        ExplainedAsync(() => SqliteBackup.RestoreAsync(backup, file, clock, cancellationToken));

    protected override void Dispose(bool disposing) => writing.Dispose();

    private protected override async Task<DbConnection> OpenAsync(CancellationToken cancellationToken) => await OpenAsync(SqliteOpenMode.ReadWrite, cancellationToken);

    private protected override ValueTask<DbTransaction> BeginReadingAsync(DbConnection connection, CancellationToken cancellationToken) =>
        ValueTask.FromResult<DbTransaction>(((SqliteConnection)connection).BeginTransaction(deferred: true));

    private protected override async Task<T> WriteAsync<T>(Func<DbConnection, DbTransaction, Task<T>> act, CancellationToken cancellationToken)
    {
        await writing.WaitAsync(cancellationToken);
        try
        {
            return await WithAsync(
                async connection =>
                {
                    await using var transaction = ((SqliteConnection)connection).BeginTransaction(deferred: false);
                    var done = await act(connection, transaction);
                    await transaction.CommitAsync(cancellationToken);
                    return done;
                },
                cancellationToken);
        }
        finally
        {
            writing.Release();
        }
    }

    // An import holds the only write lock of the file while it writes: one that renews its own lease may find it taken by itself. Nobody else can begin meanwhile.
    private protected override async Task<bool> RenewAsync(DbConnection connection, Lease lease, DateTimeOffset until, CancellationToken cancellationToken)
    {
        try
        {
            return await LeaseTable.RenewAsync(connection, lease, until, timeout: 1, cancellationToken);
        }
        catch (SqliteException busy) when (busy.SqliteErrorCode == SqliteFailure.Busy)
        {
            return await LeaseTable.IsHeldAsync(connection, lease, cancellationToken);
        }
    }

    private protected override StoreException? Explain(Exception failure) => SqliteFailure.Explain(failure);

    // On a copy: what it does there is what it would do here, nobody waits for it, and nothing is left of it.
    private async Task<IChangeSet> RehearseAsync(CancellationToken cancellationToken)
    {
        var copy = new TemporaryCopy(Path.Combine(Path.GetTempPath(), $"maillage-repetition-{Guid.NewGuid():N}.db"));
        try
        {
            await BackupAsync(copy.File, cancellationToken);
            return await BeginOnAsync(copy.File, copy, cancellationToken);
        }
        catch
        {
            copy.Dispose();
            throw;
        }
    }

    private async Task<IChangeSet> BeginOnAsync(string database, IDisposable held, CancellationToken cancellationToken)
    {
        SqliteConnection? connection = null;
        try
        {
            connection = await OpenAsync(SqliteOpenMode.ReadWrite, cancellationToken, database);
            return new SqliteChangeSet(connection, clock.GetUtcNow(), held);
        }
        catch (SqliteException refused)
        {
            connection?.Dispose();
            throw SqliteFailure.Explain(refused);
        }
    }

    // No pool: a pooled connection would go on reading a file that was deleted or replaced. Opening one costs less than a query.
    private async Task<SqliteConnection> OpenAsync(SqliteOpenMode mode, CancellationToken cancellationToken, string? database = null)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = database ?? file,
            DefaultTimeout = StoreFailure.SecondsToWaitForTheOtherWriter,
            ForeignKeys = true,
            Mode = mode,
            Pooling = false,
        }.ToString());
        try
        {
            await connection.OpenAsync(cancellationToken);
            // With the log, a kill loses no committed transaction; only a power cut may lose the last ones.
            await connection.ExecuteAsync("PRAGMA synchronous = NORMAL");
            return connection;
        }
        catch
        {
            // A full disk opens the file and refuses the statement: who looks every second would hold one file more each time, and its log with it.
            await connection.DisposeAsync();
            throw;
        }
    }

    private sealed class Release(SemaphoreSlim held) : IDisposable
    {
        public void Dispose() => held.Release();
    }

    private sealed class TemporaryCopy(string file) : IDisposable
    {
        public string File { get; } = file;

        public void Dispose()
        {
            foreach (var suffix in SqliteBackup.Suffixes)
            {
                System.IO.File.Delete(File + suffix);
            }
        }
    }
}
