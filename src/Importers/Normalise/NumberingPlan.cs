using Maillage.Schema.Parsing;

namespace Maillage.Importers.Normalise;

/// <summary>A number read, and what had to be repaired to read it.</summary>
internal sealed record PhoneNumber(string Number, IssueCode? Repair = null);

/// <summary>The French numbering plan (Arcep decision 2018-0881), and those of the territories that have their own.</summary>
internal static class NumberingPlan
{
    // Digits after each French country code, and after that of the Comoros, which Mayotte had until 2007.
    private static readonly (string Code, int[] Digits)[] Countries =
    [
        ("33", [9]), ("590", [9]), ("594", [9]), ("596", [9]), ("262", [9]),
        ("687", [6]), ("689", [8]), ("508", [6, 9]), ("681", [6]), ("269", [7]),
    ];

    // Prefixes of the plan that have their own country code, Mayotte under La Réunion's.
    private static readonly (string Prefix, string Code)[] Overseas =
    [
        ("590", "590"), ("690", "590"), ("691", "590"),
        ("594", "594"), ("694", "594"),
        ("596", "596"), ("696", "596"), ("697", "596"),
        ("262", "262"), ("263", "262"), ("692", "262"), ("693", "262"), ("269", "262"), ("639", "262"),
    ];

    // Territories outside the plan: their local numbers have no leading zero.
    private static readonly (string Insee, int Digits, string Code)[] Pacific =
    [
        ("988", 6, "687"), ("987", 8, "689"), ("975", 6, "508"), ("986", 6, "681"),
    ];

    // Emergency and social numbers of two and three digits.
    private static readonly string[] Short = ["15", "17", "18", "112", "113", "114", "115", "116", "119", "191", "196", "197"];

    /// <summary>The number that these digits and signs write; null when they write none.</summary>
    /// <param name="text">Digits, spaces, dots, brackets, plus.</param>
    /// <param name="codeInsee">Commune of the lieu: tells the country of a local number.</param>
    public static PhoneNumber? Read(string text, string? codeInsee)
    {
        // +33 (0)4 92…: the zero in brackets is not dialled from abroad.
        var compact = string.Concat(text.Replace("(0)", "", StringComparison.Ordinal).Where(c => char.IsAsciiDigit(c) || c == '+'));
        compact = compact.StartsWith("00", StringComparison.Ordinal) ? "+" + compact[2..] : compact;
        return compact.LastIndexOf('+') switch
        {
            < 0 => National(compact, codeInsee),
            0 => International(compact[1..]),
            _ => null,
        };
    }

    /// <summary>What a number of six digits after the code of an island has become, for a person to check; null when nothing tells.</summary>
    public static string? Probably(string text)
    {
        var compact = string.Concat(text.Where(c => char.IsAsciiDigit(c) || c == '+'));
        return compact is not ['+', _, _, _, _, _, _, _, _, _] ? null : compact[1..4] switch
        {
            // French Polynesia put 40 before its lines in 2014, but 87 before its mobiles: nothing tells one from the other for certain.
            "689" => "+68940" + compact[4..],
            // The Antilles, Guyane, La Réunion and Mayotte repeat their code since 1996.
            "590" or "594" or "596" or "262" => $"+{compact[1..4]}{compact[1..]}",
            "269" => "+262" + compact[1..],
            _ => null,
        };
    }

    private static PhoneNumber? International(string digits)
    {
        // +269 269…: a number of Mayotte after the code that it no longer has.
        if (digits.StartsWith("269", StringComparison.Ordinal) && digits.Length == 12 && CodeOf(digits[3..]) == "262")
        {
            return new PhoneNumber("+262" + digits[3..], IssueCodes.TelephoneRepare);
        }

        foreach (var (code, lengths) in Countries)
        {
            if (digits.StartsWith(code, StringComparison.Ordinal))
            {
                var subscriber = digits[code.Length..];
                subscriber = subscriber is ['0', ..] && lengths.Contains(subscriber.Length - 1) ? subscriber[1..] : subscriber;
                return !lengths.Contains(subscriber.Length) || !MayBegin(code, subscriber) ? null : Abroad(code, subscriber);
            }
        }

        return digits.Length is >= 7 and <= 15 && digits[0] != '0' ? new PhoneNumber("+" + digits) : null;
    }

    // Free calls of Nouvelle-Calédonie begin with 05. Under the code of an island stand the prefixes of some island, and the numbers without a place (08, 09).
    private static bool MayBegin(string code, string subscriber) => code switch
    {
        "687" => subscriber[0] != '0' || subscriber.StartsWith("05", StringComparison.Ordinal),
        "590" or "594" or "596" or "262" => CodeOf(subscriber) != "33" || subscriber[0] is '8' or '9',
        _ => subscriber[0] != '0',
    };

    // +33 596…: the code of metropolitan France before a number of the Antilles does not ring there.
    private static PhoneNumber Abroad(string code, string subscriber) =>
        code == "33" && CodeOf(subscriber) is not "33" and var overseas
            ? new PhoneNumber($"+{overseas}{subscriber}", IssueCodes.TelephoneRepare)
            : new PhoneNumber($"+{code}{subscriber}");

    private static PhoneNumber? National(string digits, string? codeInsee) => digits switch
    {
        ['0', not '0', ..] when digits.Length == 10 => new PhoneNumber($"+{CodeOf(digits[1..])}{digits[1..]}"),
        _ when LocalPacific(digits, codeInsee) is { } local => new PhoneNumber(local),
        _ when IsShort(digits) => new PhoneNumber(digits),
        // Spreadsheets eat the zero; where nine digits begin a number of another plan, nothing is certain.
        [not '0', ..] when digits.Length == 9 && IsInPlan(codeInsee) => new PhoneNumber($"+{CodeOf(digits)}{digits}", IssueCodes.TelephoneZeroPerdu),
        // « 33 6 30 39 25 18 »: no French number has eleven digits.
        ['3', '3', not '0', ..] when digits.Length == 11 => International(digits) is { } read ? read with { Repair = IssueCodes.TelephoneRepare } : null,
        _ => null,
    };

    private static bool IsShort(string digits) =>
        Short.Contains(digits)
        || digits.Length == 4 && (digits[0] == '3' || digits.StartsWith("10", StringComparison.Ordinal))
        || digits.Length == 6 && (digits.StartsWith("116", StringComparison.Ordinal) || digits.StartsWith("118", StringComparison.Ordinal));

    private static bool IsInPlan(string? codeInsee) =>
        codeInsee is { Length: > 2 } && !Array.Exists(Pacific, row => codeInsee.StartsWith(row.Insee, StringComparison.Ordinal));

    private static string? LocalPacific(string digits, string? codeInsee)
    {
        var row = Array.Find(Pacific, row => codeInsee?.StartsWith(row.Insee, StringComparison.Ordinal) == true);
        return row.Code is not { } code ? null
            : digits.Length == row.Digits && MayBegin(code, digits) ? $"+{code}{digits}"
            : digits.Length == row.Digits + code.Length && digits.StartsWith(code, StringComparison.Ordinal) ? "+" + digits
            : null;
    }

    private static string CodeOf(string subscriber)
    {
        var row = Array.Find(Overseas, row => subscriber.StartsWith(row.Prefix, StringComparison.Ordinal));
        return row.Code ?? "33";
    }
}
