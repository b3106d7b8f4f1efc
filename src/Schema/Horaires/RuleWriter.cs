using System.Globalization;
using System.Text;

namespace Maillage.Schema.Horaires;

/// <summary>Writes rules in the syntax of opening_hours, one way only for each.</summary>
internal static class RuleWriter
{
    // Three days in a row are worth a dash; two are listed.
    private const int ShortestRun = 3;

    public static string Write(IEnumerable<OpeningRule> rules)
    {
        var text = new StringBuilder();
        foreach (var rule in rules)
        {
            text.Append(text.Length == 0 ? "" : Separator(rule.Separator)).Append(Write(rule));
        }

        return text.ToString();
    }

    private static string Write(OpeningRule rule)
    {
        string[] parts =
        [
            string.Join(',', rule.Years.Select(Write)),
            string.Join(',', rule.Dates.Select(Write)),
            rule.Weeks.Count == 0 ? "" : $"week {string.Join(',', rule.Weeks.Select(Write))}",
            rule.Days is null ? "" : Write(rule.Days),
            string.Join(',', rule.Times.Select(Write)),
            State(rule),
            rule.Comment is null ? "" : $"\"{rule.Comment}\"",
        ];
        return string.Join(' ', parts.Where(part => part.Length > 0));
    }

    private static string Separator(RuleSeparator separator) => separator switch
    {
        RuleSeparator.Add => ", ",
        RuleSeparator.Fallback => " || ",
        _ => "; ",
    };

    private static string State(OpeningRule rule) => rule.State switch
    {
        RuleState.Closed => "off",
        RuleState.Unknown => rule.Comment is null ? "unknown" : "",
        _ when rule.Comment is not null => "open",
        _ when rule.Times.Count > 0 => "",
        _ => rule.SelectsDays ? "open" : "24/7",
    };

    private static string Write(YearRange range) => Stepped(range.First, range.Last, range.Step, "0000");

    private static string Write(WeekRange range) => Stepped(range.First, range.Last, range.Step, "00");

    private static string Stepped(int first, int last, int step, string format)
    {
        var start = first.ToString(format, CultureInfo.InvariantCulture);
        return first == last ? start : $"{start}-{last.ToString(format, CultureInfo.InvariantCulture)}{(step == 1 ? "" : $"/{step}")}";
    }

    private static string Write(DateRange range) => (range.First, range.Last) switch
    {
        var (first, last) when first == last => Write(first),
        (DayPoint { Year: null } first, DayPoint { Year: null } last) when first.Month == last.Month => $"{Write(first)}-{last.Day:00}",
        var (first, last) => $"{Write(first)}-{Write(last)}",
    };

    private static string Write(CalendarPoint point) => point switch
    {
        MonthPoint month => OsmWords.Months[month.Month - 1],
        DayPoint day => $"{(day.Year is null ? "" : $"{day.Year} ")}{OsmWords.Months[day.Month - 1]} {day.Day:00}",
        EasterPoint { Offset: var offset } => offset == 0 ? "easter" : $"easter {(offset < 0 ? '-' : '+')}{Math.Abs(offset)} day{(Math.Abs(offset) == 1 ? "" : "s")}",
        _ => throw new NotSupportedException(point.GetType().Name),
    };

    private static string Write(WeekdaySelector selector)
    {
        string[] holidays =
        [
            .. selector.Holidays.HasFlag(Holidays.Public) ? ["PH"] : Array.Empty<string>(),
            .. selector.Holidays.HasFlag(Holidays.School) ? ["SH"] : Array.Empty<string>(),
        ];
        var days = Days(selector.Days);
        return selector.HolidaysOnly
            ? $"{string.Join(',', holidays)} {string.Join(',', days)}"
            : string.Join(',', days.Concat(holidays));
    }

    private static List<string> Days(ValueList<RankedDay> days)
    {
        List<string> parts = [];
        for (var first = 0; first < days.Count;)
        {
            var length = 1;
            while (first + length < days.Count && Follows(days[first + length - 1], days[first + length]))
            {
                length++;
            }

            if (length >= ShortestRun)
            {
                parts.Add($"{Name(days[first])}-{Name(days[first + length - 1])}");
            }
            else
            {
                parts.AddRange(days.Skip(first).Take(length).Select(day => Name(day) + Ranks(day.Ranks)));
            }

            first += length;
        }

        return parts;
    }

    private static bool Follows(RankedDay before, RankedDay after) =>
        before.Ranks.Count == 0 && after.Ranks.Count == 0 && WeekdaySelector.FromMonday(after.Day) == WeekdaySelector.FromMonday(before.Day) + 1;

    private static string Name(RankedDay day) => OsmWords.Days[WeekdaySelector.FromMonday(day.Day)];

    private static string Ranks(ValueList<int> ranks) => ranks.Count == 0 ? "" : $"[{string.Join(',', ranks)}]";

    private static string Write(TimeRange range) => $"{Time(range.Start)}-{Time(range.EndsNextDay ? range.End - TimeRange.Day : range.End)}";

    private static string Time(int minutes) => string.Create(CultureInfo.InvariantCulture, $"{minutes / 60:00}:{minutes % 60:00}");
}
