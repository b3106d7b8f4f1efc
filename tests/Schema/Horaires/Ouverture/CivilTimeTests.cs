using System.Globalization;
using Maillage.Schema.Horaires.Ouverture;
using Maillage.Schema.Territoires;
using Maillage.Schema.Texte;

namespace Maillage.Tests.Schema.Horaires.Ouverture;

public sealed class CivilTimeTests
{
    [Theory]
    [InlineData("04", "04070", "2026-01-15T13:00")]
    [InlineData(null, null, "2026-01-15T13:00")]
    [InlineData("971", null, "2026-01-15T08:00")]
    [InlineData("972", null, "2026-01-15T08:00")]
    [InlineData("973", null, "2026-01-15T09:00")]
    [InlineData("974", "97411", "2026-01-15T16:00")]
    [InlineData("975", null, "2026-01-15T09:00")]
    [InlineData("976", null, "2026-01-15T15:00")]
    [InlineData("977", null, "2026-01-15T08:00")]
    [InlineData("978", null, "2026-01-15T08:00")]
    [InlineData("986", null, "2026-01-16T00:00")]
    [InlineData("987", "98735", "2026-01-15T02:00")]
    [InlineData("987", "98731", "2026-01-15T02:30")]
    [InlineData("987", "98719", "2026-01-15T03:00")]
    [InlineData("988", null, "2026-01-15T23:00")]
    public void Each_place_has_its_clock(string? departement, string? insee, string expected) =>
        Assert.Equal(Local(expected), CivilTime.Of(departement, insee).Local(Utc("2026-01-15T12:00")));

    // Paris changes on March 29th and October 25th 2026 at 01:00 UTC; Miquelon on March 8th and November 1st, at 2:00 of its clock.
    [Theory]
    [InlineData("04", "2026-03-29T00:59", "2026-03-29T01:59")]
    [InlineData("04", "2026-03-29T01:00", "2026-03-29T03:00")]
    [InlineData("04", "2026-10-25T00:59", "2026-10-25T02:59")]
    [InlineData("04", "2026-10-25T01:00", "2026-10-25T02:00")]
    [InlineData("975", "2026-03-08T04:59", "2026-03-08T01:59")]
    [InlineData("975", "2026-03-08T05:00", "2026-03-08T03:00")]
    [InlineData("975", "2026-11-01T04:00", "2026-11-01T01:00")]
    public void Clocks_change(string departement, string utc, string local) => Assert.Equal(Local(local), CivilTime.Of(departement).Local(Utc(utc)));

    [Theory]
    [InlineData("2026-06-15T10:00", "2026-06-15T08:00")]
    [InlineData("2026-01-15T10:00", "2026-01-15T09:00")]
    // Said twice: the first time. Jumped over: as much later.
    [InlineData("2026-10-25T02:30", "2026-10-25T00:30")]
    [InlineData("2026-03-29T02:30", "2026-03-29T01:30")]
    public void A_time_of_the_clock_is_an_instant(string local, string utc)
    {
        var instant = CivilTime.Of("04").Instant(Local(local));
        Assert.Equal(Utc(utc), instant);
        Assert.Equal(CivilTime.Of("04").Zone.GetUtcOffset(instant), instant.Offset);
    }

    [Fact]
    public void Every_hour_of_a_year_comes_back_in_every_zone()
    {
        foreach (var departement in Cog.Courant.Departements)
        {
            var time = CivilTime.Of(departement.Code);
            var wrong = Enumerable.Range(0, 24 * 365).Select(hour => Utc("2026-01-01T00:00").AddHours(hour))
                .Count(instant => time.Instant(time.Local(instant)) != instant);
            // The hour that comes twice is the first one.
            Assert.InRange(wrong, 0, 1);
        }
    }

    [Fact]
    public void The_zones_of_the_table_are_known_and_its_communes_exist()
    {
        CivilTime.Verify();
        Assert.All(EmbeddedCsv.Rows("fuseaux-horaires.csv", 3).Where(row => row[0].Length == 5), row =>
        {
            Assert.NotNull(Cog.Courant.ParCode(row[0]));
            Assert.Equal(row[1], CivilTime.Of("987", row[0]).Zone.Id);
        });
    }

    [Fact]
    public void A_zone_is_one_object() => Assert.Same(CivilTime.Of("04"), CivilTime.Of("75", "75056"));

    private static DateTime Local(string text) => DateTime.Parse(text, CultureInfo.InvariantCulture);

    private static DateTimeOffset Utc(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
}
