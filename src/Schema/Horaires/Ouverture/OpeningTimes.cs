using Maillage.Schema.Lieux;

namespace Maillage.Schema.Horaires.Ouverture;

/// <summary>When a lieu is open: its hours, less its closings, on the conditions of its note. In the time of its clock (<see cref="CivilTime"/>).</summary>
/// <remarks>Immutable. Small: what weighs is the <see cref="Schedule"/>, which lieux with the same hours share.</remarks>
public sealed class OpeningTimes
{
    private readonly Schedule? schedule;
    private readonly PublicHolidays holidays;
    private readonly Fermeture[] closings;
    private readonly bool isConditional;

    private OpeningTimes(Schedule? schedule, DeclaredHours said)
    {
        this.schedule = schedule;
        holidays = PublicHolidays.Of(said.CodeDepartement);
        closings = [.. said.Fermetures];
        isConditional = NoteCondition.IsSaid(said.Note, said.Horaires);
    }

    /// <summary>The times of a lieu.</summary>
    /// <param name="lieu">The lieu.</param>
    /// <param name="schedules">Gives the schedule of a text of hours, when many lieux are asked: the same for the same text. <see cref="Schedule.Read"/> when null.</param>
    public static OpeningTimes Of(Lieu lieu, Func<string, Schedule?>? schedules = null) => Of(DeclaredHours.Of(lieu), schedules);

    /// <summary>The times of a lieu, from what it says.</summary>
    /// <param name="said">What it says.</param>
    /// <param name="schedules">As above.</param>
    public static OpeningTimes Of(DeclaredHours said, Func<string, Schedule?>? schedules = null)
    {
        ArgumentNullException.ThrowIfNull(said);
        return new OpeningTimes(said.Horaires is { } hours ? (schedules ?? Schedule.Read)(hours) : null, said);
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
