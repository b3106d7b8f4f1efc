namespace Maillage.Importers.Normalise.Hours;

/// <summary>Times of opening for each day, merged.</summary>
internal sealed class Timetable
{
    private readonly List<(int Days, IReadOnlyList<TimeRange> Times)> entries = [];

    public void Add(int days, IReadOnlyList<TimeRange> times) => entries.Add((days, times));

    /// <summary>Days that share the same times, each with these times as text, in the order of the week.</summary>
    public IReadOnlyList<(int Days, string Times)> Rules()
    {
        List<(int Days, string Times)> rules = [];
        for (var day = 0; day < 8; day++)
        {
            if (TimesOf(day) is not { Length: > 0 } times)
            {
                continue;
            }

            var same = rules.FindIndex(rule => rule.Times == times);
            if (same < 0)
            {
                rules.Add((Days.Of(day), times));
            }
            else
            {
                rules[same] = (rules[same].Days | Days.Of(day), times);
            }
        }

        return rules;
    }

    private string TimesOf(int day)
    {
        IReadOnlyList<TimeRange> times = [];
        foreach (var entry in entries)
        {
            if (Days.Holds(entry.Days, day))
            {
                times = times.Count == 0 ? entry.Times : [.. times, .. entry.Times];
            }
        }

        return TimeRanges.Write(TimeRanges.Merge(times));
    }
}
