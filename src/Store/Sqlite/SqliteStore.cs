using System.Runtime.CompilerServices;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Maillage.Store.Sqlite;

/// <summary>The store in one SQLite file: write-ahead log, many readers, one writer.</summary>
public sealed class SqliteStore(string file, TimeProvider clock) : IStore, IDisposable
{
    private const int SecondsToWaitForTheOtherWriter = 300;
    private const int RowsReadAtOnce = 2048;

    private const string SelectHead = """
        SELECT identity.id AS origin, counter.value AS seq, (SELECT coalesce(max(id), 0) FROM run) AS run
        FROM identity, counter WHERE counter.name = 'seq'
        """;

    private const string SelectEntries = """
        SELECT change.seq, change.type, change.operation, change.id, change.date, change.champs, change.donnees
        FROM entity JOIN change ON change.seq = entity.seq
        WHERE entity.seq > @depuis
        ORDER BY entity.seq
        """;

    private readonly SemaphoreSlim writing = new(1, 1);

    public async Task MigrateAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = await OpenAsync(SqliteOpenMode.ReadWriteCreate, cancellationToken);
            await connection.ExecuteAsync("PRAGMA journal_mode = WAL");
            await SqliteMigrations.ApplyAsync(connection, cancellationToken);
        }
        catch (SqliteException unusable)
        {
            throw new StoreException($"« {file} » ne s'ouvre pas comme une base Maillage ({unusable.Message}).", unusable);
        }
    }

    public async Task<JournalHead> HeadAsync(CancellationToken cancellationToken)
    {
        await using var connection = await OpenAsync(SqliteOpenMode.ReadWrite, cancellationToken);
        return await connection.QuerySingleAsync<JournalHead>(new CommandDefinition(SelectHead, cancellationToken: cancellationToken));
    }

    public async Task<IReadOnlyList<SourceState>> SourcesAsync(CancellationToken cancellationToken)
    {
        await using var connection = await OpenAsync(SqliteOpenMode.ReadWrite, cancellationToken);
        return await SqliteRuns.ReadAsync(connection, cancellationToken);
    }

    public async Task RecordAsync(SourceCard source, SourceRun run, CancellationToken cancellationToken)
    {
        await writing.WaitAsync(cancellationToken);
        try
        {
            await using var connection = await OpenAsync(SqliteOpenMode.ReadWrite, cancellationToken);
            await using var transaction = connection.BeginTransaction(deferred: false);
            await SqliteRuns.WriteAsync(connection, transaction, source, run, cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }
        catch (SqliteException refused)
        {
            throw SqliteFailure.Explain(refused);
        }
        finally
        {
            writing.Release();
        }
    }

    public async IAsyncEnumerable<JournalEntry> ReadAsync(long depuis, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var connection = await OpenAsync(SqliteOpenMode.ReadWrite, cancellationToken);
        // SQLite reads on one core while the others make sense of what was read: the whole of France is loaded at every start.
        foreach (var rows in connection.Query<ChangeRow>(SelectEntries, new { depuis }, buffered: false).Chunk(RowsReadAtOnce))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var entries = new JournalEntry[rows.Length];
            Parallel.For(0, rows.Length, rank => entries[rank] = rows[rank].ToEntry());
            foreach (var entry in entries)
            {
                yield return entry;
            }
        }
    }

    public async Task<IImport> BeginImportAsync(SourceCard source, bool rehearsal, CancellationToken cancellationToken)
    {
        if (!rehearsal)
        {
            await writing.WaitAsync(cancellationToken);
        }

        SqliteConnection? connection = null;
        try
        {
            connection = await OpenAsync(SqliteOpenMode.ReadWrite, cancellationToken);
            return await SqliteImport.BeginAsync(connection, source, clock, rehearsal ? null : writing, cancellationToken);
        }
        catch (Exception failure)
        {
            connection?.Dispose();
            if (!rehearsal)
            {
                writing.Release();
            }

            if (failure is SqliteException refused)
            {
                throw SqliteFailure.Explain(refused);
            }

            throw;
        }
    }

    public Task<Lease> TakeLeaseAsync(Lease wanted, string? dead, CancellationToken cancellationToken) =>
        WithAsync(connection => SqliteLeases.TakeAsync(connection, wanted, dead, cancellationToken), cancellationToken);

    public Task<bool> RenewLeaseAsync(Lease lease, DateTimeOffset until, CancellationToken cancellationToken) =>
        WithAsync(connection => SqliteLeases.RenewAsync(connection, lease, until, cancellationToken), cancellationToken);

    public Task ReleaseLeaseAsync(Lease lease, CancellationToken cancellationToken) =>
        WithAsync(
            async connection =>
            {
                await SqliteLeases.ReleaseAsync(connection, lease, cancellationToken);
                return true;
            },
            cancellationToken);

    public void Dispose() => writing.Dispose();

    private async Task<T> WithAsync<T>(Func<SqliteConnection, Task<T>> act, CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = await OpenAsync(SqliteOpenMode.ReadWrite, cancellationToken);
            return await act(connection);
        }
        catch (SqliteException refused)
        {
            throw SqliteFailure.Explain(refused);
        }
    }

    // No pool: a pooled connection would go on reading a file that was deleted or replaced. Opening one costs less than a query.
    private async Task<SqliteConnection> OpenAsync(SqliteOpenMode mode, CancellationToken cancellationToken)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = file,
            DefaultTimeout = SecondsToWaitForTheOtherWriter,
            ForeignKeys = true,
            Mode = mode,
            Pooling = false,
        }.ToString());
        await connection.OpenAsync(cancellationToken);
        // With the log, a kill loses no committed transaction; only a power cut may lose the last ones.
        await connection.ExecuteAsync("PRAGMA synchronous = NORMAL");
        return connection;
    }
}
