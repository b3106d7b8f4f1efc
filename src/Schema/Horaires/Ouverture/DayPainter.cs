namespace Maillage.Schema.Horaires.Ouverture;

/// <summary>Paints the segments of a day, one over the other: the last to speak of a minute is right.</summary>
/// <param name="segments">Room for the segments.</param>
/// <param name="spare">As much room again.</param>
internal ref struct DayPainter(Span<DaySegment> segments, Span<DaySegment> spare)
{
    // Each coat covers a segment, or cuts one in two and lies between.
    private const int PerCoat = 2;

    private Span<DaySegment> segments = segments;
    private Span<DaySegment> spare = spare;
    private int count;

    /// <summary>The room that so many coats need.</summary>
    public static int Room(int coats) => (PerCoat * coats) + 1;

    /// <summary>Paints these minutes, whatever was there.</summary>
    public void Paint(int start, int end, OpeningState state)
    {
        // Most hours are said in order.
        if (count == 0 || segments[count - 1].End <= start)
        {
            Append(ref segments, ref count, start, end, state);
            return;
        }

        var kept = 0;
        var isPainted = false;
        foreach (var segment in segments[..count])
        {
            Append(ref spare, ref kept, segment.Start, Math.Min(segment.End, start), segment.State);
            if (segment.End > start && !isPainted)
            {
                Append(ref spare, ref kept, start, end, state);
                isPainted = true;
            }

            Append(ref spare, ref kept, Math.Max(segment.Start, end), segment.End, segment.State);
        }

        Swap(kept);
    }

    /// <summary>Paints these minutes where nothing is said yet.</summary>
    public void Fill(int start, int end, OpeningState state)
    {
        var kept = 0;
        var from = start;
        foreach (var segment in segments[..count])
        {
            Append(ref spare, ref kept, from, Math.Min(segment.Start, end), state);
            Append(ref spare, ref kept, segment.Start, segment.End, segment.State);
            from = Math.Max(from, segment.End);
        }

        Append(ref spare, ref kept, from, end, state);
        Swap(kept);
    }

    public readonly DayPlan Plan() => new(segments[..count]);

    private void Swap(int kept)
    {
        var other = segments;
        segments = spare;
        spare = other;
        count = kept;
    }

    private static void Append(ref Span<DaySegment> to, ref int length, int start, int end, OpeningState state)
    {
        if (start >= end || state == OpeningState.Closed)
        {
            return;
        }

        if (length > 0 && to[length - 1].End == start && to[length - 1].State == state)
        {
            to[length - 1] = new DaySegment(to[length - 1].Start, end, state);
            return;
        }

        to[length++] = new DaySegment(start, end, state);
    }
}
