using System.Globalization;

namespace Maillage.Importers.Normalise.Hours;

/// <summary>A part of the year, as a phrase names it.</summary>
/// <param name="Occasion">In OpenStreetMap syntax.</param>
/// <param name="Doubtful">True when it cannot be told whether it comes back each year (« du 7 au 25 août »).</param>
/// <param name="First">First day, when a year is given: the closing of that year.</param>
/// <param name="Last">Last day.</param>
internal sealed record PeriodPhrase(Occasion Occasion, bool Doubtful = false, DateOnly? First = null, DateOnly? Last = null);

/// <summary>Reads the phrases that name a part of the year: months, dates, school and public holidays.</summary>
internal static class FrenchPeriods
{
    private static readonly string[] Osm = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

    public static PeriodPhrase? Read(FrenchCursor cursor) =>
        cursor.Try(Holidays) ?? cursor.Try(Dates) ?? cursor.Try(Months);

    private static PeriodPhrase? Holidays(FrenchCursor cursor)
    {
        cursor.Skip("pendant", "durant", "en", "lors", "des", "toutes", "les", "la", "periode", "periodes", "de");
        if (cursor.TakeOne("vacances", "conges") && cursor.TakeOne("scolaires", "scolaire"))
        {
            return new PeriodPhrase(new Occasion("SH"));
        }

        return cursor.Take("jours", "feries") ? new PeriodPhrase(new Occasion("PH", IsDay: true)) : null;
    }

    // « en juillet-août », « en juillet et août », « au mois d'août », « pendant les mois de juillet et août », « d'octobre à mai »
    private static PeriodPhrase? Months(FrenchCursor cursor)
    {
        cursor.Skip("en", "pendant", "durant", "les", "le", "au", "mois", "de", "d", "periode", "la");
        if (cursor.Take(TokenKind.Month) is not { } first)
        {
            return null;
        }

        var last = cursor.Try<Token?>(c => c.TakeOne("-", "et", "a", "/") && (c.TakeOne("en") || true) ? c.Take(TokenKind.Month) : null);
        // A year, a third month: not a yearly period that we can tell.
        if (cursor.Is(TokenKind.Number) || cursor.Is(TokenKind.Month) || (last is { } next && cursor.Peek(-2).Text == "et" && next.Value != first.Value + 1))
        {
            return null;
        }

        return new PeriodPhrase(new Occasion(last is { } end ? $"{Osm[first.Value - 1]}-{Osm[end.Value - 1]}" : Osm[first.Value - 1]));
    }

    // « du 1er juillet au 31 août », « du 7 au 25 août », « du 17 juillet 2017 au 18 août 2017 inclus »
    private static PeriodPhrase? Dates(FrenchCursor cursor)
    {
        if (!cursor.TakeOne("du", "entre") || Date(cursor) is not { } first || !cursor.TakeOne("au", "et") || Date(cursor) is not { Month: { } lastMonth } last)
        {
            return null;
        }

        cursor.Skip("inclus", "inclu", "compris", "(", ")");
        var firstMonth = first.Month ?? lastMonth;
        if ((last.Year ?? first.Year) is { } year)
        {
            return Day(first.Year ?? year, firstMonth, first.Day) is { } start && Day(year, lastMonth, last.Day) is { } end && start <= end
                ? new PeriodPhrase(new Occasion($"{Write(start)}-{Write(end)}"), false, start, end)
                : null;
        }

        // 2023 is no leap year: a period of every year does not end on 29 February.
        if (Day(2023, firstMonth, first.Day) is not { } from || Day(2023, lastMonth, last.Day) is not { } to)
        {
            return null;
        }

        // Whole months come back each year; « du 7 au 25 août » may be the dates of one summer.
        var wholeMonths = from.Day == 1 && to.Day == DateTime.DaysInMonth(2023, to.Month);
        var osm = wholeMonths && firstMonth == lastMonth ? Osm[firstMonth - 1]
            : wholeMonths ? $"{Osm[firstMonth - 1]}-{Osm[lastMonth - 1]}"
            : $"{Osm[firstMonth - 1]} {first.Day:00}-{Osm[lastMonth - 1]} {last.Day:00}";
        return new PeriodPhrase(new Occasion(osm), !wholeMonths);
    }

    private static (int Day, int? Month, int? Year)? Date(FrenchCursor cursor)
    {
        if ((cursor.Take(TokenKind.Number) ?? cursor.Take(TokenKind.Rank)) is not { Value: >= 1 and <= 31 } day)
        {
            return null;
        }

        var month = cursor.Take(TokenKind.Month)?.Value;
        var year = month is null ? null : cursor.Is(TokenKind.Number) && cursor.Current.Value is >= 2000 and < 2100 ? cursor.Take(TokenKind.Number)?.Value : null;
        return (day.Value, month, year);
    }

    private static DateOnly? Day(int year, int month, int day) =>
        day <= DateTime.DaysInMonth(year, month) ? new DateOnly(year, month, day) : null;

    private static string Write(DateOnly date) => string.Create(CultureInfo.InvariantCulture, $"{date.Year} {Osm[date.Month - 1]} {date.Day:00}");
}
