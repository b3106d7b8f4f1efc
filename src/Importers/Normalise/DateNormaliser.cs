using System.Globalization;
using System.Text.RegularExpressions;
using Maillage.Schema.Parsing;
using Maillage.Schema.Texte;

namespace Maillage.Importers.Normalise;

/// <summary>Dates of last update, in the ways sources write them: a day, as it is in France.</summary>
internal static partial class DateNormaliser
{
    private const int Longest = 60;

    // A day and a month at least: « 01/2021 » is not a day, and is refused.
    private static readonly string[] Days =
    [
        "yyyy-MM-dd", "d/M/yyyy", "d-M-yyyy", "d.M.yyyy", "yyyy/M/d", "yyyyMMdd",
        "d/M/yyyy H:mm:ss", "d/M/yyyy H:mm", "yyyy-MM-dd H:mm:ss", "yyyy-MM-dd H:mm", "yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF",
    ];

    private static readonly string[] Instants =
        ["yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd HH:mm:ssK", "yyyy-MM-dd HH:mm:ss.FFFFFFFK"];

    private static readonly string[] Months =
        ["janvier", "fevrier", "mars", "avril", "mai", "juin", "juillet", "aout", "septembre", "octobre", "novembre", "decembre"];

    // Where the data is French, so is the day: 23:30 UTC is tomorrow.
    private static readonly TimeZoneInfo Paris = TimeZoneInfo.TryFindSystemTimeZoneById("Europe/Paris", out var zone) ? zone : TimeZoneInfo.Utc;

    // The zero of computers, as it reads east or west of Greenwich.
    private static readonly DateOnly[] Zeros = [new(1970, 1, 1), new(1969, 12, 31)];

    // Day 0 of spreadsheets (their leap day of 1900 never was).
    private static readonly DateOnly SpreadsheetZero = new(1899, 12, 30);

    private static readonly DateOnly Oldest = new(1990, 1, 1);

    public static Parsed<DateOnly> Parse(string field, string? raw, DateOnly today)
    {
        if (string.IsNullOrWhiteSpace(raw) || EmptyWords.SayNothing(raw))
        {
            return Parsed.Nothing<DateOnly>();
        }

        var text = raw.Trim();
        if (text.Length > Longest)
        {
            return Refused(IssueCodes.DateInvalide);
        }

        if (Written(text, today) is { } date)
        {
            return Refusal(date, today) is { } code ? Refused(code) : Parsed.Ok(date);
        }

        return Counted(text) is (var counted, var repair) && Refusal(counted, today) is null
            ? Parsed.Repaired(counted, new Issue(field, repair, raw, counted.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)))
            : Refused(IssueCodes.DateInvalide);

        Parsed<DateOnly> Refused(IssueCode code) => Parsed.Refused<DateOnly>(new Issue(field, code, raw));
    }

    private static IssueCode? Refusal(DateOnly date, DateOnly today) =>
        Zeros.Contains(date) ? IssueCodes.DateInconnue
        : date > today ? IssueCodes.DateFuture
        : date < Oldest ? IssueCodes.DateInvalide
        : null;

    private static DateOnly? Written(string text, DateOnly today) =>
        DateTime.TryParseExact(text, Days, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? DateOnly.FromDateTime(day)
        : DateTimeOffset.TryParseExact(text, Instants, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant) ? InParis(instant)
        : InWords(text, today);

    private static DateOnly InParis(DateTimeOffset instant) =>
        // Nothing to shift at the ends of time, where shifting would leave them.
        DateOnly.FromDateTime(instant.Year is > 1900 and < 9999 ? TimeZoneInfo.ConvertTime(instant, Paris).DateTime : instant.DateTime);

    // « vendredi 12 mars 2021 », « 1er mai 2020 », « 13/11/17 ».
    private static DateOnly? InWords(string text, DateOnly today)
    {
        if (Words().Match(Repli.Plier(text)) is { Success: true } words && Array.IndexOf(Months, words.Groups["m"].Value) is var month and >= 0)
        {
            return Day(words.Groups["y"].Value, month + 1, words.Groups["d"].Value);
        }

        if (ShortYear().Match(text) is not { Success: true } numbers)
        {
            return null;
        }

        // Two digits: this century up to this year, else the nineties.
        var year = Number(numbers.Groups["y"].Value) is var two && two <= today.Year % 100 ? 2000 + two : 1900 + two;
        return Day(year.ToString(CultureInfo.InvariantCulture), Number(numbers.Groups["m"].Value), numbers.Groups["d"].Value);
    }

    private static DateOnly? Day(string year, int month, string day) =>
        month is >= 1 and <= 12 && Number(year) is >= 1 and var y && Number(day) is >= 1 and var d && d <= DateTime.DaysInMonth(y, month)
            ? new DateOnly(y, month, d)
            : null;

    // Days of a spreadsheet, seconds or milliseconds of a computer.
    private static (DateOnly Date, IssueCode Repair)? Counted(string text)
    {
        if (SpreadsheetDays().IsMatch(text))
        {
            return (SpreadsheetZero.AddDays(Number(text[..5])), IssueCodes.DateSerieTableur);
        }

        if (text.Length is not (10 or 13) || !text.All(char.IsAsciiDigit))
        {
            return null;
        }

        var count = long.Parse(text, CultureInfo.InvariantCulture);
        return (InParis(DateTimeOffset.FromUnixTimeSeconds(text.Length == 13 ? count / 1000 : count)), IssueCodes.DateEnSecondes);
    }

    private static int Number(string digits) => int.Parse(digits, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"\A(?:(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche) )?(?:le )?(?<d>[0-9]{1,2})(?:er)? (?<m>[a-z]+) (?<y>[0-9]{4})\z")]
    private static partial Regex Words();

    [GeneratedRegex(@"\A(?<d>[0-9]{1,2})[/.-](?<m>[0-9]{1,2})[/.-](?<y>[0-9]{2})\z")]
    private static partial Regex ShortYear();

    [GeneratedRegex(@"\A[0-9]{5}(?:[.,][0-9]{1,10})?\z")]
    private static partial Regex SpreadsheetDays();
}
