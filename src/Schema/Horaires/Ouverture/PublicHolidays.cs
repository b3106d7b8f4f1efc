using System.Collections.Frozen;
using System.Globalization;
using Maillage.Schema.Texte;

namespace Maillage.Schema.Horaires.Ouverture;

/// <summary>The public holidays of a part of France: those of the Labour Code, of local law, and those when public counters close by custom.</summary>
/// <remarks>Rules rather than lists of dates (<c>data/jours-feries.csv</c>): any year is known. Immutable; a day is told without a cache, from a bit or the distance to Easter.</remarks>
public sealed class PublicHolidays
{
    private const string Table = "jours-feries.csv";
    private const string Everywhere = "";
    private const string EasterWord = "paques";

    // From Good Friday to Whit Monday, whatever the year: elsewhere Easter need not be computed.
    private const int FirstEasterDay = 320;
    private const int LastEasterDay = 614;

    private static readonly Lazy<FrozenDictionary<string, PublicHolidays>> all = new(Load);

    // By month, a bit for each day; years apart when a day was not always one.
    private readonly uint[] fixedDays = new uint[13];
    private readonly Rule[] easterDays;
    private readonly Rule[] datedDays;

    private PublicHolidays(IReadOnlyList<Rule> rules)
    {
        easterDays = [.. rules.Where(rule => rule.Offset is not null)];
        datedDays = [.. rules.Where(rule => rule.Offset is null && !rule.IsOfEveryYear)];
        foreach (var rule in rules.Where(rule => rule.Offset is null && rule.IsOfEveryYear))
        {
            fixedDays[rule.Month] |= 1u << rule.Day;
        }
    }

    /// <summary>A place without holidays.</summary>
    internal static PublicHolidays None { get; } = new([]);

    /// <summary>The holidays of a département or of a collectivité that stands for one: <c>57</c>, <c>2A</c>, <c>971</c>, <c>988</c>. Those of all France when the code is not known.</summary>
    public static PublicHolidays Of(string? codeDepartement) => all.Value.GetValueOrDefault(codeDepartement ?? Everywhere) ?? all.Value[Everywhere];

    /// <summary>True when the day is a public holiday.</summary>
    public bool Contains(DateOnly day)
    {
        if ((fixedDays[day.Month] & (1u << day.Day)) != 0)
        {
            return true;
        }

        foreach (var rule in datedDays)
        {
            if (rule.Month == day.Month && rule.Day == day.Day && rule.IsOf(day.Year))
            {
                return true;
            }
        }

        return CivilDay.MonthAndDay(day.Month, day.Day) is >= FirstEasterDay and <= LastEasterDay && IsFromEaster(day);
    }

    /// <summary>The public holidays of a year, in order.</summary>
    public IReadOnlyList<DateOnly> In(int year)
    {
        var first = new DateOnly(year, 1, 1);
        return [.. Enumerable.Range(0, DateTime.IsLeapYear(year) ? 366 : 365).Select(first.AddDays).Where(Contains)];
    }

    private bool IsFromEaster(DateOnly day)
    {
        var offset = day.DayNumber - Easter.Of(day.Year).DayNumber;
        foreach (var rule in easterDays)
        {
            if (rule.Offset == offset && rule.IsOf(day.Year))
            {
                return true;
            }
        }

        return false;
    }

    private static FrozenDictionary<string, PublicHolidays> Load()
    {
        var rows = EmbeddedCsv.Rows(Table, 6).Select(cells => (Codes: cells[0].Split('|'), Rule: Read(cells))).ToList();
        return rows.SelectMany(row => row.Codes).Distinct().ToFrozenDictionary(
            code => code,
            code => new PublicHolidays([.. rows.Where(row => row.Codes.Contains(code) || row.Codes.Contains(Everywhere)).Select(row => row.Rule)]));
    }

    // « 05-01 », or « paques+39 ».
    private static Rule Read(string[] cells) => cells[1].StartsWith(EasterWord, StringComparison.Ordinal)
        ? new Rule(0, 0, int.Parse(cells[1][EasterWord.Length..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture), Year(cells[2]), Year(cells[3]))
        : new Rule(Number(cells[1][..2]), Number(cells[1][3..]), null, Year(cells[2]), Year(cells[3]));

    private static int? Year(string cell) => cell.Length == 0 ? null : Number(cell);

    private static int Number(string digits) => int.Parse(digits, CultureInfo.InvariantCulture);

    private sealed record Rule(int Month, int Day, int? Offset, int? FirstYear, int? LastYear)
    {
        public bool IsOfEveryYear => FirstYear is null && LastYear is null;

        public bool IsOf(int year) => (FirstYear is null || year >= FirstYear) && (LastYear is null || year <= LastYear);
    }
}
