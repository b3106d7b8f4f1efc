namespace Maillage.Schema.Horaires;

/// <summary>Days of the week, their ranks in the month, and holidays.</summary>
internal sealed class DayReader(TokenCursor cursor)
{
    private const int LastRank = 5;

    /// <summary>True when a day or a holiday is written so many tokens ahead.</summary>
    public bool StartsHere(int ahead = 0) => IsDay(ahead) || OsmWords.Holiday(cursor.Word(ahead)) != Holidays.None;

    /// <summary>The days; null when what is written cannot be.</summary>
    public WeekdaySelector? Read()
    {
        List<RankedDay> days = [];
        var holidays = Holidays.None;
        do
        {
            var holiday = OsmWords.Holiday(cursor.Word());
            holidays |= holiday;
            if (holiday != Holidays.None)
            {
                cursor.Take();
            }
            else if (!ReadDays(days))
            {
                return null;
            }
        }
        while (StartsHere(1) && cursor.Accept(','));

        var only = days.Count == 0 && IsDay(0);
        if (only && !ReadPlainList(days))
        {
            return null;
        }

        // « Mo-Fr PH », « Mo Tu »: those days when they are holidays, or both? « Tu[1],Tu »: the first one, or every one?
        var ranked = days.Where(day => day.Ranks.Count > 0).Select(day => day.Day).ToHashSet();
        return StartsHere() || days.Exists(day => day.Ranks.Count == 0 && ranked.Contains(day.Day))
            ? null
            : new WeekdaySelector { Days = WeekdaySelector.Sorted(days), Holidays = holidays, HolidaysOnly = only };
    }

    private bool ReadPlainList(List<RankedDay> days)
    {
        do
        {
            if (!ReadDays(days))
            {
                return false;
            }
        }
        while (IsDay(1) && cursor.Accept(','));

        return true;
    }

    private bool ReadDays(List<RankedDay> days)
    {
        if (ReadDay() is not { } first)
        {
            return false;
        }

        if (cursor.Current.Is('-') && IsDay(1))
        {
            cursor.Take();
            var last = ReadDay() ?? first;
            var length = ((last - first + 7) % 7) + 1;
            days.AddRange(Enumerable.Range(0, length).Select(step => new RankedDay((DayOfWeek)(((int)first + step) % 7), [])));
            return !cursor.Current.Is('[');
        }

        if (ReadRanks() is not { } ranks)
        {
            return false;
        }

        days.Add(new RankedDay(first, ranks));
        return true;
    }

    private DayOfWeek? ReadDay() => OsmWords.Day(cursor.Word()) is { } day && cursor.Take() is { } ? day : null;

    private ValueList<int>? ReadRanks()
    {
        List<int> ranks = [];
        if (!cursor.Accept('['))
        {
            return [];
        }

        do
        {
            var sign = cursor.Accept('-') ? -1 : 1;
            var first = ReadRank();
            var last = sign > 0 && cursor.Accept('-') ? ReadRank() : first;
            if (first == 0 || last < first)
            {
                return null;
            }

            ranks.AddRange(Enumerable.Range(first, last - first + 1).Select(rank => sign * rank));
        }
        while (cursor.Accept(','));

        return cursor.Accept(']') ? [.. ranks] : null;
    }

    private int ReadRank() => cursor.Take() is { Value: >= 1 and <= LastRank } token ? token.Value : 0;

    private bool IsDay(int ahead) => OsmWords.Day(cursor.Word(ahead)) is not null;
}
