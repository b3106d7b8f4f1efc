using System.Collections;
using System.Collections.Concurrent;
using System.Text.Json;

namespace Maillage.Schema.Fields;

/// <summary>A map from text to text: a JSON object; in a cell, the same as compact JSON text. Keys are written in order.</summary>
internal sealed class TextMapCodec : Codec<IReadOnlyDictionary<string, string>>
{
    private const int MostShared = 10_000;

    // Tens of thousands of records have the same few hundred provenances: equal bytes are read once and shared, as long as there are not too many.
    private readonly ConcurrentDictionary<int, SharedTextMap> shared = new();

    public static IReadOnlyDictionary<string, string> Empty { get; } = new Dictionary<string, string>();

    public override FieldKind Kind => FieldKind.TextMap;

    public override bool IsUnknown(IReadOnlyDictionary<string, string> value) => value.Count == 0;

    public override bool Same(IReadOnlyDictionary<string, string> left, IReadOnlyDictionary<string, string> right) =>
        ReferenceEquals(left, right) || (left.Count == right.Count && left.All(pair => right.TryGetValue(pair.Key, out var other) && other == pair.Value));

    public override void WriteJson(Utf8JsonWriter writer, IReadOnlyDictionary<string, string> value)
    {
        if (value is SharedTextMap { Written: { } written } && !writer.Options.Indented)
        {
            writer.WriteRawValue(written, skipInputValidation: true);
            return;
        }

        writer.WriteStartObject();
        foreach (var (key, text) in value.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            writer.WriteString(key, text);
        }

        writer.WriteEndObject();
    }

    public override bool TryReadJson(JsonElement element, out IReadOnlyDictionary<string, string> value)
    {
        value = Empty;
        if (element.ValueKind != JsonValueKind.Object)
        {
            return false;
        }

        Dictionary<string, string> map = [];
        foreach (var property in element.EnumerateObject())
        {
            if (Json.NameOf(property) is not { } name || property.Value.ValueKind != JsonValueKind.String || Json.Text(property.Value) is not { } text)
            {
                return false;
            }

            map[name] = text;
        }

        value = map;
        return true;
    }

    public override bool TryRead(ref Utf8JsonReader reader, out IReadOnlyDictionary<string, string> value)
    {
        value = Empty;
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            return false;
        }

        var again = reader;
        var hash = default(HashCode);
        while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName or JsonTokenType.String)
        {
            hash.AddBytes(reader.ValueSpan);
        }

        if (reader.TokenType != JsonTokenType.EndObject)
        {
            return false;
        }

        var key = hash.ToHashCode();
        if (shared.TryGetValue(key, out var known) && known.IsThatOf(again))
        {
            value = known;
            return true;
        }

        var read = SharedTextMap.Read(again);
        value = read;
        if (known is null && shared.Count < MostShared)
        {
            read.Written = Write(read);
            shared[key] = read;
        }

        return true;
    }

    public override string ToCell(IReadOnlyDictionary<string, string> value) => value.Count == 0 ? "" : CellJson.Write(this, value);

    public override bool TryFromCell(string cell, out IReadOnlyDictionary<string, string> value) =>
        CellJson.TryRead(this, cell, out value, Empty);

    private byte[] Write(SharedTextMap map)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, Json.WriterOptions))
        {
            WriteJson(writer, map);
        }

        return buffer.ToArray();
    }

    /// <summary>A map that many records have.</summary>
    private sealed class SharedTextMap(byte[][] tokens, Dictionary<string, string> map) : IReadOnlyDictionary<string, string>
    {
        /// <summary>As it is written; null when it is written anew each time.</summary>
        public byte[]? Written { get; set; }

        public IEnumerable<string> Keys => map.Keys;

        public IEnumerable<string> Values => map.Values;

        public int Count => map.Count;

        public string this[string key] => map[key];

        /// <summary>The map under the reader, known to be of texts.</summary>
        public static SharedTextMap Read(Utf8JsonReader reader)
        {
            List<byte[]> tokens = [];
            Dictionary<string, string> map = [];
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                tokens.Add(reader.ValueSpan.ToArray());
                var name = reader.GetString() ?? "";
                reader.Read();
                tokens.Add(reader.ValueSpan.ToArray());
                map[name] = reader.GetString() ?? "";
            }

            return new SharedTextMap([.. tokens], map);
        }

        /// <summary>True when the same bytes are under the reader.</summary>
        public bool IsThatOf(Utf8JsonReader reader)
        {
            foreach (var token in tokens)
            {
                if (!reader.Read() || !reader.ValueSpan.SequenceEqual(token))
                {
                    return false;
                }
            }

            return reader.Read() && reader.TokenType == JsonTokenType.EndObject;
        }

        public bool ContainsKey(string key) => map.ContainsKey(key);

        public bool TryGetValue(string key, [System.Diagnostics.CodeAnalysis.MaybeNullWhen(false)] out string value) => map.TryGetValue(key, out value);

        public IEnumerator<KeyValuePair<string, string>> GetEnumerator() => map.GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
