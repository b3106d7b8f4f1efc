using System.Buffers;
using Maillage.Schema.Fields;

namespace Maillage.Schema.Formats;

/// <summary>How an answer sends its records: as JSON objects or as GeoJSON features; with every field, with those that lists have, or with those that were asked for.</summary>
/// <typeparam name="TRecord">The record.</typeparam>
public sealed class RecordView<TRecord>
    where TRecord : class
{
    private readonly bool isGeographic;
    private readonly bool inList;

    // By position; null: nothing was asked for in particular.
    private readonly bool[]? chosen;

    /// <param name="isGeographic">Whether they are features.</param>
    /// <param name="inList">Whether what lists leave out is left out, unless it is asked for.</param>
    /// <param name="fields">Names of the fields asked for; none: all.</param>
    public RecordView(bool isGeographic, bool inList, IReadOnlyCollection<string> fields)
    {
        (this.isGeographic, this.inList) = (isGeographic, inList);
        // The geometry of a feature is its place.
        chosen = fields.Count == 0 ? null
            : [.. RecordShape.Of<TRecord>().Fields.Select(field => fields.Contains(field.Name) && !(isGeographic && field.Name is "latitude" or "longitude"))];
        Fields = fields.Count == 0 ? RecordShape.Of<TRecord>().Fields : [.. RecordShape.Of<TRecord>().Fields.Where(field => fields.Contains(field.Name))];
    }

    /// <summary>The fields, in published order.</summary>
    public IReadOnlyList<Field<TRecord>> Fields { get; }

    /// <summary>Bytes of the members of a record.</summary>
    public int LengthOf(RenderedRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        return (isGeographic, chosen) switch
        {
            (true, null) => record.FeatureLength(inList),
            (false, null) => record.MembersLength(inList),
            (true, var some) => record.FeatureLength(some),
            (false, var some) => record.MembersLength(some),
        };
    }

    /// <summary>Writes the members of a record, without the braces around them.</summary>
    public void Write(IBufferWriter<byte> output, RenderedRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        switch (isGeographic, chosen)
        {
            case (true, null):
                record.WriteFeatureMembers(output, inList);
                break;
            case (false, null):
                record.WriteMembers(output, inList);
                break;
            case (true, var some):
                record.WriteFeatureMembers(output, some);
                break;
            case (false, var some):
                record.WriteMembers(output, some);
                break;
        }
    }
}
