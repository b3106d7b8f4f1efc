using System.Text.Json;
using Maillage.Schema.Lieux;

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
    /// <summary>It is behind a published lieu.</summary>
    Publie,

    /// <summary>It is sound, but of a kind that is not published.</summary>
    NonPublie,

    /// <summary>It cannot be a lieu; the reason says why.</summary>
    Rejete,
}

/// <summary>A source record to keep.</summary>
/// <param name="Id">Its id in the source.</param>
/// <param name="Hash">SHA-256 of its canonical form and of the rules that read it.</param>
/// <param name="State">What became of it.</param>
/// <param name="Reason">Code of the reason when it is not published; null otherwise.</param>
/// <param name="LieuId">The lieu it is behind; kept when it stops being published, so that it comes back under the same id.</param>
/// <param name="Issues">What was found in it, in words of the importers; without values.</param>
/// <param name="Raw">Canonical JSON, without the names of individuals.</param>
public sealed record SourceRecord(string Id, byte[] Hash, RecordState State, string? Reason, string? LieuId, string Issues, string Raw);

/// <summary>What is remembered of a source record while its source is read again.</summary>
/// <param name="Hash">As it was kept.</param>
/// <param name="State">As it was kept.</param>
/// <param name="Reason">As it was kept.</param>
/// <param name="LieuId">As it was kept.</param>
/// <param name="Issues">As they were kept; null when the record was kept before issues were.</param>
public sealed record KeptRecord(byte[] Hash, RecordState State, string? Reason, string? LieuId, string? Issues);

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

    /// <summary>A suppressed lieu is published again, under its own id.</summary>
    Retour,
}

/// <summary>One entry of the journal.</summary>
/// <param name="Seq">Sequence number; they follow each other without a hole.</param>
/// <param name="Operation">What happened.</param>
/// <param name="Id">The lieu.</param>
/// <param name="Date">When, UTC.</param>
/// <param name="Champs">Names of the fields that changed, for a modification.</param>
/// <param name="Lieu">The whole lieu after the change; null after a suppression.</param>
public sealed record JournalEntry(long Seq, Operation Operation, string Id, DateTimeOffset Date, IReadOnlyList<string> Champs, Lieu? Lieu);

/// <summary>What an import writes to the journal of one lieu.</summary>
/// <param name="Operation">What happens.</param>
/// <param name="Id">The lieu.</param>
/// <param name="Nom">Its name; the last one when it is withdrawn.</param>
/// <param name="Champs">Names of the fields that change, for a modification.</param>
public sealed record LieuChange(Operation Operation, string Id, string Nom, IReadOnlyList<string> Champs);

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
