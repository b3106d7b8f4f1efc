using Microsoft.Data.Sqlite;

namespace Maillage.Store.Sqlite;

/// <summary>The pairs of records that were compared.</summary>
internal sealed class SqlitePairs : IDisposable
{
    private const string SelectLinks = "SELECT source_a, id_a, source_b, id_b, score, joint FROM paire";

    private const string Upsert = """
        INSERT INTO paire (source_a, id_a, source_b, id_b, score, joint, preuves) VALUES (@source_a, @id_a, @source_b, @id_b, @score, @joint, @preuves)
        ON CONFLICT (source_a, id_a, source_b, id_b) DO UPDATE SET score = excluded.score, joint = excluded.joint, preuves = excluded.preuves
        """;

    private const string Delete = "DELETE FROM paire WHERE source_a = @source_a AND id_a = @id_a AND source_b = @source_b AND id_b = @id_b";

    // A pair is found by its first record, and by its second one.
    private const string SelectOf = """
        SELECT p.source_a, p.id_a, p.source_b, p.id_b, p.score, p.joint, p.preuves, a.lieu_id, b.lieu_id
        FROM (SELECT p.* FROM membre m JOIN paire p ON p.source_a = m.source AND p.id_a = m.id WHERE m.lieu_id = @lieu
              UNION
              SELECT p.* FROM membre m JOIN paire p ON p.source_b = m.source AND p.id_b = m.id WHERE m.lieu_id = @lieu) p
          JOIN membre a ON a.source = p.source_a AND a.id = p.id_a
          JOIN membre b ON b.source = p.source_b AND b.id = p.id_b
        ORDER BY p.score DESC, p.source_a, p.id_a, p.source_b, p.id_b
        """;

    private readonly PreparedStatement links;
    private readonly PreparedStatement upsert;
    private readonly PreparedStatement delete;

    public SqlitePairs(SqliteConnection connection, SqliteTransaction transaction)
    {
        links = new(connection, transaction, SelectLinks);
        upsert = new(connection, transaction, Upsert, "@source_a", "@id_a", "@source_b", "@id_b", "@score", "@joint", "@preuves");
        delete = new(connection, transaction, Delete, "@source_a", "@id_a", "@source_b", "@id_b");
    }

    /// <summary>The pairs of which one record at least is behind that lieu.</summary>
    public static List<ComparedPair> Of(SqliteConnection connection, SqliteTransaction transaction, string lieuId)
    {
        using var statement = new PreparedStatement(connection, transaction, SelectOf, "@lieu");
        return statement.All(row => new ComparedPair(new KeptPair(LinkOf(row), row.GetString(6)), row.GetString(7), row.GetString(8)), lieuId);
    }

    public List<PairLink> Links() => links.All(LinkOf);

    public void Write(IEnumerable<PairKey> removed, IEnumerable<KeptPair> written)
    {
        foreach (var (a, b) in removed)
        {
            delete.Run(a.Source, a.Id, b.Source, b.Id);
        }

        foreach (var (((a, b), score, joins), evidence) in written)
        {
            upsert.Run(a.Source, a.Id, b.Source, b.Id, score, joins, evidence);
        }
    }

    public void Dispose()
    {
        links.Dispose();
        upsert.Dispose();
        delete.Dispose();
    }

    private static PairLink LinkOf(SqliteDataReader row) => new(
        new PairKey(new RecordKey(row.GetString(0), row.GetString(1)), new RecordKey(row.GetString(2), row.GetString(3))), row.GetDouble(4), row.GetBoolean(5));
}
