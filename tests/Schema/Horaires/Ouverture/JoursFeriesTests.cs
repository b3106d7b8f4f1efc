using System.Globalization;
using Maillage.Schema.Horaires.Ouverture;
using Maillage.Schema.Territoires;
using Maillage.Tests.Support;

namespace Maillage.Tests.Schema.Horaires.Ouverture;

public sealed class JoursFeriesTests
{
    private const string National = "01-01 04-06 05-01 05-08 05-14 05-25 07-14 08-15 11-01 11-11 12-25";

    [Theory]
    [InlineData("04", "")]
    [InlineData("2A", "")]
    [InlineData(null, "")]
    [InlineData("975", "")]
    [InlineData("57", "04-03 12-26")]
    [InlineData("67", "04-03 12-26")]
    [InlineData("68", "04-03 12-26")]
    [InlineData("971", "04-03 05-27 07-21")]
    [InlineData("972", "04-03 05-22 07-21")]
    [InlineData("973", "06-10")]
    [InlineData("974", "12-20")]
    [InlineData("976", "04-27")]
    [InlineData("977", "04-03 10-09")]
    [InlineData("978", "05-28")]
    [InlineData("986", "04-28 06-29 07-29")]
    [InlineData("987", "03-05 04-03 11-20")]
    [InlineData("988", "09-24")]
    public void Each_part_of_france_has_its_own(string? departement, string more) =>
        Assert.Equal(
            $"{National} {more}".Split(' ', StringSplitOptions.RemoveEmptyEntries).Order(),
            PublicHolidays.Of(departement).In(2026).Select(day => day.ToString("MM-dd", CultureInfo.InvariantCulture)));

    [Theory]
    [InlineData("978", 2017, "05-27", true)]
    [InlineData("978", 2017, "05-28", false)]
    [InlineData("987", 2024, "06-29", true)]
    [InlineData("987", 2024, "11-20", false)]
    [InlineData("987", 2025, "06-29", false)]
    [InlineData("987", 2025, "11-20", true)]
    public void A_holiday_may_move(string departement, int year, string day, bool expected) =>
        Assert.Equal(expected, PublicHolidays.Of(departement).Contains(DateOnly.ParseExact($"{year}-{day}", "yyyy-MM-dd", CultureInfo.InvariantCulture)));

    // The earliest, the latest, and the years when older rules of thumb fail.
    [Theory]
    [InlineData(1818, "03-22")]
    [InlineData(1943, "04-25")]
    [InlineData(1954, "04-18")]
    [InlineData(1981, "04-19")]
    [InlineData(2008, "03-23")]
    [InlineData(2026, "04-05")]
    [InlineData(2027, "03-28")]
    [InlineData(2038, "04-25")]
    [InlineData(2049, "04-18")]
    public void Easter_is_computed(int year, string day) => Assert.Equal(DateOnly.ParseExact($"{year}-{day}", "yyyy-MM-dd", CultureInfo.InvariantCulture), Easter.Of(year));

    [Fact]
    public void Any_year_is_known() =>
        Assert.All(Enumerable.Range(1, 9999), year => Assert.InRange(Easter.Of(year), new DateOnly(year, 3, 22), new DateOnly(year, 4, 25)));

    [Theory]
    [InlineData("04", "Provence-Alpes-Côte d'Azur")]
    [InlineData("57", "Moselle")]
    [InlineData("67", "Bas-Rhin")]
    [InlineData("68", "Haut-Rhin")]
    [InlineData("971", "Guadeloupe")]
    [InlineData("972", "Martinique")]
    [InlineData("973", "Guyane")]
    [InlineData("974", "La Réunion")]
    [InlineData("975", "Saint-Pierre-et-Miquelon")]
    [InlineData("976", "Mayotte")]
    [InlineData("977", "Saint-Barthélemy")]
    [InlineData("986", "Wallis-et-Futuna")]
    [InlineData("987", "Polynésie française")]
    [InlineData("988", "Nouvelle-Calédonie")]
    public async Task An_independent_reader_knows_the_same(string departement, string region)
    {
        // From 2025 on, when Matari'i replaced another day in Polynésie. Saint-Martin is left out: the reader still has May 27th there.
        var days = Enumerable.Range(0, (365 * 6) + 1).Select(new DateOnly(2025, 1, 1).AddDays).ToList();
        var noons = days.Select(day => CivilTime.Of("04").Instant(day.ToDateTime(new TimeOnly(12, 0))));
        var states = Assert.Single(await Oracle.Current.Ouvertures(["PH open"], noons, region));
        var holidays = PublicHolidays.Of(departement);
        Assert.Equal(days.Where((_, at) => states?[at] == 'o'), days.Where(holidays.Contains));
    }

    [Fact]
    public void Codes_of_the_table_are_those_of_the_cog() =>
        Assert.All(Cog.Courant.Departements, departement => Assert.InRange(PublicHolidays.Of(departement.Code).In(2026).Count, 11, 14));
}
