using System.Text.Json;
using Maillage.Schema.Lieux;
using Maillage.Schema.Publication;

namespace Maillage.Store;

/// <summary>What is said of a source beside its data.</summary>
public sealed record SourceCard
{
    public required string Id { get; init; }

    /// <summary>Name for people.</summary>
    public required string Nom { get; init; }

    public required string Producteur { get; init; }

    /// <summary>The mention that the licence asks of reusers.</summary>
    public required string Attribution { get; init; }

    public required string Licence { get; init; }

    /// <summary>Where it is published.</summary>
    public string? Url { get; init; }

    /// <summary>Where to correct a record; <c>{id}</c> stands for its id.</summary>
    public string? UrlModification { get; init; }

    /// <summary>Whom it republishes.</summary>
    public string? Origine { get; init; }

    public DateOnly? DateFichier { get; init; }

    public string? Territoire { get; init; }

    /// <summary>Its file holds every record: what is missing from it is withdrawn.</summary>
    public bool Complete { get; init; } = true;

    /// <summary>Every record is a lieu of médiation numérique.</summary>
    public bool Mediation { get; init; }

    /// <summary>Demonstration data: every page says so.</summary>
    public bool Demonstration { get; init; }
}

/// <summary>What became of a source record.</summary>
public enum RecordState
{
    /// <summary>It is behind a published entity, or completes one.</summary>
    Publie,

    /// <summary>It is sound, but of a kind that is not published.</summary>
    NonPublie,

    /// <summary>It cannot be used; the reason says why.</summary>
    Rejete,
}

/// <summary>A record of a source, by the id that the source gives it.</summary>
public sealed record RecordKey(string Source, string Id);

/// <summary>What a record adds to the lieu of another source, and the mention of where it comes from.</summary>
public sealed record SourcedComplement(SourceLieu Source, Complement Complement);

/// <summary>A source record to keep.</summary>
public sealed record SourceRecord
{
    /// <summary>Its id in the source.</summary>
    public required string Id { get; init; }

    /// <summary>SHA-256 of its canonical form and of the rules that read it.</summary>
    public required byte[] Hash { get; init; }

    public required RecordState State { get; init; }

    /// <summary>Code of the reason when it is not published; null otherwise.</summary>
    public string? Reason { get; init; }

    /// <summary>The entity it is behind; kept when it stops being published, so that it comes back under the same id.</summary>
    public string? EntiteId { get; init; }

    /// <summary>What was found in it, in words of the importers; without values.</summary>
    public string Issues { get; init; } = "";

    /// <summary>Canonical JSON, without the names of individuals.</summary>
    public required string Raw { get; init; }

    /// <summary>The entity as this record alone tells it, before what others add; null when it makes none.</summary>
    public IEntite? Fiche { get; init; }

    /// <summary>What it adds to a lieu; null when it is no complement.</summary>
    public SourcedComplement? Complement { get; init; }

    /// <summary>The record of another source that it completes or belongs to.</summary>
    public RecordKey? Cible { get; init; }
}

/// <summary>What is remembered of a source record while its source is read again.</summary>
/// <param name="Hash">As it was kept.</param>
/// <param name="State">As it was kept.</param>
/// <param name="Reason">As it was kept.</param>
/// <param name="EntiteId">As it was kept.</param>
/// <param name="Issues">As they were kept; null when the record was kept before issues were.</param>
public sealed record KeptRecord(byte[] Hash, RecordState State, string? Reason, string? EntiteId, string? Issues)
{
    /// <summary>The kind of the entity it is behind; null for a complement.</summary>
    public TypeEntite? Makes { get; init; }

    /// <summary>As it was kept.</summary>
    public RecordKey? Cible { get; init; }
}

/// <summary>A record that completes, or belongs to, a record of another source.</summary>
/// <param name="Key">The record itself.</param>
/// <param name="Fiche">The entity that it makes; null for a complement.</param>
/// <param name="Complement">What it adds; null for an entity.</param>
public sealed record AttachedRecord(RecordKey Key, IEntite? Fiche, SourcedComplement? Complement);

/// <summary>What is kept of a published record.</summary>
/// <param name="EntiteId">The entity it is behind.</param>
/// <param name="Fiche">The entity as that record alone tells it.</param>
public sealed record PublishedRecord(string EntiteId, IEntite Fiche);

/// <summary>Where a journal stands.</summary>
/// <param name="Origin">Short id drawn when the database was created: sequence numbers only compare within one.</param>
/// <param name="Seq">Last sequence number; 0 when nothing was ever published.</param>
/// <param name="Run">Number of the last run, 0 when there was none: a run may change nothing in the journal.</param>
public sealed record JournalHead(string Origin, long Seq, long Run);

/// <summary>What a journal entry says happened.</summary>
public enum Operation
{
    Creation,
    Modification,
    Suppression,

    /// <summary>A suppressed entity is published again, under its own id.</summary>
    Retour,
}

/// <summary>One entry of the journal.</summary>
/// <param name="Seq">Sequence number; they follow each other without a hole.</param>
/// <param name="Type">What kind of entity it is about.</param>
/// <param name="Operation">What happened.</param>
/// <param name="Id">The entity.</param>
/// <param name="Date">When, UTC.</param>
/// <param name="Champs">Names of the fields that changed, for a modification.</param>
/// <param name="Entite">The whole entity after the change; null after a suppression.</param>
public sealed record JournalEntry(long Seq, TypeEntite Type, Operation Operation, string Id, DateTimeOffset Date, IReadOnlyList<string> Champs, IEntite? Entite);

/// <summary>What an import writes to the journal of one entity.</summary>
/// <param name="Type">What kind of entity it is about.</param>
/// <param name="Operation">What happens.</param>
/// <param name="Id">The entity.</param>
/// <param name="Nom">Its name; the last one when it is withdrawn.</param>
/// <param name="Champs">Names of the fields that change, for a modification.</param>
public sealed record EntityChange(TypeEntite Type, Operation Operation, string Id, string Nom, IReadOnlyList<string> Champs)
{
    /// <summary>Where a lieu is; null for what is nowhere.</summary>
    public string? Commune { get; init; }
}

/// <summary>Names of the enumerations as stored and published: <c>non_publie</c>, <c>modification</c>.</summary>
internal static class StoredNames
{
    public static string ToStored<TEnum>(this TEnum value)
        where TEnum : struct, Enum => Names<TEnum>.ByValue[value];

    public static TEnum Parse<TEnum>(string stored)
        where TEnum : struct, Enum => Names<TEnum>.ByName[stored];

    private static class Names<TEnum>
        where TEnum : struct, Enum
    {
        public static readonly IReadOnlyDictionary<TEnum, string> ByValue =
            Enum.GetValues<TEnum>().ToDictionary(value => value, value => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString()));

        public static readonly IReadOnlyDictionary<string, TEnum> ByName = ByValue.ToDictionary(pair => pair.Value, pair => pair.Key);
    }
}
