using Maillage.Store.Sql;
using Microsoft.Data.Sqlite;

namespace Maillage.Store.Sqlite;

/// <summary>The pairs of records that were compared, inside the transaction of a set of changes.</summary>
internal sealed class SqlitePairs : IDisposable
{
    private const string Upsert = $"""
        INSERT INTO paire ({PairTable.Columns}) VALUES (@source_a, @id_a, @source_b, @id_b, @score, @joint, @preuves)
        {PairTable.OrReplace}
        """;

    private const string Delete = "DELETE FROM paire WHERE source_a = @source_a AND id_a = @id_a AND source_b = @source_b AND id_b = @id_b";

    private readonly PreparedStatement links;
    private readonly PreparedStatement upsert;
    private readonly PreparedStatement delete;

    public SqlitePairs(SqliteConnection connection, SqliteTransaction transaction)
    {
        links = new(connection, transaction, PairTable.SelectLinks);
        upsert = new(connection, transaction, Upsert, "@source_a", "@id_a", "@source_b", "@id_b", "@score", "@joint", "@preuves");
        delete = new(connection, transaction, Delete, "@source_a", "@id_a", "@source_b", "@id_b");
    }

    public List<PairLink> Links() => links.All(PairTable.LinkOf);

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
}
