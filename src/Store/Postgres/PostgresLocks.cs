using System.Globalization;
using Npgsql;

namespace Maillage.Store.Postgres;

/// <summary>The advisory locks of a database: a number that is ours, then one for each of them.</summary>
internal static class PostgresLocks
{
    /// <summary>« Mail » in ASCII, so that no other program of the same database takes them.</summary>
    public const string Ours = "1298229612";

    public const string Writing = "1";

    public const string Leading = "2";

    public const string Migrating = "3";

    // A machine that vanishes must not hold the lock until somebody restarts the server; an import may be silent while it makes what it will write.
    private const string Prepare = """
        SET LOCAL tcp_keepalives_idle = 30; SET LOCAL tcp_keepalives_interval = 10; SET LOCAL tcp_keepalives_count = 3;
        SET LOCAL idle_in_transaction_session_timeout = 0; SET LOCAL statement_timeout = 0; SET LOCAL jit = off; SET LOCAL random_page_cost = 1.1;
        """;

    private static readonly string Wait = string.Create(CultureInfo.InvariantCulture, $"""
        SET LOCAL lock_timeout = '{StoreFailure.SecondsToWaitForTheOtherWriter}s';
        SELECT pg_advisory_xact_lock({Ours}, {Writing});
        SET LOCAL lock_timeout = 0;
        """);

    /// <summary>Makes a transaction ready for a set of changes.</summary>
    public static Task PrepareAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, CancellationToken cancellationToken) =>
        ExecuteAsync(connection, transaction, Prepare, cancellationToken);

    /// <summary>The same, once no other set of changes is under way; nobody else writes until the transaction ends.</summary>
    public static Task WaitAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, CancellationToken cancellationToken) =>
        ExecuteAsync(connection, transaction, Prepare + Wait, cancellationToken);

    private static async Task ExecuteAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection, transaction) { CommandTimeout = StoreFailure.SecondsToWaitForTheOtherWriter + 30 };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
