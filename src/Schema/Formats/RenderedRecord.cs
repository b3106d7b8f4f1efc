using System.Buffers;
using System.Text.Json;
using Maillage.Schema.Fields;

namespace Maillage.Schema.Formats;

/// <summary>
/// A record written once as JSON, in UTF-8: what every answer that holds it sends, whole, as an item of a list or as a GeoJSON feature, without writing it again.
/// Immutable.
/// </summary>
public sealed class RenderedRecord
{
    private static readonly byte[] FeatureStart = "\"type\":\"Feature\","u8.ToArray();
    private static readonly byte[] Point = ",\"geometry\":{\"type\":\"Point\",\"coordinates\":["u8.ToArray();
    private static readonly byte[] Comma = ","u8.ToArray();
    private static readonly byte[] Properties = "]},\"properties\":{"u8.ToArray();
    private static readonly byte[] Nowhere = ",\"geometry\":null,\"properties\":{"u8.ToArray();
    private static readonly byte[] End = "}"u8.ToArray();

    // What is computed for a request is told beside the members: the braces are written around both.
    private const int Braces = 2;

    private readonly byte[] array;
    private readonly int start;
    private readonly int length;
    private readonly RenderedParts parts;

    internal RenderedRecord(byte[] array, int start, int length, RenderedParts parts) => (this.array, this.start, this.length, this.parts) = (array, start, length, parts);

    /// <summary>The JSON object, in UTF-8.</summary>
    public ReadOnlyMemory<byte> Json => array.AsMemory(start, length);

    /// <summary>Its id.</summary>
    public string Id
    {
        get
        {
            // The first member, by construction.
            var reader = new Utf8JsonReader(Bytes);
            for (var token = 0; token < 3; token++)
            {
                reader.Read();
            }

            return reader.GetString() ?? "";
        }
    }

    /// <summary>The array that holds its bytes, maybe with those of others.</summary>
    public byte[] Array => array;

    private ReadOnlySpan<byte> Bytes => array.AsSpan(start, length);

    /// <summary>
    /// The same records, their bytes in one array. The garbage collector moves what is small each time it finds it alive, and everybody waits; it leaves large arrays
    /// where they are.
    /// </summary>
    public static RenderedRecord[] Together(IReadOnlyList<RenderedRecord> records)
    {
        ArgumentNullException.ThrowIfNull(records);
        var array = GC.AllocateUninitializedArray<byte>(records.Sum(record => record.length));
        var together = new RenderedRecord[records.Count];
        var at = 0;
        for (var rank = 0; rank < together.Length; rank++)
        {
            var record = records[rank];
            record.Bytes.CopyTo(array.AsSpan(at));
            together[rank] = new RenderedRecord(array, at, record.length, record.parts);
            at += record.length;
        }

        return together;
    }

    /// <summary>The record that was written.</summary>
    public TRecord Read<TRecord>()
        where TRecord : class =>
        RecordShape.Of<TRecord>().Read(Bytes) ?? throw new InvalidOperationException("A record that was written here cannot be read back.");

    /// <summary>Bytes of the members.</summary>
    /// <param name="inList">Whether those that lists leave out are left out.</param>
    public int MembersLength(bool inList) => length - Braces - (inList ? parts.Hidden.Length : 0);

    /// <summary>Bytes of the members of the GeoJSON feature.</summary>
    /// <param name="inList">Whether the members that lists leave out are left out.</param>
    public int FeatureLength(bool inList) => FeatureStartLength + MembersLength(inList) - parts.Place.Length + End.Length;

    /// <summary>Writes the members.</summary>
    /// <param name="output">Where to write.</param>
    /// <param name="inList">Whether those that lists leave out are left out.</param>
    public void WriteMembers(IBufferWriter<byte> output, bool inList) => Write(output, 1, inList ? parts.Hidden : default);

    /// <summary>Writes the members of the GeoJSON feature (RFC 7946 §3.2).</summary>
    /// <param name="output">Where to write.</param>
    /// <param name="inList">Whether the members that lists leave out are left out.</param>
    public void WriteFeatureMembers(IBufferWriter<byte> output, bool inList)
    {
        WriteFeatureStart(output);
        output.Write(Bytes[1..parts.Place.Start]);
        Write(output, parts.Place.End, inList ? parts.Hidden : default);
        output.Write(End);
    }

    /// <summary>Bytes of some of the members.</summary>
    /// <param name="chosen">Whether each is sent, by its position among the fields of the record.</param>
    internal int MembersLength(bool[] chosen)
    {
        var sum = 0;
        var members = new ChosenMembers(Bytes, chosen);
        while (members.MoveNext())
        {
            sum += members.Current.Length + (sum == 0 ? 0 : Comma.Length);
        }

        return sum;
    }

    /// <summary>Bytes of the members of the GeoJSON feature with some of the properties.</summary>
    /// <param name="chosen">Whether each is sent, by its position among the fields of the record.</param>
    internal int FeatureLength(bool[] chosen) => FeatureStartLength + MembersLength(chosen) + End.Length;

    /// <summary>Writes some of the members.</summary>
    /// <param name="output">Where to write.</param>
    /// <param name="chosen">Whether each is sent, by its position among the fields of the record.</param>
    internal void WriteMembers(IBufferWriter<byte> output, bool[] chosen)
    {
        var isFirst = true;
        var members = new ChosenMembers(Bytes, chosen);
        while (members.MoveNext())
        {
            output.Write(isFirst ? [] : Comma);
            output.Write(members.Current);
            isFirst = false;
        }
    }

    /// <summary>Writes the members of the GeoJSON feature with some of the properties.</summary>
    /// <param name="output">Where to write.</param>
    /// <param name="chosen">Whether each is sent, by its position among the fields of the record.</param>
    internal void WriteFeatureMembers(IBufferWriter<byte> output, bool[] chosen)
    {
        WriteFeatureStart(output);
        WriteMembers(output, chosen);
        output.Write(End);
    }

    private int FeatureStartLength => FeatureStart.Length + parts.Id.Length
        + (parts.IsPlaced ? Point.Length + parts.Longitude.Length + Comma.Length + parts.Latitude.Length + Properties.Length : Nowhere.Length);

    private void WriteFeatureStart(IBufferWriter<byte> output)
    {
        output.Write(FeatureStart);
        output.Write(parts.Id.Of(Bytes));
        if (parts.IsPlaced)
        {
            output.Write(Point);
            output.Write(parts.Longitude.Of(Bytes));
            output.Write(Comma);
            output.Write(parts.Latitude.Of(Bytes));
            output.Write(Properties);
        }
        else
        {
            output.Write(Nowhere);
        }
    }

    // From one place to the last member, but for a part that may be there.
    private void Write(IBufferWriter<byte> output, int from, Part less)
    {
        if (less.Length == 0)
        {
            output.Write(Bytes[from..^1]);
            return;
        }

        output.Write(Bytes[from..less.Start]);
        output.Write(Bytes[less.End..^1]);
    }
}

/// <summary>The members of a record that are chosen, in the order of its fields, as they are written: all of them are there, and in that order.</summary>
internal ref struct ChosenMembers
{
    private readonly ReadOnlySpan<byte> json;
    private readonly bool[] chosen;
    private Utf8JsonReader reader;
    private int position;

    /// <param name="json">A record, whole.</param>
    /// <param name="chosen">Whether each is wanted, by its position.</param>
    public ChosenMembers(ReadOnlySpan<byte> json, bool[] chosen)
    {
        this.json = json;
        this.chosen = chosen;
        reader = new Utf8JsonReader(json);
        reader.Read();
    }

    /// <summary>Name, colon and value.</summary>
    public ReadOnlySpan<byte> Current { get; private set; }

    public bool MoveNext()
    {
        while (position < chosen.Length)
        {
            reader.Read();
            var start = (int)reader.TokenStartIndex;
            reader.Skip();
            if (chosen[position++])
            {
                Current = json[start..(int)reader.BytesConsumed];
                return true;
            }
        }

        return false;
    }
}

/// <summary>Some of the bytes of a record.</summary>
internal readonly record struct Part(int Start, int End)
{
    public int Length => End - Start;

    public ReadOnlySpan<byte> Of(ReadOnlySpan<byte> bytes) => bytes.Slice(Start, Length);
}

/// <summary>Where, in the JSON of a record, are the members that some answers leave out or say elsewhere.</summary>
/// <param name="Id">The member <c>id</c>, which comes first.</param>
/// <param name="Place">The members <c>latitude</c> and <c>longitude</c>, with a comma; empty for records that have no place.</param>
/// <param name="Latitude">The value alone; empty when it is unknown.</param>
/// <param name="Longitude">The value alone; empty when it is unknown.</param>
/// <param name="Hidden">The members that lists leave out, with a comma; empty when there are none.</param>
internal readonly record struct RenderedParts(Part Id, Part Place, Part Latitude, Part Longitude, Part Hidden)
{
    public bool IsPlaced => Latitude.Length > 0 && Longitude.Length > 0;
}
