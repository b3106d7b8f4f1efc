using Dapper;
using Maillage.Store.Sql;
using Npgsql;

namespace Maillage.Store.Postgres;

/// <summary>Applies the numbered SQL files in order, all in one transaction; the table <c>maillage_migration</c> says how far the database is.</summary>
internal static class PostgresMigrations
{
    private const string SelectVersion = "SELECT coalesce(max(version), 0) FROM maillage_migration";

    // Two processes may start at once: the second waits here, then sees that the work is done.
    private const string Lock = $"""
        SELECT pg_advisory_xact_lock({PostgresLocks.Ours}, {PostgresLocks.Migrating});
        CREATE TABLE IF NOT EXISTS maillage_migration (version integer PRIMARY KEY);
        """;

    private const string InsertVersion = "INSERT INTO maillage_migration (version) VALUES (@number)";

    /// <exception cref="StoreException">The database was written by a newer version.</exception>
    public static async Task ApplyAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        // Most starts have nothing to apply: they ask for no right to create anything.
        if (await IsOursAsync(connection, cancellationToken) && (await MissingAsync(connection, cancellationToken)).Count == 0)
        {
            return;
        }

        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await ExecuteAsync(Lock);
        foreach (var (number, sql) in await MissingAsync(connection, cancellationToken))
        {
            await ExecuteAsync(sql);
            await ExecuteAsync(InsertVersion, new { number });
        }

        await transaction.CommitAsync(cancellationToken);

        Task ExecuteAsync(string sql, object? values = null) => connection.ExecuteAsync(new CommandDefinition(sql, values, transaction, cancellationToken: cancellationToken));
    }

    private static Task<bool> IsOursAsync(NpgsqlConnection connection, CancellationToken cancellationToken) =>
        connection.ExecuteScalarAsync<bool>(new CommandDefinition("SELECT to_regclass('maillage_migration') IS NOT NULL", cancellationToken: cancellationToken));

    private static async Task<IReadOnlyList<(int Number, string Sql)>> MissingAsync(NpgsqlConnection connection, CancellationToken cancellationToken) =>
        Migrations.After("postgres", await connection.ExecuteScalarAsync<int>(new CommandDefinition(SelectVersion, cancellationToken: cancellationToken)));
}
