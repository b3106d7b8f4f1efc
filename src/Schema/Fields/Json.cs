using System.Text.Encodings.Web;
using System.Text.Json;

namespace Maillage.Schema.Fields;

/// <summary>What every JSON reader and writer of the project shares.</summary>
public static class Json
{
    /// <summary>Compact, accents as they are: what we write is UTF-8 served as JSON, never pasted into HTML.</summary>
    public static JsonWriterOptions WriterOptions { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>
    /// The text of a JSON string, number or boolean; null for the other kinds and for a string that UTF-16 cannot hold
    /// (a lone surrogate written as an escape, which only <c>GetString</c> discovers).
    /// </summary>
    public static string? Text(JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False:
                return element.GetRawText();
            case JsonValueKind.String:
                try
                {
                    return element.GetString();
                }
                catch (InvalidOperationException)
                {
                    return null;
                }

            default:
                return null;
        }
    }

    /// <summary>The name of a JSON member; null when UTF-16 cannot hold it (a lone surrogate), so that it is no field of ours.</summary>
    public static string? NameOf(JsonProperty member)
    {
        try
        {
            return member.Name;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
