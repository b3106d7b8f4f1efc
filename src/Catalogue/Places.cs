namespace Maillage.Catalogue;

/// <summary>A rectangle of longitudes and latitudes, degrees WGS 84, edges included.</summary>
public sealed record Box(double LongitudeMin, double LatitudeMin, double LongitudeMax, double LatitudeMax);

/// <summary>A point, degrees WGS 84, and a distance in metres.</summary>
public sealed record Circle(double Latitude, double Longitude, double Metres);
