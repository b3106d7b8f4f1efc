using System.Globalization;
using System.Text.RegularExpressions;

namespace Maillage.Importers.Sources;

/// <summary>The date that the name of a published file begins with: <c>20261122-mediation-numerique.json</c>, <c>2026-11-22_041500-data.gouv_local.json</c>.</summary>
public static partial class FileDate
{
    /// <summary>The day; null when the name begins with none.</summary>
    /// <param name="path">A name, a path or an address.</param>
    public static DateOnly? Of(string? path) =>
        Dated().Match(path?[(path.LastIndexOfAny(['/', '\\']) + 1)..] ?? "") is { Success: true } match
        && DateOnly.TryParseExact(match.Value.Replace("-", "", StringComparison.Ordinal), "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day
            : null;

    [GeneratedRegex("^[0-9]{4}(-?)[0-9]{2}\\1[0-9]{2}(?![0-9])")]
    private static partial Regex Dated();
}
