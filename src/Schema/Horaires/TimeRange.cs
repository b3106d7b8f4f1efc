namespace Maillage.Schema.Horaires;

/// <summary>Times of a day, in minutes after its midnight: <c>09:00-12:00</c> is 540 to 720, <c>22:00-02:00</c> is 1320 to 1560.</summary>
/// <param name="Start">First minute, 0 to 1439.</param>
/// <param name="End">The minute when it is over; 1440 is midnight, more is the next day.</param>
public sealed record TimeRange(int Start, int End)
{
    /// <summary>Minutes of a day.</summary>
    public const int Day = 24 * 60;

    // A counter that closes before it opens is a mistyped hour; one that opens in the evening and closes in the small hours is a night.
    private const int FirstEvening = 18 * 60;
    private const int LastNight = 4 * 60;

    /// <summary>True when the range runs past midnight.</summary>
    public bool EndsNextDay => End > Day;

    /// <summary>The range between two times as they are written; null when it is empty, or goes backwards without being a night.</summary>
    internal static TimeRange? Between(int start, int end) =>
        start >= Day || start == end ? null
        : end > start && end <= Day ? new TimeRange(start, end)
        : start >= FirstEvening && end % Day <= LastNight && end < 2 * Day ? new TimeRange(start, (end % Day) + Day)
        : null;

    /// <summary>The same times, in order, each said once; those of a night are left as they are.</summary>
    internal static ValueList<TimeRange> Union(IEnumerable<TimeRange> ranges)
    {
        List<TimeRange> merged = [];
        foreach (var range in ranges.OrderBy(range => range.Start).ThenBy(range => range.End))
        {
            if (merged is [.., var last] && range.Start <= last.End && !range.EndsNextDay && !last.EndsNextDay)
            {
                merged[^1] = last with { End = Math.Max(last.End, range.End) };
            }
            else if (merged is not [.., var same] || same != range)
            {
                merged.Add(range);
            }
        }

        return [.. merged];
    }

    /// <summary>True when no minute is in both lists.</summary>
    internal static bool AreDisjoint(IEnumerable<TimeRange> first, IReadOnlyList<TimeRange> second) =>
        first.All(range => second.All(other => range.End <= other.Start || other.End <= range.Start));
}
