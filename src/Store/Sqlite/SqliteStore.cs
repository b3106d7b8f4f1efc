using System.Runtime.CompilerServices;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Maillage.Store.Sqlite;

/// <summary>The store in one SQLite file: write-ahead log, many readers, one writer.</summary>
public sealed class SqliteStore(string file, TimeProvider clock) : IStore, IDisposable
{
    private const int SecondsToWaitForTheOtherWriter = 30;
    private const int RowsReadAtOnce = 2048;

    private const string SelectLastSeq = "SELECT value FROM counter WHERE name = 'seq'";

    private const string SelectEntries = """
        SELECT change.seq, change.operation, change.id, change.date, change.champs, change.donnees
        FROM entity JOIN change ON change.seq = entity.seq
        WHERE entity.type = 'lieu' AND entity.seq > @depuis
        ORDER BY entity.seq
        """;

    private readonly SemaphoreSlim writing = new(1, 1);

    private readonly string connectionString = new SqliteConnectionStringBuilder
    {
        DataSource = file,
        DefaultTimeout = SecondsToWaitForTheOtherWriter,
        ForeignKeys = true,
    }.ToString();

    public async Task MigrateAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = await OpenAsync(cancellationToken);
            await connection.ExecuteAsync("PRAGMA journal_mode = WAL");
            await SqliteMigrations.ApplyAsync(connection, cancellationToken);
        }
        catch (SqliteException unusable)
        {
            throw new StoreException($"« {file} » ne s'ouvre pas comme une base Maillage ({unusable.Message}).", unusable);
        }
    }

    public async Task<long> LastSeqAsync(CancellationToken cancellationToken)
    {
        await using var connection = await OpenAsync(cancellationToken);
        return await connection.ExecuteScalarAsync<long>(new CommandDefinition(SelectLastSeq, cancellationToken: cancellationToken));
    }

    public async IAsyncEnumerable<JournalEntry> ReadAsync(long depuis, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var connection = await OpenAsync(cancellationToken);
        // SQLite reads on one core while the others make sense of what was read: the whole of France is loaded at every start.
        foreach (var rows in connection.Query<ChangeRow>(SelectEntries, new { depuis }, buffered: false).Chunk(RowsReadAtOnce))
        {
            cancellationToken.ThrowIfCancellationRequested();
            foreach (var entry in rows.AsParallel().AsOrdered().Select(row => row.ToEntry()))
            {
                yield return entry;
            }
        }
    }

    public async Task<IImport> BeginImportAsync(string source, CancellationToken cancellationToken)
    {
        await writing.WaitAsync(cancellationToken);
        SqliteConnection? connection = null;
        try
        {
            connection = await OpenAsync(cancellationToken);
            return await SqliteImport.BeginAsync(connection, source, clock, () => writing.Release(), cancellationToken);
        }
        catch (Exception failure)
        {
            connection?.Dispose();
            writing.Release();
            if (failure is SqliteException { SqliteErrorCode: 5 } busy)
            {
                throw new StoreException($"Un autre import écrit dans « {file} » depuis plus de {SecondsToWaitForTheOtherWriter} s.", busy);
            }

            throw;
        }
    }

    /// <summary>Closes the pooled connections too, so that the file can be moved or deleted.</summary>
    public void Dispose()
    {
        writing.Dispose();
        using var connection = new SqliteConnection(connectionString);
        SqliteConnection.ClearPool(connection);
    }

    private async Task<SqliteConnection> OpenAsync(CancellationToken cancellationToken)
    {
        var connection = new SqliteConnection(connectionString);
        await connection.OpenAsync(cancellationToken);
        // With the log, a kill loses no committed transaction; only a power cut may lose the last ones.
        await connection.ExecuteAsync("PRAGMA synchronous = NORMAL");
        return connection;
    }
}
