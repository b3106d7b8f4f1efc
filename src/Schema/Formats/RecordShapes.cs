using System.Text;
using System.Text.Json;

namespace Maillage.Schema.Formats;

/// <summary>Tells, from the beginning of a JSON text, whether its root object wraps records or is one.</summary>
internal static class RecordShapes
{
    /// <summary>True when the first object is a record: it has the marker, and no list of records.</summary>
    public static bool IsSequence(PeekedStream peeked, IReadOnlyList<string> arrayNames, string marker)
    {
        if (!peeked.LooksLikeJson)
        {
            return false;
        }

        var head = peeked.Encoding is UTF8Encoding ? peeked.Head : Encoding.UTF8.GetBytes(peeked.Encoding.GetString(peeked.Head));
        var marked = false;
        try
        {
            var reader = new Utf8JsonReader(head is [0xEF, 0xBB, 0xBF, .. var text] ? text : head, isFinalBlock: false, new JsonReaderState(new JsonReaderOptions { MaxDepth = 64 }));
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            {
                return false;
            }

            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                marked |= Is(ref reader, marker);
                var wraps = Wraps(ref reader, arrayNames);
                if (!reader.Read() || (wraps && reader.TokenType == JsonTokenType.StartArray))
                {
                    return !wraps && marked;
                }

                if (!reader.TrySkip())
                {
                    return marked;
                }
            }
        }
        catch (JsonException)
        {
            // Broken further on: the reader will say where.
            return marked;
        }

        return marked;
    }

    private static bool Wraps(ref Utf8JsonReader reader, IReadOnlyList<string> arrayNames)
    {
        foreach (var name in arrayNames)
        {
            if (Is(ref reader, name))
            {
                return true;
            }
        }

        return false;
    }

    private static bool Is(ref Utf8JsonReader reader, string name)
    {
        try
        {
            return reader.ValueTextEquals(name);
        }
        catch (InvalidOperationException)
        {
            // A name that UTF-16 cannot hold (a lone surrogate) is none of ours.
            return false;
        }
    }
}
