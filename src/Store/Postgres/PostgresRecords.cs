using Dapper;
using Maillage.Schema.Publication;
using Maillage.Store.Sql;

namespace Maillage.Store.Postgres;

/// <summary>The source records, inside the transaction of a set of changes.</summary>
internal sealed class PostgresRecords(PostgresSession session)
{
    /// <summary>Where records arrive before they take their place. One without a state is to be forgotten.</summary>
    public const string CreateArrivals = """
        CREATE TEMP TABLE arrivee (
          source text COLLATE "C", id text COLLATE "C", hash bytea, state text, reason text, entite_id text, issues text, raw text, nature text, fiche text,
          cible_source text, cible_id text, signature text) ON COMMIT DROP;
        CREATE TEMP TABLE membre_avant (
          source text COLLATE "C", id text COLLATE "C", lieu_id text COLLATE "C", signature text, PRIMARY KEY (source, id)) ON COMMIT DROP
        """;

    private const string Arrivals = $"arrivee ({RecordTable.Columns}, signature)";

    private const string Settle = $"""
        INSERT INTO membre_avant (source, id, lieu_id, signature)
        SELECT m.source, m.id, m.lieu_id, m.signature FROM membre m JOIN arrivee a ON a.source = m.source AND a.id = m.id ON CONFLICT (source, id) DO NOTHING;
        INSERT INTO source_record ({RecordTable.Columns}) SELECT {RecordTable.Columns} FROM arrivee WHERE state IS NOT NULL {RecordTable.OrReplaceRecord};
        DELETE FROM source_record r USING arrivee a WHERE a.state IS NULL AND r.source = a.source AND r.id = a.id;
        INSERT INTO membre (source, id, lieu_id, signature) SELECT source, id, entite_id, signature FROM arrivee WHERE signature IS NOT NULL {RecordTable.OrReplaceMember};
        DELETE FROM membre m USING arrivee a WHERE a.signature IS NULL AND m.source = a.source AND m.id = a.id;
        TRUNCATE arrivee
        """;

    private const string Assignments = """
        UPDATE membre m SET lieu_id = k.value FROM unnest(@sources, @ids, @values) AS k (source, id, value) WHERE m.source = k.source AND m.id = k.id
        """;

    private const string Signatures = """
        UPDATE membre m SET signature = k.value FROM unnest(@sources, @ids, @values) AS k (source, id, value) WHERE m.source = k.source AND m.id = k.id
        """;

    private const string InsertFormer = $"""
        INSERT INTO ancien_membre (source, id, lieu_id, seq) SELECT k.source, k.id, k.value, @seq FROM unnest(@sources, @ids, @values) AS k (source, id, value)
        {RecordTable.OrReplaceFormer}
        """;

    private static readonly RecordTable Table = new(Dialect.Postgres);

    private readonly PostgresStatistics statistics = new(session, "source_record, membre");

    public async Task<IReadOnlyDictionary<string, KeptRecord>> KnownAsync(string source, CancellationToken cancellationToken)
    {
        var command = new CommandDefinition(RecordTable.SelectKnown, new { source }, session.Transaction, cancellationToken: cancellationToken);
        return (await session.Connection.QueryAsync<RecordTable.KnownRow>(command)).ToDictionary(row => row.Id, row => row.ToKept());
    }

    /// <summary>Keeps these records; forgets those that are null.</summary>
    public async Task SettleAsync(IReadOnlyDictionary<RecordKey, SourceRecord?> arrivals)
    {
        await session.CopyAsync(Arrivals, arrivals.AsParallel().Select(one => RowOf(one.Key, one.Value)));
        await session.ExecuteAsync(Settle);
        await statistics.AddAsync(arrivals.Count);
    }

    public async Task<IReadOnlyList<Member>> MembersAsync(CancellationToken cancellationToken) =>
        await session.AllAsync(RecordTable.SelectMembers, RecordTable.MemberOf, cancellationToken);

    public async Task<IReadOnlyList<Member>> ReplacedAsync(CancellationToken cancellationToken) =>
        await session.AllAsync(RecordTable.SelectReplaced, RecordTable.MemberOf, cancellationToken);

    public Task AssignAsync(IEnumerable<Assignment> assignments) => SetAsync(Assignments, assignments.Select(one => (one.Key, one.LieuId)));

    public Task SignAsync(IEnumerable<NewSignature> signatures) => SetAsync(Signatures, signatures.Select(one => (one.Key, one.Signature)));

    public Task RememberAsync(IEnumerable<FormerRecord> former, long seq) => SetAsync(InsertFormer, former.Select(one => (one.Key, one.LieuId)), ("seq", seq));

    public async Task<IReadOnlyList<PublishedRecord>> RecordsAsync(IEnumerable<RecordKey> keys, CancellationToken cancellationToken) =>
        RecordTable.Read(await session.AllAsync(Table.SelectRecords, RecordTable.PublishedOf, cancellationToken, Keys(keys)));

    public async Task<IReadOnlyList<PublishedRecord>> RecordsBehindAsync(IEnumerable<string> lieux, CancellationToken cancellationToken) =>
        RecordTable.Read(await session.AllAsync(Table.SelectBehind, RecordTable.PublishedOf, cancellationToken, ("ids", lieux.ToArray())));

    public async Task<IReadOnlyList<AttachedRecord>> AttachedToAsync(IEnumerable<RecordKey> keys, CancellationToken cancellationToken) =>
        await session.AllAsync(Table.SelectAttached, RecordTable.AttachedOf, cancellationToken, Keys(keys));

    public Task<List<FormerRecord>> FormerAsync(IEnumerable<RecordKey> keys, CancellationToken cancellationToken) =>
        session.AllAsync(Table.SelectFormer, RecordTable.FormerOf, cancellationToken, Keys(keys));

    public async Task<IReadOnlyDictionary<RecordKey, KeptRecord>> KeptBehindAsync(TypeEntite type, IEnumerable<string> ids, CancellationToken cancellationToken)
    {
        var command = new CommandDefinition(Table.SelectKeptBehind, new { type = type.ToStored(), ids = ids.ToArray() }, session.Transaction, cancellationToken: cancellationToken);
        return (await session.Connection.QueryAsync<RecordTable.KnownRow>(command)).ToDictionary(row => new RecordKey(row.Source, row.Id), row => row.ToKept());
    }

    public async Task<IReadOnlyList<RecordKey>> FormerBehindAsync(IEnumerable<string> lieux, CancellationToken cancellationToken) =>
        await session.AllAsync(Table.SelectFormerBehind, row => RecordTable.KeyAt(row, 0), cancellationToken, ("ids", lieux.ToArray()));

    public Task ForgetFormerAsync(IEnumerable<RecordKey> keys) => session.ExecuteAsync(Table.DeleteFormer, Keys(keys));

    private static object?[] RowOf(RecordKey key, SourceRecord? record)
    {
        if (record is null)
        {
            return [key.Source, key.Id, .. new object?[11]];
        }

        var stored = StoredRecord.Of(record);
        return
        [
            key.Source, key.Id, record.Hash, record.State.ToStored(), record.Reason, record.EntiteId, record.Issues, record.Raw, stored.Nature, stored.Fiche,
            record.Cible?.Source, record.Cible?.Id, record.Signature,
        ];
    }

    private static (string Name, object Value)[] Keys(IEnumerable<RecordKey> keys)
    {
        var asked = keys.ToList();
        return [("sources", asked.ConvertAll(key => key.Source).ToArray()), ("ids", asked.ConvertAll(key => key.Id).ToArray())];
    }

    // A statement changes a row once: of what is said twice of a record, the last holds.
    private Task SetAsync(string sql, IEnumerable<(RecordKey Key, string Value)> values, params IEnumerable<(string Name, object Value)> others)
    {
        Dictionary<RecordKey, string> last = [];
        foreach (var (key, value) in values)
        {
            last[key] = value;
        }

        return last.Count == 0 ? Task.CompletedTask : session.ExecuteAsync(sql, [.. Keys(last.Keys), ("values", last.Values.ToArray()), .. others]);
    }
}
