using System.Data.Common;
using Dapper;

namespace Maillage.Store.Sql;

/// <summary>The pairs of records that were compared.</summary>
internal static class PairTable
{
    public const string SelectLinks = "SELECT source_a, id_a, source_b, id_b, score, joint FROM paire";

    public const string Columns = "source_a, id_a, source_b, id_b, score, joint, preuves";

    public const string OrReplace = """
        ON CONFLICT (source_a, id_a, source_b, id_b) DO UPDATE SET score = excluded.score, joint = excluded.joint, preuves = excluded.preuves
        """;

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

    /// <summary>The pairs of which one record at least is behind that lieu.</summary>
    public static async Task<IReadOnlyList<ComparedPair>> OfAsync(DbConnection connection, string lieu, CancellationToken cancellationToken)
    {
        await using var rows = await connection.ExecuteReaderAsync(new CommandDefinition(SelectOf, new { lieu }, cancellationToken: cancellationToken));
        List<ComparedPair> pairs = [];
        while (await rows.ReadAsync(cancellationToken))
        {
            pairs.Add(new ComparedPair(new KeptPair(LinkOf(rows), rows.GetString(6)), rows.GetString(7), rows.GetString(8)));
        }

        return pairs;
    }

    public static PairLink LinkOf(DbDataReader row) => new(
        new PairKey(new RecordKey(row.GetString(0), row.GetString(1)), new RecordKey(row.GetString(2), row.GetString(3))), row.GetDouble(4), row.GetBoolean(5));
}
