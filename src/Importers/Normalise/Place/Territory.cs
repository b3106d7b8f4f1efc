using Maillage.Schema.Territoires;

namespace Maillage.Importers.Normalise.Place;

/// <summary>How far the French territories, and a commune, may reach.</summary>
internal static class Territory
{
    private const double FarthestFromCommune = 20_000;

    // Communes so wide that a lieu may be farther from the town hall: Arles, Les Saintes-Maries, and whole territories.
    private static readonly (string Prefix, double Metres)[] VeryWide =
    [
        ("13004", 45_000), ("13096", 45_000), ("973", 250_000), ("975", 60_000), ("986", 250_000), ("987", 500_000), ("988", 100_000),
    ];

    // Metropolitan France first: most points stop there. The Marquesas and Rapa are 2 000 km apart, whence the wide box of Polynesia.
    private static readonly (string Departement, Box Box)[] Boxes =
    [
        ("", new(41.2, 51.2, -5.3, 9.7)),
        ("971", new(15.7, 16.6, -61.9, -60.9)),
        ("972", new(14.3, 15.0, -61.3, -60.7)),
        ("973", new(2.0, 5.9, -54.7, -51.5)),
        ("974", new(-21.5, -20.8, 55.1, 55.9)),
        ("975", new(46.6, 47.2, -56.5, -56.0)),
        ("976", new(-13.1, -12.5, 44.9, 45.4)),
        ("977", new(17.8, 18.0, -63.0, -62.7)),
        ("978", new(17.9, 18.2, -63.2, -62.9)),
        ("984", new(-67.0, -11.0, 39.0, 143.0)),
        ("986", new(-14.6, -13.1, -178.3, -176.0)),
        ("987", new(-28.0, -7.5, -155.0, -134.0)),
        ("988", new(-23.2, -17.8, 158.0, 172.5)),
        ("989", new(10.2, 10.4, -109.3, -109.1)),
    ];

    /// <summary>True when the point is on French soil, give or take a few kilometres.</summary>
    public static bool InFrance(GeoPoint point) => Boxes.Any(row => row.Box.Contains(point));

    /// <summary>True when a lieu of that commune may be at that point.</summary>
    public static bool Reaches(Commune commune, GeoPoint point) =>
        BoxOf(commune).Contains(point) && !(Distance(commune, point) > Reach(commune));

    /// <summary>Metres from the town hall, or the middle, of a commune; not a number when that is unknown.</summary>
    public static double Distance(Commune commune, GeoPoint point) =>
        commune is { Latitude: { } latitude, Longitude: { } longitude } ? point.DistanceTo(latitude, longitude) : double.NaN;

    private static double Reach(Commune commune) =>
        Math.Max(VeryWide.FirstOrDefault(row => commune.Code.StartsWith(row.Prefix, StringComparison.Ordinal)).Metres, FarthestFromCommune);

    private static Box BoxOf(Commune commune)
    {
        var found = Array.Find(Boxes, row => row.Departement == commune.CodeDepartement);
        return found.Departement is null ? Boxes[0].Box : found.Box;
    }

    private readonly record struct Box(double South, double North, double West, double East)
    {
        public bool Contains(GeoPoint point) =>
            point.Latitude >= South && point.Latitude <= North && point.Longitude >= West && point.Longitude <= East;
    }
}
