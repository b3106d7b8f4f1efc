using System.Buffers;
using System.Text.Json;
using Maillage.Schema.Fields;

namespace Maillage.Schema.Formats;

/// <summary>Writes records once and for all (<see cref="RenderedRecord"/>). Not to be shared between threads: its buffer serves again.</summary>
/// <typeparam name="TRecord">A record whose first field is <c>id</c>; its place is <c>latitude</c> then <c>longitude</c>, one after the other, if it has any.</typeparam>
public sealed class RecordRenderer<TRecord> : IDisposable
    where TRecord : class
{
    private static readonly RecordShape<TRecord> Shape = RecordShape.Of<TRecord>();
    private static readonly int Id = PositionOf("id");
    private static readonly int Latitude = PositionOf("latitude");
    private static readonly int Longitude = PositionOf("longitude");

    // One field at most is left out of lists today; several would have to follow each other.
    private static readonly int Hidden = PositionOf(Shape.Fields.SingleOrDefault(field => field.Rule.HorsListes)?.Name ?? "");

    private readonly ArrayBufferWriter<byte> buffer = new();
    private readonly Utf8JsonWriter writer;
    private readonly int[] starts = new int[Shape.Fields.Count + 1];

    /// <summary>A renderer.</summary>
    public RecordRenderer()
    {
        if (Id != 0 || (Latitude >= 0 && Longitude != Latitude + 1))
        {
            throw new InvalidOperationException($"The fields of {typeof(TRecord)} are not in the order that its rendering expects.");
        }

        writer = new Utf8JsonWriter(buffer, Json.WriterOptions);
    }

    /// <summary>The record as JSON.</summary>
    public RenderedRecord Render(TRecord record)
    {
        buffer.ResetWrittenCount();
        writer.Reset(buffer);
        writer.WriteStartObject();
        // Each part begins with the comma that comes before its field, and with the brace for the first.
        for (var position = 0; position < Shape.Fields.Count; position++)
        {
            starts[position] = Written;
            Shape.Fields[position].WriteJson(writer, record);
        }

        starts[^1] = Written;
        writer.WriteEndObject();
        writer.Flush();
        return new RenderedRecord(buffer.WrittenSpan.ToArray(), 0, buffer.WrittenCount, Parts());
    }

    /// <inheritdoc/>
    public void Dispose() => writer.Dispose();

    private int Written => (int)(writer.BytesCommitted + writer.BytesPending);

    private RenderedParts Parts() => new(
        new Part(1, starts[Id + 1]),
        Latitude < 0 ? default : new Part(starts[Latitude], starts[Longitude + 1]),
        ValueOf(Latitude),
        ValueOf(Longitude),
        Hidden < 0 ? default : new Part(starts[Hidden], starts[Hidden + 1]));

    // What follows « ,"name": »; nothing for null.
    private Part ValueOf(int position)
    {
        if (position < 0)
        {
            return default;
        }

        var value = new Part(starts[position] + ",\"\":".Length + Shape.Fields[position].Name.Length, starts[position + 1]);
        return buffer.WrittenSpan[value.Start] == (byte)'n' ? default : value;
    }

    private static int PositionOf(string name)
    {
        for (var position = 0; position < Shape.Fields.Count; position++)
        {
            if (Shape.Fields[position].Name == name)
            {
                return position;
            }
        }

        return -1;
    }
}
