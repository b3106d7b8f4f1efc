using System.Text.Json;
using System.Text.RegularExpressions;

namespace Maillage.Schema.Texte;

/// <summary>Lists as people and programs write them in one cell: bars, semicolons, commas, lines with bullets, JSON, braces.</summary>
public static partial class ListText
{
    // From the surest to the least sure.
    private static readonly char[] Separators = ['|', '\n', ';', ','];

    /// <summary>The values of the list, without quotes nor bullets; empty ones are left out.</summary>
    /// <param name="text">The cell.</param>
    /// <param name="isKnown">
    /// Tells a value of the field. What is known whole is never split, for a separator may belong to a value; and a comma separates only
    /// pieces that are all known: elsewhere it belongs to the sentence.
    /// </param>
    /// <example><c>Split("Gratuit ; Payant", …)</c> is <c>["Gratuit", "Payant"]</c>.</example>
    public static IReadOnlyList<string> Split(string text, Func<string, bool> isKnown)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(isKnown);
        return FromJson(text.Trim()) ?? [.. Pieces(WithoutBraces(text.Trim()).ReplaceLineEndings("\n"), isKnown, 0)];
    }

    private static IEnumerable<string> Pieces(string text, Func<string, bool> isKnown, int rank)
    {
        var value = Bare(text);
        if (value.Length == 0)
        {
            return [];
        }

        if (rank == Separators.Length || isKnown(value))
        {
            return [value];
        }

        var pieces = text.Split(Separators[rank], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var separates = pieces.Length > 1 && (Separators[rank] != ',' || pieces.All(piece => isKnown(Bare(piece))));
        return separates
            ? pieces.SelectMany(piece => Pieces(piece, isKnown, rank + 1))
            : Pieces(text.Trim(' ', Separators[rank]), isKnown, rank + 1);
    }

    // « - Wifi », « • Scanner », « "Adultes" ».
    private static string Bare(string text) => Bullet().Replace(text.Trim(), "") is ['"', _, .., '"'] quoted && !quoted[1..^1].Contains('"', StringComparison.Ordinal)
        ? quoted[1..^1].Trim()
        : Bullet().Replace(text.Trim(), "");

    // How PostgreSQL writes an array.
    private static string WithoutBraces(string text) => text switch
    {
        ['{', .. var quoted, '}'] when quoted.StartsWith('"') => quoted.Replace("\",\"", "\"|\"", StringComparison.Ordinal),
        ['{', .. var plain, '}'] when !plain.Contains('"', StringComparison.Ordinal) => plain.Replace(',', '|'),
        _ => text,
    };

    private static List<string>? FromJson(string text)
    {
        if (text is not ['[', .., ']'])
        {
            return null;
        }

        try
        {
            using var document = JsonDocument.Parse(text);
            var values = document.RootElement.EnumerateArray().ToList();
            return values.TrueForAll(value => value.ValueKind == JsonValueKind.String)
                ? [.. values.Select(value => Fields.Json.TextOrCorrupt(value)?.Trim()).OfType<string>().Where(value => value.Length > 0)]
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    [GeneratedRegex(@"\A[-–•*·]\s+")]
    private static partial Regex Bullet();
}
