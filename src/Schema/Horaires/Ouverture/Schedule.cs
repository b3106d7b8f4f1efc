namespace Maillage.Schema.Horaires.Ouverture;

/// <summary>Opening hours made ready to be asked when they are open. Immutable: one serves all the lieux that say the same hours.</summary>
/// <remarks>
/// The rules mean what the opening_hours specification says and its reference library reads. What cannot be decided is unknown, never open: school holidays, comments, and a public
/// holiday when the hours do not speak of any (decision 17).
/// </remarks>
public sealed class Schedule
{
    /// <summary>How far the next opening is looked for.</summary>
    public const int Horizon = 60;

    private const int DaysOfWeek = 7;

    // Longer lists of hours take their room from the heap.
    private const int RoomOnStack = 64;

    private readonly DayRule[] rules;
    private readonly int room;
    private readonly bool speaksOfSchool;
    private readonly bool isSilentOnHolidays;

    // By day of the week, then the same days when they are public holidays.
    private readonly DayPlan[]? week;

    private Schedule(HorairesOsm hours, bool isReady)
    {
        rules = DayRule.From(hours.Rules);
        room = DayPainter.Room(rules.Sum(rule => rule.Times.Length));
        HasNights = rules.Any(rule => rule.IsSpill);
        speaksOfSchool = Names(hours, Holidays.School);
        IsWeekly = !HasNights && rules.All(rule => rule.Selection.IsWeekly);
        // What never closes does not close on holidays either.
        isSilentOnHolidays = !Names(hours, Holidays.Public) && !(IsWeekly && Week(isHoliday: false).All(plan => plan.IsOpenAllDay));
        week = IsWeekly && isReady ? Shared([.. Week(isHoliday: false), .. Week(isHoliday: true)]) : null;
        // Fourteen plans say all that the rules said, in a tenth of the room.
        rules = week is null ? rules : [];
    }

    /// <summary>True when the plan of a day only depends on its weekday and on whether it is a public holiday.</summary>
    public bool IsWeekly { get; }

    /// <summary>True when hours of a day run into the next one.</summary>
    internal bool HasNights { get; }

    /// <summary>The hours made ready.</summary>
    public static Schedule Of(HorairesOsm hours)
    {
        ArgumentNullException.ThrowIfNull(hours);
        return new Schedule(hours, isReady: true);
    }

    /// <summary>The schedule of a text of hours; null when there is none, or when it is not hours that a machine can follow.</summary>
    public static Schedule? Read(string? horaires) => HorairesOsm.Lire(horaires).Value is { } hours ? Of(hours) : null;

    /// <summary>The same, that reckons each day from its rules: to check what is made ready.</summary>
    internal static Schedule Unready(HorairesOsm hours) => new(hours, isReady: false);

    /// <summary>The plan of a day, with the hours past midnight of the day before.</summary>
    public DayPlan On(DateOnly day, PublicHolidays holidays)
    {
        ArgumentNullException.ThrowIfNull(holidays);
        return On(day, holidays, withNight: true);
    }

    /// <summary>The plan of a weekday, when <see cref="IsWeekly"/>; null otherwise.</summary>
    public DayPlan? On(DayOfWeek day, bool isPublicHoliday) => week?[(int)day + (isPublicHoliday ? DaysOfWeek : 0)];

    /// <summary>True when open, false when closed, null when it cannot be told, at a local instant.</summary>
    public bool? IsOpen(DateTime local, PublicHolidays holidays) =>
        On(DateOnly.FromDateTime(local), holidays).IsOpenAt((int)local.TimeOfDay.TotalMinutes);

    /// <summary>The first minute, after a local instant, when it opens for sure; null when there is none within so many days.</summary>
    /// <remarks>While it is open, that is the next time that it opens again. Hours that are not sure are passed over.</remarks>
    public DateTime? NextOpening(DateTime local, PublicHolidays holidays, int days = Horizon) =>
        OpeningSearch.After(local, days, day => On(day, holidays));

    /// <summary>The plan of a day, without the hours of the night before when that day was closed by something else than the hours.</summary>
    internal DayPlan On(DateOnly day, PublicHolidays holidays, bool withNight)
    {
        var isHoliday = holidays.Contains(day);
        if (week is not null)
        {
            return week[(int)day.DayOfWeek + (isHoliday ? DaysOfWeek : 0)];
        }

        var hasNight = HasNights && withNight && day > DateOnly.MinValue;
        var wasHoliday = hasNight && holidays.Contains(day.AddDays(-1));
        var plan = Paint(Of(day, isSchool: false), hasNight ? Of(day.AddDays(-1), isSchool: false) : null);
        if (!speaksOfSchool)
        {
            return plan;
        }

        // Nobody says here when schools are closed: what does not depend on it is known.
        plan = plan.Or(Paint(Of(day, isSchool: true), hasNight ? Of(day.AddDays(-1), isSchool: true) : null));
        return hasNight
            ? plan.Or(Paint(Of(day, isSchool: true), Of(day.AddDays(-1), isSchool: false))).Or(Paint(Of(day, isSchool: false), Of(day.AddDays(-1), isSchool: true)))
            : plan;

        CivilDay Of(DateOnly date, bool isSchool) => new(date, date == day ? isHoliday : wasHoliday, isSchool);
    }

    private static bool Names(HorairesOsm hours, Holidays holidays) => hours.Rules.Any(rule => rule.Days?.Holidays.HasFlag(holidays) == true);

    private DayPlan[] Week(bool isHoliday)
    {
        // Any Sunday.
        var sunday = new DateOnly(2026, 1, 4);
        return [.. Enumerable.Range(0, DaysOfWeek).Select(day => Paint(new CivilDay(sunday.AddDays(day), isHoliday, isSchoolHoliday: false), null))];
    }

    // Most days are alike, in a week and from one lieu to another.
    private static DayPlan[] Shared(DayPlan[] plans) => [.. plans.Select(SharedDays.Of)];

    private DayPlan Paint(in CivilDay day, CivilDay? before)
    {
        var painter = room <= RoomOnStack
            ? new DayPainter(stackalloc DaySegment[RoomOnStack], stackalloc DaySegment[RoomOnStack])
            : new DayPainter(new DaySegment[room], new DaySegment[room]);
        for (var at = First(day); at < rules.Length; at++)
        {
            var rule = rules[at];
            if (!Speaks(rule, day, before))
            {
                continue;
            }

            var state = rule.StateOn(isSilentOnHolidays && (rule.IsSpill ? before?.IsPublicHoliday == true : day.IsPublicHoliday));
            foreach (var (start, end) in rule.Times)
            {
                if (rule.IsFallback)
                {
                    painter.Fill(start, end, state);
                }
                else
                {
                    painter.Paint(start, end, state);
                }
            }
        }

        return painter.Plan();
    }

    // The last rule that replaces what is said before it.
    private int First(in CivilDay day)
    {
        for (var at = rules.Length - 1; at > 0; at--)
        {
            if (rules[at].Replaces && rules[at].Selection.Selects(day))
            {
                return at;
            }
        }

        return 0;
    }

    private static bool Speaks(DayRule rule, in CivilDay day, CivilDay? before) =>
        rule.IsSpill ? before is { } eve && rule.Selection.Selects(eve) : rule.Selection.Selects(day);
}
