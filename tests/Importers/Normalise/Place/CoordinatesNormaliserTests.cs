using FsCheck.Fluent;
using Maillage.Importers.Normalise.Place;
using Maillage.Schema.Territoires;
using Maillage.Tests.Support;

namespace Maillage.Tests.Importers.Normalise.Place;

public sealed class CoordinatesNormaliserTests
{
    [Theory]
    [InlineData("44.0921", "6.2358", 44.0921, 6.2358)]
    [InlineData(" 44,0921 ", "6,2358°", 44.0921, 6.2358)]
    [InlineData("\u221221.61153", "166.21462", -21.61153, 166.21462)]
    // Mulhouse writes both in one cell.
    [InlineData("47.7698,7.32193", null, 47.7698, 7.32193)]
    [InlineData("", "43.9, 5.8", 43.9, 5.8)]
    [InlineData("43,9 ; 5,8", "43,9 ; 5,8", 43.9, 5.8)]
    [InlineData("(43.9 5.8)", null, 43.9, 5.8)]
    [InlineData("44°05'32\"N", "6°14′09″ E", 44.09222, 6.23583)]
    [InlineData("48° 23.424' N", "4° 29.166' O", 48.3904, -4.4861)]
    [InlineData("44°05'32\"N 6°14'09\"E", null, 44.09222, 6.23583)]
    public void A_pair_is_read_in_the_ways_people_write_it(string? latitude, string? longitude, double first, double second)
    {
        var read = CoordinatesReader.Read(latitude, longitude);
        Assert.Null(read.Issue);
        Assert.Equal(first, read.Value?.First ?? 0, 4);
        Assert.Equal(second, read.Value?.Second ?? 0, 4);
    }

    [Theory]
    // 43,9 alone is one number; {} and 0 are what the annuaire and forms leave; Angers gives one of the two.
    [InlineData("43,9", "")]
    [InlineData("47.47280935", null)]
    [InlineData("{}", "{}")]
    [InlineData("0", "0")]
    [InlineData("NaN", "6.2")]
    [InlineData("1e999", "6.2")]
    [InlineData("44°65'00\"N", "6.2")]
    [InlineData("nord", "est")]
    public void What_is_no_pair_is_refused(string? latitude, string? longitude)
    {
        var read = CoordinatesReader.Read(latitude, longitude);
        Assert.False(read.HasValue);
        Assert.Equal("coordonnees_invalides", read.Issue?.Code.Code);
    }

    [Theory]
    // Control points: PROJ (EPSG:4326 → EPSG:2154, EPSG:3857); the origin of Lambert-93 by definition (IGN, NTG 71).
    [InlineData(700000, 6600000, 46.5, 3)]
    [InlineData(652469.0227, 6862035.2594, 48.8566, 2.3522)]
    [InlineData(959039.3409, 6337874.6359, 44.0921, 6.2358)]
    [InlineData(146632.9785, 6836262.3267, 48.3904, -4.4861)]
    [InlineData(1228594.2182, 6199737.0517, 42.7028, 9.4509)]
    [InlineData(1050362.6954, 6840899.6472, 48.5734, 7.7521)]
    public void Lambert_93_gives_degrees_within_a_metre(double x, double y, double latitude, double longitude)
    {
        var point = Projection.FromLambert93(x, y);
        Assert.InRange(point.DistanceTo(latitude, longitude), 0, 0.05);
    }

    [Theory]
    [InlineData(261845.7062, 6250564.3495, 48.8566, 2.3522)]
    [InlineData(-499390.3676, 6172050.9865, 48.3904, -4.4861)]
    public void Web_Mercator_gives_degrees_within_a_metre(double x, double y, double latitude, double longitude)
    {
        var point = Projection.FromWebMercator(x, y);
        Assert.InRange(point.DistanceTo(latitude, longitude), 0, 0.05);
    }

    [Theory]
    // commune, first, second → point, issue
    [InlineData("04070", 44.0921, 6.2358, 44.0921, 6.2358, null)]
    [InlineData("04070", 48.85, 2.35, null, null, "coordonnees_hors_commune")]
    // DIRECCTE Vosges, Maison de services au public of Broons, Mairie de Messac.
    [InlineData("88160", 6.4396143, 48.1882305, 48.1882305, 6.4396143, "coordonnees_inversees")]
    [InlineData("22020", 48.31626, 2.259389, 48.31626, -2.259389, "coordonnees_signe")]
    [InlineData("17231", 45.3463263, 0.3139977, 45.3463263, -0.3139977, "coordonnees_signe")]
    [InlineData("98818", 22.233939, 166.468099, -22.233939, 166.468099, "coordonnees_signe")]
    // Bellevigne: the other sign is nearer, but 19 km away: not certain.
    [InlineData("16417", 45.6921005, 0.247268, null, null, "coordonnees_hors_commune")]
    [InlineData("04070", 959039.34, 6337874.64, 44.0921, 6.2358, "coordonnees_projetees")]
    [InlineData("04070", 6337874.64, 959039.34, 44.0921, 6.2358, "coordonnees_projetees")]
    [InlineData("29019", -499390.37, 6172050.99, 48.3904, -4.4861, "coordonnees_projetees")]
    // Lambert-93 of Paris under a commune of the Alpes; Antilly, whose latitude lost its point; Mission locale in Quebec; Figeac 4.6; Ustaritz.
    [InlineData("04070", 652469.02, 6862035.26, null, null, "coordonnees_invalides")]
    [InlineData("57024", 4195423.0, 6.250852, null, null, "coordonnees_invalides")]
    [InlineData("36018", 46.8027992, -71.2226028, null, null, "coordonnees_hors_france")]
    [InlineData("46102", 4.611033, 2.029659, null, null, "coordonnees_hors_france")]
    [InlineData("54482", 48.705512, 48.705512, null, null, "coordonnees_hors_france")]
    [InlineData("64547", 1, 43.403499, null, null, "coordonnees_hors_france")]
    public void Two_numbers_are_a_point_of_the_commune_by_the_only_certain_reading(
        string insee, double first, double second, double? latitude, double? longitude, string? code)
    {
        var commune = Cog.Courant.ParCode(insee)?.Commune;
        Assert.NotNull(commune);
        var parsed = CoordinatesNormaliser.Fit(new WrittenPair(first, second), commune);
        Assert.Equal(code, parsed.Issue?.Code.Code);
        Assert.Equal(latitude is null, parsed.Value is null);
        if (parsed.Value is { } point)
        {
            Assert.InRange(point.DistanceTo(latitude ?? 0, longitude ?? 0), 0, 0.1);
        }
    }

    [Fact]
    public void Every_commune_is_in_the_box_of_its_territory() =>
        Assert.All(
            Cog.Courant.Communes.Where(commune => commune.Latitude is not null),
            commune => Assert.True(Territory.Reaches(commune, new GeoPoint(commune.Latitude ?? 0, commune.Longitude ?? 0)), commune.Code));

    [Fact]
    public void What_is_published_is_within_reach_of_the_commune_and_is_read_again_as_itself()
    {
        var communes = Cog.Courant.Communes;
        var offsets = Gen.OneOf(Gen.Choose(-400, 400).Select(part => part / 1000d), Gen.Choose(-180_000, 180_000).Select(part => part / 1000d));
        var cases = from index in Gen.Choose(0, communes.Count - 1)
                    from shift in offsets.Two()
                    from shape in Gen.Choose(0, 4)
                    select (Commune: communes[index], Written: Write(communes[index], shift.Item1, shift.Item2, shape));
        Loi.Tient(cases, sample =>
        {
            var parsed = CoordinatesNormaliser.Fit(sample.Written, sample.Commune);
            Assert.NotEqual(parsed.HasValue, parsed.Issue is { Code.Severity: Maillage.Schema.Parsing.Severity.Refused });
            if (parsed.Value is { } point)
            {
                Assert.True(Territory.InFrance(point) && Territory.Reaches(sample.Commune, point));
                var again = CoordinatesNormaliser.Fit(new WrittenPair(point.Latitude, point.Longitude), sample.Commune);
                Assert.Equal(point, again.Value);
                Assert.Null(again.Issue);
            }
        }, essais: 1000);
    }

    private static WrittenPair Write(Commune commune, double north, double east, int shape)
    {
        var (latitude, longitude) = ((commune.Latitude ?? 45) + north, (commune.Longitude ?? 3) + east);
        return shape switch
        {
            0 => new(longitude, latitude),
            1 => new(latitude, -longitude),
            2 => new(700_000 + (east * 80_000), 6_600_000 + (north * 110_000)),
            _ => new(latitude, longitude),
        };
    }
}
