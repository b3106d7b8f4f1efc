using System.Globalization;

namespace Maillage.Importers.Normalise;

/// <summary>Times of opening for each day of the week (0 is Monday, 7 public holidays), merged.</summary>
internal sealed class Timetable
{
    private readonly SortedDictionary<int, List<(TimeOnly Start, TimeOnly End)>> byDay = [];

    public void Add(IEnumerable<int> days, IReadOnlyList<(TimeOnly Start, TimeOnly End)> times)
    {
        foreach (var day in days)
        {
            if (!byDay.TryGetValue(day, out var known))
            {
                byDay[day] = known = [];
            }

            known.AddRange(times);
        }
    }

    /// <summary>Days that share the same times, each with these times as text, in the order of the week.</summary>
    public IEnumerable<(IReadOnlyList<int> Days, string Times)> Rules() => byDay
        .GroupBy(pair => Write(Merge(pair.Value)), pair => pair.Key)
        .Select(group => ((IReadOnlyList<int>)[.. group], group.Key));

    private static List<(TimeOnly Start, TimeOnly End)> Merge(List<(TimeOnly Start, TimeOnly End)> times)
    {
        List<(TimeOnly Start, TimeOnly End)> merged = [];
        foreach (var time in times.Order())
        {
            if (merged.Count > 0 && time.Start <= merged[^1].End)
            {
                merged[^1] = (merged[^1].Start, time.End > merged[^1].End ? time.End : merged[^1].End);
            }
            else
            {
                merged.Add(time);
            }
        }

        return merged;
    }

    private static string Write(List<(TimeOnly Start, TimeOnly End)> times) => string.Join(
        ',', times.Select(time => string.Create(CultureInfo.InvariantCulture, $"{time.Start:HH\\:mm}-{time.End:HH\\:mm}")));
}
