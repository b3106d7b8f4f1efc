using System.Text.Json;
using Dapper;
using Maillage.Schema.Lieux;
using Maillage.Schema.Publication;
using Microsoft.Data.Sqlite;

namespace Maillage.Store.Sqlite;

/// <summary>The journal, inside the transaction of an import.</summary>
internal sealed class SqliteJournal : IDisposable
{
    private const string SelectLatest = """
        SELECT change.date, change.donnees
        FROM entity JOIN change ON change.seq = entity.seq
        WHERE entity.type = @type AND entity.id = @id
        """;

    private const string InsertChange = """
        INSERT INTO change (seq, type, operation, id, date, champs, donnees)
        VALUES (@seq, @type, @operation, @id, @date, @champs, @donnees)
        """;

    private const string UpsertEntity = """
        INSERT INTO entity (type, id, seq) VALUES (@type, @id, @seq)
        ON CONFLICT (type, id) DO UPDATE SET seq = excluded.seq
        """;

    private const string SelectSeq = "SELECT value FROM counter WHERE name = 'seq'";

    private const string UpdateSeq = "UPDATE counter SET value = @seq WHERE name = 'seq'";

    private readonly SqliteConnection connection;
    private readonly SqliteTransaction transaction;
    private readonly string date;
    private readonly Func<IEntite, string> write;
    private readonly bool rehearsal;
    private readonly PreparedStatement latest;
    private readonly PreparedStatement insert;
    private readonly PreparedStatement point;
    private readonly long firstSeq;
    private long seq;

    /// <param name="connection">Open connection.</param>
    /// <param name="transaction">The transaction of the import.</param>
    /// <param name="now">The instant of the changes.</param>
    /// <param name="write">Gives the stored form of an entity.</param>
    /// <param name="rehearsal">Says what would be written, writes nothing.</param>
    public SqliteJournal(SqliteConnection connection, SqliteTransaction transaction, DateTimeOffset now, Func<IEntite, string> write, bool rehearsal)
    {
        this.connection = connection;
        this.transaction = transaction;
        this.write = write;
        this.rehearsal = rehearsal;
        date = ChangeRow.WriteDate(now);
        latest = new(connection, transaction, SelectLatest, "@type", "@id");
        insert = new(connection, transaction, InsertChange, "@seq", "@type", "@operation", "@id", "@date", "@champs", "@donnees");
        point = new(connection, transaction, UpsertEntity, "@type", "@id", "@seq");
        // Nobody else can take a number before this transaction ends: it holds the only write lock.
        firstSeq = seq = connection.ExecuteScalar<long>(SelectSeq, transaction: transaction);
    }

    public EntityChange? Publish(IEntite entity)
    {
        var form = StoredEntity.Of(entity);
        var before = Latest(form, entity.Id);
        var operation = before switch
        {
            null => Operation.Creation,
            { Entity: null } => Operation.Retour,
            _ => Operation.Modification,
        };
        var champs = before?.Entity is { } previous ? form.Differences(previous, entity) : [];
        return operation == Operation.Modification && champs.Count == 0
            ? null
            : Write(new EntityChange(form.Type, operation, entity.Id, entity.Nom, champs) { Commune = (entity as Lieu)?.Commune }, write(entity));
    }

    public IEntite? Published(TypeEntite type, string id) => Latest(StoredEntity.Of(type), id)?.Entity;

    public EntityChange? Withdraw(TypeEntite type, string id) => Latest(StoredEntity.Of(type), id) is { Entity: { } entity }
        ? Write(new EntityChange(type, Operation.Suppression, id, entity.Nom, []) { Commune = (entity as Lieu)?.Commune }, null)
        : null;

    /// <summary>Gives the numbers that were taken.</summary>
    public async Task CompleteAsync(CancellationToken cancellationToken)
    {
        if (seq > firstSeq)
        {
            await connection.ExecuteAsync(new CommandDefinition(UpdateSeq, new { seq }, transaction, cancellationToken: cancellationToken));
        }
    }

    public void Dispose()
    {
        foreach (var statement in (PreparedStatement[])[latest, insert, point])
        {
            statement.Dispose();
        }
    }

    private Said? Latest(StoredEntity form, string id) => latest.First(
        row => new Said(row.IsDBNull(1) ? null : form.Read(row.GetString(1), ChangeRow.ParseDate(row.GetString(0)))), form.Type.ToStored(), id);

    private EntityChange Write(EntityChange change, string? donnees)
    {
        seq++;
        if (!rehearsal)
        {
            var type = change.Type.ToStored();
            var champs = change.Champs.Count == 0 ? null : JsonSerializer.Serialize([.. change.Champs], StoreJson.Default.StringArray);
            insert.Run(seq, type, change.Operation.ToStored(), change.Id, date, champs, donnees);
            point.Run(type, change.Id, seq);
        }

        return change;
    }

    /// <summary>What the journal last said of an entity; null inside: that it is suppressed.</summary>
    private sealed record Said(IEntite? Entity);
}
