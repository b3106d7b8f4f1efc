using Maillage.Schema.Territoires;
using NetTopologySuite.Geometries;
using NetTopologySuite.Index.Strtree;

namespace Maillage.Catalogue.Indexes;

/// <summary>The located records by their coordinates.</summary>
internal sealed class SpatialIndex
{
    private const double MetresInADegree = 111_195;
    private readonly Func<int, (double Latitude, double Longitude)?> point;
    private readonly STRtree<int> tree = new();

    /// <param name="count">How many records there are.</param>
    /// <param name="point">Where the record of that ordinal is.</param>
    public SpatialIndex(int count, Func<int, (double Latitude, double Longitude)?> point)
    {
        this.point = point;
        for (var ordinal = 0; ordinal < count; ordinal++)
        {
            if (point(ordinal) is { } found)
            {
                tree.Insert(new Envelope(new Coordinate(found.Longitude, found.Latitude)), ordinal);
            }
        }

        tree.Build();
    }

    /// <summary>Ordinals of the records inside the box, edges included.</summary>
    public int[] Within(Box box)
    {
        var found = tree.Query(new Envelope(box.LongitudeMin, box.LongitudeMax, box.LatitudeMin, box.LatitudeMax)).ToArray();
        Array.Sort(found);
        return found;
    }

    /// <summary>The records at most that far from the point, nearest first, with their distance in metres.</summary>
    public IEnumerable<(int Ordinal, double Metres)> Near(Circle circle) => Within(BoxAround(circle))
        .Select(ordinal => (Ordinal: ordinal, Metres: Distance(circle, ordinal)))
        .Where(pair => pair.Metres <= circle.Metres)
        .OrderBy(pair => pair.Metres)
        .ThenBy(pair => pair.Ordinal);

    private double Distance(Circle circle, int ordinal) =>
        point(ordinal) is { } found ? Geodesie.Distance(circle.Latitude, circle.Longitude, found.Latitude, found.Longitude) : double.NaN;

    private static Box BoxAround(Circle circle)
    {
        var north = circle.Metres / MetresInADegree;
        // A parallel shrinks towards the pole: there, every longitude is near.
        var shrink = Math.Cos(Math.Min(89, Math.Abs(circle.Latitude) + north) * Math.PI / 180);
        var east = Math.Min(360, north / shrink);
        return new Box(circle.Longitude - east, circle.Latitude - north, circle.Longitude + east, circle.Latitude + north);
    }
}
