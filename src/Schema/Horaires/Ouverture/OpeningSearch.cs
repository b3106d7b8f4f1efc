namespace Maillage.Schema.Horaires.Ouverture;

/// <summary>Looks for the next opening, day by day.</summary>
internal static class OpeningSearch
{
    /// <summary>The first minute after an instant when a plan opens, without having been open the minute before; within so many days.</summary>
    public static DateTime? After(DateTime local, int days, Func<DateOnly, DayPlan> plans)
    {
        var today = DateOnly.FromDateTime(local);
        var last = DateTime.MaxValue - local > TimeSpan.FromDays(days) ? local.AddDays(days) : DateTime.MaxValue;
        var wasOpen = false;
        for (var day = today; ; day = day.AddDays(1))
        {
            var plan = plans(day);
            foreach (ref readonly var segment in plan.Segments)
            {
                var start = day.ToDateTime(TimeOnly.MinValue).AddMinutes(segment.Start);
                if (start > last)
                {
                    return null;
                }

                if (segment.State == OpeningState.Open && start > local && !(wasOpen && segment.Start == 0))
                {
                    return start;
                }
            }

            if (day >= DateOnly.FromDateTime(last))
            {
                return null;
            }

            wasOpen = plan.IsOpenUntilMidnight;
        }
    }
}
