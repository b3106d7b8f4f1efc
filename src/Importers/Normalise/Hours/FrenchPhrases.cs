namespace Maillage.Importers.Normalise.Hours;

/// <summary>Half of a day that a phrase speaks of.</summary>
internal enum HalfDay
{
    Whole,
    Morning,
    Afternoon,
}

/// <summary>Days, and the half of them; doubtful when « le mardi et le jeudi après-midi » may mean the whole Tuesday or not.</summary>
internal sealed record DaysPhrase(int Days, HalfDay Half, bool Doubtful);

/// <summary>The phrases that French texts about hours are made of.</summary>
internal static class FrenchPhrases
{
    // « Les mardi et jeudi après-midi » are two afternoons; « le mardi et le jeudi après-midi » may be a day and an afternoon.
    public static DaysPhrase? Days(FrenchCursor cursor)
    {
        var plural = cursor.IsWord("les", "des", "aux");
        var span = cursor.IsWord("du", "de") && cursor.Peek(1).Kind == TokenKind.Day;
        cursor.Skip("les", "le", "des", "du", "de", "chaque", "aux", "au");
        if (cursor.Take("tous", "les", "jours"))
        {
            return new DaysPhrase(Hours.Days.Week, TakeHalf(cursor) ?? HalfDay.Whole, false);
        }

        var days = Hours.Days.None;
        var halves = new List<(int Days, HalfDay? Half)>();
        while (OneOrSpan(cursor, span && halves.Count == 0) is var group and not 0)
        {
            halves.Add((group, TakeHalf(cursor)));
            days |= group;
            if (MoreDays(cursor) is not { } repeated)
            {
                break;
            }

            // « Les mardi et les vendredi après-midi »: the article begins anew.
            plural &= !repeated;
        }

        return halves.Count == 0 ? null : Together(days, halves, plural);
    }

    /// <summary>« le matin », « l'après-midi », « les après-midi ».</summary>
    public static HalfDay? Half(FrenchCursor cursor) => cursor.Try<HalfDay?>(c =>
    {
        c.Skip("le", "l", "les");
        return TakeHalf(c);
    });

    /// <summary>« de 9h à 12h et de 13h30 à 17h », « 9h-12h / 14h-18h »; null when there is none or one is inverted.</summary>
    public static IReadOnlyList<TimeRange>? Times(FrenchCursor cursor) => cursor.Try(c =>
    {
        List<TimeRange> ranges = [];
        while (OneRange(c) is { } range)
        {
            ranges.Add(range);
            if (!MoreTimes(c))
            {
                break;
            }
        }

        return ranges.Count == 0 || ranges.Exists(range => range.IsEmpty) ? null : TimeRanges.Merge(ranges);
    });

    /// <summary>« le 1er et 3e samedi du mois », « les 2e et 4e mardis », « le dernier jeudi de chaque mois ».</summary>
    public static (int Day, string Ranks)? RankedDay(FrenchCursor cursor) => cursor.Try<(int, string)?>(c =>
    {
        c.Skip("le", "les", "tous");
        if (FirstOnes(c) is { } count && c.Take(TokenKind.Day) is { } counted)
        {
            return OfTheMonth(c) ? (counted.Value, string.Join(',', Enumerable.Range(1, count))) : null;
        }

        var ranks = new SortedSet<int>();
        while (c.Take(TokenKind.Rank) is { } rank)
        {
            ranks.Add(rank.Value);
            c.Skip(",", "et", "le", "les");
        }

        // -1 alone, or 1 to 5: readers differ on lists that hold both.
        return ranks.Count > 0 && (ranks.Count == 1 || ranks.Min > 0) && c.Take(TokenKind.Day) is { } day && OfTheMonth(c)
            ? (day.Value, string.Join(',', ranks))
            : null;
    });

    /// <summary>« semaines paires », « en semaine impaire ».</summary>
    public static string? Weeks(FrenchCursor cursor) => cursor.Try(c =>
    {
        c.Skip("les", "la", "en", "des", "de", "chaque");
        return !c.TakeOne("semaine", "semaines") ? null
            : c.TakeOne("paire", "paires") ? "week 02-52/2"
            : c.TakeOne("impaire", "impaires") ? "week 01-53/2"
            : null;
    });

    private static int OneOrSpan(FrenchCursor cursor, bool span)
    {
        if (cursor.Take("jours", "feries") || cursor.Take("jour", "ferie"))
        {
            return Hours.Days.PublicHolidays;
        }

        if (cursor.TakeOne("weekend", "weekends"))
        {
            return Hours.Days.WeekEnd;
        }

        if (cursor.Take(TokenKind.Day) is not { } first)
        {
            return Hours.Days.None;
        }

        var last = cursor.Try<Token?>(c => (c.TakeOne("a") || c.TakeOne("au") || c.TakeOne("-") || (span && c.TakeOne("jusqu") && c.TakeOne("au"))) ? c.Take(TokenKind.Day) : null);
        return last is { } end ? Hours.Days.Span(first.Value, end.Value) : Hours.Days.Of(first.Value);
    }

    // True when an article stands before the next day, false when none does; null when there is no other day.
    private static bool? MoreDays(FrenchCursor cursor) => cursor.Try<bool?>(c =>
    {
        c.Skip(",", "et", "/", "&", "ainsi", "que", "puis");
        var article = c.IsWord("le", "les", "du");
        c.Skip("le", "les", "du");
        return c.Is(TokenKind.Day) || c.IsWord("weekend", "weekends") || (c.IsWord("jours") && c.Peek(1).Text == "feries") ? article : null;
    });

    private static DaysPhrase Together(int days, List<(int Days, HalfDay? Half)> groups, bool plural)
    {
        var last = groups[^1].Half;
        var said = groups.Count(group => group.Half is not null);
        if (last is null)
        {
            return new DaysPhrase(days, HalfDay.Whole, said > 0);
        }

        // « mercredi après-midi et vendredi après-midi », « mardi après-midi », « les mardi et jeudi après-midi »
        var clear = groups.TrueForAll(group => group.Half == last) || (said == 1 && plural);
        return new DaysPhrase(days, last.Value, !clear);
    }

    private static HalfDay? TakeHalf(FrenchCursor cursor) => cursor.Try<HalfDay?>(c =>
    {
        c.Skip("l", "le");
        return c.TakeOne("matin", "matins", "matinee") ? HalfDay.Morning
            : c.TakeOne("apresmidi") ? HalfDay.Afternoon
            : null;
    });

    private static TimeRange? OneRange(FrenchCursor cursor) => cursor.Try<TimeRange?>(c =>
    {
        c.Skip("de", "entre", "d");
        if (c.Take(TokenKind.Time) is { } start)
        {
            // « 9h/12h - 14h/17h », « 9h 12h »: two times make a range whatever stands between them, when the second is later.
            var said = c.Take("jusqu", "a") || c.TakeOne("a", "-");
            _ = said || c.TakeOne("/");
            return c.Take(TokenKind.Time) is { } end ? (said || end.Value > start.Value ? new TimeRange(start.Value, end.Value) : null)
                // « de 14h à 16 »: an hour, unless it counts what follows it.
                : said && c.Take(TokenKind.Number) is { Value: <= 24 } hour && hour.Value * 60 > start.Value && !c.Is(TokenKind.Number) && !c.Is(TokenKind.Month) && !c.Is(TokenKind.Day) && !c.Is(TokenKind.Word)
                    ? new TimeRange(start.Value, hour.Value * 60)
                : null;
        }

        // « de 14 à 18h »: the first number is an hour because the second is a time.
        return c.Take(TokenKind.Number) is { Value: <= 24 } bare && c.TakeOne("a", "-") && c.Take(TokenKind.Time) is { } last
            ? new TimeRange(bare.Value * 60, last.Value)
            : null;
    });

    private static bool MoreTimes(FrenchCursor cursor) => cursor.Try<bool?>(c =>
    {
        c.Skip("et", "/", ",", ";", "|", "puis", "&", "-", ".");
        c.Skip("de", "le", "l");
        _ = TakeHalf(c);
        c.Skip("de", "entre", ":");
        return c.Is(TokenKind.Time) || (c.Is(TokenKind.Number) && c.Peek(1).Text is "a" or "-" && c.Peek(2).Kind == TokenKind.Time) ? true : null;
    }) ?? false;

    // « les deux premiers samedis »
    private static int? FirstOnes(FrenchCursor cursor) => cursor.Try<int?>(c =>
    {
        var count = c.TakeOne("deux", "2") ? 2 : c.TakeOne("trois", "3") ? 3 : 0;
        return count > 0 && c.TakeOne("premiers", "1er", "1ers") ? count : null;
    });

    private static bool OfTheMonth(FrenchCursor cursor) =>
        cursor.Take("du", "mois") || cursor.Take("de", "chaque", "mois") || cursor.Take("chaque", "mois") || cursor.Take("par", "mois");
}
