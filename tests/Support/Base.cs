using System.Data.Common;
using System.Text;
using Maillage.Store;
using Maillage.Store.Postgres;
using Maillage.Store.Sqlite;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Maillage.Tests.Support;

/// <summary>The kind of database that a class of tests runs on.</summary>
public enum SorteDeBase
{
    Sqlite,
    Postgres,
}

/// <summary>A database of a test's own; gone with it.</summary>
internal abstract class Base : IDisposable
{
    /// <summary>What « --store » takes.</summary>
    public abstract string Setting { get; }

    /// <summary>How it is said that a newer Maillage wrote it.</summary>
    public abstract string FromTheFuture { get; }

    /// <summary>A new database.</summary>
    /// <param name="sorte">Its kind.</param>
    /// <param name="folder">Where a file may be.</param>
    public static Base New(SorteDeBase sorte, string folder) => sorte == SorteDeBase.Postgres ? new BasePostgres(GrappePostgres.Commune, empty: false) : new BaseSqlite(Path.Combine(folder, "maillage.db"));

    /// <summary>One node more on it.</summary>
    public abstract SqlStore Open(TimeProvider? clock = null);

    /// <summary>All that is stored, as text: what was erased, or must never be written, is nowhere in it.</summary>
    public abstract string Everything();

    /// <summary>The first value that a statement gives.</summary>
    public async Task<object?> ScalarAsync(string sql)
    {
        await using var connection = Connect();
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return await command.ExecuteScalarAsync(TestContext.Current.CancellationToken);
    }

    public abstract void Dispose();

    protected abstract DbConnection Connect();
}

/// <summary>One in a file.</summary>
internal sealed class BaseSqlite(string file) : Base
{
    public override string Setting => "sqlite:" + file;

    public override string FromTheFuture => "PRAGMA user_version = 99";

    public override SqlStore Open(TimeProvider? clock = null) => new SqliteStore(file, clock ?? TimeProvider.System);

    public override string Everything() =>
        string.Concat(Directory.EnumerateFiles(Path.GetDirectoryName(file) ?? "", Path.GetFileName(file) + "*").Select(one => File.ReadAllText(one, Encoding.Latin1)));

    public override void Dispose()
    {
        // It goes with its folder.
    }

    protected override DbConnection Connect() => new SqliteConnection($"Data Source={file};Pooling=False");
}

/// <summary>One on a server.</summary>
internal sealed class BasePostgres(GrappePostgres server, bool empty) : Base
{
    public override string Setting { get; } = server.NewDatabase(empty);

    public override string FromTheFuture => "INSERT INTO maillage_migration VALUES (99)";

    public override SqlStore Open(TimeProvider? clock = null) => PostgresStore.At(Setting, clock ?? TimeProvider.System);

    public override string Everything() => server.RunOn(Setting, "pg_dump");

    public override void Dispose() => server.Drop(Setting);

    protected override DbConnection Connect() => new NpgsqlConnection(Setting + ";Pooling=false");
}
