namespace Maillage.Schema.Horaires.Ouverture;

/// <summary>The days that a rule selects (opening_hours specification, selectors): all its kinds of selector must hold, any element of each.</summary>
internal sealed class DaySelection
{
    private readonly OpeningRule rule;

    // A bit for each day of the week that has no rank.
    private readonly int weekdays;
    private readonly RankedDay[] ranked;

    public DaySelection(OpeningRule rule)
    {
        this.rule = rule;
        foreach (var day in rule.Days?.Days ?? [])
        {
            weekdays |= day.Ranks.Count == 0 ? Bit(day.Day) : 0;
        }

        ranked = [.. (rule.Days?.Days ?? []).Where(day => day.Ranks.Count > 0)];
    }

    /// <summary>True when every day is selected.</summary>
    public bool IsEveryDay => !rule.SelectsDays;

    /// <summary>True when the weekday and public holidays are all that counts.</summary>
    public bool IsWeekly => !rule.SelectsDates && ranked.Length == 0 && rule.Days?.Holidays.HasFlag(Holidays.School) != true;

    public bool Selects(in CivilDay day) =>
        (rule.Days is null || SelectsWeekday(rule.Days, day))
        && (!rule.SelectsDates || (SelectsYear(day.Year) && SelectsDate(day) && SelectsWeek(day)));

    private bool SelectsWeekday(WeekdaySelector selector, in CivilDay day)
    {
        var isHoliday = (day.IsPublicHoliday && selector.Holidays.HasFlag(Holidays.Public)) || (day.IsSchoolHoliday && selector.Holidays.HasFlag(Holidays.School));
        var isWeekday = (weekdays & Bit(day.DayOfWeek)) != 0 || (ranked.Length > 0 && SelectsRank(day));
        return selector.HolidaysOnly ? isHoliday && isWeekday : isHoliday || isWeekday;
    }

    private bool SelectsRank(in CivilDay day)
    {
        foreach (var one in ranked)
        {
            if (one.Day == day.DayOfWeek && (one.Ranks.Contains(day.Rank) || one.Ranks.Contains(day.RankFromEnd)))
            {
                return true;
            }
        }

        return false;
    }

    private bool SelectsYear(int year)
    {
        for (var at = 0; at < rule.Years.Count; at++)
        {
            var range = rule.Years[at];
            if (year >= range.First && year <= range.Last && (year - range.First) % range.Step == 0)
            {
                return true;
            }
        }

        return rule.Years.Count == 0;
    }

    private bool SelectsWeek(in CivilDay day)
    {
        if (rule.Weeks.Count == 0)
        {
            return true;
        }

        var week = day.Week;
        for (var at = 0; at < rule.Weeks.Count; at++)
        {
            var range = rule.Weeks[at];
            if (week >= range.First && week <= range.Last && (week - range.First) % range.Step == 0)
            {
                return true;
            }
        }

        return false;
    }

    private bool SelectsDate(in CivilDay day)
    {
        for (var at = 0; at < rule.Dates.Count; at++)
        {
            if (IsWithin(rule.Dates[at], day))
            {
                return true;
            }
        }

        return rule.Dates.Count == 0;
    }

    // What ends before it begins passes by the new year; not so between dates of given years, which the reader puts in order.
    private static bool IsWithin(DateRange range, in CivilDay day) => range switch
    {
        { First: MonthPoint first, Last: MonthPoint last } => IsBetween(first.Month, day.Month, last.Month),
        { First: DayPoint { Year: { } from } first, Last: DayPoint { Year: { } to } last } =>
            (day.Year * 10_000) + day.MonthDay is var date && date >= (from * 10_000) + MonthDay(first) && date <= (to * 10_000) + MonthDay(last),
        { First: DayPoint first, Last: DayPoint last } => IsBetween(MonthDay(first), day.MonthDay, MonthDay(last)),
        var (first, last) => IsBetween(DayNumber(first, day.Year), day.DayNumber, DayNumber(last, day.Year)),
    };

    private static bool IsBetween(int first, int value, int last) => first <= last ? value >= first && value <= last : value >= first || value <= last;

    private static int MonthDay(DayPoint point) => CivilDay.MonthAndDay(point.Month, point.Day);

    private static int DayNumber(CalendarPoint point, int year) => point switch
    {
        EasterPoint easter => Easter.Of(year).DayNumber + easter.Offset,
        // The reader takes February 29th, which most years do not have: the day before the first of March.
        DayPoint day => new DateOnly(year, day.Month, 1).DayNumber + Math.Min(day.Day, DateTime.DaysInMonth(year, day.Month)) - 1,
        MonthPoint month => new DateOnly(year, month.Month, 1).DayNumber,
        _ => 0,
    };

    private static int Bit(DayOfWeek day) => 1 << (int)day;
}
