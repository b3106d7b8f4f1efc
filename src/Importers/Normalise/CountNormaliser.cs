using System.Globalization;
using System.Text.RegularExpressions;
using Maillage.Schema.Parsing;

namespace Maillage.Importers.Normalise;

/// <summary>Small numbers as people write them: « 4 », « 4.0 », « 4 postes ».</summary>
internal static partial class CountNormaliser
{
    public static Parsed<int?> Parse(string field, string? raw)
    {
        if (raw is null || EmptyWords.SayNothing(raw))
        {
            return Parsed.Nothing<int?>();
        }

        return Written().Match(raw) is { Success: true } match && int.TryParse(match.Groups[1].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            ? Parsed.Ok<int?>(count)
            : Parsed.Refused<int?>(new Issue(field, IssueCodes.TypeInvalide, raw));
    }

    [GeneratedRegex(@"\A\s*([0-9]{1,4})(?:[.,]0+)?(?:\s+(?:postes?|ordinateurs?|pc))?\s*\z", RegexOptions.IgnoreCase)]
    private static partial Regex Written();
}
