using System.Text.Json;
using Dapper;
using Maillage.Schema.Lieux;
using Microsoft.Data.Sqlite;

namespace Maillage.Store.Sqlite;

/// <summary>One import in one SQLite transaction.</summary>
internal sealed class SqliteImport : IImport
{
    private const string SelectKnown = "SELECT id, hash, state, reason, lieu_id AS LieuId, issues FROM source_record WHERE source = @source";

    private const string UpsertRecord = """
        INSERT INTO source_record (source, id, hash, state, reason, lieu_id, issues, raw)
        VALUES (@source, @id, @hash, @state, @reason, @lieu_id, @issues, @raw)
        ON CONFLICT (source, id) DO UPDATE SET
          hash = excluded.hash, state = excluded.state, reason = excluded.reason, lieu_id = excluded.lieu_id, issues = excluded.issues, raw = excluded.raw
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
        date = ChangeRow.WriteDate(now);
        Known = known;
        keep = Prepare(UpsertRecord, "@source", "@id", "@hash", "@state", "@reason", "@lieu_id", "@issues", "@raw");
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
            row => row.Id, row => new KeptRecord(row.Hash, StoredNames.Parse<RecordState>(row.State), row.Reason, row.LieuId, row.Issues));
        return new SqliteImport(connection, transaction, card, clock.GetUtcNow(), writing, known);
    }

    public Task KeepAsync(SourceRecord record, CancellationToken cancellationToken)
    {
        Run(keep, source, record.Id, record.Hash, record.State.ToStored(), record.Reason, record.LieuId, record.Issues, record.Raw);
        return Task.CompletedTask;
    }

    public Task ForgetAsync(string id, CancellationToken cancellationToken)
    {
        Run(forget, source, id);
        return Task.CompletedTask;
    }

    public Task<LieuChange?> PublishAsync(Lieu lieu, CancellationToken cancellationToken)
    {
        var before = Latest(lieu.Id);
        var operation = before switch
        {
            null => Operation.Creation,
            { Lieu: null } => Operation.Retour,
            _ => Operation.Modification,
        };
        var champs = before?.Lieu is { } previous ? StoredLieu.Differences(previous, lieu) : [];
        return Task.FromResult<LieuChange?>(
            operation == Operation.Modification && champs.Count == 0 ? null : Write(new LieuChange(operation, lieu.Id, lieu.Nom, champs), StoredLieu.Write(lieu)));
    }

    public Task<Lieu?> PublishedAsync(string id, CancellationToken cancellationToken) => Task.FromResult(Latest(id)?.Lieu);

    public Task<LieuChange?> WithdrawAsync(string id, CancellationToken cancellationToken) => Task.FromResult<LieuChange?>(
        Latest(id) is { Lieu: { } lieu } ? Write(new LieuChange(Operation.Suppression, id, lieu.Nom, []), null) : null);

    public async Task CompleteAsync(SourceRun run, CancellationToken cancellationToken)
    {
        try
        {
            await SqliteRuns.WriteAsync(connection, transaction, card, run, cancellationToken);
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

    private LieuChange Write(LieuChange change, string? donnees)
    {
        seq++;
        var champs = change.Champs.Count == 0 ? null : JsonSerializer.Serialize([.. change.Champs], StoreJson.Default.StringArray);
        Run(write, seq, change.Operation.ToStored(), change.Id, date, champs, donnees);
        Run(point, change.Id, seq);
        return change;
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

        public string? Issues { get; init; }
    }
}
