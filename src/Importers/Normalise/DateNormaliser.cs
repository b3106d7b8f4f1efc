using System.Globalization;
using Maillage.Schema.Parsing;

namespace Maillage.Importers.Normalise;

/// <summary>Dates of last update, in the ways sources write them.</summary>
internal static class DateNormaliser
{
    private static readonly string[] Formats =
    [
        "yyyy-MM-dd", "dd/MM/yyyy HH:mm:ss", "dd/MM/yyyy HH:mm", "dd/MM/yyyy", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd HH:mm:ss",
    ];

    // The zero of computers, as it reads east or west of Greenwich.
    private static readonly DateOnly[] Zeros = [new(1970, 1, 1), new(1969, 12, 31)];

    public static Parsed<DateOnly> Parse(string field, string? raw, DateOnly today)
    {
        if (string.IsNullOrWhiteSpace(raw))
        {
            return Parsed.Nothing<DateOnly>();
        }

        if (!DateTimeOffset.TryParseExact(raw.Trim(), Formats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant))
        {
            return Parsed.Refused<DateOnly>(new Issue(field, IssueCodes.DateInvalide, raw));
        }

        var date = DateOnly.FromDateTime(instant.DateTime);
        return date switch
        {
            _ when Zeros.Contains(date) => Parsed.Refused<DateOnly>(new Issue(field, IssueCodes.DateInconnue, raw)),
            _ when date > today => Parsed.Refused<DateOnly>(new Issue(field, IssueCodes.DateFuture, raw)),
            _ when date.Year < 1990 => Parsed.Refused<DateOnly>(new Issue(field, IssueCodes.DateInvalide, raw)),
            _ => Parsed.Ok(date),
        };
    }
}
