using Npgsql;

namespace Maillage.Store.Postgres;

/// <summary>The tables of a set of changes that is only rehearsed: temporary copies, which hide the real ones in this session alone and go with the transaction. Nobody waits for them.</summary>
internal static class PostgresRehearsal
{
    // What a set of changes reads of each table. Raw records are only ever written; of the journal, only the latest row of each entity is read.
    private static readonly (string Table, string? Content)[] Tables =
    [
        ("source", "SELECT * FROM source"),
        ("run", null),
        ("note", "SELECT * FROM note"),
        ("counter", "SELECT * FROM counter"),
        ("source_record", "SELECT source, id, hash, state, reason, entite_id, issues, nature, cible_source, cible_id, '' AS raw, fiche FROM source_record"),
        ("membre", "SELECT * FROM membre"),
        ("paire", "SELECT * FROM paire"),
        ("ancien_membre", "SELECT * FROM ancien_membre"),
        ("entity", "SELECT * FROM entity"),
        ("change", "SELECT change.* FROM entity JOIN change ON change.seq = entity.seq"),
    ];

    // Under another name until all are made: a name is of the copy as soon as there is one.
    private static readonly string Copy = string.Concat([
        .. Tables.Select(one => $"CREATE TEMP TABLE copie_{one.Table} (LIKE {one.Table} INCLUDING ALL) ON COMMIT DROP;\n"),
        .. Tables.Where(one => one.Content is not null).Select(one => $"INSERT INTO copie_{one.Table} {one.Content};\n"),
        .. Tables.Select(one => $"ALTER TABLE copie_{one.Table} RENAME TO {one.Table};\n"),
        .. Tables.Select(one => $"ANALYZE {one.Table};\n"),
    ]);

    public static async Task CopyAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(Copy, connection, transaction);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
