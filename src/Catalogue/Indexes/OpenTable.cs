using Maillage.Schema.Horaires.Ouverture;

namespace Maillage.Catalogue.Indexes;

/// <summary>Who is open at each minute of a day: for each hour, those that are open all of it, and the segments that begin or end in it.</summary>
internal sealed class OpenTable
{
    private const int MinutesOfAnHour = 60;
    private const int HoursOfADay = 24;

    private readonly Ordinals[] allHour = new Ordinals[HoursOfADay];
    private readonly Edge[][] edges = new Edge[HoursOfADay][];

    /// <param name="plans">The plan of each record on that day, by ordinal ascending.</param>
    /// <param name="universe">How many records there are.</param>
    public OpenTable(IEnumerable<(int Ordinal, DayPlan Plan)> plans, int universe)
    {
        var whole = new List<int>[HoursOfADay];
        var parts = new List<Edge>[HoursOfADay];
        for (var hour = 0; hour < HoursOfADay; hour++)
        {
            (whole[hour], parts[hour]) = ([], []);
        }

        foreach (var (ordinal, plan) in plans)
        {
            foreach (ref readonly var segment in plan.Segments)
            {
                if (segment.State == OpeningState.Open)
                {
                    Add(whole, parts, ordinal, segment);
                }
            }
        }

        for (var hour = 0; hour < HoursOfADay; hour++)
        {
            (allHour[hour], edges[hour]) = (Ordinals.Of([.. whole[hour]], universe), [.. parts[hour]]);
        }
    }

    /// <summary>Sets the bits of the records that are open at that minute of the day.</summary>
    public void MarkOpen(ulong[] open, int minute)
    {
        var hour = minute / MinutesOfAnHour;
        allHour[hour].MarkIn(open);
        foreach (ref readonly var edge in edges[hour].AsSpan())
        {
            if (edge.Start <= minute && minute < edge.End)
            {
                Ordinals.Mark(open, [edge.Ordinal]);
            }
        }
    }

    private static void Add(List<int>[] whole, List<Edge>[] parts, int ordinal, in DaySegment segment)
    {
        for (var hour = segment.Start / MinutesOfAnHour; hour * MinutesOfAnHour < segment.End; hour++)
        {
            if (segment.Start <= hour * MinutesOfAnHour && segment.End >= (hour + 1) * MinutesOfAnHour)
            {
                whole[hour].Add(ordinal);
            }
            else
            {
                parts[hour].Add(new Edge(ordinal, segment.Start, segment.End));
            }
        }
    }

    private readonly record struct Edge(int Ordinal, short Start, short End);
}
