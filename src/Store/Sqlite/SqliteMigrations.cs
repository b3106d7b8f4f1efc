using System.Globalization;
using Dapper;
using Maillage.Store.Sql;
using Microsoft.Data.Sqlite;

namespace Maillage.Store.Sqlite;

/// <summary>Applies the numbered SQL files in order, each in a transaction; <c>user_version</c> says how far the file is.</summary>
internal static class SqliteMigrations
{
    private const string SelectVersion = "PRAGMA user_version";

    /// <exception cref="StoreException">The file was written by a newer version.</exception>
    public static async Task ApplyAsync(SqliteConnection connection, CancellationToken cancellationToken)
    {
        foreach (var (number, sql) in Missing(await connection.ExecuteScalarAsync<int>(SelectVersion)))
        {
            // Two processes may start at once: the second waits here, then sees that the work is done.
            await using var transaction = connection.BeginTransaction(deferred: false);
            if (await connection.ExecuteScalarAsync<int>(SelectVersion, transaction: transaction) < number)
            {
                await connection.ExecuteAsync(sql, transaction: transaction);
                await connection.ExecuteAsync(string.Create(CultureInfo.InvariantCulture, $"PRAGMA user_version = {number}"), transaction: transaction);
            }

            await transaction.CommitAsync(cancellationToken);
        }
    }

    /// <summary>What is still to be applied to a file of that version.</summary>
    /// <exception cref="StoreException">The file was written by a newer version.</exception>
    public static IReadOnlyList<(int Number, string Sql)> Missing(int version) => Migrations.After("sqlite", version);
}
