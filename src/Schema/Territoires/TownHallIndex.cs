namespace Maillage.Schema.Territoires;

/// <summary>Nearest town hall: points sorted by latitude, of which only the band within reach is measured.</summary>
internal sealed class TownHallIndex
{
    private const double MetresPerDegree = Geodesie.RayonTerre * Math.PI / 180;

    private readonly double[] latitudes;
    private readonly (double Longitude, Commune Commune)[] points;

    /// <param name="communes">By code. An arrondissement's town hall counts as one of its commune's.</param>
    internal TownHallIndex(Dictionary<string, Commune> communes)
    {
        var located = communes.Values.Where(c => c is { Latitude: not null, Longitude: not null }).ToArray();
        this.latitudes = Array.ConvertAll(located, c => c.Latitude.GetValueOrDefault());
        this.points = Array.ConvertAll(located, c => (c.Longitude.GetValueOrDefault(), c.CodeParent is { } parent ? communes[parent] : c));
        Array.Sort(this.latitudes, this.points);
    }

    internal Commune? Nearest(double latitude, double longitude, double metres)
    {
        if (!(Math.Abs(latitude) <= 90) || !(Math.Abs(longitude) <= 180) || !(metres >= 0))
            return null;
        var reach = metres / MetresPerDegree;
        var start = Array.BinarySearch(latitudes, latitude - reach);
        Commune? nearest = null;
        var shortest = metres;
        for (var i = start < 0 ? ~start : start; i < latitudes.Length && latitudes[i] <= latitude + reach; i++)
        {
            var distance = Geodesie.Distance(latitude, longitude, latitudes[i], points[i].Longitude);
            if (distance > shortest || (distance == shortest && nearest is not null))
                continue;
            (shortest, nearest) = (distance, points[i].Commune);
        }

        return nearest;
    }
}
