using System.Globalization;

namespace Maillage.Store.Sql;

/// <summary>A row of the journal, as it is written.</summary>
internal sealed class ChangeRow : JournalRow
{
    public string? Donnees { get; init; }

    public static string WriteDate(DateTimeOffset instant) => instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    public static DateTimeOffset ParseDate(string stored) =>
        DateTimeOffset.Parse(stored, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
}
