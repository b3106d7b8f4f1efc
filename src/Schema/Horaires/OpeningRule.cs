namespace Maillage.Schema.Horaires;

/// <summary>How a rule stands to those before it (opening_hours specification, rule separators).</summary>
public enum RuleSeparator
{
    /// <summary><c>;</c> On the days that the rule selects, it replaces what was said before.</summary>
    Replace,

    /// <summary><c>,</c> The rule adds its hours to those said before.</summary>
    Add,

    /// <summary><c>||</c> The rule only speaks where those before say nothing.</summary>
    Fallback,
}

/// <summary>What a rule says of the instants that it selects.</summary>
public enum RuleState
{
    /// <summary>Open; not written, except where a rule would have neither times nor anything else to say.</summary>
    Open,

    /// <summary>Closed, written <c>off</c>.</summary>
    Closed,

    /// <summary>Perhaps open, on the terms of the comment: what a comment alone means.</summary>
    Unknown,
}

/// <summary>One rule: the instants that match every selector that it has are in its state.</summary>
/// <remarks>An empty list selects everything: a rule without any selector, open, is <c>24/7</c>.</remarks>
public sealed record OpeningRule
{
    /// <summary>How it stands to the rules before; <see cref="RuleSeparator.Replace"/> for the first.</summary>
    public RuleSeparator Separator { get; init; }

    /// <summary>The years, any of them.</summary>
    public ValueList<YearRange> Years { get; init; } = [];

    /// <summary>The months or dates, any of them.</summary>
    public ValueList<DateRange> Dates { get; init; } = [];

    /// <summary>The ISO weeks, any of them.</summary>
    public ValueList<WeekRange> Weeks { get; init; } = [];

    /// <summary>The days; null for all of them.</summary>
    public WeekdaySelector? Days { get; init; }

    /// <summary>The times of the day, any of them; none is the whole day.</summary>
    public ValueList<TimeRange> Times { get; init; } = [];

    /// <summary>What is said of the instants selected.</summary>
    public RuleState State { get; init; }

    /// <summary>Text for people, without quotes; null when there is none.</summary>
    public string? Comment { get; init; }

    /// <summary>True when the rule selects some days rather than all.</summary>
    internal bool SelectsDays => Days is not null || SelectsDates;

    /// <summary>True when what it selects depends on the calendar beyond the day of the week.</summary>
    internal bool SelectsDates => Years.Count > 0 || Dates.Count > 0 || Weeks.Count > 0;

    /// <summary>True when the rule selects some times rather than the whole day.</summary>
    internal bool SelectsTimes => Times.Count > 0 && Times is not [{ Start: 0, End: TimeRange.Day }];

    /// <summary>True for days of the week and nothing else: the rules whose days can be compared.</summary>
    internal bool IsWeekly => Days is { Holidays: Holidays.None } && !SelectsDates;

    /// <summary>True for hours without condition.</summary>
    internal bool IsPlain => State == RuleState.Open && Comment is null && Times.Count > 0;

    /// <summary>True when it runs past midnight: it then speaks of a day that it does not select.</summary>
    internal bool IsNightly => Times.Any(range => range.EndsNextDay);

    /// <summary>True when both rules select the same days.</summary>
    internal bool SelectsSameDaysAs(OpeningRule other) =>
        Years.Equals(other.Years) && Dates.Equals(other.Dates) && Weeks.Equals(other.Weeks) && Equals(Days, other.Days);
}
