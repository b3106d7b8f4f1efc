using System.Globalization;
using System.Text.RegularExpressions;

namespace Maillage.Importers.Fetch.Schedules;

/// <summary>When a source is imported by itself, as its declaration says it: « chaque jour à 05:30 », « chaque lundi à 04:00 », « toutes les 6 heures ».</summary>
/// <remarks>Hours are those of mainland France, whatever the machine's.</remarks>
public sealed partial record Schedule
{
    /// <summary>What may be written, for a person who wrote something else.</summary>
    public const string Examples = "« chaque jour à 05:30 », « chaque lundi à 04:00 », « toutes les 6 heures » ou « toutes les 30 minutes » (15 au moins)";

    private const int ShortestMinutes = 15;
    private static readonly string[] Days = ["dimanche", "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi"];
    private static readonly TimeZoneInfo France = TimeZoneInfo.FindSystemTimeZoneById("Europe/Paris");

    private readonly TimeSpan? every;
    private readonly DayOfWeek? day;
    private readonly TimeOnly at;

    private Schedule(string text, TimeSpan? every, DayOfWeek? day, TimeOnly at)
    {
        Text = text;
        this.every = every;
        this.day = day;
        this.at = at;
    }

    /// <summary>As it was written.</summary>
    public string Text { get; }

    /// <summary>Reads a schedule; null when it is none.</summary>
    public static Schedule? Parse(string text)
    {
        var each = Each().Match(text);
        if (each.Success && TimeOnly.TryParseExact(each.Groups["at"].Value.Replace('h', ':'), ["H:mm", "HH:mm"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var at))
        {
            var name = each.Groups["day"].Value.ToLowerInvariant();
            var day = Array.IndexOf(Days, name);
            return name == "jour" || day >= 0 ? new Schedule(text, null, day < 0 ? null : (DayOfWeek)day, at) : null;
        }

        var all = Every().Match(text);
        return all.Success && Period(all.Groups["count"].Value, all.Groups["unit"].Value) is { } every ? new Schedule(text, every, null, default) : null;
    }

    /// <summary>The first instant of the schedule after that one.</summary>
    public DateTimeOffset After(DateTimeOffset instant)
    {
        if (every is { } period)
        {
            return instant + period;
        }

        var date = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(instant, France).DateTime);
        while (true)
        {
            if ((day is null || date.DayOfWeek == day) && Instant(date.ToDateTime(at)) is var found && found > instant)
            {
                return found;
            }

            date = date.AddDays(1);
        }
    }

    public override string ToString() => Text;

    // An hour that does not exist (end of March) is that of the clocks once they have jumped; of one that comes twice (end of October), the first.
    private static DateTimeOffset Instant(DateTime local)
    {
        while (France.IsInvalidTime(local))
        {
            local = local.AddMinutes(1);
        }

        var offset = France.IsAmbiguousTime(local) ? France.GetAmbiguousTimeOffsets(local).Max() : France.GetUtcOffset(local);
        return new DateTimeOffset(local, offset).ToUniversalTime();
    }

    private static TimeSpan? Period(string count, string unit)
    {
        var number = count.Length == 0 ? 1 : int.Parse(count, CultureInfo.InvariantCulture);
        var period = unit.StartsWith('h') ? TimeSpan.FromHours(number) : TimeSpan.FromMinutes(number);
        return period >= TimeSpan.FromMinutes(ShortestMinutes) && period <= TimeSpan.FromDays(31) ? period : null;
    }

    [GeneratedRegex(@"\A\s*chaque\s+(?<day>\p{L}+)\s+à\s+(?<at>[0-9]{1,2}[:h][0-9]{2})\s*\z", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Each();

    [GeneratedRegex(@"\A\s*toutes\s+les\s+(?<count>[0-9]{0,3})\s*(?<unit>heures?|minutes?)\s*\z", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Every();
}
