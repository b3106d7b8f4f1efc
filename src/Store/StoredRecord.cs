using System.Text.Json;
using Maillage.Schema.Publication;

namespace Maillage.Store;

/// <summary>What a record makes, as it is stored: the same in every database.</summary>
/// <param name="Nature">The kind of entity that it makes, or <c>complement</c>.</param>
/// <param name="Fiche">The entity or the complement as JSON; null when it makes none.</param>
internal sealed record StoredRecord(string Nature, string? Fiche)
{
    private const string Complement = "complement";

    public static StoredRecord Of(SourceRecord record) => record switch
    {
        { Fiche: { } entity } => new(StoredEntity.Of(entity).Type.ToStored(), StoredEntity.Of(entity).Write(entity)),
        { Complement: { } complement } => new(Complement, JsonSerializer.Serialize(complement, StoreJson.Default.SourcedComplement)),
        _ => new(TypeEntite.Lieu.ToStored(), null),
    };

    /// <summary>The kind of entity that a record of that nature makes; null for a complement.</summary>
    public static TypeEntite? Makes(string nature) => nature == Complement ? null : StoredNames.Parse<TypeEntite>(nature);

    /// <exception cref="StoreException">The stored text is no entity: the database is damaged.</exception>
    public static PublishedRecord Published(RecordKey key, string entityId, string nature, string fiche, RecordKey? target, string? signature) =>
        new(key, entityId, StoredEntity.Of(StoredNames.Parse<TypeEntite>(nature)).Read(fiche, null), target, signature);

    /// <exception cref="StoreException">The stored text is no entity and no complement: the database is damaged.</exception>
    public static AttachedRecord Attached(RecordKey key, string nature, string fiche, RecordKey target)
    {
        if (nature != Complement)
        {
            return new AttachedRecord(key, StoredEntity.Of(StoredNames.Parse<TypeEntite>(nature)).Read(fiche, null), null, target);
        }

        try
        {
            return new AttachedRecord(key, null, JsonSerializer.Deserialize(fiche, StoreJson.Default.SourcedComplement), target);
        }
        catch (JsonException damaged)
        {
            throw new StoreException($"Le complément {key.Id} de la source « {key.Source} » est illisible dans la base.", damaged);
        }
    }
}
