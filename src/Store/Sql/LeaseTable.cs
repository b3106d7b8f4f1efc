using System.Data.Common;
using Dapper;

namespace Maillage.Store.Sql;

/// <summary>Who imports which source.</summary>
internal static class LeaseTable
{
    private const string Select = "SELECT source, porteur AS Holder, nom AS Name, depuis AS Since, jusqu_a AS Until FROM bail WHERE source = @source";

    // Of two that want it at once, the second finds what the first has just written.
    private const string Take = """
        INSERT INTO bail (source, porteur, nom, depuis, jusqu_a) VALUES (@Source, @Holder, @Name, @Since, @Until)
        ON CONFLICT (source) DO UPDATE SET porteur = excluded.porteur, nom = excluded.nom, depuis = excluded.depuis, jusqu_a = excluded.jusqu_a
        WHERE bail.jusqu_a <= excluded.depuis OR bail.porteur = @Dead
        """;

    private const string Renew = "UPDATE bail SET jusqu_a = @until WHERE source = @source AND porteur = @holder";

    private const string Delete = "DELETE FROM bail WHERE source = @source AND porteur = @holder";

    /// <summary>Takes the lease unless another holds it; gives the one that holds.</summary>
    public static async Task<Lease> TakeAsync(DbConnection connection, Lease wanted, string? dead, CancellationToken cancellationToken)
    {
        // Read first without a lock: a held lease is said at once, whatever is being written.
        if (await HeldAsync(connection, wanted.Source, cancellationToken) is { } held && held.Holder != dead && held.Until > wanted.Since)
        {
            return held;
        }

        while (true)
        {
            await connection.ExecuteAsync(new CommandDefinition(Take, LeaseRow.Of(wanted, dead), cancellationToken: cancellationToken));
            // Null: whoever had just taken it has just given it back.
            if (await HeldAsync(connection, wanted.Source, cancellationToken) is { } holds)
            {
                return holds.Holder == wanted.Holder ? wanted : holds;
            }
        }
    }

    /// <summary>Holds it longer; false when another has it.</summary>
    public static async Task<bool> RenewAsync(DbConnection connection, Lease lease, DateTimeOffset until, int? timeout, CancellationToken cancellationToken) =>
        await connection.ExecuteAsync(new CommandDefinition(
            Renew, new { source = lease.Source, holder = lease.Holder, until = ChangeRow.WriteDate(until) }, commandTimeout: timeout, cancellationToken: cancellationToken)) > 0;

    public static async Task<bool> IsHeldAsync(DbConnection connection, Lease lease, CancellationToken cancellationToken) =>
        (await HeldAsync(connection, lease.Source, cancellationToken))?.Holder == lease.Holder;

    public static Task ReleaseAsync(DbConnection connection, Lease lease, CancellationToken cancellationToken) =>
        connection.ExecuteAsync(new CommandDefinition(Delete, new { source = lease.Source, holder = lease.Holder }, cancellationToken: cancellationToken));

    private static async Task<Lease?> HeldAsync(DbConnection connection, string source, CancellationToken cancellationToken) =>
        (await connection.QueryFirstOrDefaultAsync<LeaseRow>(new CommandDefinition(Select, new { source }, cancellationToken: cancellationToken)))?.ToLease();

    private sealed class LeaseRow
    {
        public string Source { get; init; } = "";

        public string Holder { get; init; } = "";

        public string Name { get; init; } = "";

        public string Since { get; init; } = "";

        public string Until { get; init; } = "";

        /// <summary>A holder whose lease does not count; null when all do.</summary>
        public string? Dead { get; init; }

        public static LeaseRow Of(Lease lease, string? dead) => new()
        {
            Source = lease.Source,
            Holder = lease.Holder,
            Name = lease.Name,
            Since = ChangeRow.WriteDate(lease.Since),
            Until = ChangeRow.WriteDate(lease.Until),
            Dead = dead,
        };

        public Lease ToLease() => new(Source, Holder, Name, ChangeRow.ParseDate(Since), ChangeRow.ParseDate(Until));
    }
}
