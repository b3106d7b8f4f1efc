using Maillage.Importers.Normalise.Place;

namespace Maillage.Importers.Map;

/// <summary>The lines of a postal address that does not say which one is the street (NF Z10-011 writes the building above it, the postal box below).</summary>
internal static class PostalLines
{
    /// <summary>The street, and the lines that complete it, in their order.</summary>
    public static (string? Street, IReadOnlyList<string> Others) Sort(IReadOnlyList<string> lines)
    {
        var street = lines.FirstOrDefault(BeginsWithNumber) ?? lines.FirstOrDefault(BeginsWithStreet) ?? (lines is [var first, ..] ? first : null);
        return (street, [.. lines.Where(line => !ReferenceEquals(line, street))]);
    }

    private static bool BeginsWithNumber(string line) => char.IsAsciiDigit(line[0]);

    private static bool BeginsWithStreet(string line) => line.Split([' ', '\''], 2) is [var word, ..] && StreetTypes.IsStreet(word);
}
