using System.Globalization;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Maillage.Store.Sqlite;

/// <summary>Applies the numbered SQL files in order, each in a transaction; <c>user_version</c> says how far the file is.</summary>
internal static class SqliteMigrations
{
    private const string Prefix = "sqlite/";

    /// <exception cref="StoreException">The file was written by a newer version.</exception>
    public static async Task ApplyAsync(SqliteConnection connection, CancellationToken cancellationToken)
    {
        var scripts = Scripts();
        var version = await connection.ExecuteScalarAsync<int>("PRAGMA user_version");
        if (version > scripts[^1].Number)
        {
            throw new StoreException($"La base est à la version {version}, plus récente que ce programme ({scripts[^1].Number}). Mettez Maillage à jour.");
        }

        foreach (var (number, sql) in scripts.Where(script => script.Number > version))
        {
            // Two processes may start at once: the second waits here, then sees that the work is done.
            await using var transaction = connection.BeginTransaction(deferred: false);
            if (await connection.ExecuteScalarAsync<int>("PRAGMA user_version", transaction: transaction) < number)
            {
                await connection.ExecuteAsync(sql, transaction: transaction);
                await connection.ExecuteAsync(string.Create(CultureInfo.InvariantCulture, $"PRAGMA user_version = {number}"), transaction: transaction);
            }

            await transaction.CommitAsync(cancellationToken);
        }
    }

    private static List<(int Number, string Sql)> Scripts()
    {
        var assembly = typeof(SqliteMigrations).Assembly;
        return
        [
            .. assembly.GetManifestResourceNames()
                .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
                .Order(StringComparer.Ordinal)
                .Select(name => (Number(name), Text(name))),
        ];

        static int Number(string name) => int.Parse(name.AsSpan(Prefix.Length, 3), CultureInfo.InvariantCulture);

        string Text(string name)
        {
            using var stream = assembly.GetManifestResourceStream(name) ?? throw new StoreException($"Migration {name} introuvable.");
            using var reader = new StreamReader(stream);
            return reader.ReadToEnd();
        }
    }
}
