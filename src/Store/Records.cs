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

    /// <summary>It was erased: nothing is kept of it but its id, so that it is never published again.</summary>
    Efface,
}

/// <summary>A record of a source, by the id that the source gives it.</summary>
public sealed record RecordKey(string Source, string Id)
{
    /// <summary>By source, then by id, whatever the culture.</summary>
    public static IComparer<RecordKey> Order { get; } = Comparer<RecordKey>.Create(
        (one, other) => string.CompareOrdinal(one.Source, other.Source) is var bySource and not 0 ? bySource : string.CompareOrdinal(one.Id, other.Id));
}

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

    /// <summary>The entity it is behind, or was last: it comes back under the same id. For a lieu, the one it would be behind were it alone.</summary>
    public string? EntiteId { get; init; }

    /// <summary>What the record of a lieu is compared by, in words of the importers; null when it is behind none.</summary>
    public string? Signature { get; init; }

    /// <summary>What was found in it, in words of the importers; without values.</summary>
    public string Issues { get; init; } = "";

    /// <summary>Canonical JSON, without the names of individuals.</summary>
    public required string Raw { get; init; }

    /// <summary>The entity as this record alone tells it, before what others say; null when it makes none.</summary>
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
/// <param name="Cible">The record that it completes, or belongs to.</param>
public sealed record AttachedRecord(RecordKey Key, IEntite? Fiche, SourcedComplement? Complement, RecordKey Cible);

/// <summary>What is kept of a published record.</summary>
/// <param name="Key">The record.</param>
/// <param name="EntiteId">The entity it is behind.</param>
/// <param name="Fiche">The entity as that record alone tells it.</param>
/// <param name="Cible">The record that it completes, or belongs to; null when there is none.</param>
/// <param name="Signature">What it is compared by; null when it is behind no lieu.</param>
public sealed record PublishedRecord(RecordKey Key, string EntiteId, IEntite Fiche, RecordKey? Cible, string? Signature);

/// <summary>A record that is behind a lieu.</summary>
/// <param name="Key">The record.</param>
/// <param name="LieuId">The lieu; for a record that was just kept, the one it would be behind were it alone.</param>
/// <param name="Signature">What it is compared by, in words of the importers.</param>
public sealed record Member(RecordKey Key, string LieuId, string Signature);

/// <summary>Says that a record is behind a lieu.</summary>
public sealed record Assignment(RecordKey Key, string LieuId);

/// <summary>Says what a record is compared by.</summary>
public sealed record NewSignature(RecordKey Key, string Signature);

/// <summary>A record that is behind a lieu no more, and the lieu that it was last behind.</summary>
public sealed record FormerRecord(RecordKey Key, string LieuId);

/// <summary>Two records, the smaller first in order of source and id.</summary>
public readonly record struct PairKey(RecordKey A, RecordKey B);

/// <summary>Two records that were compared.</summary>
/// <param name="Key">The records.</param>
/// <param name="Score">How likely they are to be of one lieu, 0 to 1.</param>
/// <param name="Joins">They may be joined: likely enough, and nothing tells them apart.</param>
public sealed record PairLink(PairKey Key, double Score, bool Joins);

/// <summary>Two records that were compared, and why they are alike or not.</summary>
/// <param name="Link">How alike they are.</param>
/// <param name="Evidence">Why, in words of the importers.</param>
public sealed record KeptPair(PairLink Link, string Evidence);

/// <summary>Two records that were compared, and the lieu that each is behind.</summary>
public sealed record ComparedPair(KeptPair Pair, string LieuA, string LieuB);

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
