using System.Globalization;

namespace Maillage.Schema.Horaires.Ouverture;

/// <summary>What the selectors of a rule look at in a day.</summary>
internal readonly struct CivilDay(DateOnly date, bool isPublicHoliday, bool isSchoolHoliday)
{
    private const int DaysOfWeek = 7;

    public int Year { get; } = date.Year;

    public int Month { get; } = date.Month;

    /// <summary>July 14th is 714: dates of any year compare as numbers.</summary>
    public int MonthDay { get; } = MonthAndDay(date.Month, date.Day);

    public DayOfWeek DayOfWeek { get; } = date.DayOfWeek;

    public bool IsPublicHoliday { get; } = isPublicHoliday;

    public bool IsSchoolHoliday { get; } = isSchoolHoliday;

    public int DayNumber => date.DayNumber;

    /// <summary>The ISO week, 1 to 53: the last days of December may be of week 1.</summary>
    public int Week => ISOWeek.GetWeekOfYear(date.ToDateTime(TimeOnly.MinValue));

    /// <summary>1 for the first of its weekday in the month, 2 for the second…</summary>
    public int Rank => ((date.Day - 1) / DaysOfWeek) + 1;

    /// <summary>-1 for the last of its weekday in the month, -2 for the last but one…</summary>
    public int RankFromEnd => -(((DateTime.DaysInMonth(date.Year, date.Month) - date.Day) / DaysOfWeek) + 1);

    public static int MonthAndDay(int month, int day) => (month * 100) + day;
}
