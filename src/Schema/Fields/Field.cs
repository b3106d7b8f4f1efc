using System.Reflection;
using System.Text.Json;
using Maillage.Schema.Parsing;

namespace Maillage.Schema.Fields;

/// <summary>One published field of a dataset: its name, its rules, and how its value is written and read.</summary>
/// <typeparam name="TRecord">The record it belongs to.</typeparam>
public abstract class Field<TRecord>
    where TRecord : class
{
    private protected Field(PropertyInfo property, ChampAttribute rule)
    {
        Property = property;
        Rule = rule;
        Name = JsonNamingPolicy.SnakeCaseLower.ConvertName(property.Name);
        JsonName = JsonEncodedText.Encode(Name);
    }

    /// <summary>Published name, in snake case.</summary>
    public string Name { get; }

    /// <summary>What the declaration says: title, vocabulary, pattern, bounds.</summary>
    public ChampAttribute Rule { get; }

    /// <summary>French description, from the XML documentation of the property.</summary>
    public string Description => XmlDocumentation.Summary(Property);

    /// <summary>Example as it would stand in a CSV cell; null when none is given.</summary>
    public string? Example => XmlDocumentation.Example(Property);

    internal PropertyInfo Property { get; }

    internal JsonEncodedText JsonName { get; }

    internal abstract FieldKind Kind { get; }

    internal abstract IRecordShape? Items { get; }

    /// <summary>True when the record does not know the value.</summary>
    public abstract bool IsUnknown(TRecord record);

    /// <summary>True when both records hold the same value.</summary>
    public abstract bool Same(TRecord left, TRecord right);

    /// <summary>The value as a CSV cell; empty when unknown.</summary>
    public abstract string ToCell(TRecord record);

    /// <summary>The values as text, one by one: what vocabularies and patterns are checked on.</summary>
    public abstract IReadOnlyList<string> Texts(TRecord record);

    /// <summary>The values that a CSV cell holds, one by one.</summary>
    /// <returns>False when the cell is not of the type of the field.</returns>
    public abstract bool TryReadTexts(string cell, out IReadOnlyList<string> texts);

    internal abstract void WriteJson(Utf8JsonWriter writer, TRecord record);

    internal abstract void Copy(TRecord from, TRecord to);

    internal abstract Issue? ReadJson(JsonElement element, TRecord record);

    /// <summary>Reads the value under the reader; false when it is not of the type.</summary>
    internal abstract bool TryRead(ref Utf8JsonReader reader, TRecord record);

    internal abstract Issue? ReadCell(string cell, TRecord record);
}

/// <summary>A field whose value has the CLR type <typeparamref name="TValue"/>.</summary>
internal sealed class Field<TRecord, TValue>(PropertyInfo property, ChampAttribute rule, Codec<TValue> codec) : Field<TRecord>(property, rule)
    where TRecord : class
{
    // Properties are init-only for everyone but the readers: a record is filled once, before anybody sees it.
    private readonly Action<TRecord, TValue> set = Accessor<Action<TRecord, TValue>>(property.SetMethod);

    public Func<TRecord, TValue> Get { get; } = Accessor<Func<TRecord, TValue>>(property.GetMethod);

    internal override FieldKind Kind => codec.Kind;

    internal override IRecordShape? Items => codec.Items;

    public override bool IsUnknown(TRecord record) => codec.IsUnknown(Get(record));

    public override bool Same(TRecord left, TRecord right) => codec.Same(Get(left), Get(right));

    public override string ToCell(TRecord record) => codec.ToCell(Get(record));

    public override IReadOnlyList<string> Texts(TRecord record) => TextsOf(Get(record));

    public override bool TryReadTexts(string cell, out IReadOnlyList<string> texts)
    {
        var understood = codec.TryFromCell(cell, out var value);
        texts = understood ? TextsOf(value) : [];
        return understood;
    }

    internal override void Copy(TRecord from, TRecord to) => set(to, Get(from));

    internal override void WriteJson(Utf8JsonWriter writer, TRecord record)
    {
        writer.WritePropertyName(JsonName);
        codec.WriteJson(writer, Get(record));
    }

    internal override Issue? ReadJson(JsonElement element, TRecord record)
    {
        if (element.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        if (!codec.TryReadJson(element, out var value))
        {
            return new Issue(Name, IssueCodes.TypeInvalide, Json.Raw(element));
        }

        Set(record, value);
        return null;
    }

    internal override bool TryRead(ref Utf8JsonReader reader, TRecord record)
    {
        if (reader.TokenType == JsonTokenType.Null)
        {
            return true;
        }

        if (!codec.TryRead(ref reader, out var value))
        {
            return false;
        }

        Set(record, value);
        return true;
    }

    internal override Issue? ReadCell(string cell, TRecord record)
    {
        if (cell.Length == 0)
        {
            return null;
        }

        if (!codec.TryFromCell(cell, out var value))
        {
            return new Issue(Name, IssueCodes.TypeInvalide, cell);
        }

        Set(record, value);
        return null;
    }

    private void Set(TRecord record, TValue value)
    {
        if (!codec.IsUnknown(value))
        {
            set(record, value);
        }
    }

    private IReadOnlyList<string> TextsOf(TValue value) => value switch
    {
        null => [],
        IReadOnlyList<string> list => list,
        string text when Rule.ListeEnTexte => text.Split('|'),
        var known => [codec.ToCell(known)],
    };

    private static TDelegate Accessor<TDelegate>(MethodInfo? method)
        where TDelegate : Delegate =>
        method?.CreateDelegate<TDelegate>() ?? throw new InvalidOperationException("A published field needs a getter and an init setter.");
}
