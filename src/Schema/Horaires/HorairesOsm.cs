using System.Text.RegularExpressions;

namespace Maillage.Schema.Horaires;

/// <summary>Recognises hours written in the opening_hours syntax of OpenStreetMap.</summary>
/// <remarks>
/// What is recognised is the part of the syntax that the national files use: days, weeks, months, holidays, times, <c>off</c> and a comment. A text outside of it
/// may still be valid; it is then kept as a note rather than published as hours that a machine could not follow.
/// </remarks>
public static partial class HorairesOsm
{
    private const string Weekday = "(?:Mo|Tu|We|Th|Fr|Sa|Su)";
    private const string Nth = @"\[(?:-?[1-5]|[1-5](?:,[1-5])+|1-[2-5]|2-[3-5]|3-[45]|4-5)\]";
    private const string Day = $"(?:{Weekday}(?:{Nth}|-{Weekday})?|PH|SH)";
    private const string Days = $"{Day}(?:,{Day})*";
    private const string PlainDay = $"(?:{Weekday}(?:-{Weekday})?|PH|SH)";
    private const string PlainDays = $"{PlainDay}(?:,{PlainDay})*";
    private const string Month = "(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)";
    private const string Date = $"(?:{Month} (?:0[1-9]|[12][0-9])|(?!Feb){Month} 30|(?:Jan|Mar|May|Jul|Aug|Oct|Dec) 31)";
    private const string Months = $"(?:{Date}(?:-{Date})?|{Month}(?:-{Month})?)";
    private const string Week = "(?:5[0-3]|[1-4][0-9]|0?[1-9])";
    private const string Weeks = $"week {Week}(?:-{Week}(?:/[1-9])?)?";
    private const string Time = "(?:(?:[01][0-9]|2[0-3]):[0-5][0-9]|24:00)";
    private const string Times = $"{Time}-{Time}(?:,{Time}-{Time})*";
    private const string Comment = "\"[^\"]+\"";

    // Within a month or a week, readers disagree on what the rank of a day counts from: days without rank only.
    private const string Selector = $"(?:(?:{Weeks}|{Months}) (?:{PlainDays} )?|(?:{Days} )?)";
    private const string Rule = $"(?:{Selector}(?:{Times}|off|closed)(?: {Comment})?|{Comment})";

    /// <summary>True when the text is hours that a machine can follow.</summary>
    public static bool EstReconnu(string texte)
    {
        try
        {
            return Whole().IsMatch(texte) && !HasEmptyRange(texte);
        }
        catch (RegexMatchTimeoutException)
        {
            return false;
        }
    }

    // 12:00-12:00 reads as a whole day, and 15:00-10:00 as a night: nobody means that of a public counter.
    private static bool HasEmptyRange(string texte) =>
        Range().Matches(texte).Any(range => string.CompareOrdinal(First(range).PadLeft(5, '0'), Last(range).PadLeft(5, '0')) >= 0);

    private static string First(Match range) => range.Groups[1].Value + range.Groups[3].Value;

    private static string Last(Match range) => range.Groups[2].Value + range.Groups[4].Value;

    [GeneratedRegex($@"\A(?:24/7(?=\z|;)|{Rule})(?:(?:; |;|, ){Rule})*\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Whole();

    [GeneratedRegex($"({Time})-({Time})|week ({Week})-({Week})", RegexOptions.CultureInvariant)]
    private static partial Regex Range();
}
