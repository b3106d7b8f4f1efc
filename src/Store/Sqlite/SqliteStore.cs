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
        SELECT identity.id AS origin, seq.value AS seq, horizon.value AS horizon, (SELECT coalesce(max(id), 0) FROM run) AS run
        FROM identity, counter seq, counter horizon WHERE seq.name = 'seq' AND horizon.name = 'horizon'
        """;

    private const string SelectEntries = """
        SELECT change.seq, change.type, change.operation, change.id, change.remplace_par AS RemplacePar, change.date, change.champs, change.donnees
        FROM entity JOIN change ON change.seq = entity.seq
        WHERE entity.seq > @depuis
        ORDER BY entity.seq
        """;

    private const string SelectChanges = """
        SELECT seq, type, operation, id, remplace_par AS RemplacePar, date, champs, donnees
        FROM change WHERE seq > @depuis AND seq <= @jusqua ORDER BY seq LIMIT @limite
        """;

    private const string SelectFormer = "SELECT source, id, lieu_id FROM ancien_membre WHERE seq > @depuis";

    // What is removed is told by a later row of the same entity: only those rows are left, up to the horizon.
    private const string SelectHorizon = """
        SELECT coalesce(max(seq), 0) FROM change WHERE date < @before AND seq NOT IN (SELECT seq FROM entity)
        """;

    private const string DeleteChanges = "DELETE FROM change WHERE seq <= @horizon AND seq NOT IN (SELECT seq FROM entity)";

    private const string UpdateHorizon = "UPDATE counter SET value = @horizon WHERE name = 'horizon' AND value < @horizon";

    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(1);

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

    public async Task<IReadOnlyList<JournalEntry>> ChangesAsync(long depuis, long jusqua, int limite, CancellationToken cancellationToken) =>
        await WithAsync(
            async connection => (await connection.QueryAsync<ChangeRow>(new CommandDefinition(SelectChanges, new { depuis, jusqua, limite }, cancellationToken: cancellationToken)))
                .Select(row => row.ToEntry()).ToList(),
            cancellationToken);

    public async Task<IReadOnlyList<FormerRecord>> FormerRecordsAsync(long depuis, CancellationToken cancellationToken) =>
        await WithAsync(
            async connection => (await connection.QueryAsync<(string Source, string Id, string LieuId)>(
                    new CommandDefinition(SelectFormer, new { depuis }, cancellationToken: cancellationToken)))
                .Select(row => new FormerRecord(new RecordKey(row.Source, row.Id), row.LieuId)).ToList(),
            cancellationToken);

    public async Task<IReadOnlyList<ComparedPair>> PairsOfAsync(string lieuId, CancellationToken cancellationToken) =>
        await WithAsync(
            async connection =>
            {
                await using var transaction = connection.BeginTransaction(deferred: true);
                return SqlitePairs.Of(connection, transaction, lieuId);
            },
            cancellationToken);

    // SQLite tells nobody that something changed: those who follow it look again.
    public Task WaitAsync(JournalHead since, TimeSpan atMost, CancellationToken cancellationToken) =>
        Task.Delay(atMost < BetweenLooks ? atMost : BetweenLooks, clock, cancellationToken);

    public async Task<IChangeSet> BeginAsync(bool rehearsal, CancellationToken cancellationToken)
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

    public async Task<long> CompactAsync(DateTimeOffset before, CancellationToken cancellationToken) =>
        await WithAsync(
            async connection =>
            {
                await using var transaction = connection.BeginTransaction(deferred: false);
                var horizon = await connection.ExecuteScalarAsync<long>(new CommandDefinition(SelectHorizon, new { before = ChangeRow.WriteDate(before) }, transaction, cancellationToken: cancellationToken));
                var removed = await connection.ExecuteAsync(new CommandDefinition(DeleteChanges, new { horizon }, transaction, cancellationToken: cancellationToken));
                await connection.ExecuteAsync(new CommandDefinition(UpdateHorizon, new { horizon }, transaction, cancellationToken: cancellationToken));
                await transaction.CommitAsync(cancellationToken);
                return removed;
            },
            cancellationToken);

    public Task<ILeadership?> TryLeadAsync(CancellationToken cancellationToken) => Task.FromResult(SqliteLeadership.TryTake(file));

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

    // On a copy: what it does there is what it would do here, nobody waits for it, and nothing is left of it.
    private async Task<IChangeSet> RehearseAsync(CancellationToken cancellationToken)
    {
        var copy = new TemporaryCopy(Path.Combine(Path.GetTempPath(), $"maillage-repetition-{Guid.NewGuid():N}.db"));
        try
        {
            await WithAsync(
                async connection =>
                {
                    await using var target = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = copy.File, Pooling = false }.ToString());
                    connection.BackupDatabase(target);
                    return true;
                },
                cancellationToken);
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
    private async Task<SqliteConnection> OpenAsync(SqliteOpenMode mode, CancellationToken cancellationToken, string? database = null)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = database ?? file,
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

    private sealed class Release(SemaphoreSlim held) : IDisposable
    {
        public void Dispose() => held.Release();
    }

    private sealed class TemporaryCopy(string file) : IDisposable
    {
        public string File { get; } = file;

        public void Dispose()
        {
            foreach (var suffix in (string[])["", "-wal", "-shm", "-journal"])
            {
                System.IO.File.Delete(File + suffix);
            }
        }
    }
}
