using FsCheck;
using FsCheck.Fluent;
using Maillage.Schema.Horaires;
using Maillage.Schema.Parsing;
using Maillage.Tests.Support;

namespace Maillage.Tests.Schema.Horaires;

/// <summary>Laws of the rules: what is written is read back, and tidying never changes when it is open.</summary>
public sealed class ReglesHorairesTests
{
    [Fact]
    public void Rules_written_are_read_back() =>
        Loi.Tient(Rules(), rules => Assert.Equal(rules, RuleReader.Read(RuleWriter.Write(rules))?.Rules ?? []), essais: 2000);

    [Fact]
    public void Tidy_hours_are_read_back_as_they_are() =>
        Loi.Tient(Rules(), rules =>
        {
            if (HorairesOsm.Lire(RuleWriter.Write(rules)).Value is { } hours)
            {
                var again = HorairesOsm.Lire(hours.ToString());
                Assert.Equal((hours, null), (again.Value, again.Issue));
                Assert.True(HorairesOsm.EstReconnu(hours.ToString()));
            }
        }, essais: 2000);

    [Fact]
    public async Task What_is_written_is_valid_for_an_independent_reader()
    {
        var texts = Loi.Echantillon(Rules(), 2500)
            .Select(RuleWriter.Write)
            .SelectMany(text => HorairesOsm.Lire(text).Value is { } hours ? [text, hours.ToString()] : Array.Empty<string>())
            .Distinct().ToList();
        Assert.True(texts.Count > 1000, $"{texts.Count} textes");
        var read = await Oracle.Current.OpeningHoursValidity(texts, HorairesLus.Region);
        Assert.Equal([], texts.Zip(read).Where(pair => !pair.Second.Valid).Select(pair => $"{pair.First} : {pair.Second.Error}").OrderBy(text => text.Length).Take(10));
    }

    [Fact]
    public async Task Tidying_changes_no_hour()
    {
        var tidied = Loi.Echantillon(Rules(), 2500)
            .Select(RuleWriter.Write)
            .Select(text => (Text: text, Read: HorairesOsm.Lire(text)))
            .Where(pair => pair.Read.HasValue && pair.Read.Issue?.Code == IssueCodes.HorairesRemisEnForme)
            .ToList();
        var compared = 0;
        foreach (var (text, read) in tidied.Take(400))
        {
            if (await HorairesLus.SaitQuand(text))
            {
                await HorairesLus.MemesIntervalles(text, $"{read.Value}");
                compared++;
            }
        }

        Assert.True(compared > 200, $"{compared} textes comparés");
    }

    // Few days, few hours: so that rules meet.
    internal static Gen<IReadOnlyList<OpeningRule>> Rules() =>
        from first in Rule()
        from rest in (from rule in Rule()
                      from separator in Gen.Frequency((6, Gen.Constant(RuleSeparator.Replace)), (3, Gen.Constant(RuleSeparator.Add)), (1, Gen.Constant(RuleSeparator.Fallback)))
                          // Hours that are added without their days are hours of the rule before: « Mo 09:00-12:00, 14:00-17:00 ».
                      let added = separator == RuleSeparator.Add && rule.SelectsDays
                      select rule with { Separator = added || separator != RuleSeparator.Add ? separator : RuleSeparator.Replace }).ListOf()
        select (IReadOnlyList<OpeningRule>)[first, .. rest.Take(4)];

    private static Gen<OpeningRule> Rule() =>
        from calendar in Gen.Frequency((8, Gen.Constant(new OpeningRule())), (2, Calendar()))
        from days in Days(ranked: !calendar.SelectsDates)
        from times in Times()
        from state in Gen.Frequency((7, Gen.Constant(RuleState.Open)), (2, Gen.Constant(RuleState.Closed)), (1, Gen.Constant(RuleState.Unknown)))
        from comment in Gen.Frequency((9, Gen.Constant<string?>(null)), (1, Gen.Elements<string?>("sur rendez-vous", "rdv; Mo off || PH", "« été »")))
        let known = calendar with { Days = days, Times = times, State = state, Comment = comment }
        select IsOneMonth(known) && days is null ? known with { Dates = [] } : known;

    // Refused with hours and no day: see the table of doubtful texts.
    private static bool IsOneMonth(OpeningRule rule) => rule.Dates is [{ First: MonthPoint first, Last: MonthPoint last }] && first == last;

    private static Gen<OpeningRule> Calendar() => Gen.OneOf(
        from weeks in Weeks() select new OpeningRule { Weeks = weeks },
        from months in Months() select new OpeningRule { Dates = months },
        from dates in Dates(null) select new OpeningRule { Dates = dates },
        from dates in Dates(2026) select new OpeningRule { Dates = dates },
        from years in Years() from months in Months() select new OpeningRule { Years = years, Dates = months },
        from years in Years() from weeks in Weeks() select new OpeningRule { Years = years, Weeks = weeks },
        from months in Months() from weeks in Weeks() select new OpeningRule { Dates = months, Weeks = weeks });

    private static Gen<ValueList<YearRange>> Years() => Gen.Elements<ValueList<YearRange>>(
        [new(2026, 2026)], [new(2025, 2027)], [new(2025, 2025), new(2026, 2030)], [new(2024, 2030, 2)]);

    private static Gen<ValueList<WeekRange>> Weeks() => Gen.Elements<ValueList<WeekRange>>(
        [new(18, 18)], [new(2, 52, 2)], [new(1, 53, 2)], [new(16, 17), new(20, 20)], [new(15, 22)]);

    private static Gen<ValueList<DateRange>> Months()
    {
        var month = Gen.Choose(1, 12).Select(number => (CalendarPoint)new MonthPoint(number));
        var range = Gen.OneOf(from only in month select new DateRange(only, only), from first in month from last in month select new DateRange(first, last));
        return Gen.OneOf(from one in range select (ValueList<DateRange>)[one], from one in range from two in range where one != two select (ValueList<DateRange>)[one, two]);
    }

    private static Gen<ValueList<DateRange>> Dates(int? year)
    {
        var day = from month in Gen.Choose(3, 6) from number in Gen.Choose(1, 30) select (CalendarPoint)new DayPoint(year, month, number);
        var easter = Gen.Choose(-5, 50).Select(offset => (CalendarPoint)new EasterPoint(offset));
        var point = year is null ? Gen.Frequency((3, day), (1, easter)) : day;
        var range = Gen.OneOf(
            from only in point select new DateRange(only, only),
            from first in day from last in day select IsInOrder((DayPoint)first, (DayPoint)last) ? new DateRange(first, last) : new DateRange(last, first));
        return Gen.OneOf(from one in range select (ValueList<DateRange>)[one], from one in range from two in range where one != two select (ValueList<DateRange>)[one, two]);
    }

    private static bool IsInOrder(DayPoint first, DayPoint last) => (first.Month, first.Day).CompareTo((last.Month, last.Day)) <= 0;

    private static Gen<WeekdaySelector?> Days(bool ranked)
    {
        var ranks = ranked ? Gen.Frequency((12, Gen.Constant<ValueList<int>>([])), (1, Gen.Elements<ValueList<int>>([1], [1, 3], [-1], [2, -1], [1, 2, 3]))) : Gen.Constant<ValueList<int>>([]);
        var day = from number in Gen.Choose(0, 6) from rank in ranks select new RankedDay((DayOfWeek)number, rank);
        var days = from several in day.ListOf() select WeekdaySelector.Sorted(several.Take(4));
        var holidays = Gen.Frequency((8, Gen.Constant(Holidays.None)), (2, Gen.Constant(Holidays.Public)), (1, Gen.Constant(Holidays.School)), (1, Gen.Constant(Holidays.Public | Holidays.School)));
        return from known in days
               from holiday in holidays
               from only in Gen.Frequency((4, Gen.Constant(false)), (1, Gen.Constant(true)))
               select known.Count == 0 && holiday == Holidays.None
                   ? null
                   : new WeekdaySelector { Days = known, Holidays = holiday, HolidaysOnly = only && holiday != Holidays.None && known.Count > 0 };
    }

    private static Gen<ValueList<TimeRange>> Times() => Gen.Frequency(
        (1, Gen.Constant<ValueList<TimeRange>>([])),
        (12, Gen.Elements<ValueList<TimeRange>>(
            [new(540, 720)], [new(840, 1020)], [new(540, 720), new(840, 1020)], [new(600, 780)], [new(840, 1020), new(540, 720)], [new(540, 780), new(720, 900)], [new(720, 840)])),
        (1, Gen.Elements<ValueList<TimeRange>>([new(0, 1440)], [new(1320, 1560)], [new(600, 720), new(1200, 1500)], [new(1080, 1440)])));
}
