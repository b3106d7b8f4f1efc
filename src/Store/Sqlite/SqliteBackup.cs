using System.Globalization;
using System.Security.Cryptography;
using Dapper;
using Maillage.Store.Sql;
using Microsoft.Data.Sqlite;

namespace Maillage.Store.Sqlite;

/// <summary>Copies of a whole database, and their return.</summary>
internal static class SqliteBackup
{
    /// <summary>A database and the files that SQLite keeps beside it.</summary>
    public static IReadOnlyList<string> Suffixes { get; } = ["", "-wal", "-shm", "-journal"];

    /// <summary>Copies a database as it stands, while others read and write it; the copy takes its name when it is whole.</summary>
    public static async Task CopyAsync(SqliteConnection connection, string copy, CancellationToken cancellationToken)
    {
        var partial = copy + ".en-cours";
        try
        {
            File.Delete(partial);
            await using (var target = Open(partial, SqliteOpenMode.ReadWriteCreate))
            {
                await Task.Run(() => connection.BackupDatabase(target), cancellationToken);
                // One file, that may be carried away: no log beside it.
                await target.ExecuteAsync("PRAGMA journal_mode = DELETE");
            }

            File.Move(partial, copy, overwrite: true);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new StoreException($"« {copy} » ne peut pas être écrit : droits, ou place sur le disque ?", refused);
        }
        finally
        {
            File.Delete(partial);
        }
    }

    public static async Task<string?> RestoreAsync(string backup, string file, TimeProvider clock, CancellationToken cancellationToken)
    {
        var restored = file + ".restauration";
        try
        {
            await using (var source = Open(backup, SqliteOpenMode.ReadOnly))
            {
                await CheckAsync(source, backup);
                await CopyAsync(source, restored, cancellationToken);
            }

            await using (var target = Open(restored, SqliteOpenMode.ReadWrite))
            {
                await SqliteMigrations.ApplyAsync(target, cancellationToken);
                await using var transaction = target.BeginTransaction();
                await JournalTable.RenameAsync(target, transaction, RandomNumberGenerator.GetHexString(8, lowercase: true), cancellationToken);
                await transaction.CommitAsync(cancellationToken);
            }

            var kept = File.Exists(file) ? await PutAsideAsync(restored, file, clock) : Put(restored, file);
            // Not before: SQLite deletes the log of a database that is closed by its name, whoever it belongs to by then.
            await using var connection = Open(file, SqliteOpenMode.ReadWrite);
            await connection.ExecuteAsync("PRAGMA journal_mode = WAL");
            return kept;
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new StoreException($"« {file} » ne peut pas être remplacé : droits, ou place sur le disque ?", refused);
        }
        finally
        {
            File.Delete(restored);
        }
    }

    private static async Task CheckAsync(SqliteConnection source, string backup)
    {
        try
        {
            var isOurs = await source.ExecuteScalarAsync<long>("SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name IN ('identity', 'counter', 'change', 'entity', 'source_record')") == 5;
            if (!isOurs)
            {
                throw new StoreException($"« {backup} » est une base SQLite, mais pas de Maillage : rien n'a changé.");
            }

            SqliteMigrations.Missing(await source.ExecuteScalarAsync<int>("PRAGMA user_version"));
            if (await source.ExecuteScalarAsync<string>("PRAGMA quick_check(1)") != "ok")
            {
                throw new StoreException($"« {backup} » est abîmé : rien n'a changé.");
            }
        }
        catch (SqliteException unusable)
        {
            throw new StoreException($"« {backup} » n'est pas une base Maillage : rien n'a changé. {SqliteFailure.Explain(unusable).Message}", unusable);
        }
    }

    private static async Task<string?> PutAsideAsync(string restored, string file, TimeProvider clock)
    {
        var kept = $"{file}.remplacee-{clock.GetLocalNow().ToString("yyyyMMdd-HHmmss", CultureInfo.InvariantCulture)}";
        // Nobody begins to write while one file takes the place of the other: what an import wrote meanwhile would be lost without a word.
        await using var replaced = Open(file, SqliteOpenMode.ReadWrite);
        await using var held = await HoldAsync(replaced);
        foreach (var suffix in Suffixes.Where(suffix => File.Exists(file + suffix)))
        {
            File.Move(file + suffix, kept + suffix);
        }

        Put(restored, file);
        return kept;
    }

    private static string? Put(string restored, string file)
    {
        File.Move(restored, file);
        return null;
    }

    // What is there may be no database at all: it is replaced as well.
    private static async Task<SqliteTransaction?> HoldAsync(SqliteConnection replaced)
    {
        try
        {
            await replaced.ExecuteAsync("PRAGMA wal_checkpoint(TRUNCATE)");
            return replaced.BeginTransaction(deferred: false);
        }
        catch (SqliteException unusable) when (unusable.SqliteErrorCode != SqliteFailure.Busy)
        {
            return null;
        }
    }

    private static SqliteConnection Open(string file, SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Mode = mode, Pooling = false, DefaultTimeout = 30 }.ToString());
        connection.Open();
        return connection;
    }
}
