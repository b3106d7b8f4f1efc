using System.Text.RegularExpressions;
using Maillage.Schema.Parsing;

namespace Maillage.Importers.Normalise;

/// <summary>What a phone cell held: the number to publish, and what else was written beside it.</summary>
internal sealed record Phone(string Number, string? Note);

/// <summary>Phone numbers to international form; short numbers as they are.</summary>
internal static partial class PhoneNormaliser
{
    // Prefixes of the French numbering plan that have their own country code (Arcep decision 2018-0881), and Mayotte under La Réunion's.
    private static readonly (string Prefix, string Country)[] Overseas =
    [
        ("0590", "+590"), ("0690", "+590"), ("0691", "+590"),
        ("0594", "+594"), ("0694", "+594"),
        ("0596", "+596"), ("0696", "+596"), ("0697", "+596"),
        ("0262", "+262"), ("0263", "+262"), ("0692", "+262"), ("0693", "+262"), ("0269", "+262"), ("0639", "+262"),
    ];

    // Territories outside the plan: local numbers without a leading zero, by their number of digits.
    private static readonly (string Insee, int Digits, string Country)[] Pacific =
    [
        ("988", 6, "+687"), ("987", 8, "+689"), ("975", 6, "+508"), ("986", 6, "+681"),
    ];

    /// <param name="raw">What the cell holds.</param>
    /// <param name="codeInsee">Commune of the lieu: tells the country of a local number.</param>
    public static Parsed<Phone> Parse(string? raw, string? codeInsee)
    {
        if (string.IsNullOrWhiteSpace(raw))
        {
            return Parsed.Nothing<Phone>();
        }

        if (Number(raw, codeInsee) is { } whole)
        {
            return Parsed.Ok(new Phone(whole, null));
        }

        foreach (Match candidate in Candidates().Matches(raw))
        {
            if (Number(candidate.Value, codeInsee) is { } number)
            {
                var rest = TextNormaliser.Parse("telephone_note", raw.Remove(candidate.Index, candidate.Length)).Value;
                return Parsed.Repaired(new Phone(number, rest?.Trim(' ', '-', '/', ',', ';', ':')), new Issue("telephone", IssueCodes.TelephonesMultiples, raw, number));
            }
        }

        return Parsed.Refused<Phone>(new Issue("telephone", IssueCodes.TelephoneInvalide, raw));
    }

    private static string? Number(string text, string? codeInsee)
    {
        if (!OnlyNumberSigns().IsMatch(text))
        {
            return null;
        }

        // +33 (0)4 92…: the zero in brackets is not dialled from abroad.
        var compact = string.Concat(text.Replace("(0)", "", StringComparison.Ordinal).Where(c => char.IsAsciiDigit(c) || c == '+'));
        compact = compact.StartsWith("00", StringComparison.Ordinal) ? "+" + compact[2..] : compact;
        if (compact.StartsWith('+'))
        {
            var digits = compact.StartsWith("+330", StringComparison.Ordinal) ? "+33" + compact[4..] : compact;
            return digits.IndexOf('+', 1) < 0 && IsInternational(digits) ? digits : null;
        }

        return compact.Contains('+') ? null : National(compact, codeInsee);
    }

    private static bool IsInternational(string digits) =>
        digits.StartsWith("+33", StringComparison.Ordinal) ? digits.Length == 12 : digits.Length is >= 8 and <= 16 && digits[1] != '0';

    private static string? National(string digits, string? codeInsee)
    {
        if (digits is ['0', not '0', ..] && digits.Length == 10)
        {
            var country = Overseas.FirstOrDefault(row => digits.StartsWith(row.Prefix, StringComparison.Ordinal)).Country ?? "+33";
            return country + digits[1..];
        }

        var local = Pacific.FirstOrDefault(row => codeInsee?.StartsWith(row.Insee, StringComparison.Ordinal) == true && row.Digits == digits.Length);
        return local.Country is { } code ? code + digits
            : digits.Length is 2 or 3 or 4 or 6 && digits[0] is '1' or '3' && digits[0] != '0' ? digits
            : null;
    }

    [GeneratedRegex(@"\A[\s0-9.()+\-–\u00A0\u202F/]+\z")]
    private static partial Regex OnlyNumberSigns();

    [GeneratedRegex(@"(?:\+|00)[0-9]{2,3}(?:[\s.\-\u00A0\u202F]*\(0\))?(?:[\s.\-\u00A0\u202F]*[0-9]){6,9}|0[1-9](?:[\s.\-\u00A0\u202F]*[0-9]){8}(?![0-9])|(?<![0-9])[13][0-9]{3}(?![0-9])|(?<![0-9])[0-9]{2}(?:[\s.][0-9]{2}){2,3}(?![0-9])")]
    private static partial Regex Candidates();
}
