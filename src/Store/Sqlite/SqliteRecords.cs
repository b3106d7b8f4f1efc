using System.Text.Json;
using Dapper;
using Maillage.Schema.Publication;
using Maillage.Store.Sql;
using Microsoft.Data.Sqlite;

namespace Maillage.Store.Sqlite;

/// <summary>The source records, inside the transaction of a set of changes.</summary>
internal sealed class SqliteRecords : IDisposable
{
    private const string Upsert = $"""
        INSERT INTO source_record ({RecordTable.Columns})
        VALUES (@source, @id, @hash, @state, @reason, @entite_id, @issues, @raw, @nature, @fiche, @cible_source, @cible_id)
        {RecordTable.OrReplaceRecord}
        """;

    private const string Delete = "DELETE FROM source_record WHERE source = @source AND id = @id";

    private const string UpsertMember =
        $"INSERT INTO membre (source, id, lieu_id, signature) VALUES (@source, @id, @lieu_id, @signature) {RecordTable.OrReplaceMember}";

    private const string DeleteMember = "DELETE FROM membre WHERE source = @source AND id = @id";

    private const string CreateReplaced = """
        CREATE TEMP TABLE membre_avant (source TEXT NOT NULL, id TEXT NOT NULL, lieu_id TEXT NOT NULL, signature TEXT NOT NULL, PRIMARY KEY (source, id)) WITHOUT ROWID
        """;

    private const string InsertReplaced = """
        INSERT OR IGNORE INTO temp.membre_avant (source, id, lieu_id, signature) SELECT source, id, lieu_id, signature FROM membre WHERE source = @source AND id = @id
        """;

    private const string Assignment = "UPDATE membre SET lieu_id = @lieu_id WHERE source = @source AND id = @id";

    private const string Signature = "UPDATE membre SET signature = @signature WHERE source = @source AND id = @id";

    private const string UpsertFormer = $"INSERT INTO ancien_membre (source, id, lieu_id, seq) VALUES (@source, @id, @lieu_id, @seq) {RecordTable.OrReplaceFormer}";

    private static readonly RecordTable Table = new(Dialect.Sqlite);

    private readonly SqliteConnection connection;
    private readonly SqliteTransaction transaction;
    private readonly PreparedStatement upsert;
    private readonly PreparedStatement delete;
    private readonly PreparedStatement upsertMember;
    private readonly PreparedStatement deleteMember;
    private readonly PreparedStatement replace;
    private readonly PreparedStatement replaced;
    private readonly PreparedStatement assign;
    private readonly PreparedStatement sign;
    private readonly PreparedStatement members;
    private readonly PreparedStatement records;
    private readonly PreparedStatement behind;
    private readonly PreparedStatement attached;
    private readonly PreparedStatement former;
    private readonly PreparedStatement upsertFormer;

    public SqliteRecords(SqliteConnection connection, SqliteTransaction transaction)
    {
        this.connection = connection;
        this.transaction = transaction;
        upsert = new(
            connection, transaction, Upsert,
            "@source", "@id", "@hash", "@state", "@reason", "@entite_id", "@issues", "@raw", "@nature", "@fiche", "@cible_source", "@cible_id");
        delete = new(connection, transaction, Delete, "@source", "@id");
        upsertMember = new(connection, transaction, UpsertMember, "@source", "@id", "@lieu_id", "@signature");
        deleteMember = new(connection, transaction, DeleteMember, "@source", "@id");
        connection.Execute(CreateReplaced, transaction: transaction);
        replace = new(connection, transaction, InsertReplaced, "@source", "@id");
        replaced = new(connection, transaction, RecordTable.SelectReplaced);
        assign = new(connection, transaction, Assignment, "@source", "@id", "@lieu_id");
        sign = new(connection, transaction, Signature, "@source", "@id", "@signature");
        members = new(connection, transaction, RecordTable.SelectMembers);
        records = new(connection, transaction, Table.SelectRecords, "@keys");
        behind = new(connection, transaction, Table.SelectBehind, "@ids");
        attached = new(connection, transaction, Table.SelectAttached, "@keys");
        former = new(connection, transaction, Table.SelectFormer, "@keys");
        upsertFormer = new(connection, transaction, UpsertFormer, "@source", "@id", "@lieu_id", "@seq");
    }

    public async Task<IReadOnlyDictionary<string, KeptRecord>> KnownAsync(string source, CancellationToken cancellationToken)
    {
        var command = new CommandDefinition(RecordTable.SelectKnown, new { source }, transaction, cancellationToken: cancellationToken);
        return (await connection.QueryAsync<RecordTable.KnownRow>(command)).ToDictionary(row => row.Id, row => row.ToKept());
    }

    public void Keep(string source, SourceRecord record)
    {
        var stored = StoredRecord.Of(record);
        upsert.Run(
            source, record.Id, record.Hash, record.State.ToStored(), record.Reason, record.EntiteId, record.Issues, record.Raw,
            stored.Nature, stored.Fiche, record.Cible?.Source, record.Cible?.Id);
        replace.Run(source, record.Id);
        if (record.Signature is { } signature)
        {
            upsertMember.Run(source, record.Id, record.EntiteId, signature);
        }
        else
        {
            deleteMember.Run(source, record.Id);
        }
    }

    public void Forget(RecordKey key)
    {
        delete.Run(key.Source, key.Id);
        replace.Run(key.Source, key.Id);
        deleteMember.Run(key.Source, key.Id);
    }

    public List<Member> Members() => members.All(RecordTable.MemberOf);

    public List<Member> Replaced() => replaced.All(RecordTable.MemberOf);

    public void Assign(Assignment one) => assign.Run(one.Key.Source, one.Key.Id, one.LieuId);

    public void Sign(NewSignature one) => sign.Run(one.Key.Source, one.Key.Id, one.Signature);

    public List<PublishedRecord> Records(IEnumerable<RecordKey> keys) => RecordTable.Read(records.All(RecordTable.PublishedOf, Json(keys)));

    public List<PublishedRecord> RecordsBehind(IEnumerable<string> lieux) => RecordTable.Read(behind.All(RecordTable.PublishedOf, Json(lieux)));

    public List<AttachedRecord> AttachedTo(IEnumerable<RecordKey> keys) => attached.All(RecordTable.AttachedOf, Json(keys));

    public List<FormerRecord> Former(IEnumerable<RecordKey> keys) => former.All(RecordTable.FormerOf, Json(keys));

    public void Remember(FormerRecord one, long seq) => upsertFormer.Run(one.Key.Source, one.Key.Id, one.LieuId, seq);

    public Dictionary<RecordKey, KeptRecord> KeptBehind(TypeEntite type, IEnumerable<string> ids) =>
        connection.Query<RecordTable.KnownRow>(Table.SelectKeptBehind, new { type = type.ToStored(), ids = Json(ids) }, transaction)
            .ToDictionary(row => new RecordKey(row.Source, row.Id), row => row.ToKept());

    public List<RecordKey> FormerBehind(IEnumerable<string> lieux) =>
        [.. connection.Query<(string Source, string Id)>(Table.SelectFormerBehind, new { ids = Json(lieux) }, transaction).Select(row => new RecordKey(row.Source, row.Id))];

    public void ForgetFormer(IEnumerable<RecordKey> keys) => connection.Execute(Table.DeleteFormer, new { keys = Json(keys) }, transaction);

    public void Dispose()
    {
        foreach (var statement in (PreparedStatement[])
            [upsert, delete, upsertMember, deleteMember, replace, replaced, assign, sign, members, records, behind, attached, former, upsertFormer])
        {
            statement.Dispose();
        }
    }

    public static string Json(IEnumerable<string> ids) => JsonSerializer.Serialize([.. ids], StoreJson.Default.StringArray);

    private static string Json(IEnumerable<RecordKey> keys) => JsonSerializer.Serialize([.. keys.Select(key => (string[])[key.Source, key.Id])], StoreJson.Default.StringArrayArray);
}
