using System.Text.Json;
using Dapper;
using Maillage.Schema.Publication;
using Microsoft.Data.Sqlite;

namespace Maillage.Store.Sqlite;

/// <summary>The source records, inside the transaction of a set of changes.</summary>
internal sealed class SqliteRecords : IDisposable
{
    // For a record behind a lieu, « membre » says which; « entite_id » says which it was when it stopped being behind one.
    private const string SelectKnown = """
        SELECT r.id, r.hash, r.state, r.reason, coalesce(m.lieu_id, r.entite_id) AS EntiteId, r.issues, r.nature, r.cible_source AS CibleSource, r.cible_id AS CibleId
        FROM source_record r LEFT JOIN membre m ON m.source = r.source AND m.id = r.id
        WHERE r.source = @source
        """;

    private const string Upsert = """
        INSERT INTO source_record (source, id, hash, state, reason, entite_id, issues, raw, nature, fiche, cible_source, cible_id)
        VALUES (@source, @id, @hash, @state, @reason, @entite_id, @issues, @raw, @nature, @fiche, @cible_source, @cible_id)
        ON CONFLICT (source, id) DO UPDATE SET
          hash = excluded.hash, state = excluded.state, reason = excluded.reason, entite_id = excluded.entite_id, issues = excluded.issues, raw = excluded.raw,
          nature = excluded.nature, fiche = excluded.fiche, cible_source = excluded.cible_source, cible_id = excluded.cible_id
        """;

    private const string Delete = "DELETE FROM source_record WHERE source = @source AND id = @id";

    private const string UpsertMember = """
        INSERT INTO membre (source, id, lieu_id, signature) VALUES (@source, @id, @lieu_id, @signature)
        ON CONFLICT (source, id) DO UPDATE SET lieu_id = excluded.lieu_id, signature = excluded.signature
        """;

    private const string DeleteMember = "DELETE FROM membre WHERE source = @source AND id = @id";

    private const string CreateReplaced = "CREATE TEMP TABLE IF NOT EXISTS membre_avant (source TEXT NOT NULL, id TEXT NOT NULL, lieu_id TEXT NOT NULL, signature TEXT NOT NULL, PRIMARY KEY (source, id)) WITHOUT ROWID";

    private const string InsertReplaced = """
        INSERT OR IGNORE INTO temp.membre_avant (source, id, lieu_id, signature) SELECT source, id, lieu_id, signature FROM membre WHERE source = @source AND id = @id
        """;

    private const string SelectReplaced = "SELECT source, id, lieu_id, signature FROM temp.membre_avant";

    private const string Assignment = "UPDATE membre SET lieu_id = @lieu_id WHERE source = @source AND id = @id";

    private const string Signature = "UPDATE membre SET signature = @signature WHERE source = @source AND id = @id";

    private const string SelectMembers = "SELECT source, id, lieu_id, signature FROM membre";

    // « CROSS JOIN » keeps the keys first: SQLite would otherwise read the whole table for each of them.
    private const string SelectRecords = """
        SELECT r.source, r.id, coalesce(m.lieu_id, r.entite_id), r.nature, r.fiche, r.cible_source, r.cible_id, m.signature
        FROM json_each(@keys) k
          CROSS JOIN source_record r ON r.source = k.value ->> 0 AND r.id = k.value ->> 1
          LEFT JOIN membre m ON m.source = r.source AND m.id = r.id
        WHERE r.state = 'publie' AND r.fiche IS NOT NULL AND coalesce(m.lieu_id, r.entite_id) IS NOT NULL
        ORDER BY r.source, r.id
        """;

    private const string SelectBehind = """
        SELECT r.source, r.id, m.lieu_id, r.nature, r.fiche, r.cible_source, r.cible_id, m.signature
        FROM json_each(@ids) k CROSS JOIN membre m ON m.lieu_id = k.value CROSS JOIN source_record r ON r.source = m.source AND r.id = m.id
        WHERE r.state = 'publie' AND r.fiche IS NOT NULL
        ORDER BY r.source, r.id
        """;

    private const string SelectAttached = """
        SELECT r.source, r.id, r.nature, r.fiche, r.cible_source, r.cible_id
        FROM json_each(@keys) k CROSS JOIN source_record r ON r.cible_source = k.value ->> 0 AND r.cible_id = k.value ->> 1
        WHERE r.state = 'publie' AND r.fiche IS NOT NULL
        ORDER BY r.source, r.id
        """;

    private const string SelectFormer = """
        SELECT a.source, a.id, a.lieu_id FROM json_each(@keys) k CROSS JOIN ancien_membre a ON a.source = k.value ->> 0 AND a.id = k.value ->> 1
        """;

    private const string UpsertFormer = """
        INSERT INTO ancien_membre (source, id, lieu_id, seq) VALUES (@source, @id, @lieu_id, @seq)
        ON CONFLICT (source, id) DO UPDATE SET lieu_id = excluded.lieu_id, seq = excluded.seq
        """;

    // By the lieu that they are behind, or by the entity of another kind that they make.
    private const string SelectErased = """
        SELECT r.source, r.id
        FROM source_record r LEFT JOIN membre m ON m.source = r.source AND m.id = r.id
        WHERE r.nature = @type AND coalesce(m.lieu_id, r.entite_id) IN (SELECT value FROM json_each(@ids))
        """;

    private const string Erasure = """
        UPDATE source_record SET hash = x'', state = 'efface', reason = 'efface', issues = '', raw = '', fiche = NULL, cible_source = NULL, cible_id = NULL
        WHERE source = @source AND id = @id
        """;

    private const string DeletePairs = "DELETE FROM paire WHERE (source_a = @source AND id_a = @id) OR (source_b = @source AND id_b = @id)";

    private readonly SqliteConnection connection;
    private readonly SqliteTransaction transaction;
    private readonly PreparedStatement upsert;
    private readonly PreparedStatement delete;
    private readonly PreparedStatement upsertMember;
    private readonly PreparedStatement deleteMember;
    private readonly PreparedStatement replace;
    private readonly PreparedStatement replaced;
    private readonly PreparedStatement assign;
    private readonly PreparedStatement sign;
    private readonly PreparedStatement members;
    private readonly PreparedStatement records;
    private readonly PreparedStatement behind;
    private readonly PreparedStatement attached;
    private readonly PreparedStatement former;
    private readonly PreparedStatement upsertFormer;

    public SqliteRecords(SqliteConnection connection, SqliteTransaction transaction)
    {
        this.connection = connection;
        this.transaction = transaction;
        upsert = new(
            connection, transaction, Upsert,
            "@source", "@id", "@hash", "@state", "@reason", "@entite_id", "@issues", "@raw", "@nature", "@fiche", "@cible_source", "@cible_id");
        delete = new(connection, transaction, Delete, "@source", "@id");
        upsertMember = new(connection, transaction, UpsertMember, "@source", "@id", "@lieu_id", "@signature");
        deleteMember = new(connection, transaction, DeleteMember, "@source", "@id");
        connection.Execute(CreateReplaced, transaction: transaction);
        replace = new(connection, transaction, InsertReplaced, "@source", "@id");
        replaced = new(connection, transaction, SelectReplaced);
        assign = new(connection, transaction, Assignment, "@source", "@id", "@lieu_id");
        sign = new(connection, transaction, Signature, "@source", "@id", "@signature");
        members = new(connection, transaction, SelectMembers);
        records = new(connection, transaction, SelectRecords, "@keys");
        behind = new(connection, transaction, SelectBehind, "@ids");
        attached = new(connection, transaction, SelectAttached, "@keys");
        former = new(connection, transaction, SelectFormer, "@keys");
        upsertFormer = new(connection, transaction, UpsertFormer, "@source", "@id", "@lieu_id", "@seq");
    }

    public async Task<IReadOnlyDictionary<string, KeptRecord>> KnownAsync(string source, CancellationToken cancellationToken)
    {
        var command = new CommandDefinition(SelectKnown, new { source }, transaction, cancellationToken: cancellationToken);
        return (await connection.QueryAsync<KnownRow>(command)).ToDictionary(row => row.Id, row => row.ToKept());
    }

    public void Keep(string source, SourceRecord record)
    {
        var stored = StoredRecord.Of(record);
        upsert.Run(
            source, record.Id, record.Hash, record.State.ToStored(), record.Reason, record.EntiteId, record.Issues, record.Raw,
            stored.Nature, stored.Fiche, record.Cible?.Source, record.Cible?.Id);
        replace.Run(source, record.Id);
        if (record.Signature is { } signature)
        {
            upsertMember.Run(source, record.Id, record.EntiteId, signature);
        }
        else
        {
            deleteMember.Run(source, record.Id);
        }
    }

    public void Forget(RecordKey key)
    {
        delete.Run(key.Source, key.Id);
        replace.Run(key.Source, key.Id);
        deleteMember.Run(key.Source, key.Id);
    }

    public List<Member> Members() => members.All(row => new Member(KeyAt(row, 0), row.GetString(2), row.GetString(3)));

    public List<Member> Replaced() => replaced.All(row => new Member(KeyAt(row, 0), row.GetString(2), row.GetString(3)));

    public void Assign(Assignment one) => assign.Run(one.Key.Source, one.Key.Id, one.LieuId);

    public void Sign(NewSignature one) => sign.Run(one.Key.Source, one.Key.Id, one.Signature);

    public List<PublishedRecord> Records(IEnumerable<RecordKey> keys) => Read(records.All(RowOf, Json(keys)));

    public List<PublishedRecord> RecordsBehind(IEnumerable<string> lieux) => Read(behind.All(RowOf, Json(lieux)));

    public List<AttachedRecord> AttachedTo(IEnumerable<RecordKey> keys) => attached.All(
        row => StoredRecord.Attached(KeyAt(row, 0), row.GetString(2), row.GetString(3), KeyAt(row, 4)), Json(keys));

    public Dictionary<RecordKey, string> Former(IEnumerable<RecordKey> keys) =>
        former.All(row => (Key: KeyAt(row, 0), LieuId: row.GetString(2)), Json(keys)).ToDictionary(row => row.Key, row => row.LieuId);

    public void Remember(FormerRecord one, long seq) => upsertFormer.Run(one.Key.Source, one.Key.Id, one.LieuId, seq);

    public void Erase(TypeEntite type, IEnumerable<string> ids)
    {
        foreach (var key in connection.Query<(string Source, string Id)>(SelectErased, new { type = type.ToStored(), ids = Json(ids) }, transaction).ToList())
        {
            connection.Execute(Erasure, new { key.Source, key.Id }, transaction);
            connection.Execute(DeletePairs, new { key.Source, key.Id }, transaction);
            deleteMember.Run(key.Source, key.Id);
        }
    }

    public void Dispose()
    {
        foreach (var statement in (PreparedStatement[])
            [upsert, delete, upsertMember, deleteMember, replace, replaced, assign, sign, members, records, behind, attached, former, upsertFormer])
        {
            statement.Dispose();
        }
    }

    public static string Json(IEnumerable<string> ids) => JsonSerializer.Serialize([.. ids], StoreJson.Default.StringArray);

    private static string Json(IEnumerable<RecordKey> keys) => JsonSerializer.Serialize([.. keys.Select(key => (string[])[key.Source, key.Id])], StoreJson.Default.StringArrayArray);

    private static RecordKey KeyAt(SqliteDataReader row, int column) => new(row.GetString(column), row.GetString(column + 1));

    private static PublishedRow RowOf(SqliteDataReader row) =>
        new(KeyAt(row, 0), row.GetString(2), row.GetString(3), row.GetString(4), row.IsDBNull(5) ? null : KeyAt(row, 5), row.IsDBNull(7) ? null : row.GetString(7));

    // SQLite reads on one core, then all of them make sense of what was read.
    private static List<PublishedRecord> Read(List<PublishedRow> rows) =>
        [.. rows.AsParallel().AsOrdered().Select(row => StoredRecord.Published(row.Key, row.EntiteId, row.Nature, row.Fiche, row.Cible, row.Signature))];

    private sealed record PublishedRow(RecordKey Key, string EntiteId, string Nature, string Fiche, RecordKey? Cible, string? Signature);

    private sealed class KnownRow
    {
        public string Id { get; init; } = "";

        public byte[] Hash { get; init; } = [];

        public string State { get; init; } = "";

        public string? Reason { get; init; }

        public string? EntiteId { get; init; }

        public string? Issues { get; init; }

        public string Nature { get; init; } = "";

        public string? CibleSource { get; init; }

        public string? CibleId { get; init; }

        public KeptRecord ToKept() => new(Hash, StoredNames.Parse<RecordState>(State), Reason, EntiteId, Issues)
        {
            Makes = StoredRecord.Makes(Nature),
            Cible = CibleSource is not null && CibleId is not null ? new RecordKey(CibleSource, CibleId) : null,
        };
    }
}
