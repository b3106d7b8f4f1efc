using System.Text.RegularExpressions;
using Maillage.Schema.Texte;

namespace Maillage.Importers.Normalise.Place;

/// <summary>The postal code and the commune of the lieu, which sources repeat at the end of the address.</summary>
internal sealed partial class AddressLocality
{
    private const int LongestName = 100;

    private readonly string published;
    private readonly string[] names;
    private readonly string[] codes;

    /// <param name="place">Where the lieu is.</param>
    /// <param name="writtenCode">Postal code as the source writes it.</param>
    /// <param name="writtenName">Commune as the source writes it.</param>
    public AddressLocality(Position place, string? writtenCode, string? writtenName)
    {
        var cell = PostalCell.Of(writtenCode, writtenName);
        published = Name(place.Commune.Nom);
        names = [.. ((string[])[published, Name(cell.Name)]).Where(name => name.Length > 0)];
        codes = [.. place.Commune.CodesPostaux.Append(cell.Code).Append(place.CodePostal).OfType<string>()];
    }

    /// <summary>
    /// True when the text is the name of the published commune, with or without its postal code or its Cedex. The name that the source gives may be
    /// another, that of a village of the commune: it is worth keeping.
    /// </summary>
    public bool IsWhole(string text) => text.Length <= LongestName && (Name(text) == published || Without(text).Length == 0);

    /// <summary>The text less « 04000 Digne-les-Bains », « Nouméa 98800 » or « 97232 » at its end, when they are those of the lieu.</summary>
    public string Without(string text)
    {
        if (!HasCode(text))
        {
            return text;
        }

        if (CodeThenName().Match(text) is { Success: true } both
            && ((IsKnown(both.Groups["code"].Value) && IsNamed(both.Groups["name"].Value)) || IsSameNameElsewhere(both)))
        {
            return Left(text, both.Index);
        }

        if (CodeAlone().Match(text) is not { Success: true } code || !IsKnown(code.Groups["code"].Value))
        {
            return text;
        }

        // The name that precedes the code goes with it only where a comma or a dash sets it apart.
        var left = Left(text, code.Index);
        return LastPart().Match(left) is { Success: true } part && names.Contains(Name(part.Groups["name"].Value)) ? Left(left, part.Index) : left;
    }

    /// <summary>True when the text names another commune with its postal code: it holds a second address, or the address of another place.</summary>
    public bool HasAnother(string text)
    {
        if (!HasCode(text))
        {
            return false;
        }

        foreach (Match match in AnyCodeThenName().Matches(text))
        {
            if (!IsKnown(match.Groups["code"].Value) && !IsNamed(match.Groups["name"].Value) && !Array.Exists(names, name => Name(match.Groups["name"].Value).StartsWith(name, StringComparison.Ordinal)))
            {
                return true;
            }
        }

        return false;
    }

    // Most addresses have a number of four digits at most, and stop here.
    private static bool HasCode(string text) => text.Count(char.IsAsciiDigit) >= 5;

    private static string Left(string text, int end) => text[..end].TrimEnd(' ', ',', ';', '-', '–', '(');

    private bool IsKnown(string code) => codes.Contains(code.Replace(" ", "", StringComparison.Ordinal));

    // A neighbour's code, or that of a Cedex, before the very name of the commune.
    private bool IsSameNameElsewhere(Match both) =>
        IsNamed(both.Groups["name"].Value) && Array.Exists(codes, code => code.AsSpan(0, 2).SequenceEqual(both.Groups["code"].ValueSpan[..2]));

    // « DIGNE CEDEX » for Digne-les-Bains: who writes a Cedex shortens the name.
    private bool IsNamed(string text) =>
        Name(text) is { Length: > 0 } name && (names.Contains(name) || (text.Contains("cedex", StringComparison.OrdinalIgnoreCase) && published.StartsWith(name + " ", StringComparison.Ordinal)));

    private static string Name(string text) => Repli.Plier(
        text.Contains('(', StringComparison.Ordinal) || text.Contains("cedex", StringComparison.OrdinalIgnoreCase)
            ? Cedex().Replace(Parentheses().Replace(text, ""), "")
            : text);

    [GeneratedRegex(@"(?:^|[\s,;(–-])(?:F-?)?(?<code>[0-9]{2} ?[0-9]{3})[\s,-]+(?<name>\p{L}[^0-9]{1,60}?(?: cedex(?: [0-9]{1,2})?)?)$", RegexOptions.IgnoreCase)]
    private static partial Regex CodeThenName();

    [GeneratedRegex(@"(?<!(?:BP|CS|TSA|CP|CO|RD|RN)\s?)(?:^|[\s,;(–-])(?<code>[0-9]{5})\s+(?<name>\p{Lu}[^0-9,;–]{1,60})", RegexOptions.IgnoreCase)]
    private static partial Regex AnyCodeThenName();

    [GeneratedRegex(@"(?<!(?:BP|CS|TSA|CP|CO|RD|RN|R\.?P\.?|B\.P\.)\s?)(?:^|[\s,;(–-])(?<code>[0-9]{2} ?[0-9]{3})$", RegexOptions.IgnoreCase)]
    private static partial Regex CodeAlone();

    [GeneratedRegex(@"(?:^|,\s*|\s[-–]\s)(?<name>[^,–]{2,60})$")]
    private static partial Regex LastPart();

    [GeneratedRegex(@"\s*\bcedex\b(?:\s*[0-9]{1,2})?", RegexOptions.IgnoreCase)]
    private static partial Regex Cedex();

    [GeneratedRegex(@"\s*\([^)]*\)?$")]
    private static partial Regex Parentheses();
}
