using System.Globalization;
using System.Text.Json;
using Dapper;
using Maillage.Schema.Lieux;
using Microsoft.Data.Sqlite;

namespace Maillage.Store.Sqlite;

/// <summary>One import in one SQLite transaction.</summary>
internal sealed class SqliteImport : IImport
{
    private const string SelectKnown = "SELECT id, hash, state, reason, lieu_id AS LieuId FROM source_record WHERE source = @source";

    private const string UpsertRecord = """
        INSERT INTO source_record (source, id, hash, state, reason, lieu_id, raw)
        VALUES (@source, @id, @hash, @state, @reason, @lieu_id, @raw)
        ON CONFLICT (source, id) DO UPDATE SET
          hash = excluded.hash, state = excluded.state, reason = excluded.reason, lieu_id = excluded.lieu_id, raw = excluded.raw
        """;

    private const string DeleteRecord = "DELETE FROM source_record WHERE source = @source AND id = @id";

    private const string SelectLatest = """
        SELECT change.date, change.donnees
        FROM entity JOIN change ON change.seq = entity.seq
        WHERE entity.type = 'lieu' AND entity.id = @id
        """;

    private const string InsertChange = """
        INSERT INTO change (seq, type, operation, id, date, champs, donnees)
        VALUES (@seq, 'lieu', @operation, @id, @date, @champs, @donnees)
        """;

    private const string UpsertEntity = """
        INSERT INTO entity (type, id, seq) VALUES ('lieu', @id, @seq)
        ON CONFLICT (type, id) DO UPDATE SET seq = excluded.seq
        """;

    // The same card again writes nothing.
    private const string UpsertSource = """
        INSERT INTO source (id, nom, attribution, licence, mediation, demonstration)
        VALUES (@Id, @Nom, @Attribution, @Licence, @Mediation, @Demonstration)
        ON CONFLICT (id) DO UPDATE SET
          nom = excluded.nom, attribution = excluded.attribution, licence = excluded.licence,
          mediation = excluded.mediation, demonstration = excluded.demonstration
        WHERE (nom, attribution, licence, mediation, demonstration)
          <> (excluded.nom, excluded.attribution, excluded.licence, excluded.mediation, excluded.demonstration)
        """;

    private const string SelectSeq = "SELECT value FROM counter WHERE name = 'seq'";

    private const string UpdateSeq = "UPDATE counter SET value = @seq WHERE name = 'seq'";

    private readonly SqliteConnection connection;
    private readonly SqliteTransaction transaction;
    private readonly SourceCard card;
    private readonly string source;
    private readonly SemaphoreSlim? writing;
    private readonly string date;
    private readonly PreparedStatement keep;
    private readonly PreparedStatement forget;
    private readonly PreparedStatement latest;
    private readonly PreparedStatement write;
    private readonly PreparedStatement point;
    private readonly long firstSeq;
    private long seq;

    private SqliteImport(
        SqliteConnection connection, SqliteTransaction transaction, SourceCard card, DateTimeOffset now, SemaphoreSlim? writing,
        IReadOnlyDictionary<string, KeptRecord> known)
    {
        this.connection = connection;
        this.transaction = transaction;
        this.card = card;
        source = card.Id;
        this.writing = writing;
        date = now.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        Known = known;
        keep = Prepare(UpsertRecord, "@source", "@id", "@hash", "@state", "@reason", "@lieu_id", "@raw");
        forget = Prepare(DeleteRecord, "@source", "@id");
        latest = Prepare(SelectLatest, "@id");
        write = Prepare(InsertChange, "@seq", "@operation", "@id", "@date", "@champs", "@donnees");
        point = Prepare(UpsertEntity, "@id", "@seq");
        // Nobody else can take a number before this transaction ends: it holds the only write lock.
        firstSeq = seq = connection.ExecuteScalar<long>(SelectSeq, transaction: transaction);
    }

    public IReadOnlyDictionary<string, KeptRecord> Known { get; }

    /// <param name="connection">Open connection, disposed with the import.</param>
    /// <param name="card">The source.</param>
    /// <param name="clock">Gives the instant of the changes.</param>
    /// <param name="writing">Held by the only writer, released at the end; null for a rehearsal, which only reads.</param>
    /// <param name="cancellationToken">Stops the reading of what is known.</param>
    public static async Task<IImport> BeginAsync(
        SqliteConnection connection, SourceCard card, TimeProvider clock, SemaphoreSlim? writing, CancellationToken cancellationToken)
    {
        var transaction = connection.BeginTransaction(deferred: writing is null);
        var command = new CommandDefinition(SelectKnown, new { source = card.Id }, transaction, cancellationToken: cancellationToken);
        var known = (await connection.QueryAsync<KnownRow>(command)).ToDictionary(
            row => row.Id, row => new KeptRecord(row.Hash, StoredNames.Parse<RecordState>(row.State), row.Reason, row.LieuId));
        return new SqliteImport(connection, transaction, card, clock.GetUtcNow(), writing, known);
    }

    public Task KeepAsync(SourceRecord record, CancellationToken cancellationToken)
    {
        Run(keep, source, record.Id, record.Hash, record.State.ToStored(), record.Reason, record.LieuId, record.Raw);
        return Task.CompletedTask;
    }

    public Task ForgetAsync(string id, CancellationToken cancellationToken)
    {
        Run(forget, source, id);
        return Task.CompletedTask;
    }

    public Task<Operation?> PublishAsync(Lieu lieu, CancellationToken cancellationToken)
    {
        var before = Latest(lieu.Id);
        var operation = before switch
        {
            null => Operation.Creation,
            { Lieu: null } => Operation.Retour,
            _ => Operation.Modification,
        };
        var champs = before?.Lieu is { } previous ? StoredLieu.Differences(previous, lieu) : [];
        if (operation == Operation.Modification && champs.Count == 0)
        {
            return Task.FromResult<Operation?>(null);
        }

        Write(operation, lieu.Id, champs, StoredLieu.Write(lieu));
        return Task.FromResult<Operation?>(operation);
    }

    public Task<Lieu?> PublishedAsync(string id, CancellationToken cancellationToken) => Task.FromResult(Latest(id)?.Lieu);

    public Task<Operation?> WithdrawAsync(string id, CancellationToken cancellationToken)
    {
        if (Latest(id) is not { Lieu: not null })
        {
            return Task.FromResult<Operation?>(null);
        }

        Write(Operation.Suppression, id, [], null);
        return Task.FromResult<Operation?>(Operation.Suppression);
    }

    public async Task CompleteAsync(CancellationToken cancellationToken)
    {
        try
        {
            await connection.ExecuteAsync(new CommandDefinition(UpsertSource, card, transaction, cancellationToken: cancellationToken));
            if (seq > firstSeq)
            {
                await connection.ExecuteAsync(new CommandDefinition(UpdateSeq, new { seq }, transaction, cancellationToken: cancellationToken));
            }

            await transaction.CommitAsync(cancellationToken);
        }
        catch (SqliteException refused)
        {
            throw SqliteFailure.Explain(refused);
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var statement in (PreparedStatement[])[keep, forget, latest, write, point])
        {
            statement.Dispose();
        }

        await transaction.DisposeAsync();
        await connection.DisposeAsync();
        writing?.Release();
    }

    private Published? Latest(string id) => latest.First(
        row => new Published(row.IsDBNull(1) ? null : StoredLieu.Read(row.GetString(1), ChangeRow.ParseDate(row.GetString(0)))), id);

    private void Write(Operation operation, string id, IReadOnlyList<string> champs, string? donnees)
    {
        seq++;
        Run(
            write, seq, operation.ToStored(), id, date, champs.Count == 0 ? null : JsonSerializer.Serialize([.. champs], StoreJson.Default.StringArray), donnees);
        Run(point, id, seq);
    }

    // A rehearsal writes nothing at all.
    private void Run(PreparedStatement statement, params ReadOnlySpan<object?> values)
    {
        if (writing is null)
        {
            return;
        }

        try
        {
            statement.Run(values);
        }
        catch (SqliteException refused)
        {
            throw SqliteFailure.Explain(refused);
        }
    }

    private PreparedStatement Prepare(string sql, params string[] parameters) => new(connection, transaction, sql, parameters);

    /// <summary>What the journal last said of a lieu.</summary>
    private sealed record Published(Lieu? Lieu);

    private sealed class KnownRow
    {
        public string Id { get; init; } = "";

        public byte[] Hash { get; init; } = [];

        public string State { get; init; } = "";

        public string? Reason { get; init; }

        public string? LieuId { get; init; }
    }
}
