using Maillage.Store.Sql;

namespace Maillage.Store.Postgres;

/// <summary>The pairs of records that were compared, inside the transaction of a set of changes.</summary>
internal sealed class PostgresPairs(PostgresSession session)
{
    /// <summary>Where pairs arrive before they take their place.</summary>
    public const string CreateArrivals = """
        CREATE TEMP TABLE arrivee_paire (
          source_a text COLLATE "C", id_a text COLLATE "C", source_b text COLLATE "C", id_b text COLLATE "C", score double precision, joint boolean, preuves text) ON COMMIT DROP
        """;

    private const string Arrivals = $"arrivee_paire ({PairTable.Columns})";

    // One without a score is to be forgotten.
    private const string Settle = $"""
        DELETE FROM paire p USING arrivee_paire a WHERE a.score IS NULL AND p.source_a = a.source_a AND p.id_a = a.id_a AND p.source_b = a.source_b AND p.id_b = a.id_b;
        INSERT INTO paire ({PairTable.Columns}) SELECT {PairTable.Columns} FROM arrivee_paire WHERE score IS NOT NULL {PairTable.OrReplace};
        TRUNCATE arrivee_paire
        """;

    private readonly PostgresStatistics statistics = new(session, "paire");

    public async Task<IReadOnlyList<PairLink>> LinksAsync(CancellationToken cancellationToken) =>
        await session.AllAsync(PairTable.SelectLinks, PairTable.LinkOf, cancellationToken);

    public async Task WriteAsync(IEnumerable<PairKey> removed, IEnumerable<KeptPair> written)
    {
        // A statement changes a row once: of what is said twice of a pair, the last holds.
        Dictionary<PairKey, KeptPair?> last = [];
        foreach (var key in removed)
        {
            last[key] = null;
        }

        foreach (var pair in written)
        {
            last[pair.Link.Key] = pair;
        }

        if (last.Count > 0)
        {
            await session.CopyAsync(Arrivals, last.Select(one => RowOf(one.Key, one.Value)));
            await session.ExecuteAsync(Settle);
            await statistics.AddAsync(last.Count);
        }
    }

    private static object?[] RowOf(PairKey key, KeptPair? pair) => [key.A.Source, key.A.Id, key.B.Source, key.B.Id, pair?.Link.Score, pair?.Link.Joins, pair?.Evidence];
}
