namespace Maillage.Schema.Horaires;

/// <summary>Rules in their canonical form.</summary>
/// <param name="Rules">The rules.</param>
/// <param name="HoursJoined">True when hours were kept that the letter of the syntax would erase.</param>
internal sealed record TidyRules(ValueList<OpeningRule> Rules, bool HoursJoined);

/// <summary>Puts rules in their canonical form: the fewest that certainly say the same, without changing their order.</summary>
/// <remarks>
/// One thing is repaired: hours of the same days given twice with a semicolon (<c>Mo 09:00-12:00; Mo 14:00-17:00</c>), or whose days were not said again
/// (<c>Mo-Fr 09:00-12:00; 14:00-17:00</c>). By the letter the second erase the first or open on Sunday; when they do not overlap, nobody meant that.
/// </remarks>
internal sealed class RuleTidier
{
    private readonly List<OpeningRule> rules = [];
    private readonly bool separatorMissing;
    private readonly bool hasFallback;
    private bool hoursJoined;

    private RuleTidier(ReadRules read)
    {
        separatorMissing = read.SeparatorMissing;

        // What « ; » and « , » mean beside « || », readers do not agree on: such rules are left as they are.
        hasFallback = read.Rules.Any(rule => rule.Separator == RuleSeparator.Fallback);
    }

    /// <summary>The canonical rules; null when a rule without days makes those before it meaningless, or when no day is said at all.</summary>
    /// <remarks>By the letter « 08:00-17:00 » is every day, Sundays too: of a public counter that is hardly ever meant.</remarks>
    public static TidyRules? Tidy(ReadRules read)
    {
        var tidier = new RuleTidier(read);
        foreach (var rule in read.Rules)
        {
            if (!tidier.Append(rule with { Times = TimeRange.Union(rule.Times) }))
            {
                return null;
            }
        }

        if (tidier.rules.TrueForAll(rule => !rule.SelectsDays) && tidier.rules.Exists(rule => rule.SelectsTimes))
        {
            return null;
        }

        while (!tidier.hasFallback && tidier.JoinOnce())
        {
            // What is joined may be joined again: its days or its hours are now those of another rule.
        }

        return new TidyRules([.. tidier.rules], tidier.hoursJoined);
    }

    private bool Append(OpeningRule rule)
    {
        // Nothing can be added to « 24/7 ».
        if (rule.Separator == RuleSeparator.Add && rules is [.., { SelectsDays: false, Times: [] }])
        {
            return false;
        }

        if (rule.SelectsDays || rule.Separator == RuleSeparator.Fallback || rules.Count == 0)
        {
            rules.Add(WithPlainSeparator(rule));
            return true;
        }

        // After several rules, hours alone may be of the last or of all; unless « ; » is what stands between hours, and nothing between days.
        if (rule is not { Separator: RuleSeparator.Replace, IsPlain: true }
            || rules[^1] is not { IsWeekly: true, IsPlain: true } before
            || !(rules.Count == 1 || separatorMissing)
            || !TimeRange.AreDisjoint(rule.Times, before.Times))
        {
            return false;
        }

        rules[^1] = WithTimes(before, rule);
        hoursJoined = true;
        return true;
    }

    // On days that no rule spoke of, to add and to replace are the same; and so they are for a day wholly closed.
    private OpeningRule WithPlainSeparator(OpeningRule rule) =>
        !hasFallback && rule.Separator == RuleSeparator.Add
        && ((rule.State == RuleState.Closed && rule.Times.Count == 0) || rules.TrueForAll(before => AreApart(before, rule)))
            ? rule with { Separator = RuleSeparator.Replace }
            : rule;

    private bool JoinOnce()
    {
        for (var second = 1; second < rules.Count; second++)
        {
            for (var first = second - 1; first >= 0; first--)
            {
                if (Join(rules[first], rules[second]) is { } joined)
                {
                    rules[first] = joined;
                    rules.RemoveAt(second);
                    return true;
                }

                if (!AreApart(rules[first], rules[second]))
                {
                    break;
                }
            }
        }

        return false;
    }

    private OpeningRule? Join(OpeningRule first, OpeningRule second)
    {
        if (first.IsNightly || second.IsNightly)
        {
            return null;
        }

        return first.SelectsSameDaysAs(second) ? JoinTimes(first, second) : JoinDays(first, second);
    }

    private OpeningRule? JoinTimes(OpeningRule first, OpeningRule second)
    {
        if (first == second with { Separator = first.Separator } && second.Separator == RuleSeparator.Replace && first.Separator == RuleSeparator.Replace)
        {
            return first;
        }

        if (!first.IsPlain || !second.IsPlain)
        {
            return null;
        }

        if (second.Separator == RuleSeparator.Add)
        {
            return WithTimes(first, second);
        }

        if (first.Separator != RuleSeparator.Replace || !TimeRange.AreDisjoint(first.Times, second.Times))
        {
            return null;
        }

        hoursJoined = true;
        return WithTimes(first, second);
    }

    private static OpeningRule? JoinDays(OpeningRule first, OpeningRule second)
    {
        if (first is not { Separator: RuleSeparator.Replace, Days: { HolidaysOnly: false } left }
            || second is not { Separator: RuleSeparator.Replace, Days: { HolidaysOnly: false } right })
        {
            return null;
        }

        var both = left with { Days = WeekdaySelector.Sorted(left.Days.Concat(right.Days)), Holidays = left.Holidays | right.Holidays };
        return first with { Days = both } == second with { Days = both } ? first with { Days = both } : null;
    }

    private static OpeningRule WithTimes(OpeningRule rule, OpeningRule other) => rule with { Times = TimeRange.Union(rule.Times.Concat(other.Times)) };

    // The rules never speak of the same day: their order does not matter.
    private static bool AreApart(OpeningRule first, OpeningRule second) =>
        first is { IsWeekly: true, IsNightly: false, Days: { } left } && second is { IsWeekly: true, IsNightly: false, Days: { } right } && !left.Meets(right);
}
