namespace Maillage.Schema.Horaires.Ouverture;

/// <summary>A civil day of a counter: when it is open, when it may be. It is closed the rest of the time.</summary>
/// <remarks>Immutable; two plans are equal when their segments are. The times are those of the clock on the wall: a day of 23 or 25 hours has the same plan.</remarks>
public readonly struct DayPlan : IEquatable<DayPlan>
{
    /// <summary>Minutes of a day on the clock.</summary>
    public const int Minutes = TimeRange.Day;

    private readonly DaySegment[]? segments;

    internal DayPlan(ReadOnlySpan<DaySegment> segments) => this.segments = segments.IsEmpty ? null : segments.ToArray();

    /// <summary>Closed all day.</summary>
    public static DayPlan Closed => default;

    /// <summary>Perhaps open, at any time of the day.</summary>
    public static DayPlan Unknown { get; } = new([new DaySegment(0, Minutes, OpeningState.Unknown)]);

    /// <summary>The segments, in order; none touches another of the same state, none overlaps another.</summary>
    public ReadOnlySpan<DaySegment> Segments => segments;

    internal bool IsOpenAllDay => Segments is [{ Start: 0, End: Minutes, State: OpeningState.Open }];

    internal bool IsOpenUntilMidnight => Segments is [.., { End: Minutes, State: OpeningState.Open }];

    public static bool operator ==(DayPlan left, DayPlan right) => left.Equals(right);

    public static bool operator !=(DayPlan left, DayPlan right) => !left.Equals(right);

    /// <summary>The state at a minute of the day, 0 to 1439.</summary>
    public OpeningState At(int minute)
    {
        foreach (ref readonly var segment in Segments)
        {
            if (minute < segment.End)
            {
                return minute < segment.Start ? OpeningState.Closed : segment.State;
            }
        }

        return OpeningState.Closed;
    }

    /// <summary>True when open, false when closed, null when it cannot be told, at a minute of the day.</summary>
    public bool? IsOpenAt(int minute) => At(minute) switch
    {
        OpeningState.Open => true,
        OpeningState.Closed => false,
        _ => null,
    };

    /// <summary>The same day, where what was open is not sure any more.</summary>
    public DayPlan Doubted()
    {
        if (segments is null)
        {
            return this;
        }

        var painter = new DayPainter(stackalloc DaySegment[DayPainter.Room(segments.Length)], stackalloc DaySegment[DayPainter.Room(segments.Length)]);
        foreach (var segment in segments)
        {
            painter.Paint(segment.Start, segment.End, OpeningState.Unknown);
        }

        return painter.Plan();
    }

    /// <summary>What both plans say; unknown where they differ.</summary>
    internal DayPlan Or(DayPlan other)
    {
        if (Equals(other))
        {
            return this;
        }

        var mine = Segments;
        var theirs = other.Segments;
        var room = DayPainter.Room(mine.Length + theirs.Length);
        var painter = new DayPainter(new DaySegment[room], new DaySegment[room]);
        for (int start = 0, end; start < Minutes; start = end)
        {
            end = Math.Min(NextBound(mine, start), NextBound(theirs, start));
            painter.Paint(start, end, At(start) == other.At(start) ? At(start) : OpeningState.Unknown);
        }

        return painter.Plan();
    }

    public bool Equals(DayPlan other) => Segments.SequenceEqual(other.Segments);

    public override bool Equals(object? obj) => obj is DayPlan other && Equals(other);

    public override int GetHashCode()
    {
        var hash = default(HashCode);
        foreach (ref readonly var segment in Segments)
        {
            hash.Add(segment);
        }

        return hash.ToHashCode();
    }

    /// <summary>For people who debug: <c>09:00-12:00 14:00-17:00?</c>, the question mark where it is not sure.</summary>
    public override string ToString() => segments is null
        ? "off"
        : string.Join(' ', segments.Select(segment =>
            $"{segment.Start / 60:00}:{segment.Start % 60:00}-{segment.End / 60:00}:{segment.End % 60:00}{(segment.State == OpeningState.Unknown ? "?" : "")}"));

    private static int NextBound(ReadOnlySpan<DaySegment> segments, int minute)
    {
        foreach (ref readonly var segment in segments)
        {
            if (segment.Start > minute)
            {
                return segment.Start;
            }

            if (segment.End > minute)
            {
                return segment.End;
            }
        }

        return Minutes;
    }
}
