using System.Text.Json;
using Maillage.Schema.Fields;
using Maillage.Schema.Formats;
using Maillage.Schema.Parsing;

namespace Maillage.Importers.Read;

/// <summary>What the formats made of JSON records share: an item for each object, a failure for what is none, and for a file that breaks.</summary>
internal static class JsonRecords
{
    /// <param name="stream">The file.</param>
    /// <param name="lists">Members of the root that may hold the records.</param>
    /// <param name="marker">A member that a record has and that what wraps records has not.</param>
    /// <param name="read">The id, the canonical form and the issues of an object; its place and its rank are filled in.</param>
    public static IEnumerable<SourceItem> Items(Stream stream, IReadOnlyList<string> lists, string marker, Func<JsonElement, SourceItem> read)
    {
        using var elements = JsonArrayReader.OfRecords(stream, lists, marker);
        while (elements.MoveNext())
        {
            var item = elements.Current.ValueKind == JsonValueKind.Object
                ? read(elements.Current)
                : new SourceItem(0, "", null, "", new Issue("*", IssueCodes.EnregistrementInattendu, Json.Raw(elements.Current)));
            yield return item with { Number = elements.Count, Place = $"enregistrement {elements.Count}, octet {elements.Position}" };
        }

        if (elements.Failure is { } failure)
        {
            yield return new SourceItem(0, $"octet {elements.Position}, après {elements.Count} enregistrements", null, "", failure);
        }
    }

    /// <summary>The texts of a member: those of a list, or the only one; blanks apart.</summary>
    public static IReadOnlyList<string> Texts(JsonElement record, string name) => Json.Member(record, name) switch
    {
        { ValueKind: JsonValueKind.Array } list => [.. list.EnumerateArray().Select(Json.TextOrCorrupt).OfType<string>().Where(text => !string.IsNullOrWhiteSpace(text))],
        { } value when Json.TextOrCorrupt(value) is { } text && !string.IsNullOrWhiteSpace(text) => [text],
        _ => [],
    };

    /// <summary>The text of a member; null when it is blank, or no text.</summary>
    public static string? Text(JsonElement record, string name) =>
        Json.Member(record, name) is { } value && Json.TextOrCorrupt(value) is { } text && !string.IsNullOrWhiteSpace(text) ? text : null;
}
