using Maillage.Schema.Horaires.Ouverture;

namespace Maillage.Bench.Heures;

/// <summary>Instants of a year when clocks, calendars and counters do something, and others drawn at random, always the same.</summary>
internal static class Instants
{
    private const int Count = 200;
    private const int Seed = 20261122;

    private static readonly int[] springAndAutumn = [3, 10];

    private static readonly CivilTime paris = CivilTime.Of("04");

    public static IReadOnlyList<DateTimeOffset> All(int year)
    {
        var holidays = PublicHolidays.Of("04").In(year).SelectMany(day => new[] { day.ToDateTime(new TimeOnly(10, 30)), day.ToDateTime(new TimeOnly(16, 0)) });
        int[] eve = [9 * 60, (23 * 60) + 59];
        int[] first = [0, 10 * 60];
        var ends = eve.SelectMany(minute => new[] { new DateTime(year - 1, 12, 31).AddMinutes(minute), new DateTime(year, 12, 31).AddMinutes(minute) })
            .Concat(first.SelectMany(minute => new[] { new DateTime(year, 1, 1).AddMinutes(minute), new DateTime(year + 1, 1, 1).AddMinutes(minute) }));
        List<DateTimeOffset> chosen = [.. Changes(year), .. holidays.Concat(ends).Select(paris.Instant)];
        var random = new Random(Seed);
        while (chosen.Count < Count)
        {
            // Two in three in the hours of counters, where texts differ; to the five minutes, so that ends of hours are met.
            var minute = random.Next(3) == 0 ? random.Next(288) * 5 : (7 * 60) + (random.Next(144) * 5);
            var instant = paris.Instant(new DateTime(year, 1, 1).AddDays(random.Next(365)).AddMinutes(minute));
            if (!chosen.Contains(instant))
            {
                chosen.Add(instant);
            }
        }

        return [.. chosen.Distinct().Order()];
    }

    // Every half hour from two hours before each change to two hours after, and the mornings around.
    private static IEnumerable<DateTimeOffset> Changes(int year) =>
        from month in springAndAutumn
        let sunday = Enumerable.Range(1, 31).Select(day => new DateTime(year, month, day)).Last(day => day.DayOfWeek == DayOfWeek.Sunday)
        let change = new DateTimeOffset(sunday, TimeSpan.Zero).AddHours(1)
        from offset in Enumerable.Range(-4, 9).Select(half => half * 30).Concat([-16 * 60, 8 * 60, 32 * 60])
        select change.AddMinutes(offset);
}
