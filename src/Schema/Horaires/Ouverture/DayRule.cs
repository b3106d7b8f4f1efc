namespace Maillage.Schema.Horaires.Ouverture;

/// <summary>A rule as the days see it: what it says of the days that it selects, or, past midnight, of the days that follow them.</summary>
internal sealed class DayRule
{
    private readonly OpeningState state;

    private DayRule(OpeningRule rule, DaySelection selection, (int Start, int End)[] times, bool isSpill, bool replaces)
    {
        (Selection, Times, IsSpill, Replaces) = (selection, times, isSpill, replaces);
        IsFallback = rule.Separator == RuleSeparator.Fallback;
        state = rule.State switch
        {
            RuleState.Open => OpeningState.Open,
            RuleState.Closed => OpeningState.Closed,
            _ => OpeningState.Unknown,
        };
    }

    public DaySelection Selection { get; }

    /// <summary>Minutes of the day, in the order of the rule; all are within the day.</summary>
    public (int Start, int End)[] Times { get; }

    /// <summary>True for the hours past midnight of the day before.</summary>
    public bool IsSpill { get; }

    /// <summary>True when, on the days that it selects, nothing stays of the rules before.</summary>
    public bool Replaces { get; }

    /// <summary>True when it only speaks where the rules before say nothing.</summary>
    public bool IsFallback { get; }

    /// <summary>The rules of the day, in order: after each, if it runs past midnight, its hours of the day after.</summary>
    public static DayRule[] From(IReadOnlyList<OpeningRule> rules)
    {
        List<DayRule> all = [];
        var isFallback = false;
        foreach (var rule in rules)
        {
            // What is added to a rule that fills in fills in too.
            isFallback = rule.Separator == RuleSeparator.Fallback || (rule.Separator == RuleSeparator.Add && isFallback);
            var known = isFallback ? rule with { Separator = RuleSeparator.Fallback } : rule;
            var selection = new DaySelection(rule);
            all.Add(new DayRule(known, selection, Day(rule), isSpill: false, DoesReplace(known, all)));
            if (rule.IsNightly)
            {
                // The hours of the night before are said already when the day begins: they are no fallback any more.
                all.Add(new DayRule(rule with { Separator = RuleSeparator.Add }, selection, Night(rule), isSpill: true, replaces: false));
            }
        }

        return [.. all];
    }

    /// <summary>What it says on a day; not sure, on a public holiday that the hours do not speak of.</summary>
    public OpeningState StateOn(bool isDoubted) => isDoubted && state == OpeningState.Open ? OpeningState.Unknown : state;

    // Closing takes away the hours that it covers, and no others. A rule for every day only replaces what was said for every day.
    private static bool DoesReplace(OpeningRule rule, List<DayRule> before) =>
        rule.Separator == RuleSeparator.Replace
        && rule.State != RuleState.Closed
        && (rule.SelectsDays || (rule.State == RuleState.Open && before is [.., var last] && last.Selection.IsEveryDay));

    private static (int Start, int End)[] Day(OpeningRule rule) =>
        rule.Times.Count == 0 ? [(0, DayPlan.Minutes)] : [.. rule.Times.Select(range => (range.Start, Math.Min(range.End, DayPlan.Minutes)))];

    private static (int Start, int End)[] Night(OpeningRule rule) =>
        [.. rule.Times.Where(range => range.EndsNextDay).Select(range => (0, Math.Min(range.End - DayPlan.Minutes, DayPlan.Minutes)))];
}
