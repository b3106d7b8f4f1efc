namespace Maillage.Importers.Normalise.Place;

/// <summary>From metres of a map to WGS 84 degrees.</summary>
internal static class Projection
{
    // RGF93 / Lambert-93 (EPSG:2154): IGN, NTG 71 and « Projections Lambert en France ». RGF93 and WGS 84 agree within a metre.
    private const double Exponent = 0.7256077650532670;
    private const double Constant = 11_754_255.426096;
    private const double PoleX = 700_000;
    private const double PoleY = 12_655_612.049876;
    private const double OriginLongitude = 3;
    private const double Eccentricity = 0.0818191910428158;

    // WGS 84 / Pseudo-Mercator (EPSG:3857): a sphere of the equatorial radius.
    private const double MercatorRadius = 6_378_137;

    /// <summary>Lambert-93 metres to degrees (IGN algorithms ALG0002 and ALG0004).</summary>
    public static GeoPoint FromLambert93(double x, double y)
    {
        var (dx, dy) = (x - PoleX, PoleY - y);
        var longitude = OriginLongitude + double.RadiansToDegrees(Math.Atan2(dx, dy) / Exponent);
        var isometric = -Math.Log(Math.Sqrt((dx * dx) + (dy * dy)) / Constant) / Exponent;
        var latitude = (2 * Math.Atan(Math.Exp(isometric))) - (Math.PI / 2);
        // Each turn divides the error by 300: six go below the width of an atom.
        for (var turn = 0; turn < 6; turn++)
        {
            var sine = Eccentricity * Math.Sin(latitude);
            latitude = (2 * Math.Atan(Math.Pow((1 + sine) / (1 - sine), Eccentricity / 2) * Math.Exp(isometric))) - (Math.PI / 2);
        }

        return Rounded(double.RadiansToDegrees(latitude), longitude);
    }

    /// <summary>Web Mercator metres to degrees.</summary>
    public static GeoPoint FromWebMercator(double x, double y) => Rounded(
        double.RadiansToDegrees((2 * Math.Atan(Math.Exp(y / MercatorRadius))) - (Math.PI / 2)),
        double.RadiansToDegrees(x / MercatorRadius));

    // Seven decimals are a centimetre: more would claim what the source did not measure.
    private static GeoPoint Rounded(double latitude, double longitude) => new(Math.Round(latitude, 7), Math.Round(longitude, 7));
}
