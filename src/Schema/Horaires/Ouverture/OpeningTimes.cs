using Maillage.Schema.Lieux;

namespace Maillage.Schema.Horaires.Ouverture;

/// <summary>When a lieu is open: its hours, less its closings, on the conditions of its note. In the time of its clock (<see cref="CivilTime"/>).</summary>
/// <remarks>Immutable.</remarks>
public sealed class OpeningTimes
{
    private readonly Schedule? schedule;
    private readonly PublicHolidays holidays;
    private readonly Fermeture[] closings;
    private readonly bool isConditional;

    private OpeningTimes(DeclaredHours said)
    {
        schedule = said.Horaires is { } hours ? Schedule.Read(hours) : null;
        (holidays, closings, isConditional) = (said.Holidays, [.. said.Fermetures], said.IsConditional);
    }

    /// <summary>The times of a lieu.</summary>
    public static OpeningTimes Of(Lieu lieu) => Of(DeclaredHours.Of(lieu));

    /// <summary>The times of the lieux that say that.</summary>
    public static OpeningTimes Of(DeclaredHours said)
    {
        ArgumentNullException.ThrowIfNull(said);
        return new OpeningTimes(said);
    }

    /// <summary>The schedule alone, when nothing but the hours counts: no closing, no condition. Lieux of one schedule and one set of holidays are then open together.</summary>
    public Schedule? Plain => closings.Length == 0 && !isConditional ? schedule : null;

    /// <summary>The public holidays of the lieu.</summary>
    public PublicHolidays Holidays => holidays;

    /// <summary>The plan of a day. Without hours that a machine can follow, all of it is unknown; a day of closing is closed, whatever the hours.</summary>
    public DayPlan On(DateOnly day)
    {
        if (closings.Length > 0 && Closing(day) is { } closing && closing != OpeningState.Open)
        {
            return closing == OpeningState.Closed ? DayPlan.Closed : Hours(day).Doubted();
        }

        return isConditional ? Hours(day).Doubted() : Hours(day);
    }

    /// <summary>True when open, false when closed, null when it cannot be told, at a local instant.</summary>
    public bool? IsOpen(DateTime local) => On(DateOnly.FromDateTime(local)).IsOpenAt((int)local.TimeOfDay.TotalMinutes);

    /// <summary>The first minute, after a local instant, when it opens for sure; null when there is none within so many days.</summary>
    public DateTime? NextOpening(DateTime local, int days = Schedule.Horizon) =>
        schedule is null || isConditional ? null : OpeningSearch.After(local, days, On);

    private DayPlan Hours(DateOnly day) => schedule switch
    {
        null => DayPlan.Unknown,
        { HasNights: true } when closings.Length > 0 && day > DateOnly.MinValue && Closing(day.AddDays(-1)) == OpeningState.Closed => schedule.On(day, holidays, withNight: false),
        _ => schedule.On(day, holidays),
    };

    // A closing without end may be over: what follows its first day is not sure. So is what comes before the last day of one without beginning.
    private OpeningState Closing(DateOnly day)
    {
        var state = OpeningState.Open;
        foreach (var closing in closings)
        {
            var (first, last) = (closing.Debut, closing.Fin);
            if (day == first || day == last || (first is not null && last is not null && first <= day && day <= last))
            {
                return OpeningState.Closed;
            }

            if ((last is null && first < day) || (first is null && day < last))
            {
                state = OpeningState.Unknown;
            }
        }

        return state;
    }
}
