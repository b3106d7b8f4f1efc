using Maillage.Schema.Lieux;
using Maillage.Schema.Publication;

namespace Maillage.Store;

/// <summary>Where a journal stands.</summary>
/// <param name="Origin">Short id drawn when the database was created: sequence numbers only compare within one.</param>
/// <param name="Seq">Last sequence number; 0 when nothing was ever published.</param>
/// <param name="Horizon">Last sequence number that compaction may have removed: what happened up to it is no longer told step by step.</param>
/// <param name="Run">Number of the last run, 0 when there was none: a run may change nothing in the journal.</param>
public sealed record JournalHead(string Origin, long Seq, long Horizon, long Run);

/// <summary>What a journal entry says happened.</summary>
public enum Operation
{
    Creation,
    Modification,
    Suppression,

    /// <summary>A lieu is found to be another: its id leads there.</summary>
    Fusion,

    /// <summary>A lieu is told apart from the one it was published with, under an id of its own: the one it had before, when it had one.</summary>
    Scission,

    /// <summary>A suppressed entity is published again, under its own id.</summary>
    Retour,

    /// <summary>What was published of it is erased everywhere.</summary>
    Effacement,
}

/// <summary>One entry of the journal.</summary>
/// <param name="Seq">Sequence number; they follow each other without a hole.</param>
/// <param name="Type">What kind of entity it is about.</param>
/// <param name="Operation">What happened.</param>
/// <param name="Id">The entity.</param>
/// <param name="Date">When, UTC.</param>
/// <param name="Champs">Names of the fields that changed, for a modification.</param>
/// <param name="Entite">The whole entity after the change; null when it is published no more.</param>
public sealed record JournalEntry(long Seq, TypeEntite Type, Operation Operation, string Id, DateTimeOffset Date, IReadOnlyList<string> Champs, IEntite? Entite)
{
    /// <summary>The entity that it was merged into; null unless it was.</summary>
    public string? RemplacePar { get; init; }
}

/// <summary>What happens to one entity.</summary>
/// <param name="Type">What kind of entity it is about.</param>
/// <param name="Operation">What happens.</param>
/// <param name="Id">The entity.</param>
/// <param name="Nom">Its name; the last one when it is withdrawn.</param>
/// <param name="Champs">Names of the fields that change, for a modification.</param>
public sealed record EntityChange(TypeEntite Type, Operation Operation, string Id, string Nom, IReadOnlyList<string> Champs)
{
    /// <summary>Where a lieu is; null for what is nowhere.</summary>
    public string? Commune { get; init; }

    /// <summary>The entity that it is merged into; null unless it is.</summary>
    public string? RemplacePar { get; init; }
}

/// <summary>What is to be written to the journal of one entity.</summary>
/// <param name="Change">What happens to it.</param>
/// <param name="Entite">The whole entity after the change; null when it is published no more.</param>
public sealed record JournalChange(EntityChange Change, IEntite? Entite)
{
    /// <summary>The entity as it is to be published; null when no field changes.</summary>
    /// <param name="before">As it is published; null when it is not.</param>
    /// <param name="after">As it is to be.</param>
    /// <param name="appears">What happens when it is not published yet.</param>
    public static JournalChange? Of(IEntite? before, IEntite after, Operation appears)
    {
        var form = StoredEntity.Of(after);
        var champs = before is null ? [] : form.Differences(before, after);
        var operation = before is null ? appears : Operation.Modification;
        return before is not null && champs.Count == 0 ? null : new JournalChange(Told(after, operation, champs), after);
    }

    /// <summary>The entity is published no more.</summary>
    /// <param name="before">As it is published.</param>
    /// <param name="operation">What happens to it.</param>
    /// <param name="replacement">The entity that it is merged into; null unless it is.</param>
    public static JournalChange End(IEntite before, Operation operation, string? replacement = null) =>
        new(Told(before, operation, []) with { RemplacePar = replacement }, null);

    /// <summary>Nothing is left to tell of that id, whether it was published or not.</summary>
    public static JournalChange Erased(TypeEntite type, string id) => new(new EntityChange(type, Operation.Effacement, id, "", []), null);

    private static EntityChange Told(IEntite entity, Operation operation, IReadOnlyList<string> champs) =>
        new(StoredEntity.Of(entity).Type, operation, entity.Id, entity.Nom, champs) { Commune = (entity as Lieu)?.Commune };
}

/// <summary>What became of an identifier that was published.</summary>
/// <param name="FirstSeq">Sequence number of its first entry: the smaller, the older.</param>
/// <param name="IsPublished">It denotes an entity now.</param>
/// <param name="RemplacePar">The entity that it was merged into; null unless it was.</param>
/// <param name="IsErased">It was erased: it must never come back.</param>
public sealed record Identity(long FirstSeq, bool IsPublished, string? RemplacePar, bool IsErased);
