using System.Globalization;
using Maillage.Catalogue;

namespace Maillage.Api.Http;

/// <summary>The filters by place: a rectangle, or a point and a distance.</summary>
internal static class PlaceParameters
{
    /// <summary>Rectangle.</summary>
    public static Parameter Bbox { get; } = new()
    {
        Name = "bbox",
        Description = "Rectangle : longitude minimale, latitude minimale, longitude maximale, latitude maximale, en degrés (WGS 84). Les lieux sans coordonnées n'y sont pas.",
        Example = "5.9,43.9,6.3,44.2",
        Take = TakeBox,
    };

    /// <summary>Latitude of the point to search from.</summary>
    public static Parameter Lat { get; } = Degrees("lat", "Latitude du point d'où chercher, avec lon : les plus proches d'abord, avec leur distance dans « calcul ».", "44.09", 90, (request, value) => request.Lat = value);

    /// <summary>Longitude of the point to search from.</summary>
    public static Parameter Lon { get; } = Degrees("lon", "Longitude du point d'où chercher, avec lat.", "6.23", 180, (request, value) => request.Lon = value);

    /// <summary>Distance to the point.</summary>
    public static Parameter Rayon { get; } = new()
    {
        Name = "rayon",
        Description = "Distance au point lat, lon, en mètres, de 1 à 200 000 ; 10 000 si rien n'est dit.",
        Example = "10000",
        Type = "number",
        Take = (request, values) =>
        {
            request.Rayon = TryNumber(values[0], out var metres) ? metres : double.NaN;
            return metres is >= 1 and <= 200_000 ? null : ParameterReader.Wrong(
                "rayon", values[0], new("un nombre de mètres de 1 à 200000 est attendu", "a number of metres from 1 to 200000 is expected"),
                [metres > 200_000 ? "200000" : "10000"]);
        },
    };

    private static Parameter Degrees(string name, string description, string example, double greatest, Action<ListRequest, double> set) => new()
    {
        Name = name,
        Description = description,
        Example = example,
        Type = "number",
        Take = (request, values) =>
        {
            var understood = TryNumber(values[0], out var degrees) && Math.Abs(degrees) <= greatest;
            set(request, understood ? degrees : double.NaN);
            return understood ? null : ParameterReader.Wrong(
                name, values[0],
                new($"un nombre de degrés de -{greatest} à {greatest} est attendu, avec un point décimal", $"a number of degrees from -{greatest} to {greatest} is expected, with a decimal point"),
                [TryNumber(values[0].Replace(',', '.'), out var dotted) && Math.Abs(dotted) <= greatest ? values[0].Replace(',', '.') : null],
                example);
        },
    };

    private static ParameterError? TakeBox(ListRequest request, IReadOnlyList<string> values)
    {
        var numbers = values[0].Split(',').Select(text => TryNumber(text.Trim(), out var number) ? number : double.NaN).ToArray();
        if (numbers is [var west, var south, var east, var north] && numbers.All(double.IsFinite)
            && west <= east && south <= north && west >= -180 && east <= 180 && south >= -90 && north <= 90)
        {
            request.Query = request.Query.With(Filters.Rectangle, new Box(west, south, east, north));
            return null;
        }

        return ParameterReader.Wrong(
            "bbox", values[0],
            new("quatre nombres sont attendus, lonMin,latMin,lonMax,latMax, en degrés, du plus petit au plus grand ; au-delà du 180e méridien, faites deux demandes",
                "four numbers are expected, lonMin,latMin,lonMax,latMax, in degrees, from the smallest to the greatest; across the 180th meridian, make two requests"),
            [Ordered(numbers)],
            "5.9,43.9,6.3,44.2");
    }

    // The same corners in the right order, when that makes a rectangle.
    private static string? Ordered(double[] numbers) => numbers is [var a, var b, var c, var d] && numbers.All(double.IsFinite)
        && Math.Max(Math.Abs(a), Math.Abs(c)) <= 180 && Math.Max(Math.Abs(b), Math.Abs(d)) <= 90
        ? string.Create(CultureInfo.InvariantCulture, $"{Math.Min(a, c)},{Math.Min(b, d)},{Math.Max(a, c)},{Math.Max(b, d)}")
        : null;

    internal static bool TryNumber(string text, out double number) =>
        double.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out number) && double.IsFinite(number);
}
