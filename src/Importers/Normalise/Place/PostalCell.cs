using System.Text.RegularExpressions;
using Maillage.Schema.Territoires;

namespace Maillage.Importers.Normalise.Place;

/// <summary>What the cells of the postal code and of the commune say, once each is in its place.</summary>
/// <param name="Raw">The cell of the postal code as written.</param>
/// <param name="Code">Five digits; null when none can be read.</param>
/// <param name="Name">Name of the commune as written; empty when there is none.</param>
/// <param name="Repaired">True when the code was not written in five digits in its own cell.</param>
internal readonly partial record struct PostalCell(string? Raw, string? Code, string Name, bool Repaired)
{
    private const int LongestCell = 100;

    /// <summary>True when the name, or the code, is that of a Cedex.</summary>
    public bool IsCedex => IsCedexText(Name) || IsCedexText(Raw);

    public static PostalCell Of(string? postalCode, string? commune)
    {
        var (code, name) = (Trim(postalCode), Trim(commune));
        if (FiveDigits(code) is { } read)
        {
            return new PostalCell(code, read, Without(name, read), read != code);
        }

        // « 30330 » under commune and « Saint-Laurent-la-Vernède » under postal code; « 04000 Digne » under either.
        if (Inside(code) is { } inPostal)
        {
            return new PostalCell(code, inPostal, name.Length > 0 && !IsNumber(name) ? name : Without(code, inPostal), true);
        }

        var inName = Inside(name);
        return inName is null || code.Any(char.IsAsciiDigit)
            ? new PostalCell(code.Length == 0 ? null : code, null, name, false)
            : new PostalCell(code.Length == 0 ? null : code, inName, Without(name, inName) is { Length: > 0 } rest ? rest : code, true);
    }

    /// <summary>The same with the code that one zero too many hides (« 380000 », « 020000 »), when the name proves it.</summary>
    public PostalCell Proven(Cog cog)
    {
        if (Code is not null || Raw is not { Length: 6 } raw || !IsNumber(raw))
        {
            return this;
        }

        var name = Name;
        var codes = Enumerable.Range(0, raw.Length).Where(i => raw[i] == '0').Select(i => raw.Remove(i, 1)).Distinct()
            .Where(code => cog.ParCodePostalEtNom(code, name)?.Commune.CodesPostaux.Contains(code) == true)
            .ToList();
        return codes is [var proven] ? this with { Code = proven, Repaired = true } : this;
    }

    /// <summary>Five digits of « 4000 », « 4000.0 », « 04 000 », « F-04000 »; null when the text says more or less.</summary>
    private static string? FiveDigits(string text)
    {
        var digits = Decorated().Match(text) is { Success: true } match ? match.Groups[1].Value.Replace(" ", "", StringComparison.Ordinal) : "";
        return digits.Length switch
        {
            5 => digits,
            // Spreadsheets eat the leading zero of the first nine départements.
            4 => "0" + digits,
            _ => null,
        };
    }

    private static string? Inside(string text) => FiveInside().Matches(text) is [var only] ? only.Value : null;

    private static string Without(string name, string code) =>
        name.Contains(code, StringComparison.Ordinal) ? name.Replace(code, "", StringComparison.Ordinal).Trim(' ', ',', '-', '(', ')') : name;

    private static string Trim(string? text) => PastedCell.Clean(text ?? "").Trim() is { Length: <= LongestCell } trimmed ? trimmed : "";

    private static bool IsNumber(string text) => text.All(char.IsAsciiDigit);

    private static bool IsCedexText(string? text) => text?.Contains("cedex", StringComparison.OrdinalIgnoreCase) == true;

    [GeneratedRegex(@"^(?:FR?\s?-?\s?)?([0-9]{2} ?[0-9]{2,3})(?:[.,]0+)?$", RegexOptions.IgnoreCase)]
    private static partial Regex Decorated();

    [GeneratedRegex(@"(?<![0-9])[0-9]{5}(?![0-9])")]
    private static partial Regex FiveInside();
}
