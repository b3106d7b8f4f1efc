using Maillage.Schema.Horaires.Ouverture;

namespace Maillage.Bench.Heures;

/// <summary>What a plan costs, in time of one processor: the machine may have other work.</summary>
internal static class Timings
{
    private const int Days = 200;

    public static void Print(IReadOnlyList<Schedule> schedules)
    {
        Print("de la semaine", [.. schedules.Where(schedule => schedule.IsWeekly).Take(4_000)]);
        Print("du calendrier", [.. schedules.Where(schedule => !schedule.IsWeekly).Take(4_000)]);
    }

    private static void Print(string sort, IReadOnlyList<Schedule> schedules)
    {
        if (schedules.Count == 0)
        {
            return;
        }

        var holidays = PublicHolidays.Of("04");
        var first = new DateOnly(2026, 1, 1);
        var best = double.MaxValue;
        var bytes = 0L;
        for (var run = 0; run < 5; run++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            var cpu = Environment.CpuUsage.UserTime;
            var said = 0;
            for (var day = 0; day < Days; day++)
            {
                foreach (var schedule in schedules)
                {
                    said += schedule.On(first.AddDays(day), holidays).Segments.Length;
                }
            }

            best = Math.Min(best, (Environment.CpuUsage.UserTime - cpu).TotalNanoseconds);
            bytes = GC.GetAllocatedBytesForCurrentThread() - before + (said < 0 ? 1 : 0);
        }

        var plans = (double)Days * schedules.Count;
        Console.WriteLine($"un jour d'horaires {sort} : {best / plans:0} ns, {bytes / plans:0} octets ({schedules.Count} horaires, {Days} jours)");
    }
}
