using System.Text.Json;
using Dapper;
using Maillage.Schema.Publication;
using Microsoft.Data.Sqlite;

namespace Maillage.Store.Sqlite;

/// <summary>The journal, inside the transaction of a set of changes.</summary>
internal sealed class SqliteJournal : IDisposable
{
    private const string SelectPublished = """
        SELECT entity.id, change.date, change.donnees
        FROM json_each(@ids) k CROSS JOIN entity ON entity.type = @type AND entity.id = k.value CROSS JOIN change ON change.seq = entity.seq
        WHERE change.donnees IS NOT NULL
        """;

    private const string SelectIdentities = """
        SELECT entity.id, entity.premiere_seq, change.donnees IS NOT NULL, change.remplace_par, change.operation = 'effacement'
        FROM json_each(@ids) k CROSS JOIN entity ON entity.type = @type AND entity.id = k.value CROSS JOIN change ON change.seq = entity.seq
        """;

    private const string InsertChange = """
        INSERT INTO change (seq, type, operation, id, remplace_par, date, champs, donnees)
        VALUES (@seq, @type, @operation, @id, @remplace_par, @date, @champs, @donnees)
        """;

    private const string UpsertEntity = """
        INSERT INTO entity (type, id, seq, premiere_seq) VALUES (@type, @id, @seq, @seq)
        ON CONFLICT (type, id) DO UPDATE SET seq = excluded.seq
        """;

    private const string EraseChanges = """
        UPDATE change SET donnees = NULL, champs = NULL WHERE type = @type AND id IN (SELECT value FROM json_each(@ids))
        """;

    private const string SelectSeq = "SELECT value FROM counter WHERE name = 'seq'";

    private const string UpdateSeq = "UPDATE counter SET value = @seq WHERE name = 'seq'";

    private readonly SqliteConnection connection;
    private readonly SqliteTransaction transaction;
    private readonly string date;
    private readonly PreparedStatement published;
    private readonly PreparedStatement identities;
    private readonly PreparedStatement insert;
    private readonly PreparedStatement point;
    private readonly PreparedStatement erase;
    private readonly long firstSeq;

    /// <param name="connection">Open connection.</param>
    /// <param name="transaction">The transaction of the changes.</param>
    /// <param name="now">The instant of the changes.</param>
    public SqliteJournal(SqliteConnection connection, SqliteTransaction transaction, DateTimeOffset now)
    {
        this.connection = connection;
        this.transaction = transaction;
        date = ChangeRow.WriteDate(now);
        published = new(connection, transaction, SelectPublished, "@type", "@ids");
        identities = new(connection, transaction, SelectIdentities, "@type", "@ids");
        insert = new(connection, transaction, InsertChange, "@seq", "@type", "@operation", "@id", "@remplace_par", "@date", "@champs", "@donnees");
        point = new(connection, transaction, UpsertEntity, "@type", "@id", "@seq");
        erase = new(connection, transaction, EraseChanges, "@type", "@ids");
        // Nobody else can take a number before this transaction ends: it holds the only write lock.
        firstSeq = Seq = connection.ExecuteScalar<long>(SelectSeq, transaction: transaction);
    }

    /// <summary>The last number that was taken.</summary>
    public long Seq { get; private set; }

    public Dictionary<string, IEntite> Published(TypeEntite type, IEnumerable<string> ids)
    {
        var form = StoredEntity.Of(type);
        return published.All(row => (Id: row.GetString(0), Date: row.GetString(1), Donnees: row.GetString(2)), type.ToStored(), SqliteRecords.Json(ids))
            .AsParallel().Select(row => (row.Id, Entity: form.Read(row.Donnees, ChangeRow.ParseDate(row.Date)))).ToDictionary(row => row.Id, row => row.Entity);
    }

    public Dictionary<string, Identity> Identities(TypeEntite type, IEnumerable<string> ids) =>
        identities.All(
            row => (Id: row.GetString(0), Identity: new Identity(row.GetInt64(1), row.GetBoolean(2), row.IsDBNull(3) ? null : row.GetString(3), row.GetBoolean(4))),
            type.ToStored(), SqliteRecords.Json(ids))
        .ToDictionary(row => row.Id, row => row.Identity);

    public void Write(IReadOnlyList<JournalChange> changes)
    {
        var written = new string?[changes.Count];
        Parallel.For(0, changes.Count, rank => written[rank] = changes[rank].Entite is { } entity ? StoredEntity.Of(entity).Write(entity) : null);
        for (var rank = 0; rank < changes.Count; rank++)
        {
            var change = changes[rank].Change;
            var type = change.Type.ToStored();
            var champs = change.Champs.Count == 0 ? null : JsonSerializer.Serialize([.. change.Champs], StoreJson.Default.StringArray);
            Seq++;
            insert.Run(Seq, type, change.Operation.ToStored(), change.Id, change.RemplacePar, date, champs, written[rank]);
            point.Run(type, change.Id, Seq);
        }
    }

    public void Erase(TypeEntite type, IEnumerable<string> ids) => erase.Run(type.ToStored(), SqliteRecords.Json(ids));

    /// <summary>Gives the numbers that were taken.</summary>
    public async Task CompleteAsync(CancellationToken cancellationToken)
    {
        if (Seq > firstSeq)
        {
            await connection.ExecuteAsync(new CommandDefinition(UpdateSeq, new { seq = Seq }, transaction, cancellationToken: cancellationToken));
        }
    }

    public void Dispose()
    {
        foreach (var statement in (PreparedStatement[])[published, identities, insert, point, erase])
        {
            statement.Dispose();
        }
    }
}
