using System.Globalization;
using Maillage.Schema.Territoires;

namespace Maillage.Importers.Normalise.Place;

/// <summary>A point in WGS 84 degrees.</summary>
internal readonly record struct GeoPoint(double Latitude, double Longitude)
{
    /// <summary>Metres to a point.</summary>
    public double DistanceTo(double latitude, double longitude) => Geodesie.Distance(Latitude, Longitude, latitude, longitude);

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Latitude}, {Longitude}");
}
