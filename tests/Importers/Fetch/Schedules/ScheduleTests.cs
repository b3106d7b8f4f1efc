using System.Globalization;
using Maillage.Importers.Fetch.Schedules;

namespace Maillage.Tests.Importers.Fetch.Schedules;

public sealed class ScheduleTests
{
    [Theory]
    // Summer and winter: 05:30 in Paris is 03:30 or 04:30 UTC.
    [InlineData("chaque jour à 05:30", "2026-07-14T00:00:00Z", "2026-07-14T03:30:00Z")]
    [InlineData("chaque jour à 05:30", "2026-07-14T03:30:00Z", "2026-07-15T03:30:00Z")]
    [InlineData("chaque jour à 5h30", "2026-12-01T04:00:00Z", "2026-12-01T04:30:00Z")]
    [InlineData("Chaque  lundi à 04:00", "2026-07-14T00:00:00Z", "2026-07-20T02:00:00Z")]
    [InlineData("chaque dimanche à 23:59", "2026-07-19T21:58:00Z", "2026-07-19T21:59:00Z")]
    [InlineData("toutes les 6 heures", "2026-07-14T01:02:03Z", "2026-07-14T07:02:03Z")]
    [InlineData("toutes les heures", "2026-07-14T01:02:03Z", "2026-07-14T02:02:03Z")]
    [InlineData("toutes les 15 minutes", "2026-07-14T01:02:03Z", "2026-07-14T01:17:03Z")]
    // 29 March 2026: at 2 it is 3. The hour that does not exist is the first that does.
    [InlineData("chaque jour à 02:30", "2026-03-28T12:00:00Z", "2026-03-29T01:00:00Z")]
    [InlineData("chaque jour à 02:30", "2026-03-29T01:00:00Z", "2026-03-30T00:30:00Z")]
    // 25 October 2026: 02:30 comes twice, 00:30 and 01:30 UTC; once is enough.
    [InlineData("chaque jour à 02:30", "2026-10-24T12:00:00Z", "2026-10-25T00:30:00Z")]
    [InlineData("chaque jour à 02:30", "2026-10-25T00:30:00Z", "2026-10-26T01:30:00Z")]
    [InlineData("chaque dimanche à 03:00", "2026-10-18T01:00:00Z", "2026-10-25T02:00:00Z")]
    public void The_next_time_is_that_of_the_clocks_of_Paris(string text, string after, string next) =>
        Assert.Equal(Instant(next), Schedule.Parse(text)?.After(Instant(after)));

    [Theory]
    [InlineData("")]
    [InlineData("tous les jours")]
    [InlineData("chaque jour")]
    [InlineData("chaque jour à 25:00")]
    [InlineData("chaque jeudredi à 05:00")]
    [InlineData("chaque jour à 5")]
    [InlineData("toutes les 5 minutes")]
    [InlineData("toutes les 0 heures")]
    [InlineData("toutes les 999 heures")]
    [InlineData("0 5 * * *")]
    public void What_is_no_schedule_is_none(string text) => Assert.Null(Schedule.Parse(text));

    [Theory]
    // Never run: now.
    [InlineData(null, null, 0, "2026-07-14T12:00:00Z", "2026-07-14T12:00:00Z")]
    // Run this morning: tomorrow.
    [InlineData("2026-07-14T03:30:00Z", "2026-07-14T03:31:00Z", 0, "2026-07-14T12:00:00Z", "2026-07-15T03:30:00Z")]
    // Three days missed: due since the first of them, hence now, and once only.
    [InlineData("2026-07-11T03:30:00Z", "2026-07-11T03:31:00Z", 0, "2026-07-14T12:00:00Z", "2026-07-12T03:30:00Z")]
    // Refused once, twice, three times: 10 min, 30, 90.
    [InlineData("2026-07-14T03:30:00Z", "2026-07-14T03:40:00Z", 1, "2026-07-14T03:41:00Z", "2026-07-14T03:50:00Z")]
    [InlineData("2026-07-14T03:50:00Z", "2026-07-14T04:00:00Z", 2, "2026-07-14T04:01:00Z", "2026-07-14T04:30:00Z")]
    [InlineData("2026-07-14T04:30:00Z", "2026-07-14T04:40:00Z", 3, "2026-07-14T04:41:00Z", "2026-07-14T06:10:00Z")]
    // However often it was refused, its hour comes.
    [InlineData("2026-07-14T20:00:00Z", "2026-07-14T20:10:00Z", 20, "2026-07-14T21:00:00Z", "2026-07-15T03:30:00Z")]
    public void The_next_run_follows_the_last_ones(string? begun, string? ended, int failures, string now, string next) =>
        Assert.Equal(
            Instant(next),
            NextRun.Of(
                Schedule.Parse("chaque jour à 05:30") ?? throw new InvalidOperationException(),
                new PastRuns(begun is null ? null : Instant(begun), ended is null ? null : Instant(ended), failures),
                Instant(now)));

    private static DateTimeOffset Instant(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
