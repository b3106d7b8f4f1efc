using System.Globalization;

namespace Maillage.Importers.Normalise.Hours;

/// <summary>A range of time in a day, in minutes since midnight; the end is not in it.</summary>
internal readonly record struct TimeRange(int Start, int End)
{
    public const int Noon = 12 * 60;
    public const int Midnight = 24 * 60;

    public bool IsEmpty => Start >= End;

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Start / 60:00}:{Start % 60:00}-{End / 60:00}:{End % 60:00}");
}

/// <summary>Lists of ranges of one day, in order and apart from one another.</summary>
internal static class TimeRanges
{
    /// <summary>The same minutes, in order, ranges that touch made one.</summary>
    public static IReadOnlyList<TimeRange> Merge(IEnumerable<TimeRange> ranges)
    {
        if (ranges is IReadOnlyList<TimeRange> list && IsMerged(list))
        {
            return list;
        }

        List<TimeRange> sorted = [.. ranges];
        sorted.Sort((left, right) => left.Start - right.Start);
        var count = 0;
        for (var i = 0; i < sorted.Count; i++)
        {
            var range = sorted[i];
            if (range.IsEmpty)
            {
                continue;
            }

            if (count > 0 && range.Start <= sorted[count - 1].End)
            {
                sorted[count - 1] = sorted[count - 1] with { End = Math.Max(sorted[count - 1].End, range.End) };
            }
            else
            {
                sorted[count++] = range;
            }
        }

        sorted.RemoveRange(count, sorted.Count - count);
        return sorted;
    }

    /// <summary>What of the ranges lies between two times.</summary>
    public static IReadOnlyList<TimeRange> Within(IEnumerable<TimeRange> ranges, TimeRange limits) =>
        Merge(ranges.Select(range => new TimeRange(Math.Max(range.Start, limits.Start), Math.Min(range.End, limits.End))));

    /// <summary>What of the ranges lies in the others.</summary>
    public static IReadOnlyList<TimeRange> Common(IReadOnlyList<TimeRange> ranges, IReadOnlyList<TimeRange> others) =>
        Merge(others.SelectMany(limits => Within(ranges, limits)));

    /// <summary>What of the ranges lies outside of the others.</summary>
    public static IReadOnlyList<TimeRange> Less(IReadOnlyList<TimeRange> ranges, IReadOnlyList<TimeRange> others)
    {
        var start = 0;
        List<TimeRange> gaps = [];
        foreach (var other in Merge(others))
        {
            gaps.Add(new TimeRange(start, other.Start));
            start = other.End;
        }

        return Common(ranges, [.. gaps, new TimeRange(start, TimeRange.Midnight)]);
    }

    public static string Write(IEnumerable<TimeRange> ranges) => string.Join(',', ranges);

    private static bool IsMerged(IReadOnlyList<TimeRange> ranges)
    {
        for (var i = 0; i < ranges.Count; i++)
        {
            if (ranges[i].IsEmpty || (i > 0 && ranges[i].Start <= ranges[i - 1].End))
            {
                return false;
            }
        }

        return true;
    }
}
