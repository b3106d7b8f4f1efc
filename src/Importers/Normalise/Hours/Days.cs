namespace Maillage.Importers.Normalise.Hours;

/// <summary>Sets of days as bits: 0 is Monday, 6 Sunday, 7 public holidays.</summary>
internal static class Days
{
    public const int None = 0;
    public const int Week = 0b0111_1111;
    public const int WeekEnd = 0b0110_0000;
    public const int PublicHolidays = 1 << 7;

    private static readonly string[] Osm = ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su", "PH"];

    private static readonly string[] French = ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche", "jours fériés"];

    public static int Of(int day) => 1 << day;

    public static bool Holds(int days, int day) => (days & Of(day)) != 0;

    public static IEnumerable<int> Each(int days)
    {
        for (var day = 0; day < 8; day++)
        {
            if (Holds(days, day))
            {
                yield return day;
            }
        }
    }

    /// <summary>From one day to another, past Sunday when the last comes before the first.</summary>
    public static int Span(int first, int last)
    {
        var days = None;
        // Public holidays are no day of the week: the span ends, or begins, with the week.
        var week = Math.Max(7, Math.Max(first, last) + 1);
        for (var day = first; ; day = (day + 1) % week)
        {
            days |= Of(day);
            if (day == last)
            {
                return days;
            }
        }
    }

    /// <summary>As OpenStreetMap writes them: <c>Mo-We,Fr,PH</c>.</summary>
    public static string ToOsm(int days) => Write(days, Osm, ",", "-", leastSpan: 3);

    /// <summary>As people read them: « lundi au mercredi, vendredi ».</summary>
    public static string ToFrench(int days) => Write(days, French, ", ", " au ", leastSpan: 3);

    private static string Write(int days, string[] names, string comma, string dash, int leastSpan)
    {
        List<string> parts = [];
        for (var day = 0; day < names.Length; day++)
        {
            if (!Holds(days, day))
            {
                continue;
            }

            var last = day;
            while (last < 6 && day < 7 && Holds(days, last + 1))
            {
                last++;
            }

            if (last - day + 1 >= leastSpan)
            {
                parts.Add(names[day] + dash + names[last]);
            }
            else
            {
                parts.AddRange(names[day..(last + 1)]);
            }

            day = last;
        }

        return string.Join(comma, parts);
    }
}
