namespace Maillage.Importers.Normalise.Hours;

/// <summary>Times of opening for each day, merged.</summary>
internal sealed class Timetable
{
    private readonly List<TimeRange>[] byDay = [[], [], [], [], [], [], [], []];

    public void Add(int days, IReadOnlyList<TimeRange> times)
    {
        foreach (var day in Days.Each(days))
        {
            byDay[day].AddRange(times);
        }
    }

    /// <summary>Days that share the same times, each with these times as text, in the order of the week.</summary>
    public IEnumerable<(int Days, string Times)> Rules() => byDay
        .Select((times, day) => (Day: Days.Of(day), Times: TimeRanges.Write(TimeRanges.Merge(times))))
        .Where(pair => pair.Times.Length > 0)
        .GroupBy(pair => pair.Times, pair => pair.Day)
        .Select(group => (group.Aggregate((days, day) => days | day), group.Key));
}
