namespace Maillage.Importers.Normalise.Hours;

/// <summary>Which of the weeks or days count, in OpenStreetMap syntax: <c>week 02-52/2</c> before the days, <c>[1,3]</c> after the one day.</summary>
internal sealed record Selection(string? Weeks, string? Ranks);

/// <summary>A part of the year, in OpenStreetMap syntax: <c>Jul-Aug</c>, <c>SH</c>; or days by themselves: <c>Sa[1]</c>, <c>PH</c>.</summary>
/// <param name="Osm">The selector.</param>
/// <param name="IsDay">True when the selector names the days: none are written after it.</param>
internal sealed record Occasion(string Osm, bool IsDay = false);

/// <summary>What is different on an occasion: other times, none at all, or times that nobody can be sure of.</summary>
/// <param name="When">The occasion.</param>
/// <param name="Days">Days of the week concerned.</param>
/// <param name="Times">Times of opening then; none: closed.</param>
/// <param name="Doubt">What is said, when it cannot be told whether it holds each year; null when it is sure.</param>
internal sealed record Variation(Occasion When, int Days, IReadOnlyList<TimeRange> Times, string? Doubt = null);

/// <summary>Times of opening shared by some days, as one line of a source gives them.</summary>
/// <param name="Days">Days of the week.</param>
/// <param name="Times">Times, in order and apart from one another.</param>
internal sealed record Slot(int Days, IReadOnlyList<TimeRange> Times)
{
    /// <summary>The weeks or the ranks of the days that count; null: all.</summary>
    public Selection? Only { get; init; }

    /// <summary>Condition under which it is open, said to people; null: none.</summary>
    public string? Condition { get; init; }

    /// <summary>Occasions on which it is otherwise.</summary>
    public IReadOnlyList<Variation> Variations { get; init; } = [];
}
