using System.Text.RegularExpressions;

namespace Maillage.Importers.Normalise.Place;

/// <summary>One address of a cell that holds whole addresses, as in the extracts of 2026: « Place A, 04000 Digne || BP 1, 04001 Digne Cedex ».</summary>
/// <param name="Adresse">All that precedes the postal code; null when there is nothing.</param>
/// <param name="CodePostal">Postal code as written.</param>
/// <param name="Commune">Commune as written.</param>
internal sealed partial record WrittenAddress(string? Adresse, string? CodePostal, string? Commune)
{
    private const int MostAddresses = 10;

    /// <summary>True when mail goes there and people do not.</summary>
    public bool IsCedex => Commune?.Contains("cedex", StringComparison.OrdinalIgnoreCase) == true;

    /// <summary>The addresses of the cell, those where people go first.</summary>
    public static IReadOnlyList<WrittenAddress> ParseAll(string? cell) =>
    [
        .. (cell ?? "").Split("||", MostAddresses, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(Parse)
            .OrderBy(address => address.IsCedex),
    ];

    private static WrittenAddress Parse(string text) => Locality().Match(text) is { Success: true } match
        ? new WrittenAddress(match.Groups[1].Value.TrimEnd(' ', ',') is { Length: > 0 } before ? before : null, match.Groups[2].Value, match.Groups[3].Value)
        : new WrittenAddress(text, null, null);

    // The postal code stands at the head or after a comma; the last one wins. « 8320 » has lost its zero.
    [GeneratedRegex(@"^((?:.*,)?)\s*([0-9]{4,5})\s+(\p{L}[^,]*)$", RegexOptions.RightToLeft | RegexOptions.Singleline)]
    private static partial Regex Locality();
}
