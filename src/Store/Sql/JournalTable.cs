using System.Data.Common;
using System.Text.Json;
using Dapper;
using Maillage.Schema.Publication;

namespace Maillage.Store.Sql;

/// <summary>What is read of the journal, and what its entries become once written.</summary>
internal sealed class JournalTable(Dialect dialect)
{
    public const string Columns = "seq, type, operation, id, remplace_par, date, champs, donnees";

    public const string OrMove = "ON CONFLICT (type, id) DO UPDATE SET seq = excluded.seq";

    private const string SelectHead = """
        SELECT identity.id AS origin, seq.value AS seq, horizon.value AS horizon, (SELECT coalesce(max(id), 0) FROM run) AS run
        FROM identity, counter seq, counter horizon WHERE seq.name = 'seq' AND horizon.name = 'horizon'
        """;

    private const string SelectFormer = "SELECT source, id, lieu_id FROM ancien_membre WHERE seq > @depuis";

    private const string SelectSeq = "SELECT value FROM counter WHERE name = 'seq'";

    private const string UpdateSeq = "UPDATE counter SET value = @seq WHERE name = 'seq'";

    // What is removed is told by a later row of the same entity: only those rows are left, up to the horizon.
    private const string SelectHorizon = """
        SELECT coalesce(max(seq), 0) FROM change WHERE date < @before AND NOT EXISTS (SELECT 1 FROM entity WHERE entity.seq = change.seq)
        """;

    private const string DeleteChanges = "DELETE FROM change WHERE seq <= @horizon AND NOT EXISTS (SELECT 1 FROM entity WHERE entity.seq = change.seq)";

    private const string UpdateHorizon = "UPDATE counter SET value = @horizon WHERE name = 'horizon' AND value < @horizon";

    private const string UpdateOrigin = "UPDATE identity SET id = @origin";

    /// <summary>The latest entry of each entity.</summary>
    public string SelectEntries { get; } = $"""
        SELECT change.seq, change.type, change.operation, change.id, change.remplace_par AS RemplacePar, change.date, change.champs, {dialect.Bytes} AS donnees
        FROM entity JOIN change ON change.seq = entity.seq
        WHERE entity.seq > @depuis
        ORDER BY entity.seq
        """;

    public string SelectChanges { get; } = $"""
        SELECT seq, type, operation, id, remplace_par AS RemplacePar, date, champs, {dialect.Bytes} AS donnees
        FROM change WHERE seq > @depuis AND seq <= @jusqua ORDER BY seq LIMIT @limite
        """;

    public string SelectPublished { get; } = $"""
        SELECT entity.id, change.date, change.donnees
        FROM {dialect.Ids} CROSS JOIN entity JOIN change ON change.seq = entity.seq
        WHERE entity.type = @type AND entity.id = k.value AND change.donnees IS NOT NULL
        """;

    public string SelectIdentities { get; } = $"""
        SELECT entity.id, entity.premiere_seq, change.donnees IS NOT NULL, change.remplace_par, change.operation = 'effacement'
        FROM {dialect.Ids} CROSS JOIN entity JOIN change ON change.seq = entity.seq
        WHERE entity.type = @type AND entity.id = k.value
        """;

    public string SelectMergedInto { get; } = $"""
        SELECT entity.id
        FROM entity JOIN change ON change.seq = entity.seq
        WHERE entity.type = @type AND change.remplace_par IN (SELECT k.value FROM {dialect.Ids})
        ORDER BY entity.id
        """;

    public const string SelectErased = """
        SELECT entity.id FROM entity JOIN change ON change.seq = entity.seq WHERE change.operation = 'effacement'
        """;

    public string EraseMentions { get; } = $"""
        UPDATE change SET donnees = NULL, champs = NULL
        WHERE donnees IS NOT NULL AND NOT EXISTS (SELECT 1 FROM entity WHERE entity.seq = change.seq)
          AND EXISTS (SELECT 1 FROM {dialect.Ids} WHERE {dialect.Position}(change.donnees, k.value) > 0)
        """;

    public string EraseChanges { get; } = $"UPDATE change SET donnees = NULL, champs = NULL WHERE type = @type AND id IN (SELECT k.value FROM {dialect.Ids})";

    public static Task<JournalHead> HeadAsync(DbConnection connection, CancellationToken cancellationToken) =>
        connection.QuerySingleAsync<JournalHead>(new CommandDefinition(SelectHead, cancellationToken: cancellationToken));

    public async Task<IReadOnlyList<JournalEntry>> ChangesAsync(DbConnection connection, long depuis, long jusqua, int limite, CancellationToken cancellationToken) =>
        [.. (await connection.QueryAsync<EntryRow>(new CommandDefinition(SelectChanges, new { depuis, jusqua, limite }, cancellationToken: cancellationToken))).Select(row => row.ToEntry())];

    public static async Task<IReadOnlyList<FormerRecord>> FormerAsync(DbConnection connection, long depuis, CancellationToken cancellationToken) =>
        [.. (await connection.QueryAsync<(string Source, string Id, string LieuId)>(new CommandDefinition(SelectFormer, new { depuis }, cancellationToken: cancellationToken)))
            .Select(row => new FormerRecord(new RecordKey(row.Source, row.Id), row.LieuId))];

    public static async Task<long> CompactAsync(DbConnection connection, DbTransaction transaction, DateTimeOffset before, CancellationToken cancellationToken)
    {
        var horizon = await connection.ExecuteScalarAsync<long>(
            new CommandDefinition(SelectHorizon, new { before = ChangeRow.WriteDate(before) }, transaction, cancellationToken: cancellationToken));
        var removed = await connection.ExecuteAsync(new CommandDefinition(DeleteChanges, new { horizon }, transaction, cancellationToken: cancellationToken));
        await connection.ExecuteAsync(new CommandDefinition(UpdateHorizon, new { horizon }, transaction, cancellationToken: cancellationToken));
        return removed;
    }

    public static Task RenameAsync(DbConnection connection, DbTransaction transaction, string origin, CancellationToken cancellationToken) =>
        connection.ExecuteAsync(new CommandDefinition(UpdateOrigin, new { origin }, transaction, cancellationToken: cancellationToken));

    public static Task<long> SeqAsync(DbConnection connection, DbTransaction transaction, CancellationToken cancellationToken) =>
        connection.ExecuteScalarAsync<long>(new CommandDefinition(SelectSeq, transaction: transaction, cancellationToken: cancellationToken));

    public static Task WriteSeqAsync(DbConnection connection, DbTransaction transaction, long seq, CancellationToken cancellationToken) =>
        connection.ExecuteAsync(new CommandDefinition(UpdateSeq, new { seq }, transaction, cancellationToken: cancellationToken));

    public static PublishedRow PublishedOf(DbDataReader row) => new(row.GetString(0), row.GetString(1), row.GetString(2));

    public static Dictionary<string, IEntite> Read(TypeEntite type, List<PublishedRow> rows)
    {
        var form = StoredEntity.Of(type);
        return rows.AsParallel().Select(row => (row.Id, Entity: form.Read(row.Donnees, ChangeRow.ParseDate(row.Date)))).ToDictionary(row => row.Id, row => row.Entity);
    }

    public static (string Id, Identity Identity) IdentityOf(DbDataReader row) =>
        (row.GetString(0), new Identity(row.GetInt64(1), row.GetBoolean(2), row.IsDBNull(3) ? null : row.GetString(3), row.GetBoolean(4)));

    /// <summary>The rows that these changes become, numbered after that one.</summary>
    public static IReadOnlyList<ChangeRow> RowsOf(IReadOnlyList<JournalChange> changes, long after, string date)
    {
        var rows = new ChangeRow[changes.Count];
        Parallel.For(0, changes.Count, rank =>
        {
            var (change, entity) = changes[rank];
            rows[rank] = new ChangeRow
            {
                Seq = after + rank + 1,
                Type = change.Type.ToStored(),
                Operation = change.Operation.ToStored(),
                Id = change.Id,
                RemplacePar = change.RemplacePar,
                Date = date,
                Champs = change.Champs.Count == 0 ? null : JsonSerializer.Serialize([.. change.Champs], StoreJson.Default.StringArray),
                Donnees = entity is null ? null : StoredEntity.Of(entity).Write(entity),
            };
        });
        return rows;
    }

    /// <summary>An entity as it is published, before sense is made of it.</summary>
    internal sealed record PublishedRow(string Id, string Date, string Donnees);
}
