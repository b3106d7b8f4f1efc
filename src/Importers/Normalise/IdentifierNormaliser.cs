using System.Text.RegularExpressions;
using Maillage.Schema.Fields;
using Maillage.Schema.Parsing;

namespace Maillage.Importers.Normalise;

/// <summary>What the standard's <c>pivot</c> held: one of the three, or nothing.</summary>
internal readonly record struct Identifiers(string? Siret, string? Rna, string? Ridet);

/// <summary>SIRET, RNA and RIDET, checked.</summary>
internal static partial class IdentifierNormaliser
{
    private const string LaPoste = "356000000";
    private const string NewCaledonia = "988";

    public static Parsed<string> Siret(string? raw)
    {
        var compact = Compact(raw);
        if (SaysNothing(raw, compact))
        {
            return Parsed.Nothing<string>();
        }

        return IsSiret(compact) ? Parsed.Ok(compact)
            : Repaired(compact) is { } repaired ? Parsed.Repaired(repaired, new Issue("siret", IssueCodes.SiretRepare, raw, repaired))
            : Parsed.Refused<string>(new Issue("siret", WhatIsWrong(raw ?? "", compact), raw));
    }

    public static bool IsRna(string text) => FieldRules.Matches("W[0-9A-Z]{9}", text);

    /// <summary>The standard's pivot is a SIRET, an RNA or a RIDET; fourteen zeros mean unknown.</summary>
    /// <param name="raw">What the cell holds.</param>
    /// <param name="codeInsee">Commune of the lieu: only New Caledonia has RIDETs.</param>
    /// <param name="issues">Receives what was repaired or refused.</param>
    public static Identifiers Pivot(string? raw, string codeInsee, ICollection<Issue> issues)
    {
        var compact = Compact(raw).ToUpperInvariant();
        if (SaysNothing(raw, compact))
        {
            return default;
        }

        if (IsRna(compact))
        {
            return new Identifiers(null, compact, null);
        }

        // Six or seven digits for the enterprise, three more for the establishment.
        if (compact.Length is 9 or 10 && compact.All(char.IsAsciiDigit) && codeInsee.StartsWith(NewCaledonia, StringComparison.Ordinal))
        {
            return new Identifiers(null, null, compact);
        }

        if (compact.Length >= 13 && compact.Any(char.IsAsciiDigit))
        {
            return new Identifiers(Siret(raw).Take(issues), null, null);
        }

        issues.Add(new Issue("pivot", IsSiren(compact) ? IssueCodes.IdentifiantEntreprise : IssueCodes.PivotInvalide, raw));
        return default;
    }

    private static string Compact(string? raw) => string.Concat((raw ?? "").Where(char.IsAsciiLetterOrDigit));

    private static bool SaysNothing(string? raw, string compact) => compact.All(c => c == '0') || EmptyWords.SayNothing(raw ?? "");

    private static IssueCode WhatIsWrong(string raw, string compact) =>
        IsRounded(compact) || Scientific().IsMatch(raw) ? IssueCodes.SiretArrondi
        : IsSiren(compact) ? IssueCodes.IdentifiantEntreprise
        : IssueCodes.SiretInvalide;

    // Spreadsheets eat the first zero; some cells add the APE code. The two keys of a SIRET tell.
    private static string? Repaired(string compact) =>
        compact.Length == 13 && IsSiret("0" + compact) ? "0" + compact
        : compact.Length > 14 && SiretAndApe().IsMatch(compact) && IsSiret(compact[..14]) ? compact[..14]
        : null;

    private static bool IsSiret(string digits)
    {
        if (digits.Length != 14 || !digits.All(char.IsAsciiDigit) || IsRounded(digits))
        {
            return false;
        }

        var siren = digits[..9];
        return siren == LaPoste
            ? Luhn(digits) || digits.Sum(digit => digit - '0') % 5 == 0
            : Luhn(siren) && Luhn(digits);
    }

    // Seven zeros at the end: a spreadsheet rounded the number, and what it was is lost.
    private static bool IsRounded(string digits) => digits.Length is 13 or 14 && digits.EndsWith("0000000", StringComparison.Ordinal);

    private static bool IsSiren(string digits) => digits.Length == 9 && digits.All(char.IsAsciiDigit) && Luhn(digits);

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

    [GeneratedRegex(@"\A\s*[0-9](?:[.,][0-9]+)?E\+?[0-9]{1,2}\s*\z", RegexOptions.IgnoreCase)]
    private static partial Regex Scientific();

    [GeneratedRegex(@"\A[0-9]{14}(?:APE|NAF)?[0-9]{4}[A-Z]\z", RegexOptions.IgnoreCase)]
    private static partial Regex SiretAndApe();
}
