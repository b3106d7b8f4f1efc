namespace Maillage.Schema.Horaires;

/// <summary>Ranges of times.</summary>
internal sealed class TimeReader(TokenCursor cursor)
{
    private const int LastHour = 47;

    /// <summary>The ranges, empty where no time is written; null when what is written cannot be.</summary>
    /// <param name="bareHours">Whether « 9-12 » can be hours: after a day of the week it can be nothing else.</param>
    public ValueList<TimeRange>? Read(bool bareHours)
    {
        List<TimeRange> ranges = [];
        var afterComma = true;
        while (StartsHere(0, bareHours))
        {
            // Without its comma, another range is only clear when it comes later in the day.
            if (ReadRange(bareHours) is not { } range || (!afterComma && range.Start < ranges[^1].End))
            {
                return null;
            }

            ranges.Add(range);
            afterComma = StartsHere(1, bareHours) && cursor.Accept(',');
        }

        return [.. ranges];
    }

    private bool StartsHere(int ahead, bool bareHours) =>
        cursor.IsTime(ahead) || (bareHours && cursor.IsCount(ahead) && !cursor.IsYear(ahead) && cursor.Ahead(ahead + 1).Is('-'));

    private TimeRange? ReadRange(bool bareHours) =>
        ReadTime(bareHours) is { } start && cursor.Accept('-') && ReadTime(bareHours) is { } end ? TimeRange.Between(start, end) : null;

    private int? ReadTime(bool bareHours)
    {
        if (cursor.Current is not { Kind: TokenKind.Number, Text.Length: <= 2, Value: <= LastHour } || !(bareHours || cursor.IsTime()))
        {
            return null;
        }

        var hours = cursor.Take().Value * 60;
        var hourMark = cursor.AcceptWord("h");
        if (!hourMark && !cursor.Accept(':') && !cursor.Accept('.'))
        {
            return hours;
        }

        // « 9h » stands alone, « 9: » does not.
        return cursor.Current is { Kind: TokenKind.Number, Text.Length: 2, Value: < 60 } ? hours + cursor.Take().Value
            : hourMark && cursor.Current.Kind != TokenKind.Number ? hours
            : null;
    }
}
