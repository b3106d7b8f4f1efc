using System.Diagnostics;
using FsCheck;
using FsCheck.Fluent;
using Maillage.Schema.Horaires;
using Maillage.Schema.Parsing;
using Maillage.Tests.Support;

namespace Maillage.Tests.Schema.Horaires;

public sealed class HorairesOsmTests
{
    [Theory]
    [InlineData("Mo-Fr 09:00-12:00,14:00-18:30; Sa 08:30-12:00")]
    [InlineData("24/7")]
    [InlineData("Mo[1] 09:00-12:00")]
    [InlineData("Sa[1,3] 10:00-12:00")]
    [InlineData("week 02-52/2 We 14:00-17:00")]
    [InlineData("Mo-Fr 09:00-12:00; PH off")]
    [InlineData("Jul-Aug off")]
    [InlineData("Dec 24 09:00-12:00")]
    [InlineData("Mo 14:00-16:00 \"sur rendez-vous\"")]
    [InlineData("\"sur rendez-vous\"")]
    [InlineData("Mo 09:00-24:00")]
    [InlineData("Mo 09:00-12:00, Mo 14:00-17:00 \"rdv\"")]
    [InlineData("Mo-Fr 09:00-12:00 || \"sur rendez-vous\"")]
    [InlineData("Mo-Fr 09:00-12:00 open \"accueil\"; Sa off \"en travaux\"; Su unknown")]
    [InlineData("2026 Jul 01-2026 Aug 31 Mo-Fr 09:00-12:00")]
    [InlineData("2026 off; 2027-2029 Mo 09:00-12:00")]
    [InlineData("Jul-Aug Mo-Fr 09:00-12:00; Dec 24-Jan 02 off; Dec 24-26 off")]
    [InlineData("easter +1 day off; easter -2 days-easter off")]
    [InlineData("week 01,03,05-09 Mo 09:00-12:00")]
    [InlineData("Jul-Aug week 27-30 Mo 09:00-12:00")]
    [InlineData("Tu[1],Sa[-1],PH 10:00-12:00")]
    [InlineData("PH Mo-Fr 09:00-12:00")]
    [InlineData("Fr,Sa 22:00-02:00")]
    [InlineData("00:00-24:00; PH off")]
    [InlineData("off")]
    public async Task Hours_that_a_machine_can_follow_are_recognised(string text)
    {
        Assert.True(HorairesOsm.EstReconnu(text));
        Assert.True(Assert.Single(await Oracle.Current.OpeningHoursValidity([text])).Valid);
    }

    [Theory]
    [InlineData("Mo-Fr 09:00-12:00; SH off")]
    [InlineData("SH 09:00-12:00")]
    [InlineData("Mo-Fr,PH,SH 09:00-12:00")]
    [InlineData("SH Mo-Fr 09:00-12:00")]
    [InlineData("Mo-Fr 09:00-12:00; PH,SH off")]
    public async Task School_holidays_are_recognised(string text)
    {
        Assert.True(HorairesOsm.EstReconnu(text));
        Assert.True(Assert.Single(await Oracle.Current.OpeningHoursValidity([text], HorairesLus.Region)).Valid);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("du lundi au vendredi")]
    [InlineData("Lu-Ve 09:00-12:00")]
    [InlineData("Mo-Fr 9h-12h")]
    [InlineData("Mo-Fr 9:00-12:00")]
    [InlineData("Mo-Fr 09:00-12:00;")]
    [InlineData("Mo-Fr 09:00-12:00\n")]
    [InlineData("Mo-Fr")]
    [InlineData("Mo 12:00-12:00")]
    [InlineData("Mo 00:00-00:00")]
    [InlineData("Mo 15:00-10:00")]
    [InlineData("Mo 09:00-12:00,12:60-13:00")]
    [InlineData("Mo 25:00-26:00")]
    [InlineData("Mo 24:30-24:45")]
    [InlineData("Mo 23:00-24:30")]
    [InlineData("Mo 24:00-24:00")]
    [InlineData("Mo 09:00-12:00 \"sans fin")]
    [InlineData("Mo 09:00-12:00 \"\"")]
    [InlineData("week 00 Mo 09:00-12:00")]
    [InlineData("week 54 Mo 09:00-12:00")]
    [InlineData("Jan 00 off")]
    [InlineData("Jan 32 off")]
    [InlineData("PH-Mo 09:00-12:00")]
    [InlineData("Mo-PH 09:00-12:00")]
    [InlineData("Mo[1]-Fr 09:00-12:00")]
    public void What_no_machine_can_follow_is_not_recognised(string text)
    {
        Assert.False(HorairesOsm.EstReconnu(text));
    }

    [Fact]
    public async Task What_is_read_is_valid_for_an_independent_reader()
    {
        var texts = Loi.Echantillon(Hours(), 20_000)
            .SelectMany(text => HorairesOsm.Lire(text).Value is { } hours ? [text, hours.ToString()] : Array.Empty<string>())
            .Distinct().ToList();
        Assert.True(texts.Count > 400, $"{texts.Count} lus");
        var read = await Oracle.Current.OpeningHoursValidity(texts, HorairesLus.Region);
        Assert.Equal([], texts.Zip(read).Where(pair => !pair.Second.Valid).Select(pair => pair.First).OrderBy(text => text.Length).Take(10));
    }

    [Fact]
    public void No_text_makes_it_throw() =>
        Loi.Tient(Gen.OneOf(Arbitraires.TexteBrut, Hours()), text =>
        {
            Assert.False(HorairesOsm.EstReconnu(text + ";"));
            var read = HorairesOsm.Lire(text);
            Assert.Equal(string.IsNullOrWhiteSpace(text), !read.HasValue && read.Issue is null);
        }, essais: 1000);

    [Fact]
    public void Nothing_is_read_in_no_text()
    {
        var read = HorairesOsm.Lire(null);
        Assert.False(read.HasValue);
        Assert.Null(read.Issue);
    }

    [Theory]
    [InlineData("Mo 09:00-12:00; ", "x")]
    [InlineData("Mo,", "")]
    [InlineData("Mo[1,", "")]
    [InlineData("09:00-12:00,", "")]
    [InlineData("\"a\";", "\"")]
    [InlineData("Mo 09:00-12:00,10:00-13:00; ", "")]
    [InlineData("\"", "")]
    public void A_text_without_end_is_refused_at_once(string repeated, string end)
    {
        var text = string.Concat(Enumerable.Repeat(repeated, 200_000)) + end;
        var start = Stopwatch.StartNew();
        Assert.Equal(IssueCodes.HorairesNonReconnus, HorairesOsm.Lire(text).Issue?.Code);
        Assert.True(start.Elapsed < TimeSpan.FromSeconds(1), $"{start.Elapsed}");
    }

    // As many rules as the longest text may hold, none of which joins another.
    [Theory]
    [InlineData("Mo 9-12;Mo 10-13;")]
    [InlineData("Mo off;Tu off;")]
    [InlineData("Mo 9-10;Tu 11-12;")]
    [InlineData("Mo[1] 9-10,Mo[2] 9-10,")]
    public void The_longest_text_is_read_at_once(string repeated)
    {
        var text = string.Concat(Enumerable.Repeat(repeated, 2000 / repeated.Length)).TrimEnd(',');
        var start = Stopwatch.StartNew();
        Assert.True(HorairesOsm.Lire(text).HasValue);
        Assert.True(start.Elapsed < TimeSpan.FromSeconds(1), $"{start.Elapsed}");
    }

    // Sentences near the grammar: every piece that it knows, good and bad numbers, in any plausible order.
    private static Gen<string> Hours()
    {
        var day = Gen.Elements("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su", "PH", "SH");
        var nth = Gen.Elements("", "", "", "[1]", "[-1]", "[1,3]", "[1-3]", "[5]", "[1-]", "[2,-1]", "[3-1]", "[6]");
        var days = from first in day
                   from rank in nth
                   from second in Gen.OneOf(Gen.Constant(""), day.Select(name => $"-{name}"), day.Select(name => $",{name}"))
                   select first + rank + second;
        var month = Gen.Elements("Jan", "Feb", "Jul", "Aug", "Dec");
        var date = from name in month from number in Gen.Elements("", "", " 01", " 31", " 00", " 30", " 39") select name + number;
        var dates = from first in date from last in Gen.OneOf(Gen.Constant(""), date.Select(name => $"-{name}")) select $"{first}{last} ";
        var weeks = Gen.Elements("week 01 ", "week 02-52/2 ", "week 01-53/2 ", "week 00 ", "week 53 ", "week 54 ", "week 59 ", "week 10-05 ", "week 1 ", "week 10-20/9 ");
        var time = Gen.Elements("00:00", "08:30", "12:00", "14:00", "18:45", "23:59", "24:00", "24:30");
        var range = Gen.Frequency(
            (9, from start in Gen.Elements("08:30", "09:00", "10:15") from end in Gen.Elements("12:00", "18:45", "24:00") select $"{start}-{end}"),
            (1, from start in time from end in time select $"{start}-{end}"));
        var times = Gen.OneOf(range, from first in range from second in range select $"{first},{second}");
        var state = Gen.OneOf(times, times, Gen.Elements("off", "closed", "off \"congés\"", "24/7"));
        var rule = Gen.Frequency(
            (8, from when in Gen.OneOf(Gen.Constant(""), Gen.Constant(""), weeks, dates)
                from which in Gen.OneOf(Gen.Constant(""), days.Select(text => $"{text} "), days)
                from what in state
                from comment in Gen.Elements("", "", "", " \"rdv; Mo off\"")
                select when + which + what + comment),
            (1, Gen.Elements("24/7", "\"sur rendez-vous\"")));
        return from first in rule
               from rest in (from separator in Gen.Elements("; ", ", ", ";") from next in rule select separator + next).ListOf()
               select first + string.Concat(rest.Take(2));
    }
}
