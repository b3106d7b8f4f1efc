using Maillage.Schema.Lieux;
using Maillage.Schema.Territoires;
using NetTopologySuite.Geometries;
using NetTopologySuite.Index.Strtree;

namespace Maillage.Catalogue;

/// <summary>The located lieux by their coordinates.</summary>
internal sealed class SpatialIndex
{
    private const double MetresInADegree = 111_195;
    private readonly IReadOnlyList<Lieu> lieux;
    private readonly STRtree<int> tree = new();

    public SpatialIndex(IReadOnlyList<Lieu> lieux)
    {
        this.lieux = lieux;
        for (var ordinal = 0; ordinal < lieux.Count; ordinal++)
        {
            if (lieux[ordinal] is { Latitude: { } latitude, Longitude: { } longitude })
            {
                tree.Insert(new Envelope(new Coordinate(longitude, latitude)), ordinal);
            }
        }

        tree.Build();
    }

    /// <summary>Ordinals of the lieux inside the box, edges included.</summary>
    public int[] Within(Box box)
    {
        var found = tree.Query(new Envelope(box.LongitudeMin, box.LongitudeMax, box.LatitudeMin, box.LatitudeMax)).ToArray();
        Array.Sort(found);
        return found;
    }

    /// <summary>The lieux at most that far from the point, nearest first, with their distance in metres.</summary>
    public IEnumerable<(int Ordinal, double Metres)> Near(Circle circle) => Within(BoxAround(circle))
        .Select(ordinal => (Ordinal: ordinal, Metres: Distance(circle, lieux[ordinal])))
        .Where(pair => pair.Metres <= circle.Metres)
        .OrderBy(pair => pair.Metres)
        .ThenBy(pair => pair.Ordinal);

    private static double Distance(Circle circle, Lieu lieu) =>
        Geodesie.Distance(circle.Latitude, circle.Longitude, lieu.Latitude ?? double.NaN, lieu.Longitude ?? double.NaN);

    private static Box BoxAround(Circle circle)
    {
        var north = circle.Metres / MetresInADegree;
        // A parallel shrinks towards the pole: there, every longitude is near.
        var shrink = Math.Cos(Math.Min(89, Math.Abs(circle.Latitude) + north) * Math.PI / 180);
        var east = Math.Min(360, north / shrink);
        return new Box(circle.Longitude - east, circle.Latitude - north, circle.Longitude + east, circle.Latitude + north);
    }
}

/// <summary>A rectangle of longitudes and latitudes, degrees WGS 84, edges included.</summary>
public sealed record Box(double LongitudeMin, double LatitudeMin, double LongitudeMax, double LatitudeMax);

/// <summary>A point, degrees WGS 84, and a distance in metres.</summary>
public sealed record Circle(double Latitude, double Longitude, double Metres);
