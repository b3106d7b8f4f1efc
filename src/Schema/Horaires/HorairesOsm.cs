using System.Text.RegularExpressions;

namespace Maillage.Schema.Horaires;

/// <summary>Recognises hours written in the opening_hours syntax of OpenStreetMap.</summary>
/// <remarks>
/// What is recognised is the part of the syntax that the national files use: days, weeks, months, holidays, times, <c>off</c> and a comment. A text outside of it
/// may still be valid; it is then kept as a note rather than published as hours that a machine could not follow.
/// </remarks>
public static partial class HorairesOsm
{
    private const string Day = "(?:Mo|Tu|We|Th|Fr|Sa|Su|PH|SH)";
    private const string Nth = @"(?:\[-?[1-5](?:[,-][1-5])*\])?";
    private const string Days = $"{Day}{Nth}(?:-{Day})?(?:,{Day}{Nth}(?:-{Day})?)*";
    private const string Month = "(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)";
    private const string Months = $"{Month}(?: [0-3][0-9])?(?:-{Month}(?: [0-3][0-9])?)?";
    private const string Weeks = "week [0-5][0-9](?:-[0-5][0-9](?:/[1-9])?)?";
    private const string Time = "(?:[01][0-9]|2[0-4]):[0-5][0-9]";
    private const string Times = $"{Time}-{Time}(?:,{Time}-{Time})*";
    private const string Comment = "\"[^\"]+\"";
    private const string Selector = $"(?:(?:{Weeks}|{Months}) )?(?:{Days} ?)?";
    private const string Rule = $"(?:24/7|{Selector}(?:{Times}|off|closed)(?: {Comment})?|{Comment})";

    /// <summary>True when the text is hours that a machine can follow.</summary>
    public static bool EstReconnu(string texte) => Whole().IsMatch(texte) && !HasEmptyRange(texte);

    // 12:00-12:00 reads as a whole day, and 15:00-10:00 as a night: nobody means that of a public counter.
    private static bool HasEmptyRange(string texte) =>
        Range().Matches(texte).Any(range => string.CompareOrdinal(range.Groups[1].Value, range.Groups[2].Value) >= 0);

    [GeneratedRegex($@"\A{Rule}(?:(?:; |;|, ){Rule})*\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Whole();

    [GeneratedRegex($"({Time})-({Time})", RegexOptions.CultureInvariant)]
    private static partial Regex Range();
}
