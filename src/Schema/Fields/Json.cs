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

    /// <summary>The text, where one that cannot be read is not nothing: it comes back as U+FFFD, which normalisers refuse by name.</summary>
    public static string? TextOrCorrupt(JsonElement element) =>
        Text(element) ?? (element.ValueKind == JsonValueKind.String ? "\uFFFD" : null);

    /// <summary>A value as it is written, to be quoted in an issue; null when it holds bytes that are no UTF-8.</summary>
    public static string? Raw(JsonElement element)
    {
        try
        {
            return element.GetRawText();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>The member of that name, the last one of several; null when the object has none.</summary>
    public static JsonElement? Member(JsonElement element, string name)
    {
        try
        {
            return element.TryGetProperty(name, out var value) ? value : null;
        }
        catch (InvalidOperationException)
        {
            // The name of another member cannot be unescaped, and TryGetProperty stumbles on it.
            return element.EnumerateObject().Where(member => NameOf(member) == name).Select(member => (JsonElement?)member.Value).LastOrDefault();
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
