using System.Text;
using System.Text.Json;

namespace Maillage.Schema.Fields;

/// <summary>A list of texts: a JSON array; in a cell, values joined by <c>|</c>, where <c>\|</c> and <c>\\</c> stand for the characters themselves.</summary>
internal sealed class TextListCodec : Codec<IReadOnlyList<string>>
{
    public override FieldKind Kind => FieldKind.TextList;

    public override bool IsUnknown(IReadOnlyList<string> value) => value.Count == 0;

    public override bool Same(IReadOnlyList<string> left, IReadOnlyList<string> right) => left.SequenceEqual(right, StringComparer.Ordinal);

    public override void WriteJson(Utf8JsonWriter writer, IReadOnlyList<string> value)
    {
        writer.WriteStartArray();
        foreach (var text in value)
        {
            writer.WriteStringValue(text);
        }

        writer.WriteEndArray();
    }

    public override bool TryReadJson(JsonElement element, out IReadOnlyList<string> value)
    {
        value = [];
        if (element.ValueKind != JsonValueKind.Array)
        {
            return false;
        }

        List<string> texts = [];
        foreach (var item in element.EnumerateArray())
        {
            if (item.ValueKind != JsonValueKind.String || Json.Text(item) is not { } text)
            {
                return false;
            }

            if (text.Length > 0)
            {
                texts.Add(text);
            }
        }

        value = texts;
        return true;
    }

    public override bool TryRead(ref Utf8JsonReader reader, out IReadOnlyList<string> value)
    {
        value = [];
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            return false;
        }

        List<string> texts = [];
        while (reader.Read() && reader.TokenType == JsonTokenType.String)
        {
            if (reader.GetString() is { Length: > 0 } text)
            {
                texts.Add(text);
            }
        }

        value = texts.Count == 0 ? [] : texts;
        return reader.TokenType == JsonTokenType.EndArray;
    }

    public override string ToCell(IReadOnlyList<string> value) => value.Count switch
    {
        0 => "",
        _ => string.Join('|', value.Select(Escape)),
    };

    public override bool TryFromCell(string cell, out IReadOnlyList<string> value)
    {
        value = Split(cell);
        return true;
    }

    private static string Escape(string text) =>
        text.AsSpan().IndexOfAny('\\', '|') < 0 ? text : text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("|", "\\|", StringComparison.Ordinal);

    private static List<string> Split(string cell)
    {
        List<string> values = [];
        var current = new StringBuilder();
        for (var i = 0; i < cell.Length; i++)
        {
            if (cell[i] == '\\' && i + 1 < cell.Length && cell[i + 1] is '\\' or '|')
            {
                current.Append(cell[++i]);
            }
            else if (cell[i] == '|')
            {
                AddUnlessEmpty(values, current);
            }
            else
            {
                current.Append(cell[i]);
            }
        }

        AddUnlessEmpty(values, current);
        return values;
    }

    private static void AddUnlessEmpty(List<string> values, StringBuilder current)
    {
        if (current.Length > 0)
        {
            values.Add(current.ToString());
            current.Clear();
        }
    }
}

/// <summary>A list of objects of one shape: a JSON array of objects; in a cell, the same as compact JSON text.</summary>
internal sealed class ObjectListCodec<TItem>(RecordShape<TItem> shape) : Codec<IReadOnlyList<TItem>>
    where TItem : class
{
    public override FieldKind Kind => FieldKind.ObjectList;

    public override IRecordShape? Items => shape;

    public override bool IsUnknown(IReadOnlyList<TItem> value) => value.Count == 0;

    public override bool Same(IReadOnlyList<TItem> left, IReadOnlyList<TItem> right) =>
        left.Count == right.Count && left.Zip(right).All(pair => shape.Same(pair.First, pair.Second));

    public override void WriteJson(Utf8JsonWriter writer, IReadOnlyList<TItem> value)
    {
        writer.WriteStartArray();
        foreach (var item in value)
        {
            shape.WriteObject(writer, item, shape.Fields);
        }

        writer.WriteEndArray();
    }

    public override bool TryReadJson(JsonElement element, out IReadOnlyList<TItem> value)
    {
        value = [];
        if (element.ValueKind != JsonValueKind.Array)
        {
            return false;
        }

        List<TItem> items = [];
        foreach (var entry in element.EnumerateArray())
        {
            List<Parsing.Issue> issues = [];
            if (shape.ReadObject(entry, issues) is not { } item || issues.Count > 0)
            {
                return false;
            }

            items.Add(item);
        }

        value = items;
        return true;
    }

    public override bool TryRead(ref Utf8JsonReader reader, out IReadOnlyList<TItem> value)
    {
        value = [];
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            return false;
        }

        List<TItem> items = [];
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (shape.Read(ref reader) is not { } item)
            {
                return false;
            }

            items.Add(item);
        }

        value = items;
        return true;
    }

    public override string ToCell(IReadOnlyList<TItem> value) => value.Count == 0 ? "" : CellJson.Write(this, value);

    public override bool TryFromCell(string cell, out IReadOnlyList<TItem> value) => CellJson.TryRead(this, cell, out value, []);
}

/// <summary>JSON text inside a CSV cell.</summary>
internal static class CellJson
{
    public static string Write<TValue>(Codec<TValue> codec, TValue value)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, Json.WriterOptions))
        {
            codec.WriteJson(writer, value);
        }

        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }

    public static bool TryRead<TValue>(Codec<TValue> codec, string cell, out TValue value, TValue unknown)
    {
        value = unknown;
        try
        {
            using var document = JsonDocument.Parse(cell);
            return codec.TryReadJson(document.RootElement, out value);
        }
        catch (JsonException)
        {
            return false;
        }
        catch (ArgumentException)
        {
            // Text that UTF-8 cannot carry (a lone surrogate).
            return false;
        }
    }
}
