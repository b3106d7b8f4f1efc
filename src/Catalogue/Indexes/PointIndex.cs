using System.Runtime.InteropServices;
using Maillage.Schema.Territoires;
using NetTopologySuite.Geometries;
using NetTopologySuite.Index;
using NetTopologySuite.Index.Strtree;
using NetTopologySuite.Shape.Fractal;

namespace Maillage.Catalogue.Indexes;

/// <summary>
/// The located records by where they are: those in a rectangle, or near a point. Neighbours stand side by side, in blocks, and the tree holds the blocks: an object for each record would be
/// one more memory access for each that is looked at, which is most of what a query costs.
/// </summary>
internal sealed class PointIndex : IIndex
{
    private const double MetresInADegree = 111_195;

    private const int SortedRatherThanMarked = 100;

    // A block is a district of Paris or a canton of the Alps; smaller ones make the tree taller, larger ones hold more that is not asked for.
    private const int BlockSize = 32;

    // Bits of each coordinate: squares of a kilometre.
    private const int CurveLevel = 15;

    private readonly Place?[] places;

    // The located records along the curve, and where they are.
    private readonly int[] ordinals;
    private readonly (double Longitude, double Latitude)[] points;
    private readonly STRtree<int> blocks = new();

    private PointIndex(Place?[] places)
    {
        this.places = places;
        ordinals = [.. Enumerable.Range(0, places.Length).Where(ordinal => places[ordinal] is not null)];
        Array.Sort(Array.ConvertAll(ordinals, ordinal => RankOnCurve(places[ordinal].GetValueOrDefault())), ordinals);
        points = Array.ConvertAll(ordinals, ordinal => (places[ordinal].GetValueOrDefault().Longitude, places[ordinal].GetValueOrDefault().Latitude));
        for (var start = 0; start < points.Length; start += BlockSize)
        {
            var around = new Envelope();
            foreach (var (longitude, latitude) in Block(start))
            {
                around.ExpandToInclude(longitude, latitude);
            }

            blocks.Insert(around, start);
        }

        blocks.Build();
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
        var found = new Visitor(this, box, answers);
        blocks.Query(new Envelope(box.LongitudeMin, box.LongitudeMax, box.LatitudeMin, box.LatitudeMax), found);
        return found.Ordinals(places.Length);
    }

    private ReadOnlySpan<(double Longitude, double Latitude)> Block(int start) => points.AsSpan(start, Math.Min(BlockSize, points.Length - start));

    // How far along the curve of Hilbert, which leaves a square once it has been everywhere in it.
    private static int RankOnCurve(Place place) => HilbertCode.Encode(CurveLevel, Step(place.Longitude / 360), Step(place.Latitude / 180));

    // From the middle of the Earth's map to its edges.
    private static int Step(double share) => (int)Math.Clamp((share + 0.5) * (1 << CurveLevel), 0, (1 << CurveLevel) - 1);

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

    private sealed class Visitor(PointIndex index, Box box, Predicate<int> answers) : IItemVisitor<int>
    {
        private readonly List<int> found = [];

        public void VisitItem(int item)
        {
            var points = index.Block(item);
            for (var rank = 0; rank < points.Length; rank++)
            {
                var (longitude, latitude) = points[rank];
                if (longitude >= box.LongitudeMin && longitude <= box.LongitudeMax && latitude >= box.LatitudeMin && latitude <= box.LatitudeMax
                    && answers(index.ordinals[item + rank]))
                {
                    found.Add(index.ordinals[item + rank]);
                }
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
