using System.Text.Json;

namespace Maillage.Schema.Fields;

/// <summary>The JSON Schema / Table Schema type of a field.</summary>
internal enum FieldKind
{
    Text,
    Number,
    Integer,
    Boolean,
    Date,
    Instant,
    TextList,
    ObjectList,
    TextMap,
}

/// <summary>How one CLR type is written and read in JSON and in a CSV cell. Reading back what was written gives the same value.</summary>
internal abstract class Codec<TValue>
{
    public abstract FieldKind Kind { get; }

    /// <summary>The shape of the objects of a list; null for other kinds.</summary>
    public virtual IRecordShape? Items => null;

    public abstract bool IsUnknown(TValue value);

    public abstract bool Same(TValue left, TValue right);

    public abstract void WriteJson(Utf8JsonWriter writer, TValue value);

    /// <summary>Reads a JSON value other than null; false when it is not of the type.</summary>
    public abstract bool TryReadJson(JsonElement element, out TValue value);

    /// <summary>Reads the JSON value under the reader, other than null, without making a document of it; false when it is not of the type.</summary>
    public virtual bool TryRead(ref Utf8JsonReader reader, out TValue value) => TryReadJson(JsonElement.ParseValue(ref reader), out value);

    public abstract string ToCell(TValue value);

    /// <summary>Reads a cell that is not empty; false when it is not of the type.</summary>
    public abstract bool TryFromCell(string cell, out TValue value);
}
