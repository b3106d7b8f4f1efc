using Dapper;
using Maillage.Schema.Publication;
using Maillage.Store.Sql;
using Microsoft.Data.Sqlite;

namespace Maillage.Store.Sqlite;

/// <summary>The journal, inside the transaction of a set of changes.</summary>
internal sealed class SqliteJournal : IDisposable
{
    private const string InsertChange = $"""
        INSERT INTO change ({JournalTable.Columns}) VALUES (@seq, @type, @operation, @id, @remplace_par, @date, @champs, @donnees)
        """;

    private const string UpsertEntity = $"INSERT INTO entity (type, id, seq, premiere_seq) VALUES (@type, @id, @seq, @seq) {JournalTable.OrMove}";

    private static readonly JournalTable Table = new(Dialect.Sqlite);

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
        published = new(connection, transaction, Table.SelectPublished, "@type", "@ids");
        identities = new(connection, transaction, Table.SelectIdentities, "@type", "@ids");
        insert = new(connection, transaction, InsertChange, "@seq", "@type", "@operation", "@id", "@remplace_par", "@date", "@champs", "@donnees");
        point = new(connection, transaction, UpsertEntity, "@type", "@id", "@seq");
        erase = new(connection, transaction, Table.EraseChanges, "@type", "@ids");
        // Nobody else can take a number before this transaction ends: it holds the only write lock.
        firstSeq = Seq = JournalTable.SeqAsync(connection, transaction, CancellationToken.None).GetAwaiter().GetResult();
    }

    /// <summary>The last number that was taken.</summary>
    public long Seq { get; private set; }

    public Dictionary<string, IEntite> Published(TypeEntite type, IEnumerable<string> ids) =>
        JournalTable.Read(type, published.All(JournalTable.PublishedOf, type.ToStored(), SqliteRecords.Json(ids)));

    public Dictionary<string, Identity> Identities(TypeEntite type, IEnumerable<string> ids) =>
        identities.All(JournalTable.IdentityOf, type.ToStored(), SqliteRecords.Json(ids)).ToDictionary(row => row.Id, row => row.Identity);

    public List<string> MergedInto(TypeEntite type, IEnumerable<string> ids) =>
        [.. connection.Query<string>(Table.SelectMergedInto, new { type = type.ToStored(), ids = SqliteRecords.Json(ids) }, transaction)];

    public void Write(IReadOnlyList<JournalChange> changes)
    {
        foreach (var row in JournalTable.RowsOf(changes, Seq, date))
        {
            insert.Run(row.Seq, row.Type, row.Operation, row.Id, row.RemplacePar, row.Date, row.Champs, row.Donnees);
            point.Run(row.Type, row.Id, row.Seq);
            Seq = row.Seq;
        }
    }

    public HashSet<string> ErasedIds() => [.. connection.Query<string>(JournalTable.SelectErased, transaction: transaction)];

    public void EraseMentions(IEnumerable<string> texts) => connection.Execute(Table.EraseMentions, new { ids = SqliteRecords.Json(texts) }, transaction);

    public void Erase(TypeEntite type, IEnumerable<string> ids) => erase.Run(type.ToStored(), SqliteRecords.Json(ids));

    /// <summary>Gives the numbers that were taken.</summary>
    public async Task CompleteAsync(CancellationToken cancellationToken)
    {
        if (Seq > firstSeq)
        {
            await JournalTable.WriteSeqAsync(connection, transaction, Seq, cancellationToken);
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
