using Maillage.Schema.Lieux;

namespace Maillage.Importers.Normalise.Hours;

/// <summary>What a clause makes of a slot.</summary>
/// <param name="Slots">The slots that take its place.</param>
/// <param name="Note">What remains to be said to people; null: nothing.</param>
/// <param name="Removed">Times taken away from the hours because the counter is not open then.</param>
internal sealed record ClauseOutcome(IReadOnlyList<Slot> Slots, string? Note = null, IReadOnlyList<TimeRange>? Removed = null)
{
    /// <summary>False when the clause speaks of days or times that the slot does not have; its note is for when no slot has them.</summary>
    public bool IsConcerned { get; init; } = true;

    /// <summary>A closing between two given dates.</summary>
    public Fermeture? Closing { get; init; }

    /// <summary>Hours of the whole record on an occasion, whatever the slots say.</summary>
    public Variation? ForAll { get; init; }
}

/// <summary>What a clause must know of the hours around those it stands beside.</summary>
/// <param name="OwnDays">Days of the slots that bear the remark.</param>
/// <param name="Others">Slots of the record that do not bear it.</param>
internal sealed record ClauseContext(int OwnDays, IReadOnlyList<Slot> Others)
{
    /// <summary>Days on which only slots without the remark have hours.</summary>
    public int OtherDays { get; } = Others.Aggregate(Days.None, (days, slot) => days | slot.Days) & ~OwnDays;

    /// <summary>Days on which slots without the remark have hours.</summary>
    public int SharedDays { get; } = Others.Aggregate(Days.None, (days, slot) => days | slot.Days);
}
