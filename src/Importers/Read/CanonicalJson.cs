using System.Buffers;
using System.Text;
using System.Text.Json;
using Maillage.Schema.Fields;

namespace Maillage.Importers.Read;

/// <summary>Writes the members of a record that are kept: same content, same text; what is not named is not stored.</summary>
internal sealed class CanonicalJson : IDisposable
{
    private readonly IReadOnlyList<string> kept;
    private readonly ArrayBufferWriter<byte> buffer = new(16 * 1024);
    private readonly Utf8JsonWriter writer;

    /// <param name="kept">The members that are kept, in the order they are written.</param>
    public CanonicalJson(IReadOnlyList<string> kept)
    {
        this.kept = kept;
        writer = new Utf8JsonWriter(buffer, Json.WriterOptions);
    }

    /// <summary>The canonical form of a JSON object.</summary>
    public string Of(JsonElement record)
    {
        buffer.ResetWrittenCount();
        writer.Reset();
        writer.WriteStartObject();
        foreach (var name in kept)
        {
            if (Json.Member(record, name) is { } value && !IsEmpty(value))
            {
                writer.WritePropertyName(name);
                Write(writer, value);
            }
        }

        writer.WriteEndObject();
        writer.Flush();
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    public void Dispose() => writer.Dispose();

    /// <summary>Writes a value as the canonical form has it.</summary>
    // Empty members say nothing and are not kept. Members of members stay in the order of the source: sorting them would cost as much as
    // reading them, and should the order ever change, the records are derived anew and come out the same.
    public static void Write(Utf8JsonWriter writer, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (var member in value.EnumerateObject())
                {
                    if (Json.NameOf(member) is { } name && !IsEmpty(member.Value))
                    {
                        writer.WritePropertyName(name);
                        Write(writer, member.Value);
                    }
                }

                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in value.EnumerateArray())
                {
                    Write(writer, item);
                }

                writer.WriteEndArray();
                break;
            default:
                writer.WriteStringValue(Json.TextOrCorrupt(value) ?? "");
                break;
        }
    }

    /// <summary>True when the value says nothing: it is not kept.</summary>
    public static bool IsEmpty(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => true,
        JsonValueKind.String => value.ValueEquals(""u8),
        JsonValueKind.Array => value.GetArrayLength() == 0,
        _ => false,
    };
}
