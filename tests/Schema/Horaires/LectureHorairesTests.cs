using Maillage.Schema.Horaires;
using Maillage.Schema.Parsing;
using Maillage.Tests.Support;

namespace Maillage.Tests.Schema.Horaires;

/// <summary>What people write for opening hours, and what is published of it.</summary>
public sealed class LectureHorairesTests
{
    // Only spaces and leading zeros: no issue. All but the last are in the national files.
    [Theory]
    [InlineData("Mo-Fr 08:30-12:00, 13:30-17:00", "Mo-Fr 08:30-12:00,13:30-17:00")]
    [InlineData("Mo, We, Fr 09:00-12:00, 13:30-17:00; Tu, Th 09:00-12:00, 13:30-18:00 ", "Mo,We,Fr 09:00-12:00,13:30-17:00; Tu,Th 09:00-12:00,13:30-18:00")]
    [InlineData("Mo, We, Th 9:00-12:00 ; Tu,Th, Fr 14:00-17:30", "Mo,We,Th 09:00-12:00; Tu,Th,Fr 14:00-17:30")]
    [InlineData("Mo 14:00-17:00;  We 09:00-12:00", "Mo 14:00-17:00; We 09:00-12:00")]
    [InlineData("week 2-52/2 We 09:30-12:30,13:30-15:30; PH off", "week 02-52/2 We 09:30-12:30,13:30-15:30; PH off")]
    [InlineData("week1,3,5 Mo 9:00 - 12:00||\"rdv\"", "week 01,03,05 Mo 09:00-12:00 || \"rdv\"")]
    public async Task Spaces_and_leading_zeros_are_put_in_order_without_a_word(string text, string expected)
    {
        var read = HorairesOsm.Lire(text);
        Assert.Equal((expected, null), ($"{read.Value}", read.Issue));
        await HorairesLus.MemesIntervalles(text, expected);
    }

    [Theory]
    [InlineData("Mo 13:30-17:00,09:00-12:30; Th 09:00-12:30", "Mo 09:00-12:30,13:30-17:00; Th 09:00-12:30")] // national file
    [InlineData("Mo-Tu 08:30-12:00; We-Th 08:30-12:00, 13:30-16:00", "Mo,Tu 08:30-12:00; We,Th 08:30-12:00,13:30-16:00")] // national file
    [InlineData("Tu-Fr 10:00-17:00,10:00-17:00", "Tu-Fr 10:00-17:00")] // national file
    [InlineData("Fr 10:00-13:00,13:00-18:00", "Fr 10:00-18:00")] // national file
    [InlineData("Tu-Th 09:00-18:00,09:00-12:00; Mo,Fr 09:00-18:00; Sa 09:00-12:00", "Mo-Fr 09:00-18:00; Sa 09:00-12:00")] // national file
    [InlineData("mo-fr 09:00-12:00", "Mo-Fr 09:00-12:00")]
    [InlineData("Mon-Fri 09:00-12:00; saturday 10:00-12:00; Sonntag off", "Mo-Fr 09:00-12:00; Sa 10:00-12:00; Su off")]
    [InlineData("Mo–Fr 09:00–12:00", "Mo-Fr 09:00-12:00")]
    [InlineData("Mo-Fr 09:00-12:00;", "Mo-Fr 09:00-12:00")]
    [InlineData("Mo-Fr 09:00-12:00;;Sa 9:00-12:00", "Mo-Sa 09:00-12:00")]
    [InlineData("Mo-Fr: 9.00-12.00", "Mo-Fr 09:00-12:00")]
    [InlineData("Mo 9-12,14-17", "Mo 09:00-12:00,14:00-17:00")]
    [InlineData("Mo 09:00-12:00 14:00-17:00", "Mo 09:00-12:00,14:00-17:00")]
    [InlineData("Mo 09:00-12:00,Tu 14:00-17:00", "Mo 09:00-12:00; Tu 14:00-17:00")]
    [InlineData("Mo 09:00-12:00, Mo 14:00-17:00", "Mo 09:00-12:00,14:00-17:00")]
    [InlineData("Mo 09:00-12:00; Tu 14:00-17:00; We 09:00-12:00", "Mo,We 09:00-12:00; Tu 14:00-17:00")]
    [InlineData("Mo 09:00-12:00; Mo 09:00-12:00", "Mo 09:00-12:00")]
    [InlineData("Mo-Fr 09:00-12:00; Sa closed; Su off", "Mo-Fr 09:00-12:00; Sa,Su off")]
    [InlineData("Mo-Fr 09:00-12:00, PH off", "Mo-Fr 09:00-12:00; PH off")]
    [InlineData("PH,Mo-Fr 09:00-12:00", "Mo-Fr,PH 09:00-12:00")]
    [InlineData("Fr-Mo 09:00-12:00", "Mo,Fr-Su 09:00-12:00")]
    [InlineData("Sa[3,1],Tu 10:00-12:00", "Tu,Sa[1,3] 10:00-12:00")]
    [InlineData("Sa[1-3] 10:00-12:00", "Sa[1,2,3] 10:00-12:00")]
    [InlineData("Mo 09:00-12:00 open", "Mo 09:00-12:00")]
    [InlineData("Sa 18:00-00:00", "Sa 18:00-24:00")]
    [InlineData("Sa 22:00-26:00", "Sa 22:00-02:00")]
    [InlineData("May 01,08 off; Mo 09:00-12:00", "May 01,May 08 off; Mo 09:00-12:00")]
    [InlineData("Apr-Jun: Mo 09:00-12:00", "Apr-Jun Mo 09:00-12:00")]
    [InlineData("24/7 \"sur rendez-vous\"", "\"sur rendez-vous\"")]
    [InlineData("24/7 off", "off")]
    [InlineData("open", "24/7")]
    public async Task Hours_well_understood_are_put_in_order_and_open_at_the_same_instants(string text, string expected)
    {
        var read = HorairesOsm.Lire(text);
        Assert.Equal((expected, IssueCodes.HorairesRemisEnForme, expected), ($"{read.Value}", read.Issue?.Code, read.Issue?.Suggestion));
        await HorairesLus.MemesIntervalles(text, expected);
    }

    // What opening_hours.js does not read, or not so: « 9h », the quotes and colons of French typography, a year said once.
    [Theory]
    [InlineData("Mo-Th 10h00-12h30,13h30-17h00; Fr 09h30-12h30,13h30-18h30; We off", "Mo-Th 10:00-12:30,13:30-17:00; Fr 09:30-12:30,13:30-18:30; We off")] // national file
    [InlineData("Mo-Fr 9h-12h30,13h30-17h", "Mo-Fr 09:00-12:30,13:30-17:00")] // national file
    [InlineData("Mo-Fr 14:00-19:00 ;Sa 14 :00-18h00", "Mo-Fr 14:00-19:00; Sa 14:00-18:00")] // national file
    [InlineData("Mo 9-12,14-17:30", "Mo 09:00-12:00,14:00-17:30")]
    [InlineData("Mo 09:00-12:00 “sur rendez-vous”", "Mo 09:00-12:00 \"sur rendez-vous\"")]
    [InlineData("Mo 09:00-12:00 « le \"matin\" »", "Mo 09:00-12:00 \"le 'matin'\"")]
    [InlineData("Mo 09:00-12:00 ＂rdv＂", "Mo 09:00-12:00 \"rdv\"")]
    [InlineData("2026 May 01-Aug 31 Mo 09:00-12:00", "2026 May 01-2026 Aug 31 Mo 09:00-12:00")]
    public async Task Hours_written_in_the_french_way_are_understood(string text, string expected)
    {
        var read = HorairesOsm.Lire(text);
        Assert.Equal((expected, IssueCodes.HorairesRemisEnForme), ($"{read.Value}", read.Issue?.Code));
        Assert.True((await HorairesLus.Lire(expected)).Valid);
    }

    [Theory]
    [InlineData("Mo-Fr 09:30-12:00; 14:00-16:30", "Mo-Fr 09:30-12:00,14:00-16:30")] // national file
    [InlineData("Mo, Fr 14:00-17:00 We 9:00-12:00", "Mo,Fr 14:00-17:00; We 09:00-12:00")] // national file
    [InlineData(
        "Mo 13:30-17:00  Tu 8:30-12:00 ;  13:30-17:30 We 8:00-12:00 ; 13:30-17:30 Th, Fr  8:30-12:00 ,13:30-17:00",
        "Mo 13:30-17:00; Tu 08:30-12:00,13:30-17:30; We 08:00-12:00,13:30-17:30; Th,Fr 08:30-12:00,13:30-17:00")] // national file
    [InlineData("Mo 09:00-12:00; Mo 14:00-17:00", "Mo 09:00-12:00,14:00-17:00")]
    [InlineData("Mo 09:00-12:00; Tu 10:00-12:00; Mo 14:00-17:00; PH off", "Mo 09:00-12:00,14:00-17:00; Tu 10:00-12:00; PH off")]
    [InlineData("Mo-Fr 09:00-12:00 PH off", "Mo-Fr 09:00-12:00; PH off")]
    public void Hours_of_one_day_that_the_letter_would_erase_are_joined(string text, string expected)
    {
        var read = HorairesOsm.Lire(text);
        Assert.Equal((expected, IssueCodes.HorairesFusionnes, expected), ($"{read.Value}", read.Issue?.Code, read.Issue?.Suggestion));
    }

    // An exception to the rule before, or hours that cannot both be true: the letter is kept.
    [Theory]
    [InlineData("Mo-Fr 08:30-12:30,13:30-17:00; Th 08:30-12:30")] // national file
    [InlineData("Mo-Fr 08:30-12:30; Tu,Th 13:30-17:30")] // national file
    [InlineData("Tu-Sa 09:00-12:00; Mo,Th 14:00-17:30; We off")] // national file
    [InlineData("Mo 09:00-12:00; Mo 10:00-13:00")]
    [InlineData("Mo 09:00-12:00; PH off; Sa 09:00-12:00")]
    [InlineData("Mo 09:00-12:00; PH off; Mo 14:00-17:00")]
    [InlineData("Mo 09:00-12:00, Mo 14:00-17:00 \"rdv\"")]
    [InlineData("Mo 09:00-12:00 \"rdv\"; Mo 14:00-17:00")]
    [InlineData("Fr 22:00-02:00; Sa 22:00-02:00")]
    public void What_may_be_meant_as_it_is_written_stays(string text)
    {
        var read = HorairesOsm.Lire(text);
        Assert.Equal((text, null), ($"{read.Value}", read.Issue));
    }

    [Theory]
    [InlineData("Mo 09:00-12:00-14:00")] // national file
    [InlineData("Mo-Fr 09:00-19:00; Sa 17:00")] // national file
    [InlineData("Mo,Tu 13:30-15:30; Th 00:00-00:00; Fr 13:30-13:30")] // national file
    [InlineData("Tu-Fr 09:00-12:00,14:00-17:00; Mo 09:00-12:00,14:00-14:00")] // national file
    [InlineData("Mo-Th 07:00-12:00,13:00-16:00; Fr 17:00-12:00")] // national file
    [InlineData("Tu-Fr 10:00-19:00; Th 14-18:10-19; Sa 10:00-18:14,18:10-19:00")] // national file
    [InlineData("Tu-Fr 09:00-12:00,14:00-17:00; Mo 14-17;9-12,14-17")] // national file
    [InlineData("Tu-Th-Fr 14:00-18:00; We-Sa 10:00-12:30, 14:00-18:00")] // national file
    [InlineData("08:00-17:00")] // national file: a social centre, on Sundays too?
    [InlineData("07:30 - 11:30, 12:30 - 16:30")] // partner
    [InlineData("Lundi 9h-12h")]
    [InlineData("Lu-Ve 09:00-12:00")]
    [InlineData("Di 09:00-12:00")]
    [InlineData("Mar 09:00-12:00")]
    [InlineData("Mo-Fr 9:5-12:00")]
    [InlineData("Mo 09:60-12:00")]
    [InlineData("Mo 25:00-26:00")]
    [InlineData("Mo 09:00-24:30")]
    [InlineData("Mo 14:00-00:00")]
    [InlineData("Mo 17:00-02:00")]
    [InlineData("Mo 20:00-19:00")]
    [InlineData("Mo 9:-12:")]
    [InlineData("Mo 09:00-12:00 10:00-13:00")]
    [InlineData("Mo 18:00+")]
    [InlineData("Mo sunrise-sunset")]
    [InlineData("Mo Tu 09:00-12:00")]
    [InlineData("Mo-Fr PH 09:00-12:00")]
    [InlineData("Mo[6] 09:00-12:00")]
    [InlineData("Mo[0] 09:00-12:00")]
    [InlineData("Mo[1 09:00-12:00")]
    [InlineData("Mo[1],Mo-Fr 09:00-12:00")]
    [InlineData("Mo[1]-Fr 09:00-12:00")]
    [InlineData("Jul-Aug Sa[1] 09:00-12:00")]
    [InlineData("week 10 Sa[1] 09:00-12:00")]
    [InlineData("week 10-05 Mo 09:00-12:00")]
    [InlineData("week 54 Mo 09:00-12:00")]
    [InlineData("week 02-52/0 Mo 09:00-12:00")]
    [InlineData("week Mo 09:00-12:00")]
    [InlineData("Feb 30 off")]
    [InlineData("2026 Feb 29 off")]
    [InlineData("Jul 15-10 off")]
    [InlineData("2026 Aug 31-2026 Jul 01 off")]
    [InlineData("2026 May 01,May 08 off")]
    [InlineData("2026 Apr 10:00-12:00")]
    [InlineData("2028-2026 Mo 09:00-12:00")]
    [InlineData("Jul-Aug 15 off")]
    [InlineData("Mo-Fr")]
    [InlineData("Mo-Fr:")]
    [InlineData("Mo 09:00-12:00 ||")]
    [InlineData("Mo 09:00-12:00,")]
    [InlineData("Mo 09:00-12:00 | Tu 09:00-12:00")]
    [InlineData("Mo 09:00-12:00 \"a\" \"b\"")]
    [InlineData("Mo 09:00-12:00 \"a\" off")]
    [InlineData("Mo 09:00-12:00 \" \"")]
    [InlineData("Mo-Fr 09:00-12:00; off")]
    [InlineData("Mo-Fr 09:00-12:00; \"sur rendez-vous\"")]
    [InlineData("Mo-Fr 09:00-12:00; 11:00-13:00")]
    [InlineData("Jul-Aug 09:00-12:00; 14:00-17:00")]
    [InlineData("Mo-Fr 09:00-12:00; Sa 10:00-12:00; 14:00-17:00")]
    [InlineData("Mo 09:00-12:00 \"rdv\", 14:00-17:00")]
    [InlineData("24/7 09:00-12:00")]
    [InlineData("24/7, 24/7")]
    [InlineData("24/7, PH off")]
    [InlineData("10:00-12:00; 14:00-17:00")]
    [InlineData(";")]
    [InlineData("\uD800")]
    public void What_is_not_certain_is_refused(string text)
    {
        var read = HorairesOsm.Lire(text);
        Assert.Equal((false, IssueCodes.HorairesNonReconnus, text), (read.HasValue, read.Issue?.Code, read.Issue?.Value));
    }

    [Fact]
    public void The_rules_hold_all_that_the_text_says()
    {
        var hours = HorairesOsm.Lire("2026 Jul 01-2026 Aug 31 Mo 09:00-12:00,22:00-02:00; SH Sa[1,-1] off || week 02-52/2 \"rdv\"").Value;
        Assert.Equal(
            [
                new OpeningRule
                {
                    Dates = [new(new DayPoint(2026, 7, 1), new DayPoint(2026, 8, 31))],
                    Days = new() { Days = [new(DayOfWeek.Monday, [])] },
                    Times = [new(540, 720), new(1320, 1560)],
                },
                new OpeningRule
                {
                    Days = new() { Days = [new(DayOfWeek.Saturday, [1, -1])], Holidays = Holidays.School, HolidaysOnly = true },
                    State = RuleState.Closed,
                },
                new OpeningRule { Separator = RuleSeparator.Fallback, Weeks = [new(2, 52, 2)], State = RuleState.Unknown, Comment = "rdv" },
            ],
            hours?.Rules ?? []);
    }
}
