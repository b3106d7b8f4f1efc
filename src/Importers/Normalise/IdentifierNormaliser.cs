using Maillage.Schema.Fields;
using Maillage.Schema.Parsing;

namespace Maillage.Importers.Normalise;

/// <summary>SIRET and RNA, checked.</summary>
internal static class IdentifierNormaliser
{
    private const string LaPoste = "356000000";

    public static Parsed<string> Siret(string? raw)
    {
        var digits = string.Concat((raw ?? "").Where(char.IsAsciiLetterOrDigit));
        if (digits.Length == 0 || digits.All(digit => digit == '0'))
        {
            return Parsed.Nothing<string>();
        }

        return IsSiret(digits) ? Parsed.Ok(digits) : Parsed.Refused<string>(new Issue("siret", IssueCodes.SiretInvalide, raw));
    }

    public static bool IsRna(string text) => FieldRules.Matches("W[0-9A-Z]{9}", text);

    private static bool IsSiret(string digits)
    {
        if (digits.Length != 14 || !digits.All(char.IsAsciiDigit) || digits.EndsWith("0000000", StringComparison.Ordinal))
        {
            // Seven zeros at the end: a spreadsheet rounded the number.
            return false;
        }

        var siren = digits[..9];
        return siren == LaPoste
            ? Luhn(digits) || digits.Sum(digit => digit - '0') % 5 == 0
            : Luhn(siren) && Luhn(digits);
    }

    private static bool Luhn(string digits)
    {
        var sum = 0;
        for (var i = 0; i < digits.Length; i++)
        {
            var digit = digits[^(i + 1)] - '0';
            var weighted = i % 2 == 0 ? digit : digit * 2;
            sum += weighted > 9 ? weighted - 9 : weighted;
        }

        return sum % 10 == 0;
    }
}
