using System.Collections.Concurrent;
using Maillage.Schema.Horaires.Ouverture;

namespace Maillage.Catalogue.Indexes;

/// <summary>The hours of the lieux that have the same clock and the same public holidays: they share their days.</summary>
internal sealed class ClockHours
{
    private const int DaysOfWeek = 7;

    // More than a year of days. When they are full one goes, whichever: were it today, it would come back at once.
    private const int MostDaysKept = 400;

    private readonly PublicHolidays holidays;

    // By day of the week, then the same days when they are public holidays.
    private readonly Lazy<OpenTable>[] week;
    private readonly (int Ordinal, OpeningTimes Times)[] byCalendar;
    private readonly ConcurrentDictionary<DateOnly, DayPlan[]> days = new();
    private readonly ConcurrentDictionary<DayPlan, DayPlan> plans = new();

    /// <param name="time">Their clock.</param>
    /// <param name="holidays">Their public holidays.</param>
    /// <param name="lieux">The lieux, by ordinal ascending.</param>
    /// <param name="universe">How many records there are.</param>
    public ClockHours(CivilTime time, PublicHolidays holidays, IReadOnlyList<(int Ordinal, OpeningTimes Times)> lieux, int universe)
    {
        (Time, this.holidays) = (time, holidays);
        var weekly = lieux.Where(lieu => lieu.Times.Plain is { IsWeekly: true }).ToArray();
        byCalendar = [.. lieux.Where(lieu => lieu.Times.Plain is not { IsWeekly: true })];
        week = [.. Enumerable.Range(0, 2 * DaysOfWeek).Select(day => new Lazy<OpenTable>(() => new OpenTable(
            weekly.Select(lieu => (lieu.Ordinal, lieu.Times.Plain?.On((DayOfWeek)(day % DaysOfWeek), day >= DaysOfWeek) ?? DayPlan.Closed)), universe)))];
    }

    /// <summary>Their clock.</summary>
    public CivilTime Time { get; }

    /// <summary>Sets the bits of the lieux that are open when their clock says this.</summary>
    public void MarkOpen(ulong[] open, DateTime local)
    {
        var day = DateOnly.FromDateTime(local);
        var minute = (int)local.TimeOfDay.TotalMinutes;
        week[(int)day.DayOfWeek + (holidays.Contains(day) ? DaysOfWeek : 0)].Value.MarkOpen(open, minute);
        var today = PlansOf(day);
        for (var rank = 0; rank < byCalendar.Length; rank++)
        {
            if (today[rank].At(minute) == OpeningState.Open)
            {
                Ordinals.Mark(open, [byCalendar[rank].Ordinal]);
            }
        }
    }

    private DayPlan[] PlansOf(DateOnly day)
    {
        if (days.TryGetValue(day, out var known))
        {
            return known;
        }

        // Few plans differ: each is kept once.
        var found = Array.ConvertAll(byCalendar, lieu => lieu.Times.On(day) is var plan ? plans.GetOrAdd(plan, plan) : default);
        if (days.Count >= MostDaysKept && days.Select(one => (DateOnly?)one.Key).FirstOrDefault() is { } other)
        {
            days.TryRemove(other, out _);
        }

        days[day] = found;
        return found;
    }
}
