namespace Maillage.Schema.Horaires;

/// <summary>What a text says, rule by rule, before anything is put in order.</summary>
/// <param name="Rules">The rules, in their order.</param>
/// <param name="SeparatorMissing">True when a rule began without separator: by the letter, its days would belong to the rule before.</param>
internal sealed record ReadRules(IReadOnlyList<OpeningRule> Rules, bool SeparatorMissing);

/// <summary>Reads the rules of a text (opening_hours specification), with the liberties that people take with their writing.</summary>
internal sealed class RuleReader
{
    private readonly TokenCursor cursor;
    private readonly DateReader dates;
    private readonly DayReader days;
    private readonly TimeReader times;
    private bool separatorMissing;

    private RuleReader(IReadOnlyList<Token> tokens)
    {
        cursor = new TokenCursor(tokens);
        dates = new DateReader(cursor);
        days = new DayReader(cursor);
        times = new TimeReader(cursor);
    }

    /// <summary>The rules; null when the text is not opening hours.</summary>
    public static ReadRules? Read(string text) => OsmTokens.Cut(text) is { } tokens ? new RuleReader(tokens).ReadAll() : null;

    private ReadRules? ReadAll()
    {
        List<OpeningRule> rules = [];
        RuleSeparator? separator = RuleSeparator.Replace;
        while (separator is { } known)
        {
            if (ReadRule() is not { } rule)
            {
                return null;
            }

            rules.Add(rule with { Separator = known });
            separator = ReadSeparator(rules);
        }

        return cursor.AtEnd ? new ReadRules(rules, separatorMissing) : null;
    }

    // Null at the end of the text, or where no rule can begin.
    private RuleSeparator? ReadSeparator(List<OpeningRule> before)
    {
        if (cursor.Accept(';'))
        {
            while (cursor.Accept(';'))
            {
                // « ;; » separates as much as « ; ».
            }

            return cursor.AtEnd ? null : RuleSeparator.Replace;
        }

        if (cursor.Accept(','))
        {
            return RuleSeparator.Add;
        }

        if (cursor.Accept('|'))
        {
            return cursor.Accept('|') ? RuleSeparator.Fallback : null;
        }

        separatorMissing |= days.StartsHere();
        return days.StartsHere() && IsOver(before[^1]) && before.Exists(rule => rule.Days is not null) ? RuleSeparator.Replace : null;
    }

    private static bool IsOver(OpeningRule rule) => rule is { SelectsDates: false, Comment: null } && (rule.Times.Count > 0 || rule.State == RuleState.Closed);

    private OpeningRule? ReadRule()
    {
        var always = cursor.Current.IsNumber("24") && cursor.Ahead(1).Is('/') && cursor.Ahead(2).IsNumber("7");
        if ((always ? SkipAlways() : ReadSelectors()) is not { } rule)
        {
            return null;
        }

        var state = OsmWords.State(cursor.Word());
        if (state is not null)
        {
            cursor.Take();
        }

        var comment = cursor.Current.Kind == TokenKind.Comment ? cursor.Take().Text : null;
        if (!always && rule.Times.Count == 0 && state is null && comment is null)
        {
            return null;
        }

        // A comment alone says on what terms it may be open, not that it is (opening_hours specification, rule modifier).
        return rule with { State = state ?? (comment is null ? RuleState.Open : RuleState.Unknown), Comment = comment };
    }

    private OpeningRule SkipAlways()
    {
        cursor.Take();
        cursor.Take();
        cursor.Take();
        return new OpeningRule();
    }

    private OpeningRule? ReadSelectors()
    {
        if (dates.ReadYearsAndDates() is not { } read || dates.ReadWeeks() is not { } weeks)
        {
            return null;
        }

        var rule = new OpeningRule { Years = read.Years, Dates = read.Dates, Weeks = weeks };
        var colon = rule.SelectsDates && cursor.Accept(':');
        if (days.StartsHere())
        {
            if (days.Read() is not { } selector)
            {
                return null;
            }

            rule = rule with { Days = selector };
            colon = cursor.Accept(':');
        }

        if (times.Read(bareHours: rule is { SelectsDates: false, Days: not null }) is not { } ranges || (colon && ranges.Count == 0))
        {
            return null;
        }

        rule = rule with { Times = ranges };
        return IsDoubtful(rule) ? null : rule;
    }

    // What readers do not agree on: the rank of a day within a month or a week; « 2026 Apr 10:00 », where opening_hours.js sees April 10th.
    // And « Mar 10:00-12:00 » may well be mardi.
    private static bool IsDoubtful(OpeningRule rule) => rule switch
    {
        { SelectsDates: true, Days: { } days } => days.Days.Any(day => day.Ranks.Count > 0),
        { Dates: [{ First: MonthPoint first, Last: MonthPoint last }], Weeks: [] } when first == last =>
            first.Month == 3 || (rule is { Years: [{ } year], Times: not [] } && year.First == year.Last),
        _ => false,
    };
}
