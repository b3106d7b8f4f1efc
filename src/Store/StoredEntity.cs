using System.Text;
using System.Text.Json;
using Maillage.Schema.Demarches;
using Maillage.Schema.Fields;
using Maillage.Schema.Lieux;
using Maillage.Schema.Parsing;
using Maillage.Schema.Publication;
using Maillage.Schema.Services;

namespace Maillage.Store;

/// <summary>The stored form of the entities of one kind: their known fields as JSON, less the instant of the change, which the journal entry holds.</summary>
internal abstract class StoredEntity
{
    private static readonly StoredEntity[] All = [new StoredEntity<Lieu>(TypeEntite.Lieu), new StoredEntity<Service>(TypeEntite.Service), new StoredEntity<Demarche>(TypeEntite.Demarche)];

    protected StoredEntity(TypeEntite type) => Type = type;

    /// <summary>The kind.</summary>
    public TypeEntite Type { get; }

    /// <summary>How entities of that kind are stored.</summary>
    public static StoredEntity Of(TypeEntite type) => Array.Find(All, one => one.Type == type) ?? throw new InvalidOperationException($"No stored form for {type}.");

    /// <summary>How that entity is stored.</summary>
    public static StoredEntity Of(IEntite entity) => Array.Find(All, one => one.Holds(entity)) ?? throw new InvalidOperationException($"No stored form for {entity.GetType()}.");

    public abstract string Write(IEntite entity);

    /// <exception cref="StoreException">The stored text is no entity of the kind: the database is damaged.</exception>
    public abstract IEntite Read(ReadOnlySpan<byte> stored, DateTimeOffset? modifieLe);

    /// <exception cref="StoreException">The stored text is no entity of the kind: the database is damaged.</exception>
    public IEntite Read(string stored, DateTimeOffset? modifieLe) => Read(Encoding.UTF8.GetBytes(stored), modifieLe);

    /// <summary>Names of the fields that differ, the instant of the change apart.</summary>
    public abstract IReadOnlyList<string> Differences(IEntite before, IEntite after);

    protected abstract bool Holds(IEntite entity);
}

/// <inheritdoc cref="StoredEntity"/>
internal sealed class StoredEntity<TRecord>(TypeEntite type) : StoredEntity(type)
    where TRecord : class, IEntite
{
    private static readonly RecordShape<TRecord> Shape = RecordShape.Of<TRecord>();

    public override string Write(IEntite entity)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, Json.WriterOptions))
        {
            Shape.WriteCompact(writer, Undated(entity));
        }

        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }

    public override IEntite Read(ReadOnlySpan<byte> stored, DateTimeOffset? modifieLe)
    {
        // As it was written, nearly always; a row of a former version may have a field that is no more.
        return (Shape.Read(stored) ?? ReadTolerantly(stored)).ModifieeLe(modifieLe);
    }

    private static TRecord ReadTolerantly(ReadOnlySpan<byte> stored)
    {
        var reader = new Utf8JsonReader(stored);
        using var document = JsonDocument.ParseValue(ref reader);
        List<Issue> issues = [];
        return Shape.ReadObject(document.RootElement, issues) is { } entity && issues.Count == 0
            ? entity
            : throw new StoreException("Une fiche de la base est illisible : " + string.Join(" ; ", issues));
    }

    public override IReadOnlyList<string> Differences(IEntite before, IEntite after) => Shape.Differences(Undated(before), Undated(after));

    protected override bool Holds(IEntite entity) => entity is TRecord;

    private static TRecord Undated(IEntite entity) => (TRecord)entity.ModifieeLe(null);
}
