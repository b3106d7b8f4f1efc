namespace Maillage.Schema.Horaires;

/// <summary>Years, months, dates and weeks.</summary>
/// <remarks>Each reader gives an empty list where there is nothing for it, and null where what is written cannot be.</remarks>
internal sealed class DateReader(TokenCursor cursor)
{
    private const int LastWeek = 53;

    // Any leap year: February 29 exists, in some years.
    private const int LeapYear = 2024;

    private int? year;

    public (ValueList<YearRange> Years, ValueList<DateRange> Dates)? ReadYearsAndDates()
    {
        if (ReadYears() is not { } years)
        {
            return null;
        }

        // « 2026 Jul 01 » is a day of that year; « 2026 Jul » and « 2026-2028 Jul 01 » select years, then months or days of any year.
        var ofOneDay = years is [var only] && only.First == only.Last && OsmWords.Month(cursor.Word()) is not null && cursor.IsCount(1);
        year = ofOneDay ? years[0].First : null;
        return ReadDates() is { } dates ? (ofOneDay ? [] : years, dates) : null;
    }

    public ValueList<WeekRange>? ReadWeeks()
    {
        List<WeekRange> weeks = [];
        if (!cursor.AcceptWord("week") && !cursor.AcceptWord("weeks"))
        {
            return [];
        }

        do
        {
            if (ReadSteppedRange() is not (var first and >= 1, var last and <= LastWeek, var step))
            {
                return null;
            }

            weeks.Add(new WeekRange(first, last, step));
        }
        while (AcceptCommaBefore(cursor.IsCount(1)));

        return [.. weeks.Distinct().OrderBy(week => week.First).ThenBy(week => week.Last).ThenBy(week => week.Step)];
    }

    private ValueList<YearRange>? ReadYears()
    {
        List<YearRange> years = [];
        if (!cursor.IsYear())
        {
            return [];
        }

        do
        {
            if (ReadSteppedRange() is not (var first and >= 1900, var last and <= 2100, var step))
            {
                return null;
            }

            years.Add(new YearRange(first, last, step));
        }
        while (AcceptCommaBefore(cursor.IsYear(1)));

        return [.. years.Distinct().OrderBy(range => range.First).ThenBy(range => range.Last).ThenBy(range => range.Step)];
    }

    private (int First, int Last, int Step)? ReadSteppedRange()
    {
        if (!cursor.IsCount())
        {
            return null;
        }

        var first = cursor.Take().Value;
        if (!cursor.Accept('-'))
        {
            return (first, first, 1);
        }

        var last = cursor.IsCount() ? cursor.Take().Value : -1;
        var step = !cursor.Accept('/') ? 1 : cursor.IsCount() ? cursor.Take().Value : 0;
        return last >= first && step >= 1 ? (first, last, step) : null;
    }

    private ValueList<DateRange>? ReadDates()
    {
        List<DateRange> dates = [];
        if (!StartsDate(0))
        {
            return [];
        }

        do
        {
            if (ReadRange(dates is [.., { Last: DayPoint last }] ? last : null) is not { } range)
            {
                return null;
            }

            dates.Add(range);
        }
        while (AcceptCommaBefore(StartsDate(1) || cursor.IsYear(1) || (cursor.IsCount(1) && dates[^1].Last is DayPoint)));

        // « 2026 May 01,May 06 »: that year, or every year?
        var days = dates.SelectMany(range => new[] { range.First, range.Last }).ToList();
        return days.All(point => point is DayPoint { Year: not null }) || !days.Any(point => point is DayPoint { Year: not null })
            ? [.. dates.Distinct()]
            : null;
    }

    private DateRange? ReadRange(DayPoint? before)
    {
        var first = ReadFirst(before);
        if (first is null || !cursor.Accept('-'))
        {
            return first is null ? null : new DateRange(first, first);
        }

        var last = first switch
        {
            MonthPoint => ReadMonth() is { } month && !cursor.IsCount() ? new MonthPoint(month) : null,
            DayPoint day when cursor.IsCount() && !cursor.IsYear() => ReadDay(day.Year, day.Month),
            _ => ReadPoint(ReadYear() ?? (first as DayPoint)?.Year),
        };
        return last is null || (last is MonthPoint) != (first is MonthPoint) || IsBackwards(first, last) ? null : new DateRange(first, last);
    }

    private CalendarPoint? ReadFirst(DayPoint? before)
    {
        if (before is null)
        {
            return ReadPoint(year);
        }

        // « May 01,05 »: the month of the day before.
        return cursor.IsYear() ? ReadPoint(ReadYear()) : cursor.IsCount() ? ReadDay(before.Year, before.Month) : ReadPoint(null);
    }

    private int? ReadYear() => cursor.IsYear() ? cursor.Take().Value : null;

    private CalendarPoint? ReadPoint(int? ofYear)
    {
        if (cursor.AcceptWord("easter"))
        {
            return ofYear is null && ReadOffset() is { } offset ? new EasterPoint(offset) : null;
        }

        return ReadMonth() is not { } month ? null
            : cursor.IsCount() ? ReadDay(ofYear, month)
            : ofYear is null ? new MonthPoint(month)
            : null;
    }

    private int? ReadMonth() => OsmWords.Month(cursor.Word()) is { } month ? Take(month) : null;

    private DayPoint? ReadDay(int? ofYear, int month)
    {
        var day = cursor.Take().Value;
        return ofYear is < 1900 or > 2100 || day < 1 || day > DateTime.DaysInMonth(ofYear ?? LeapYear, month) ? null : new DayPoint(ofYear, month, day);
    }

    private int? ReadOffset()
    {
        var sign = cursor.Current.Is('+') ? 1 : cursor.Current.Is('-') ? -1 : 0;
        if (sign == 0 || cursor.Ahead(1).Kind != TokenKind.Number || !(cursor.Ahead(2).IsWord("day") || cursor.Ahead(2).IsWord("days")))
        {
            return 0;
        }

        cursor.Take();
        var days = cursor.Take().Value;
        cursor.Take();
        return days is > 0 and < 366 ? sign * days : null;
    }

    // « Dec 24-Jan 02 » passes by the new year; « Jul 15-10 » would be a year less four days.
    private static bool IsBackwards(CalendarPoint first, CalendarPoint last) => (first, last) switch
    {
        (DayPoint { Year: { } from } start, DayPoint { Year: { } to } end) => (from, start.Month, start.Day).CompareTo((to, end.Month, end.Day)) > 0,
        (DayPoint start, DayPoint end) => start.Month == end.Month && start.Day > end.Day,
        (EasterPoint start, EasterPoint end) => start.Offset > end.Offset,
        _ => false,
    };

    private bool StartsDate(int ahead) => cursor.Word(ahead) == "easter" || OsmWords.Month(cursor.Word(ahead)) is not null;

    private bool AcceptCommaBefore(bool more) => more && cursor.Accept(',');

    private T Take<T>(T value)
    {
        cursor.Take();
        return value;
    }
}
