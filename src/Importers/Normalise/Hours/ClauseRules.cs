using Maillage.Schema.Lieux;

namespace Maillage.Importers.Normalise.Hours;

/// <summary>What each kind of clause does to the slot it stands beside; null when that cannot be told for sure.</summary>
internal static class ClauseRules
{
    // A range that ends by then is a morning; one that starts at noon or later is an afternoon; what spans both is neither.
    private const int LatestMorning = (13 * 60) + 30;

    public static ClauseOutcome? Apply(Clause clause, Slot slot, ClauseContext context) => clause switch
    {
        { Days.Doubtful: true } => null,
        { Kind: ClauseKind.Information } => new ClauseOutcome([slot], clause.Text),
        { Kind: ClauseKind.Condition } => Conditional(clause, slot, context),
        { Kind: ClauseKind.NotOpening } => NotOpening(clause, slot),
        { Kind: ClauseKind.Closed } => Closed(clause, slot, context),
        _ => Open(clause, slot, context),
    };

    private static ClauseOutcome? Conditional(Clause clause, Slot slot, ClauseContext context)
    {
        if (clause.When is not null || clause.Ranked is not null || clause.Weeks is not null || clause.Until is not null || clause.Condition is not { } condition
            || (clause.OnlyOn is { } day && slot.Days != Days.Of(day)))
        {
            return null;
        }

        var days = clause.Days?.Days ?? slot.Days;
        if ((days & context.OtherDays) != Days.None)
        {
            // It speaks of hours that do not bear it.
            return null;
        }

        if (clause.Times.Count > 0)
        {
            // « Sur rendez-vous de 12h30 à 16h15 » beside hours that end at 12h30 adds hours.
            return clause.Half == HalfDay.Whole && (clause.Days is not null || clause.Times.All(range => Touches(slot.Times, range)))
                ? new ClauseOutcome([.. Split(slot, days, clause.Times, null), new Slot(days, clause.Times) { Condition = condition }])
                : null;
        }

        var concerned = days & slot.Days;
        if (Half(slot.Times, clause.Half) is not { } times)
        {
            return null;
        }

        return concerned == Days.None || times.Count == 0
            ? Unconcerned(slot, clause.Text)
            : new ClauseOutcome([.. Split(slot, concerned, times, condition)]);
    }

    private static ClauseOutcome? NotOpening(Clause clause, Slot slot)
    {
        if (clause.Until is not null || clause.Half != HalfDay.Whole)
        {
            return null;
        }

        if (clause.Days is { } days && days.Days != slot.Days)
        {
            return (days.Days & slot.Days) == Days.None ? Unconcerned(slot, clause.Text) : null;
        }

        var times = clause.Times.Count == 0 ? slot.Times : TimeRanges.Common(slot.Times, clause.Times);
        if (times.SequenceEqual(slot.Times))
        {
            return new ClauseOutcome([], clause.Text, clause.Times.Count == 0 ? times : null);
        }

        // Somebody is also there for a part of the hours: that part alone is uncertain, unless it lies in the midst of them.
        return times.All(time => slot.Times.Any(range => range.Start < time.Start && time.End < range.End))
            ? new ClauseOutcome([slot], clause.Text)
            : new ClauseOutcome([.. Split(slot, slot.Days, times, char.ToLowerInvariant(clause.Text[0]) + clause.Text[1..])]);
    }

    private static ClauseOutcome? Closed(Clause clause, Slot slot, ClauseContext context)
    {
        if (clause.Weeks is { } weeks)
        {
            var others = weeks.StartsWith("week 02", StringComparison.Ordinal) ? "week 01-53/2" : "week 02-52/2";
            return clause is { When: null, Ranked: null, Half: HalfDay.Whole, Times: [], Until: null } && (clause.Days?.Days ?? slot.Days) == slot.Days && slot.Only is null
                ? new ClauseOutcome([slot with { Only = new Selection(others, null) }])
                : null;
        }

        if (clause.Ranked is { } ranked)
        {
            return clause is not { When: null, Days: null } ? null
                : !Days.Holds(slot.Days, ranked.Day) ? Unconcerned(slot)
                : Left(clause, slot.Times) is not { } left ? null
                : Varied(slot, new Variation(new Occasion($"{Days.ToOsm(Days.Of(ranked.Day))}[{ranked.Ranks}]", IsDay: true), Days.Of(ranked.Day), left));
        }

        return clause.When is { } when ? ClosedThen(clause, when, slot, context) : ClosedAlways(clause, slot, context);
    }

    private static ClauseOutcome? ClosedThen(Clause clause, PeriodPhrase when, Slot slot, ClauseContext context)
    {
        if (when is { First: { } first, Last: { } last } && clause is { Days: null, Half: HalfDay.Whole, Times: [], Until: null })
        {
            return new ClauseOutcome([slot]) { Closing = new Fermeture { Debut = first, Fin = last } };
        }

        if (((clause.Days?.Days ?? Days.None) & context.OtherDays) != Days.None || clause.Until > slot.Times[^1].End || (clause.IsOfAllDays && context.OtherDays != Days.None))
        {
            return null;
        }

        var days = (clause.Days?.Days ?? slot.Days) & slot.Days;
        return days == Days.None ? Unconcerned(slot)
            : Left(clause, slot.Times) is not { } left ? null
            : Varied(slot, when.Doubtful ? new Variation(when.Occasion, days, slot.Times, clause.Condition) : new Variation(when.Occasion, days, left));
    }

    // « Fermé le jeudi » takes a day out of a span; beside hours that have no Thursday it only repeats them, unless others have.
    private static ClauseOutcome? ClosedAlways(Clause clause, Slot slot, ClauseContext context)
    {
        if (clause.Until > slot.Times[^1].End || (clause.Days?.Days & Days.PublicHolidays & ~slot.Days) > 0)
        {
            // It closes later than the hours end, or on public holidays that the hours do not speak of.
            return null;
        }

        if (clause.Days is not { } closed)
        {
            return !clause.HasNoScope && Left(clause, slot.Times) is { } same && same.SequenceEqual(slot.Times) ? new ClauseOutcome([slot]) : null;
        }

        var days = closed.Days & slot.Days;
        if (days == Days.None)
        {
            return (context.OwnDays & closed.Days) != Days.None ? Unconcerned(slot)
                : IsClosedAlready(clause, closed.Days, context) ? new ClauseOutcome([slot])
                : null;
        }

        if (!IsClosedAlready(clause, closed.Days & ~context.OwnDays, context))
        {
            return null;
        }

        return Left(clause, slot.Times) is not { } left || (days == slot.Days && left.Count == 0) ? null : new ClauseOutcome([.. Replaced(slot, days, left)]);
    }

    // On those days the hours that do not bear the remark have nothing that it would close.
    private static bool IsClosedAlready(Clause clause, int days, ClauseContext context) => context.Others
        .Where(slot => (slot.Days & days) != Days.None)
        .All(slot => Left(clause, slot.Times) is { } left && left.SequenceEqual(slot.Times));

    private static ClauseOutcome? Open(Clause clause, Slot slot, ClauseContext context)
    {
        if (clause.When is { } when)
        {
            return when.Doubtful || when.First is not null || clause.Ranked is not null || clause.Weeks is not null ? null : OpenThen(clause, when.Occasion, slot, context);
        }

        if (clause.Ranked is { } ranked)
        {
            return slot.Days != Days.Of(ranked.Day) || slot.Only is not null || clause is not { Days: null, Weeks: null, Half: HalfDay.Whole, Until: null } ? null
                : clause.Times.Count == 0 || clause.Times.SequenceEqual(slot.Times) ? new ClauseOutcome([slot with { Only = new Selection(null, $"[{ranked.Ranks}]") }])
                : null;
        }

        if (clause.Until is not null || (clause.Days?.Days ?? slot.Days) is var days && (days & slot.Days) == Days.None)
        {
            return null;
        }

        if (clause.Weeks is { } weeks)
        {
            return days == slot.Days && slot.Only is null && clause.Half == HalfDay.Whole && (clause.Times.Count == 0 || clause.Times.SequenceEqual(slot.Times))
                ? new ClauseOutcome([slot with { Only = new Selection(weeks, null) }])
                : null;
        }

        if (clause.Half != HalfDay.Whole)
        {
            return clause.Only && clause.Times.Count == 0 && Half(slot.Times, clause.Half) is { Count: > 0 } kept && (clause.Days is not null || kept.SequenceEqual(slot.Times))
                ? new ClauseOutcome([.. Replaced(slot, days & slot.Days, kept)])
                : null;
        }

        // « Ouvert toute l'année » and what only repeats the hours it stands beside.
        return clause is { HasNoScope: true, Only: false } ? new ClauseOutcome([slot])
            : days == slot.Days && (clause.Times.Count == 0 ? clause.Days is not null : clause.Times.SequenceEqual(slot.Times)) ? new ClauseOutcome([slot]) : null;
    }

    private static ClauseOutcome? OpenThen(Clause clause, Occasion when, Slot slot, ClauseContext context)
    {
        if (clause.Times.Count > 0)
        {
            return clause.Half != HalfDay.Whole || clause.Until is not null ? null
                : clause.Days is { } named ? (((context.OwnDays | context.OtherDays) & ~named.Days) == Days.None ? new ClauseOutcome([slot]) { ForAll = new Variation(when, named.Days, clause.Times) } : null)
                : (context.SharedDays & slot.Days) == Days.None && (clause.Only || HoldsOn(context.Others, clause.Times)) ? Varied(slot, new Variation(when, slot.Days, clause.Times))
                : null;
        }

        if (((clause.Days?.Days ?? Days.None) & context.OtherDays) != Days.None || (clause.IsOfAllDays && context.OtherDays != Days.None))
        {
            return null;
        }

        if (clause.Half != HalfDay.Whole || clause.Until is not null)
        {
            var left = clause.Until is { } until ? (slot.Times.Count > 0 && slot.Times[^1].End >= until ? TimeRanges.Within(slot.Times, new TimeRange(0, until)) : null)
                : clause.Only ? Half(slot.Times, clause.Half)
                : null;
            var days = (clause.Days?.Days ?? slot.Days) & slot.Days;
            return left is { Count: > 0 } && days != Days.None ? Varied(slot, new Variation(when, days, left)) : null;
        }

        // « Uniquement le jeudi en août » may also mean that in August there is only the Thursday.
        return clause.Only && (clause.Days is null || clause.OnlyThen) && (clause.Days?.Days ?? slot.Days) == slot.Days && slot.Only is null && !when.IsDay
            ? new ClauseOutcome([slot with { Only = new Selection(when.Osm, null) }])
            : null;
    }

    // « Ouvert de 14h à 18h pendant les vacances » beside some of the days speaks of all of them, unless the others have these times anyway.
    private static bool HoldsOn(IReadOnlyList<Slot> others, IReadOnlyList<TimeRange> times) => others.All(slot => slot.Times.SequenceEqual(times));

    private static ClauseOutcome Unconcerned(Slot slot, string? note = null) => new([slot], note) { IsConcerned = false };

    private static ClauseOutcome Varied(Slot slot, Variation variation) => new([slot with { Variations = [.. slot.Variations, variation] }]);

    // What is left of the times once what the clause closes is taken away.
    private static IReadOnlyList<TimeRange>? Left(Clause clause, IReadOnlyList<TimeRange> times) =>
        clause.Times.Count > 0 ? (clause.Half == HalfDay.Whole || Half(clause.Times, clause.Half) is { Count: > 0 } ? TimeRanges.Less(times, clause.Times) : null)
        : clause.Until is { } until ? TimeRanges.Within(times, new TimeRange(0, until))
        : clause.Half == HalfDay.Whole ? []
        : Half(times, clause.Half) is { } half ? TimeRanges.Less(times, half)
        : null;

    private static IReadOnlyList<TimeRange>? Half(IReadOnlyList<TimeRange> times, HalfDay half)
    {
        var clear = times.All(range => range.End <= LatestMorning || range.Start >= TimeRange.Noon);
        return half == HalfDay.Whole ? times
            : !clear ? null
            : [.. times.Where(range => range.Start < TimeRange.Noon == (half == HalfDay.Morning))];
    }

    private static bool Touches(IReadOnlyList<TimeRange> times, TimeRange range) =>
        times.Any(time => time.Start <= range.End && range.Start <= time.End);

    /// <summary>Takes times out of some days of a slot; with a condition, puts them back under it.</summary>
    private static IEnumerable<Slot> Split(Slot slot, int days, IReadOnlyList<TimeRange> times, string? condition)
    {
        var taken = TimeRanges.Common(slot.Times, times);
        var parts = Replaced(slot, days & slot.Days, TimeRanges.Less(slot.Times, taken));
        return condition is null ? parts : parts.Append(slot with { Days = days, Times = taken, Condition = slot.Condition is { } first ? $"{first}, {condition}" : condition });
    }

    private static IEnumerable<Slot> Replaced(Slot slot, int days, IReadOnlyList<TimeRange> times) =>
        new[] { slot with { Days = slot.Days & ~days }, slot with { Days = days, Times = times } }.Where(part => part.Days != Days.None && part.Times.Count > 0);
}
