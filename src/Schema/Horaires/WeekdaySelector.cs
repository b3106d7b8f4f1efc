namespace Maillage.Schema.Horaires;

/// <summary>Holidays that a rule may name.</summary>
[Flags]
public enum Holidays
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>Public holidays, <c>PH</c>.</summary>
    Public = 1,

    /// <summary>School holidays, <c>SH</c>: of the zone of the lieu.</summary>
    School = 2,
}

/// <summary>A day of the week: every one, or some of each month.</summary>
/// <param name="Day">The day.</param>
/// <param name="Ranks">Ranks in the month, 1 to 5, or -1 for the last, -2 for the last but one…; none for every one. In the order 1, 2, …, -1, -2, ….</param>
public sealed record RankedDay(DayOfWeek Day, ValueList<int> Ranks);

/// <summary>Days of the week and holidays: <c>Mo-Fr,PH</c>, <c>Sa[1,3]</c>, <c>SH Mo-Fr</c>.</summary>
/// <remarks>Which days matter, not how they were written: <c>Fr-Mo</c> is Monday, Friday, Saturday and Sunday.</remarks>
public sealed record WeekdaySelector
{
    /// <summary>The days, once each, from Monday.</summary>
    public ValueList<RankedDay> Days { get; init; } = [];

    /// <summary>The holidays named.</summary>
    public Holidays Holidays { get; init; }

    /// <summary>True for <c>SH Mo-Fr</c>: of the holidays, only those days. False for <c>Mo-Fr,SH</c>: those days, and the holidays too.</summary>
    public bool HolidaysOnly { get; init; }

    /// <summary>The same days, whatever the order and the number of times they are given.</summary>
    internal static ValueList<RankedDay> Sorted(IEnumerable<RankedDay> days) =>
        [.. days.GroupBy(day => day.Day).OrderBy(group => FromMonday(group.Key)).Select(Merge)];

    /// <summary>0 for Monday, 6 for Sunday.</summary>
    internal static int FromMonday(DayOfWeek day) => ((int)day + 6) % 7;

    /// <summary>True when a day of the week may be in both.</summary>
    internal bool Meets(WeekdaySelector other) => Days.Any(day => other.Days.Any(their => their.Day == day.Day));

    private static RankedDay Merge(IGrouping<DayOfWeek, RankedDay> same) => new(
        same.Key,
        same.Any(day => day.Ranks.Count == 0)
            ? []
            : [.. same.SelectMany(day => day.Ranks).Distinct().OrderBy(rank => rank < 0).ThenBy(Math.Abs)]);
}
