using System.Globalization;
using Maillage.Schema.Horaires.Ouverture;

namespace Maillage.Tests.Schema.Horaires.Ouverture;

/// <summary>The plan of a day for each selector, each separator, each modifier.</summary>
public sealed class PlanDuJourTests
{
    private static readonly PublicHolidays holidays = PublicHolidays.Of("04");

    // 2026: January 1st is a Thursday, Easter April 5th, July 14th a Tuesday, Christmas a Friday.
    [Theory]
    // Days of the week, and times.
    [InlineData("Mo-Fr 09:00-12:00,14:00-17:00", "2026-06-15", "09:00-12:00 14:00-17:00")]
    [InlineData("Mo-Fr 09:00-12:00,14:00-17:00", "2026-06-14", "off")]
    [InlineData("Fr-Mo 09:00-12:00", "2026-06-14", "09:00-12:00")]
    [InlineData("Fr-Mo 09:00-12:00", "2026-06-16", "off")]
    [InlineData("24/7", "2026-06-15", "00:00-24:00")]
    [InlineData("Mo open", "2026-06-15", "00:00-24:00")]
    [InlineData("Mo 18:00-24:00", "2026-06-15", "18:00-24:00")]
    // The rank of a day in its month.
    [InlineData("Sa[1,3] 09:00-12:00", "2026-06-06", "09:00-12:00")]
    [InlineData("Sa[1,3] 09:00-12:00", "2026-06-13", "off")]
    [InlineData("Sa[5] 09:00-12:00", "2026-05-30", "09:00-12:00")]
    [InlineData("Fr[-1] 09:00-12:00", "2026-06-26", "09:00-12:00")]
    [InlineData("Fr[-1] 09:00-12:00", "2026-06-19", "off")]
    [InlineData("Fr[-2] 09:00-12:00", "2026-06-19", "09:00-12:00")]
    // Months, dates, Easter, years.
    [InlineData("Jul-Aug Mo-Fr 09:00-12:00", "2026-07-15", "09:00-12:00")]
    [InlineData("Jul-Aug Mo-Fr 09:00-12:00", "2026-09-15", "off")]
    [InlineData("Nov-Feb Mo-Fr 09:00-12:00", "2026-12-15", "09:00-12:00")]
    [InlineData("Nov-Feb Mo-Fr 09:00-12:00", "2026-03-16", "off")]
    [InlineData("Mo-Su 09:00-12:00; Dec 24-Jan 02 off", "2027-01-02", "off")]
    [InlineData("Mo-Su 09:00-12:00; Dec 24-Jan 02 off", "2027-01-03", "09:00-12:00")]
    [InlineData("Feb 29 09:00-12:00", "2028-02-29", "09:00-12:00")]
    [InlineData("Feb 29 09:00-12:00", "2026-03-01", "off")]
    [InlineData("Feb 20-29 09:00-12:00", "2026-02-25", "09:00-12:00")]
    [InlineData("PH,SH Mo-Fr 09:00-12:00", "2026-06-13", "off")]
    [InlineData("PH,SH Mo-Fr 09:00-12:00", "2026-06-15", "09:00-12:00?")]
    [InlineData("easter -2 days-easter 09:00-12:00", "2026-04-03", "09:00-12:00")]
    [InlineData("easter -2 days-easter 09:00-12:00", "2026-04-05", "09:00-12:00")]
    [InlineData("easter 09:00-12:00", "2026-04-06", "off")]
    [InlineData("2026 Jul 01-2026 Aug 31 Mo 09:00-12:00", "2026-08-31", "09:00-12:00")]
    [InlineData("2026 Jul 01-2026 Aug 31 Mo 09:00-12:00", "2027-08-30", "off")]
    [InlineData("2024-2030/2 Mo 09:00-12:00", "2026-06-15", "09:00-12:00")]
    [InlineData("2024-2030/2 Mo 09:00-12:00", "2027-06-14", "off")]
    // Weeks: January 1st 2027 is still in week 53 of 2026, which is odd.
    [InlineData("week 01-53/2 Mo-Su 09:00-12:00", "2027-01-02", "09:00-12:00")]
    [InlineData("week 02-52/2 Mo-Su 09:00-12:00", "2027-01-02", "off")]
    [InlineData("week 01 Mo-Su 09:00-12:00", "2025-12-30", "09:00-12:00")]
    [InlineData("week 10-12 Mo 09:00-12:00", "2026-03-16", "09:00-12:00")]
    // Public holidays.
    [InlineData("Mo-Fr 09:00-12:00; PH off", "2026-07-14", "off")]
    [InlineData("Mo-Fr 09:00-12:00; PH 10:00-11:00", "2026-07-14", "10:00-11:00")]
    [InlineData("Mo,PH 09:00-12:00", "2026-07-14", "09:00-12:00")]
    [InlineData("PH Mo-Fr 09:00-12:00", "2026-07-14", "09:00-12:00")]
    [InlineData("PH Mo-Fr 09:00-12:00", "2026-07-15", "off")]
    [InlineData("PH Mo-Fr 09:00-12:00", "2026-08-15", "off")]
    // What is said last is right, on the days that it speaks of.
    [InlineData("Mo-Fr 09:00-12:00; Tu 14:00-17:00", "2026-06-16", "14:00-17:00")]
    [InlineData("Mo-Fr 09:00-12:00, Tu 14:00-17:00", "2026-06-16", "09:00-12:00 14:00-17:00")]
    [InlineData("Mo-Fr 09:00-17:00; Tu 12:00-14:00 off", "2026-06-16", "09:00-12:00 14:00-17:00")]
    [InlineData("Mo-Fr 09:00-17:00; Tu off", "2026-06-16", "off")]
    [InlineData("Mo-Fr 09:00-17:00, Tu 10:00-11:00 \"rdv\"", "2026-06-16", "09:00-10:00 10:00-11:00? 11:00-17:00")]
    [InlineData("Mo-Fr 09:00-12:00 || Mo-Sa 10:00-18:00", "2026-06-16", "09:00-18:00")]
    [InlineData("Mo-Fr 09:00-12:00 || \"sur rendez-vous\"", "2026-06-16", "00:00-09:00? 09:00-12:00 12:00-24:00?")]
    // Past midnight: the night is of the day that it began.
    [InlineData("Fr 22:00-02:00", "2026-06-19", "22:00-24:00")]
    [InlineData("Fr 22:00-02:00", "2026-06-20", "00:00-02:00")]
    [InlineData("Fr 22:00-02:00; Sa 10:00-12:00", "2026-06-20", "10:00-12:00")]
    [InlineData("Fr 22:00-02:00, Sa 10:00-12:00", "2026-06-20", "00:00-02:00 10:00-12:00")]
    // To the letter, what closes a day does not close its night.
    [InlineData("Mo-Su 22:00-02:00; Jun 20 off", "2026-06-20", "off")]
    [InlineData("Mo-Su 22:00-02:00; Jun 20 off", "2026-06-21", "00:00-02:00 22:00-24:00")]
    // The eve of a holiday is none; its own night is of the holiday.
    [InlineData("Mo-Su 22:00-04:00", "2027-01-01", "00:00-04:00 22:00-24:00?")]
    [InlineData("Mo-Su 22:00-04:00", "2027-01-02", "00:00-04:00? 22:00-24:00")]
    // What cannot be decided.
    [InlineData("Mo 09:00-12:00 \"sur rendez-vous\"", "2026-06-15", "09:00-12:00?")]
    [InlineData("Mo unknown", "2026-06-15", "00:00-24:00?")]
    [InlineData("Mo 09:00-12:00 open \"accueil\"", "2026-06-15", "09:00-12:00")]
    [InlineData("Mo-Fr 09:00-12:00; SH off", "2026-06-15", "09:00-12:00?")]
    [InlineData("Mo-Fr 09:00-12:00,13:30-17:30; SH Mo-Fr 09:00-12:00", "2026-06-15", "09:00-12:00 13:30-17:30?")]
    [InlineData("Mo-Fr 09:00-12:00; SH We off", "2026-06-15", "09:00-12:00")]
    [InlineData("SH Mo 22:00-02:00", "2026-06-16", "00:00-02:00?")]
    // A public holiday that the hours do not speak of.
    [InlineData("Mo-Fr 09:00-12:00", "2026-07-14", "09:00-12:00?")]
    [InlineData("Mo-Fr 09:00-12:00; Jul off", "2026-07-14", "off")]
    [InlineData("Mo-Su 09:00-12:00; Dec 25 off", "2026-12-25", "off")]
    [InlineData("24/7", "2026-07-14", "00:00-24:00")]
    [InlineData("Mo-Su 00:00-24:00", "2026-07-14", "00:00-24:00")]
    public void Each_selector_has_its_day(string hours, string day, string expected) =>
        Assert.Equal(expected, Read(hours).On(DateOnly.Parse(day, CultureInfo.InvariantCulture), holidays).ToString());

    [Theory]
    [InlineData("Mo-Fr 09:00-12:00; PH off", true)]
    [InlineData("24/7", true)]
    [InlineData("Mo-Fr 09:00-12:00, Sa 09:00-12:00 \"rdv\"", true)]
    [InlineData("Mo-Fr 09:00-12:00; SH off", false)]
    [InlineData("Sa[1] 09:00-12:00", false)]
    [InlineData("Fr 22:00-02:00", false)]
    [InlineData("Jul-Aug Mo 09:00-12:00", false)]
    [InlineData("week 02-52/2 Mo 09:00-12:00", false)]
    [InlineData("2026 Mo 09:00-12:00", false)]
    public void Hours_of_the_week_are_told_from_those_of_the_calendar(string hours, bool isWeekly) => Assert.Equal(isWeekly, Read(hours).IsWeekly);

    [Theory]
    [InlineData("2026-06-15T08:59:59", false)]
    [InlineData("2026-06-15T09:00:00", true)]
    [InlineData("2026-06-15T11:59:59", true)]
    [InlineData("2026-06-15T12:00:00", false)]
    [InlineData("2026-06-15T15:00:00", null)]
    public void It_is_open_from_the_first_minute_until_the_last_is_over(string local, bool? expected) =>
        Assert.Equal(expected, Read("Mo 09:00-12:00, Mo 14:00-17:00 \"rdv\"").IsOpen(DateTime.Parse(local, CultureInfo.InvariantCulture), holidays));

    [Theory]
    [InlineData("Mo-Fr 09:00-12:00,14:00-17:00", "2026-06-15T08:00", "2026-06-15T09:00")]
    [InlineData("Mo-Fr 09:00-12:00,14:00-17:00", "2026-06-15T09:00", "2026-06-15T14:00")]
    [InlineData("Mo-Fr 09:00-12:00,14:00-17:00", "2026-06-19T16:00", "2026-06-22T09:00")]
    // Hours that are not sure are passed over, a public holiday among others.
    [InlineData("Mo-Fr 09:00-12:00", "2026-07-13T18:00", "2026-07-15T09:00")]
    [InlineData("Mo-Fr 08:30-12:00; SH Mo-Fr 09:00-12:00", "2026-06-15T08:00", "2026-06-15T09:00")]
    [InlineData("Mo-Fr 09:00-12:00 \"sur rendez-vous\"", "2026-06-15T08:00", null)]
    [InlineData("24/7", "2026-06-15T08:00", null)]
    [InlineData("off", "2026-06-15T08:00", null)]
    // A night goes on past midnight: that is no opening.
    [InlineData("Fr 22:00-02:00", "2026-06-19T23:00", "2026-06-26T22:00")]
    [InlineData("Dec 24 09:00-12:00", "2026-10-20T08:00", null)]
    [InlineData("Dec 24 09:00-12:00", "2026-10-26T08:00", "2026-12-24T09:00")]
    public void The_next_opening_is_the_next_minute_when_it_opens_for_sure(string hours, string local, string? expected) =>
        Assert.Equal(
            expected is null ? null : DateTime.Parse(expected, CultureInfo.InvariantCulture),
            Read(hours).NextOpening(DateTime.Parse(local, CultureInfo.InvariantCulture), holidays));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("du lundi au vendredi")]
    public void What_is_no_hours_has_no_schedule(string? hours) => Assert.Null(Schedule.Read(hours));

    [Fact]
    public void The_calendar_has_no_edge()
    {
        var nights = Read("Mo-Su 22:00-02:00; SH off");
        Assert.Equal("22:00-24:00?", nights.On(DateOnly.MinValue, PublicHolidays.None).ToString());
        Assert.NotEqual(DayPlan.Closed, nights.On(DateOnly.MaxValue, holidays));
        Assert.Null(Read("off").NextOpening(DateTime.MaxValue, holidays));
        Assert.Null(Read("off").NextOpening(DateTime.MaxValue.AddDays(-3), holidays));
    }

    private static Schedule Read(string hours) => Schedule.Read(hours) ?? throw new InvalidOperationException(hours);
}
