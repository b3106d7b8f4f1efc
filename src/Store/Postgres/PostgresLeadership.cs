using Dapper;
using Npgsql;

namespace Maillage.Store.Postgres;

/// <summary>A lock of a session of its own: the server gives it back when the session ends.</summary>
internal sealed class PostgresLeadership : ILeadership
{
    private const string Take = $"SELECT pg_try_advisory_lock({PostgresLocks.Ours}, {PostgresLocks.Leading})";

    // The server notices within a minute that the machine of a leader has vanished.
    private const string Watch = "SET tcp_keepalives_idle = 30; SET tcp_keepalives_interval = 10; SET tcp_keepalives_count = 3";

    private const string SelectHeld = $"""
        SELECT EXISTS (
          SELECT 1 FROM pg_locks
          WHERE locktype = 'advisory' AND granted AND pid = pg_backend_pid() AND classid = {PostgresLocks.Ours} AND objid = {PostgresLocks.Leading} AND objsubid = 2)
        """;

    private readonly NpgsqlConnection connection;
    private readonly SemaphoreSlim asking = new(1, 1);

    private PostgresLeadership(NpgsqlConnection connection) => this.connection = connection;

    /// <summary>Takes it, unless another process has it.</summary>
    /// <param name="connection">A connection that is used for nothing else.</param>
    /// <param name="cancellationToken">Stops asking.</param>
    public static async Task<ILeadership?> TryTakeAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var taken = false;
        try
        {
            await connection.ExecuteAsync(new CommandDefinition(Watch, cancellationToken: cancellationToken));
            taken = await connection.ExecuteScalarAsync<bool>(new CommandDefinition(Take, cancellationToken: cancellationToken));
            return taken ? new PostgresLeadership(connection) : null;
        }
        finally
        {
            if (!taken)
            {
                await connection.DisposeAsync();
            }
        }
    }

    public async Task<bool> IsHeldAsync(CancellationToken cancellationToken)
    {
        await asking.WaitAsync(cancellationToken);
        try
        {
            return connection.State == System.Data.ConnectionState.Open
                && await connection.ExecuteScalarAsync<bool>(new CommandDefinition(SelectHeld, cancellationToken: cancellationToken));
        }
        catch (Exception lost) when (PostgresFailure.Explain(lost) is not null)
        {
            return false;
        }
        finally
        {
            asking.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await connection.DisposeAsync();
        asking.Dispose();
    }
}
