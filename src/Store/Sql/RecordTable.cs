using System.Data.Common;

namespace Maillage.Store.Sql;

/// <summary>What is read of the source records, and of the lieux that they are behind.</summary>
internal sealed class RecordTable(Dialect dialect)
{
    public const string Columns = "source, id, hash, state, reason, entite_id, issues, raw, nature, fiche, cible_source, cible_id";

    public const string OrReplaceRecord = """
        ON CONFLICT (source, id) DO UPDATE SET
          hash = excluded.hash, state = excluded.state, reason = excluded.reason, entite_id = excluded.entite_id, issues = excluded.issues, raw = excluded.raw,
          nature = excluded.nature, fiche = excluded.fiche, cible_source = excluded.cible_source, cible_id = excluded.cible_id
        """;

    public const string OrReplaceMember = "ON CONFLICT (source, id) DO UPDATE SET lieu_id = excluded.lieu_id, signature = excluded.signature";

    public const string OrReplaceFormer = "ON CONFLICT (source, id) DO UPDATE SET lieu_id = excluded.lieu_id, seq = excluded.seq";

    // For a record behind a lieu, « membre » says which; « entite_id » says which it was when it stopped being behind one.
    public const string SelectKnown = SelectKept + """

        WHERE r.source = @source
        """;

    public const string SelectMembers = "SELECT source, id, lieu_id, signature FROM membre";

    /// <summary>The members that a set of changes has replaced or taken away, as they were, in a table of its own.</summary>
    public const string SelectReplaced = "SELECT source, id, lieu_id, signature FROM membre_avant";

    private const string SelectKept = """
        SELECT r.source, r.id, r.hash, r.state, r.reason, coalesce(m.lieu_id, r.entite_id) AS EntiteId, r.issues, r.nature, r.cible_source AS CibleSource, r.cible_id AS CibleId
        FROM source_record r LEFT JOIN membre m ON m.source = r.source AND m.id = r.id
        """;

    // CROSS JOIN, here and in the journal: SQLite keeps its order, and goes from what is asked for to the tables; left to choose, it may read them whole.
    public string SelectRecords { get; } = $"""
        SELECT r.source, r.id, coalesce(m.lieu_id, r.entite_id), r.nature, r.fiche, r.cible_source, r.cible_id, m.signature
        FROM {dialect.Keys} CROSS JOIN source_record r LEFT JOIN membre m ON m.source = r.source AND m.id = r.id
        WHERE r.source = {dialect.KeySource} AND r.id = {dialect.KeyId} AND r.state = 'publie' AND r.fiche IS NOT NULL AND coalesce(m.lieu_id, r.entite_id) IS NOT NULL
        ORDER BY r.source, r.id
        """;

    public string SelectBehind { get; } = $"""
        SELECT r.source, r.id, m.lieu_id, r.nature, r.fiche, r.cible_source, r.cible_id, m.signature
        FROM {dialect.Ids} CROSS JOIN membre m JOIN source_record r ON r.source = m.source AND r.id = m.id
        WHERE m.lieu_id = k.value AND r.state = 'publie' AND r.fiche IS NOT NULL
        ORDER BY r.source, r.id
        """;

    public string SelectAttached { get; } = $"""
        SELECT r.source, r.id, r.nature, r.fiche, r.cible_source, r.cible_id
        FROM {dialect.Keys} CROSS JOIN source_record r
        WHERE r.cible_source = {dialect.KeySource} AND r.cible_id = {dialect.KeyId} AND r.state = 'publie' AND r.fiche IS NOT NULL
        ORDER BY r.source, r.id
        """;

    public string SelectFormer { get; } = $"""
        SELECT a.source, a.id, a.lieu_id FROM {dialect.Keys} CROSS JOIN ancien_membre a WHERE a.source = {dialect.KeySource} AND a.id = {dialect.KeyId}
        """;

    /// <summary>By the lieu that they are behind, or by the entity of another kind that they make; with them, those that complete them.</summary>
    public string SelectKeptBehind { get; } = $"""
        WITH derriere AS (
          SELECT f.source, f.id
          FROM source_record f LEFT JOIN membre n ON n.source = f.source AND n.id = f.id
          WHERE (f.nature = @type OR f.fiche IS NULL) AND coalesce(n.lieu_id, f.entite_id) IN (SELECT k.value FROM {dialect.Ids}))
        {SelectKept}
        WHERE (r.source, r.id) IN (SELECT source, id FROM derriere)
          OR (r.nature = 'complement' AND (r.cible_source, r.cible_id) IN (SELECT source, id FROM derriere))
        """;

    public string SelectFormerBehind { get; } = $"""
        SELECT a.source, a.id FROM ancien_membre a
        WHERE a.lieu_id IN (SELECT k.value FROM {dialect.Ids}) AND NOT EXISTS (SELECT 1 FROM membre m WHERE m.source = a.source AND m.id = a.id)
        ORDER BY a.source, a.id
        """;

    public string DeleteFormer { get; } = $"""
        DELETE FROM ancien_membre WHERE EXISTS (SELECT 1 FROM {dialect.Keys} WHERE ancien_membre.source = {dialect.KeySource} AND ancien_membre.id = {dialect.KeyId})
        """;

    public static RecordKey KeyAt(DbDataReader row, int column) => new(row.GetString(column), row.GetString(column + 1));

    public static Member MemberOf(DbDataReader row) => new(KeyAt(row, 0), row.GetString(2), row.GetString(3));

    public static FormerRecord FormerOf(DbDataReader row) => new(KeyAt(row, 0), row.GetString(2));

    public static AttachedRecord AttachedOf(DbDataReader row) => StoredRecord.Attached(KeyAt(row, 0), row.GetString(2), row.GetString(3), KeyAt(row, 4));

    public static PublishedRow PublishedOf(DbDataReader row) =>
        new(KeyAt(row, 0), row.GetString(2), row.GetString(3), row.GetString(4), row.IsDBNull(5) ? null : KeyAt(row, 5), row.IsDBNull(7) ? null : row.GetString(7));

    // The database reads on one core, then all of them make sense of what was read.
    public static List<PublishedRecord> Read(List<PublishedRow> rows) =>
        [.. rows.AsParallel().AsOrdered().Select(row => StoredRecord.Published(row.Key, row.EntiteId, row.Nature, row.Fiche, row.Cible, row.Signature))];

    /// <summary>What was noted before, and what these changes have noted since.</summary>
    public static Dictionary<RecordKey, string> Former(IEnumerable<FormerRecord> before, IEnumerable<FormerRecord> since, IEnumerable<RecordKey> keys)
    {
        var former = before.ToDictionary(one => one.Key, one => one.LieuId);
        var asked = keys.ToHashSet();
        foreach (var one in since.Where(one => asked.Contains(one.Key)))
        {
            former[one.Key] = one.LieuId;
        }

        return former;
    }

    /// <summary>A published record, before sense is made of its fiche.</summary>
    internal sealed record PublishedRow(RecordKey Key, string EntiteId, string Nature, string Fiche, RecordKey? Cible, string? Signature);

    /// <summary>A record as last seen.</summary>
    internal sealed class KnownRow
    {
        public string Source { get; init; } = "";

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
