using System.Data;
using System.Data.Common;
using Dapper;
using Maillage.Store.Sql;
using Npgsql;

namespace Maillage.Store.Postgres;

/// <summary>The store in a PostgreSQL database, which several machines share: many readers, one writer, and all are told when something changes.</summary>
public sealed class PostgresStore : SqlStore
{
    /// <summary>How an address is written, for a person.</summary>
    public const string Example = PostgresAddress.Example;

    private const int CommandTimeout = 300;

    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(5);

    private readonly NpgsqlDataSource source;
    private readonly NpgsqlDataSource apart;
    private readonly PostgresNews news;
    private readonly TimeProvider clock;
    private readonly string server;

    private PostgresStore(NpgsqlConnectionStringBuilder address, TimeProvider clock)
        : base(Dialect.Postgres)
    {
        this.clock = clock;
        server = PostgresAddress.Shown(address);
        source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(address.ConnectionString) { CommandTimeout = CommandTimeout });
        // What listens or leads does nothing else, must notice that the server is gone, and is not lent to others afterwards.
        apart = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(address.ConnectionString) { Pooling = false, KeepAlive = 10, CommandTimeout = 10 });
        news = new PostgresNews(token => ConnectAsync(apart, token), clock);
    }

    /// <summary>True when that text is meant as the address of a PostgreSQL database, well written or not: it may hold a password, which must not be shown.</summary>
    public static bool IsAddress(string text) => PostgresAddress.IsOne(text);

    /// <summary>The store at an address; nothing is asked of the server yet.</summary>
    /// <param name="address">Written <c>postgres://user:password@host:5432/base</c>, or <c>Host=…;Database=…</c>.</param>
    /// <param name="clock">Tells the time.</param>
    /// <exception cref="StoreException">The address is not well written.</exception>
    public static PostgresStore At(string address, TimeProvider clock) => PostgresAddress.Parse(address) is { } parsed
        ? new PostgresStore(parsed, clock)
        : throw new StoreException($"L'adresse de la base PostgreSQL est mal écrite ; écrivez {Example}, ou Host=serveur;Username=utilisateur;Password=motdepasse;Database=base.");

    public override Task MigrateAsync(CancellationToken cancellationToken) => WithAsync(
        async connection =>
        {
            await PostgresMigrations.ApplyAsync((NpgsqlConnection)connection, cancellationToken);
            return true;
        },
        cancellationToken);

    public override async Task WaitAsync(JournalHead since, TimeSpan atMost, CancellationToken cancellationToken)
    {
        // Whoever waits looks again by itself: a notification that is lost costs seconds.
        var limit = atMost < LongestWait ? atMost : LongestWait;
        var begun = clock.GetTimestamp();
        var changed = news.Next;
        try
        {
            if (await HeadAsync(cancellationToken) != since)
            {
                return;
            }
        }
        catch (StoreException)
        {
            // Away: nothing more is asked of it before the time has passed.
            changed = Task.Delay(Timeout.InfiniteTimeSpan, clock, cancellationToken);
        }

        if (limit - clock.GetElapsedTime(begun) is { Ticks: > 0 } rest)
        {
            await Task.WhenAny(changed, Task.Delay(rest, clock, cancellationToken));
        }

        cancellationToken.ThrowIfCancellationRequested();
    }

    public override Task<IChangeSet> BeginAsync(bool rehearsal, CancellationToken cancellationToken) => ExplainedAsync<IChangeSet>(async () =>
    {
        var connection = await ConnectAsync(source, cancellationToken);
        try
        {
            return await PostgresChangeSet.BeginAsync(connection, clock.GetUtcNow(), rehearsal, WasCommittedAsync, cancellationToken);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    });

    public override Task PurgeAsync(CancellationToken cancellationToken) => WithAsync(
        connection => connection.ExecuteAsync(new CommandDefinition("VACUUM change, source_record, membre, paire", cancellationToken: cancellationToken)), cancellationToken);

    public override Task<ILeadership?> TryLeadAsync(CancellationToken cancellationToken) =>
        ExplainedAsync(async () => await PostgresLeadership.TryTakeAsync(await ConnectAsync(apart, cancellationToken), cancellationToken));

    protected override void Dispose(bool disposing)
    {
        news.Dispose();
        apart.Dispose();
        source.Dispose();
    }

    private protected override async Task<DbConnection> OpenAsync(CancellationToken cancellationToken) => await ConnectAsync(source, cancellationToken);

    private protected override async ValueTask<DbTransaction> BeginReadingAsync(DbConnection connection, CancellationToken cancellationToken) =>
        await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);

    private protected override Task<T> WriteAsync<T>(Func<DbConnection, DbTransaction, Task<T>> act, CancellationToken cancellationToken) => ExplainedAsync(async () =>
    {
        await using var connection = await ConnectAsync(source, cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await PostgresLocks.WaitAsync(connection, transaction, cancellationToken);
        var done = await act(connection, transaction);
        await PostgresNews.TellAsync(connection, transaction, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return done;
    });

    private protected override StoreException? Explain(Exception failure)
    {
        if (PostgresFailure.IsLost(failure))
        {
            // Those that wait in the pool were lost with it: whoever asks next is lent none of them.
            source.Clear();
        }

        return PostgresFailure.Explain(failure);
    }

    private Task<bool> WasCommittedAsync(string transaction) => WithAsync(
        connection => connection.ExecuteScalarAsync<bool>("SELECT coalesce(pg_xact_status(@transaction::xid8) = 'committed', false)", new { transaction }), CancellationToken.None);

    private async Task<NpgsqlConnection> ConnectAsync(NpgsqlDataSource from, CancellationToken cancellationToken)
    {
        try
        {
            return await from.OpenConnectionAsync(cancellationToken);
        }
        catch (Exception failure) when (PostgresFailure.ExplainOpening(failure, server) is { } explained)
        {
            throw explained;
        }
    }
}
