using System.Text.Json;
using Dapper;
using Maillage.Schema.Publication;
using Microsoft.Data.Sqlite;

namespace Maillage.Store.Sqlite;

/// <summary>The source records, inside the transaction of an import.</summary>
internal sealed class SqliteRecords : IDisposable
{
    private const string ComplementNature = "complement";

    private const string SelectKnown = """
        SELECT id, hash, state, reason, entite_id AS EntiteId, issues, nature, cible_source AS CibleSource, cible_id AS CibleId
        FROM source_record WHERE source = @source
        """;

    private const string Upsert = """
        INSERT INTO source_record (source, id, hash, state, reason, entite_id, issues, raw, nature, fiche, cible_source, cible_id)
        VALUES (@source, @id, @hash, @state, @reason, @entite_id, @issues, @raw, @nature, @fiche, @cible_source, @cible_id)
        ON CONFLICT (source, id) DO UPDATE SET
          hash = excluded.hash, state = excluded.state, reason = excluded.reason, entite_id = excluded.entite_id, issues = excluded.issues, raw = excluded.raw,
          nature = excluded.nature, fiche = excluded.fiche, cible_source = excluded.cible_source, cible_id = excluded.cible_id
        """;

    private const string Delete = "DELETE FROM source_record WHERE source = @source AND id = @id";

    private const string SelectOne = """
        SELECT entite_id, nature, fiche FROM source_record
        WHERE source = @source AND id = @id AND state = 'publie' AND entite_id IS NOT NULL AND fiche IS NOT NULL
        """;

    private const string SelectAttached = """
        SELECT source, id, nature, fiche FROM source_record
        WHERE cible_source = @source AND cible_id = @id AND state = 'publie' AND fiche IS NOT NULL
        ORDER BY source, id
        """;

    private readonly SqliteConnection connection;
    private readonly SqliteTransaction transaction;
    private readonly string source;
    private readonly PreparedStatement upsert;
    private readonly PreparedStatement delete;
    private readonly PreparedStatement one;
    private readonly PreparedStatement attached;

    // An entity is published as it is kept, when nothing is added to it: it is written out once.
    private (IEntite? Entity, string Text) lastWritten = (null, "");

    public SqliteRecords(SqliteConnection connection, SqliteTransaction transaction, string source)
    {
        this.connection = connection;
        this.transaction = transaction;
        this.source = source;
        upsert = new(
            connection, transaction, Upsert,
            "@source", "@id", "@hash", "@state", "@reason", "@entite_id", "@issues", "@raw", "@nature", "@fiche", "@cible_source", "@cible_id");
        delete = new(connection, transaction, Delete, "@source", "@id");
        one = new(connection, transaction, SelectOne, "@source", "@id");
        attached = new(connection, transaction, SelectAttached, "@source", "@id");
    }

    public async Task<IReadOnlyDictionary<string, KeptRecord>> KnownAsync(CancellationToken cancellationToken)
    {
        var command = new CommandDefinition(SelectKnown, new { source }, transaction, cancellationToken: cancellationToken);
        return (await connection.QueryAsync<KnownRow>(command)).ToDictionary(row => row.Id, row => row.ToKept());
    }

    public void Keep(SourceRecord record)
    {
        var (nature, fiche) = record switch
        {
            { Fiche: { } entity } => (StoredEntity.Of(entity).Type.ToStored(), Written(entity)),
            { Complement: { } complement } => (ComplementNature, JsonSerializer.Serialize(complement, StoreJson.Default.SourcedComplement)),
            _ => (TypeEntite.Lieu.ToStored(), null),
        };
        upsert.Run(
            source, record.Id, record.Hash, record.State.ToStored(), record.Reason, record.EntiteId, record.Issues, record.Raw,
            nature, fiche, record.Cible?.Source, record.Cible?.Id);
    }

    public void Forget(string id) => delete.Run(source, id);

    public PublishedRecord? Find(RecordKey key) => one.First(
        row => new PublishedRecord(row.GetString(0), StoredEntity.Of(StoredNames.Parse<TypeEntite>(row.GetString(1))).Read(row.GetString(2), null)), key.Source, key.Id);

    public IReadOnlyList<AttachedRecord> AttachedTo(RecordKey key) => attached.All(
        row => Attached(new RecordKey(row.GetString(0), row.GetString(1)), row.GetString(2), row.GetString(3)), key.Source, key.Id);

    /// <summary>The stored form of an entity.</summary>
    public string Written(IEntite entity)
    {
        if (!ReferenceEquals(lastWritten.Entity, entity))
        {
            lastWritten = (entity, StoredEntity.Of(entity).Write(entity));
        }

        return lastWritten.Text;
    }

    public void Dispose()
    {
        foreach (var statement in (PreparedStatement[])[upsert, delete, one, attached])
        {
            statement.Dispose();
        }
    }

    /// <exception cref="StoreException">The stored text is no complement: the database is damaged.</exception>
    private static AttachedRecord Attached(RecordKey key, string nature, string fiche)
    {
        if (nature != ComplementNature)
        {
            return new AttachedRecord(key, StoredEntity.Of(StoredNames.Parse<TypeEntite>(nature)).Read(fiche, null), null);
        }

        try
        {
            return new AttachedRecord(key, null, JsonSerializer.Deserialize(fiche, StoreJson.Default.SourcedComplement));
        }
        catch (JsonException damaged)
        {
            throw new StoreException($"Le complément {key.Id} de la source « {key.Source} » est illisible dans la base.", damaged);
        }
    }

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
            Makes = Nature == ComplementNature ? null : StoredNames.Parse<TypeEntite>(Nature),
            Cible = CibleSource is not null && CibleId is not null ? new RecordKey(CibleSource, CibleId) : null,
        };
    }
}
