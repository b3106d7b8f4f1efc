using System.Data.Common;
using Dapper;
using Npgsql;

namespace Maillage.Store.Postgres;

/// <summary>Who is told, at each commit, that something changed: a connection listens as long as somebody waits for news.</summary>
internal sealed class PostgresNews(Func<CancellationToken, Task<NpgsqlConnection>> open, TimeProvider clock) : IDisposable
{
    private const string Listen = "LISTEN maillage";

    private const string Notify = "SELECT pg_notify('maillage', (SELECT value::text FROM counter WHERE name = 'seq'))";

    private static readonly TimeSpan BetweenTries = TimeSpan.FromSeconds(5);

    private readonly CancellationTokenSource ending = new();
    private readonly Lock gate = new();
    private TaskCompletionSource next = New();
    private Task? listening;

    /// <summary>Ends when something has changed, or may have while nobody listened.</summary>
    public Task Next
    {
        get
        {
            lock (gate)
            {
                listening ??= Task.Run(() => ListenAsync(ending.Token));
                return next.Task;
            }
        }
    }

    /// <summary>Tells the others, once the transaction is committed.</summary>
    public static Task TellAsync(DbConnection connection, DbTransaction transaction, CancellationToken cancellationToken) =>
        connection.ExecuteAsync(new CommandDefinition(Notify, transaction: transaction, cancellationToken: cancellationToken));

    public void Dispose()
    {
        ending.Cancel();
        ending.Dispose();
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private async Task ListenAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await using var connection = await open(cancellationToken);
                connection.Notification += (_, _) => Ring();
                await connection.ExecuteAsync(new CommandDefinition(Listen, cancellationToken: cancellationToken));
                // What happened before we listened was told to nobody.
                Ring();
                while (true)
                {
                    await connection.WaitAsync(cancellationToken);
                }
            }
            catch (Exception lost) when (lost is OperationCanceledException or StoreException || PostgresFailure.Explain(lost) is not null)
            {
                // Those who wait look again by themselves meanwhile.
                await Task.Delay(BetweenTries, clock, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private void Ring()
    {
        lock (gate)
        {
            next.SetResult();
            next = New();
        }
    }
}
