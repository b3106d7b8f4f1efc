using Maillage.Schema.Parsing;
using Maillage.Schema.Territoires;

namespace Maillage.Importers.Normalise.Place;

/// <summary>
/// Makes a point of two numbers, given the commune: as they are when they fall there, else by the one reading that falls there for certain.
/// </summary>
internal static class CoordinatesNormaliser
{
    // A lost sign that brings the point from 25 km to 19 km proves nothing: the right reading falls near the town hall, the written one far away.
    private const double CertainWithin = 10_000;
    private const double TimesFarther = 4;
    private const double GreatestDegrees = 180;

    private static readonly (IssueCode Code, bool InMetres, Func<WrittenPair, GeoPoint> Read)[] Readings =
    [
        (IssueCodes.CoordonneesInversees, false, pair => new(pair.Second, pair.First)),
        (IssueCodes.CoordonneesSigne, false, pair => new(pair.First, -pair.Second)),
        (IssueCodes.CoordonneesSigne, false, pair => new(-pair.First, pair.Second)),
        (IssueCodes.CoordonneesSigne, false, pair => new(-pair.First, -pair.Second)),
        (IssueCodes.CoordonneesProjetees, true, pair => Projection.FromLambert93(pair.First, pair.Second)),
        (IssueCodes.CoordonneesProjetees, true, pair => Projection.FromLambert93(pair.Second, pair.First)),
        (IssueCodes.CoordonneesProjetees, true, pair => Projection.FromWebMercator(pair.First, pair.Second)),
        (IssueCodes.CoordonneesProjetees, true, pair => Projection.FromWebMercator(pair.Second, pair.First)),
    ];

    public static Parsed<GeoPoint?> Fit(WrittenPair written, Commune commune)
    {
        var inDegrees = Math.Abs(written.First) <= GreatestDegrees && Math.Abs(written.Second) <= GreatestDegrees;
        if (inDegrees && Territory.Reaches(commune, written.AsPoint))
        {
            return Parsed.Ok<GeoPoint?>(written.AsPoint);
        }

        var asIs = inDegrees ? Territory.Distance(commune, written.AsPoint) : double.PositiveInfinity;
        var certain = Readings
            .Where(reading => reading.InMetres != inDegrees)
            .Select(reading => (reading.Code, Point: reading.Read(written)))
            .Where(reading => Territory.Reaches(commune, reading.Point) && Territory.Distance(commune, reading.Point) * TimesFarther <= asIs)
            .Where(reading => Territory.Distance(commune, reading.Point) <= CertainWithin)
            .ToList();
        if (certain is [var (code, point)])
        {
            return Parsed.Repaired<GeoPoint?>(point, new Issue("latitude", code, written.ToString(), point.ToString()));
        }

        var reason = Math.Abs(written.First) > 90 || !inDegrees ? IssueCodes.CoordonneesInvalides
            : Territory.InFrance(written.AsPoint) ? IssueCodes.CoordonneesHorsCommune
            : IssueCodes.CoordonneesHorsFrance;
        return Parsed.Refused<GeoPoint?>(new Issue("latitude", reason, written.ToString(), commune.Nom));
    }
}
