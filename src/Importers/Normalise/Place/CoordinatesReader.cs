using System.Globalization;
using System.Text.RegularExpressions;
using Maillage.Schema.Parsing;

namespace Maillage.Importers.Normalise.Place;

/// <summary>Two numbers as a source writes them, in its order; what they measure is not known yet.</summary>
internal readonly record struct WrittenPair(double First, double Second)
{
    /// <summary>The pair read as latitude and longitude.</summary>
    public GeoPoint AsPoint => new(First, Second);

    public override string ToString() => AsPoint.ToString();
}

/// <summary>Reads the two cells of coordinates: decimal point or comma, degrees-minutes-seconds, both in one cell.</summary>
internal static partial class CoordinatesReader
{
    private const int LongestCell = 80;

    public static Parsed<WrittenPair?> Read(string? latitude, string? longitude)
    {
        var (first, second) = (latitude?.Trim() ?? "", longitude?.Trim() ?? "");
        if (first.Length == 0 && second.Length == 0)
        {
            return Parsed.Nothing<WrittenPair?>();
        }

        var pair = first.Length > LongestCell || second.Length > LongestCell ? null
            : Number(first) is { } one && Number(second) is { } two ? new WrittenPair(one, two)
            : first.Length == 0 || second.Length == 0 || first == second ? Both(first.Length > 0 ? first : second)
            : null;
        // 0, 0 is what a form leaves when nobody filled it.
        return pair is { } read && read != default
            ? Parsed.Ok<WrittenPair?>(read)
            : Parsed.Refused<WrittenPair?>(new Issue("latitude", IssueCodes.CoordonneesInvalides, $"{latitude}, {longitude}"));
    }

    private static WrittenPair? Both(string cell)
    {
        foreach (var match in (Match[])[TwoDecimals().Match(cell), TwoWithCommas().Match(cell), TwoSexagesimals().Match(cell)])
        {
            if (match.Success && Number(match.Groups[1].Value) is { } first && Number(match.Groups[2].Value) is { } second)
            {
                return new WrittenPair(first, second);
            }
        }

        return null;
    }

    private static double? Number(string cell)
    {
        var text = cell.Replace('\u2212', '-').Replace(',', '.').Trim();
        if (text.Contains('°', StringComparison.Ordinal) && Sexagesimal().Match(text) is { Success: true } parts)
        {
            var degrees = Value(parts, "d") + (Value(parts, "m") / 60) + (Value(parts, "s") / 3600);
            var negative = parts.Groups["sign"].Length > 0 || parts.Groups["to"].Value is "S" or "W" or "O" or "s" or "w" or "o";
            return Value(parts, "m") >= 60 || Value(parts, "s") >= 60 ? null : negative ? -degrees : degrees;
        }

        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null;
    }

    private static double Value(Match match, string group) =>
        double.TryParse(match.Groups[group].ValueSpan, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) ? number : 0;

    [GeneratedRegex(@"^[\[(]?\s*([+-]?[0-9]{1,8}\.[0-9]+)(?:\s*[,;]\s*|\s+)([+-]?[0-9]{1,8}\.[0-9]+)\s*[\])]?$")]
    private static partial Regex TwoDecimals();

    [GeneratedRegex(@"^([+-]?[0-9]{1,3},[0-9]+)(?:\s*;\s*|,?\s+)([+-]?[0-9]{1,3},[0-9]+)$")]
    private static partial Regex TwoWithCommas();

    [GeneratedRegex(@"^([0-9][^NS]*[NS])[\s,;]*([0-9][^EWO]*[EWO])$", RegexOptions.IgnoreCase)]
    private static partial Regex TwoSexagesimals();

    // 44°05'32"N, 44° 5.5' N, 44.0921° N: the sign or the letter tells the side.
    [GeneratedRegex("""^(?<sign>-)?(?<d>[0-9]{1,3}(?:\.[0-9]+)?)\s*(?:°\s*)(?:(?<m>[0-9]{1,2}(?:\.[0-9]+)?)\s*['′’]\s*(?:(?<s>[0-9]{1,2}(?:\.[0-9]+)?)\s*(?:["″”]|''|’’|′′)\s*)?)?(?<to>[NSEWOnsewo])?$""")]
    private static partial Regex Sexagesimal();
}
