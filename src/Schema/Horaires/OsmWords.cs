using System.Collections.Frozen;

namespace Maillage.Schema.Horaires;

/// <summary>The words of the opening_hours syntax: those that it writes, and those that people write for them.</summary>
/// <remarks>Abbreviations that mean another day in French are left out: « Di » is Sunday here and Tuesday in German.</remarks>
internal static class OsmWords
{
    /// <summary>As written, Monday first.</summary>
    public static readonly string[] Days = ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"];

    /// <summary>As written, January first.</summary>
    public static readonly string[] Months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

    private static readonly FrozenDictionary<string, int> DayNumbers = Numbers(
        "mo mon monday montag", "tu tue tues tuesday dienstag", "we wed wednesday mittwoch", "th thu thur thurs thursday donnerstag",
        "fr fri friday freitag", "sa sat saturday samstag", "su sun sunday sonntag");

    private static readonly FrozenDictionary<string, int> MonthNumbers = Numbers(
        "jan january", "feb february", "mar march", "apr april", "may", "jun june",
        "jul july", "aug august", "sep sept september", "oct october", "nov november", "dec december");

    private static readonly FrozenDictionary<string, RuleState> States = new Dictionary<string, RuleState>
    {
        ["open"] = RuleState.Open,
        ["off"] = RuleState.Closed,
        ["closed"] = RuleState.Closed,
        ["unknown"] = RuleState.Unknown,
    }.ToFrozenDictionary();

    public static DayOfWeek? Day(string word) => DayNumbers.TryGetValue(word, out var number) ? (DayOfWeek)((number + 1) % 7) : null;

    public static int? Month(string word) => MonthNumbers.TryGetValue(word, out var number) ? number + 1 : null;

    public static RuleState? State(string word) => States.TryGetValue(word, out var state) ? state : null;

    public static Holidays Holiday(string word) => word switch
    {
        "ph" => Holidays.Public,
        "sh" => Holidays.School,
        _ => Holidays.None,
    };

    private static FrozenDictionary<string, int> Numbers(params string[] rows) =>
        rows.SelectMany((row, number) => row.Split(' ').Select(word => (word, number))).ToFrozenDictionary(pair => pair.word, pair => pair.number);
}
