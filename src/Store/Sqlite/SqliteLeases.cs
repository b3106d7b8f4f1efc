using Dapper;
using Microsoft.Data.Sqlite;

namespace Maillage.Store.Sqlite;

/// <summary>Who imports which source.</summary>
/// <remarks>
/// An import holds the only write lock of the file while it writes: whoever finds an expired lease then waits for that lock, and an import that renews its own
/// may find it taken by itself. Both are sound: nobody else can begin meanwhile.
/// </remarks>
internal static class SqliteLeases
{
    private const int Busy = 5;

    private const string SelectLease = "SELECT source, porteur AS Holder, nom AS Name, depuis AS Since, jusqu_a AS Until FROM bail WHERE source = @source";

    private const string UpsertLease = """
        INSERT INTO bail (source, porteur, nom, depuis, jusqu_a) VALUES (@Source, @Holder, @Name, @Since, @Until)
        ON CONFLICT (source) DO UPDATE SET porteur = excluded.porteur, nom = excluded.nom, depuis = excluded.depuis, jusqu_a = excluded.jusqu_a
        """;

    private const string RenewLease = "UPDATE bail SET jusqu_a = @until WHERE source = @source AND porteur = @holder";

    private const string DeleteLease = "DELETE FROM bail WHERE source = @source AND porteur = @holder";

    /// <summary>Takes the lease unless another holds it; gives the one that holds.</summary>
    public static async Task<Lease> TakeAsync(SqliteConnection connection, Lease wanted, string? dead, CancellationToken cancellationToken)
    {
        // Read first without a lock: a held lease is said at once, whatever is being written.
        if (await HeldAsync(connection, null, wanted, dead, cancellationToken) is { } held)
        {
            return held;
        }

        await using var transaction = connection.BeginTransaction(deferred: false);
        if (await HeldAsync(connection, transaction, wanted, dead, cancellationToken) is { } meanwhile)
        {
            return meanwhile;
        }

        await connection.ExecuteAsync(new CommandDefinition(UpsertLease, LeaseRow.Of(wanted), transaction, cancellationToken: cancellationToken));
        await transaction.CommitAsync(cancellationToken);
        return wanted;
    }

    /// <summary>Holds it longer; false when another has it.</summary>
    public static async Task<bool> RenewAsync(SqliteConnection connection, Lease lease, DateTimeOffset until, CancellationToken cancellationToken)
    {
        try
        {
            return await connection.ExecuteAsync(new CommandDefinition(
                RenewLease, new { source = lease.Source, holder = lease.Holder, until = ChangeRow.WriteDate(until) }, commandTimeout: 1, cancellationToken: cancellationToken)) > 0;
        }
        catch (SqliteException busy) when (busy.SqliteErrorCode == Busy)
        {
            return await connection.QueryFirstOrDefaultAsync<LeaseRow>(new CommandDefinition(SelectLease, new { source = lease.Source }, cancellationToken: cancellationToken)) is { } row
                && row.Holder == lease.Holder;
        }
    }

    public static Task ReleaseAsync(SqliteConnection connection, Lease lease, CancellationToken cancellationToken) =>
        connection.ExecuteAsync(new CommandDefinition(DeleteLease, new { source = lease.Source, holder = lease.Holder }, cancellationToken: cancellationToken));

    private static async Task<Lease?> HeldAsync(SqliteConnection connection, SqliteTransaction? transaction, Lease wanted, string? dead, CancellationToken cancellationToken)
    {
        var row = await connection.QueryFirstOrDefaultAsync<LeaseRow>(new CommandDefinition(SelectLease, new { source = wanted.Source }, transaction, cancellationToken: cancellationToken));
        return row?.ToLease() is { } lease && lease.Holder != dead && lease.Until > wanted.Since ? lease : null;
    }

    private sealed class LeaseRow
    {
        public string Source { get; init; } = "";

        public string Holder { get; init; } = "";

        public string Name { get; init; } = "";

        public string Since { get; init; } = "";

        public string Until { get; init; } = "";

        public static LeaseRow Of(Lease lease) => new()
        {
            Source = lease.Source,
            Holder = lease.Holder,
            Name = lease.Name,
            Since = ChangeRow.WriteDate(lease.Since),
            Until = ChangeRow.WriteDate(lease.Until),
        };

        public Lease ToLease() => new(Source, Holder, Name, ChangeRow.ParseDate(Since), ChangeRow.ParseDate(Until));
    }
}
