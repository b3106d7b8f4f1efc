using System.Text.Json;
using Maillage.Schema.Fields;
using Maillage.Schema.Parsing;

namespace Maillage.Schema.Formats;

/// <summary>Our flat JSON: an array of objects, or an object whose <c>donnees</c> is that array.</summary>
public static class JsonFormat
{
    /// <summary>Member of a list answer that holds the records.</summary>
    public const string RecordsMember = "donnees";

    /// <summary>Reads records one at a time; the file's own failure comes last, with number 0.</summary>
    public static IEnumerable<ReadItem<TRecord>> Read<TRecord>(Stream stream)
        where TRecord : class
    {
        var shape = RecordShape.Of<TRecord>();
        return ReadElements<TRecord>(stream, [RecordsMember], (element, issues) => shape.ReadObject(element, issues));
    }

    /// <summary>Writes a JSON array of records with every field.</summary>
    public static void Write<TRecord>(Stream stream, IEnumerable<TRecord> records)
        where TRecord : class
    {
        var shape = RecordShape.Of<TRecord>();
        using var writer = new Utf8JsonWriter(stream, Json.WriterOptions);
        writer.WriteStartArray();
        foreach (var record in records)
        {
            shape.WriteObject(writer, record, shape.Fields);
        }

        writer.WriteEndArray();
    }

    internal static IEnumerable<ReadItem<TRecord>> ReadElements<TRecord>(
        Stream stream, IReadOnlyList<string> arrayNames, Func<JsonElement, ICollection<Issue>, TRecord?> read)
        where TRecord : class
    {
        using var elements = new JsonArrayReader(stream, arrayNames);
        while (elements.MoveNext())
        {
            List<Issue> issues = [];
            var record = read(elements.Current, issues);
            yield return new ReadItem<TRecord>(elements.Count, Place(elements), record, issues);
        }

        if (elements.Failure is { } failure)
        {
            yield return new ReadItem<TRecord>(0, Place(elements), null, [failure]);
        }
    }

    private static string Place(JsonArrayReader elements) =>
        elements.Failure is null
            ? $"enregistrement {elements.Count}, octet {elements.Position}"
            : $"octet {elements.Position}, après {elements.Count} enregistrements";
}
