namespace Maillage.Schema.Territoires;

/// <summary>Distances on the sphere.</summary>
public static class Geodesie
{
    /// <summary>Mean Earth radius R1 of the IUGG, in metres.</summary>
    public const double RayonTerre = 6_371_008.8;

    /// <summary>Great-circle distance (haversine), within 0.5 % of the distance on the WGS 84 ellipsoid.</summary>
    /// <param name="latitude1">Latitude of the first point, decimal degrees.</param>
    /// <param name="longitude1">Longitude of the first point, decimal degrees.</param>
    /// <param name="latitude2">Latitude of the second point, decimal degrees.</param>
    /// <param name="longitude2">Longitude of the second point, decimal degrees.</param>
    /// <returns>Metres; <see cref="double.NaN"/> if a coordinate is not finite.</returns>
    public static double Distance(double latitude1, double longitude1, double latitude2, double longitude2)
    {
        var sinLatitude = Math.Sin(double.DegreesToRadians(latitude2 - latitude1) / 2);
        var sinLongitude = Math.Sin(double.DegreesToRadians(longitude2 - longitude1) / 2);
        var h = (sinLatitude * sinLatitude)
            + (Math.Cos(double.DegreesToRadians(latitude1)) * Math.Cos(double.DegreesToRadians(latitude2)) * sinLongitude * sinLongitude);
        return 2 * RayonTerre * Math.Asin(Math.Min(1, Math.Sqrt(h)));
    }

    /// <summary>The point of the unit sphere where a place is: distances between many are then measured without trigonometry.</summary>
    /// <param name="latitude">Decimal degrees.</param>
    /// <param name="longitude">Decimal degrees.</param>
    public static (double X, double Y, double Z) Direction(double latitude, double longitude)
    {
        var (sinLatitude, cosLatitude) = Math.SinCos(double.DegreesToRadians(latitude));
        var (sinLongitude, cosLongitude) = Math.SinCos(double.DegreesToRadians(longitude));
        return (cosLatitude * cosLongitude, cosLatitude * sinLongitude, sinLatitude);
    }

    /// <summary>Great-circle distance between two points of the unit sphere, in metres on the Earth: the haversine is a quarter of the square of the chord.</summary>
    public static double Distance((double X, double Y, double Z) first, (double X, double Y, double Z) second)
    {
        var (x, y, z) = (first.X - second.X, first.Y - second.Y, first.Z - second.Z);
        return 2 * RayonTerre * Math.Asin(Math.Min(1, Math.Sqrt((x * x) + (y * y) + (z * z)) / 2));
    }
}
