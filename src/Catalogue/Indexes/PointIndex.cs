using System.Runtime.InteropServices;
using Maillage.Schema.Territoires;
using NetTopologySuite.Geometries;
using NetTopologySuite.Index;
using NetTopologySuite.Index.Strtree;

namespace Maillage.Catalogue.Indexes;

/// <summary>The located records by where they are: those in a rectangle, or near a point.</summary>
internal sealed class PointIndex : IIndex
{
    private const double MetresInADegree = 111_195;

    private const int SortedRatherThanMarked = 100;

    private readonly Place?[] places;
    private readonly STRtree<int> tree = new();

    private PointIndex(Place?[] places)
    {
        this.places = places;
        for (var ordinal = 0; ordinal < places.Length; ordinal++)
        {
            if (places[ordinal] is { } place)
            {
                tree.Insert(new Envelope(place.Longitude, place.Longitude, place.Latitude, place.Latitude), ordinal);
            }
        }

        tree.Build();
    }

    public static PointIndex Empty { get; } = new([]);

    /// <summary>The same index in the next version.</summary>
    /// <param name="moves">How the records stand there.</param>
    /// <param name="fresh">Where fresh records are, as they came; null when that is unknown.</param>
    public PointIndex After(Renumbering moves, IReadOnlyList<Place?> fresh) => moves.After(places, fresh) is var next && next == places ? this : new(next);

    public Matches Find(Criterion criterion) => criterion switch
    {
        Box box => Within(box),
        Circle circle => Near(circle),
        _ => throw new ArgumentException($"{criterion.GetType().Name} asks nothing of a place.", nameof(criterion)),
    };

    private Ordinals Within(Box box) => Among(box, _ => true);

    private Matches Near(Circle circle)
    {
        var distances = new Distances(places, Geodesie.Direction(circle.Latitude, circle.Longitude));
        return new(Among(BoxAround(circle), ordinal => distances.RankOf(ordinal) <= circle.Metres)) { Ranking = distances };
    }

    private Ordinals Among(Box box, Predicate<int> answers)
    {
        var found = new Visitor(answers);
        tree.Query(new Envelope(box.LongitudeMin, box.LongitudeMax, box.LatitudeMin, box.LatitudeMax), found);
        return found.Ordinals(places.Length);
    }

    private static Box BoxAround(Circle circle)
    {
        var north = circle.Metres / MetresInADegree;
        // A parallel shrinks towards the pole: there, every longitude is near.
        var shrink = Math.Cos(Math.Min(89, Math.Abs(circle.Latitude) + north) * Math.PI / 180);
        var east = Math.Min(360, north / shrink);
        return new Box(circle.Longitude - east, circle.Latitude - north, circle.Longitude + east, circle.Latitude + north);
    }

    /// <summary>Metres to a point.</summary>
    private sealed class Distances(Place?[] places, (double X, double Y, double Z) centre) : IRanking
    {
        public double RankOf(int ordinal) => places[ordinal] is { } place ? Geodesie.Distance(centre, place.Direction) : double.PositiveInfinity;
    }

    private sealed class Visitor(Predicate<int> answers) : IItemVisitor<int>
    {
        private readonly List<int> found = [];

        public void VisitItem(int item)
        {
            if (answers(item))
            {
                found.Add(item);
            }
        }

        // Thousands are sooner marked than sorted.
        public Ordinals Ordinals(int universe)
        {
            var all = CollectionsMarshal.AsSpan(found);
            if (all.Length < universe / SortedRatherThanMarked)
            {
                all.Sort();
                return Indexes.Ordinals.Of([.. all], universe);
            }

            var bits = Indexes.Ordinals.Blank(universe);
            Indexes.Ordinals.Mark(bits, all);
            return Indexes.Ordinals.OfBits(bits);
        }
    }
}

/// <summary>Where a record is.</summary>
/// <param name="Latitude">Degrees.</param>
/// <param name="Longitude">Degrees.</param>
/// <param name="Direction">The same from the centre of the Earth.</param>
internal readonly record struct Place(double Latitude, double Longitude, (double X, double Y, double Z) Direction)
{
    /// <summary>That place; null when there is none.</summary>
    public static Place? Of((double Latitude, double Longitude)? point) =>
        point is var (latitude, longitude) ? new Place(latitude, longitude, Geodesie.Direction(latitude, longitude)) : null;
}
