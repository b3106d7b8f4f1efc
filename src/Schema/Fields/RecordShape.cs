using System.Collections.Frozen;
using System.Linq.Expressions;
using System.Reflection;
using System.Text.Json;
using Maillage.Schema.Parsing;

namespace Maillage.Schema.Fields;

/// <summary>What schema generation needs of a shape whatever its record type.</summary>
internal interface IRecordShape
{
    Type RecordType { get; }

    IReadOnlyList<FieldDescription> Describe();
}

/// <summary>A field without its record type.</summary>
internal sealed record FieldDescription(
    string Name, FieldKind Kind, ChampAttribute Rule, string Description, string? Example, IRecordShape? Items);

/// <summary>The flat field list of a dataset, in published order: the one place where every format, schema and page comes from.</summary>
/// <typeparam name="TRecord">The record; its properties marked <see cref="ChampAttribute"/> are the fields.</typeparam>
public sealed class RecordShape<TRecord> : IRecordShape
    where TRecord : class
{
    private readonly FrozenDictionary<string, Field<TRecord>> byName;
    private readonly Field<TRecord>[] required;
    private readonly Func<TRecord> create;

    internal RecordShape()
    {
        Fields =
        [
            .. typeof(TRecord).GetProperties(BindingFlags.Public | BindingFlags.Instance)
                .OrderBy(property => property.MetadataToken)
                .Select(property => (Property: property, Rule: property.GetCustomAttribute<ChampAttribute>()))
                .Where(pair => pair.Rule is not null)
                .Select(pair => FieldFactory.Create<TRecord>(pair.Property, pair.Rule ?? new ChampAttribute(""))),
        ];
        byName = Fields.ToFrozenDictionary(field => field.Name);
        required = [.. Fields.Where(field => field.Rule.Requis)];
        create = Expression.Lambda<Func<TRecord>>(Expression.New(typeof(TRecord))).Compile();
    }

    /// <summary>The fields, in published order.</summary>
    public IReadOnlyList<Field<TRecord>> Fields { get; }

    Type IRecordShape.RecordType => typeof(TRecord);

    /// <summary>The field of that published name; null when there is none.</summary>
    public Field<TRecord>? Find(string name) => byName.GetValueOrDefault(name);

    /// <summary>True when every field holds the same value.</summary>
    public bool Same(TRecord left, TRecord right) => Fields.All(field => field.Same(left, right));

    /// <summary>Names of the fields whose values differ, in published order.</summary>
    public IReadOnlyList<string> Differences(TRecord left, TRecord right) =>
        [.. Fields.Where(field => !field.Same(left, right)).Select(field => field.Name)];

    /// <summary>The same record with some fields left unknown.</summary>
    public TRecord Without(TRecord record, IReadOnlyCollection<string> names)
    {
        var copy = create();
        foreach (var field in Fields.Where(field => !names.Contains(field.Name)))
        {
            field.Copy(record, copy);
        }

        return copy;
    }

    /// <summary>A record that takes each field from the record chosen for it; null leaves it unknown.</summary>
    public TRecord Compose(Func<Field<TRecord>, TRecord?> from)
    {
        var composed = create();
        foreach (var field in Fields)
        {
            if (from(field) is { } chosen)
            {
                field.Copy(chosen, composed);
            }
        }

        return composed;
    }

    IReadOnlyList<FieldDescription> IRecordShape.Describe() =>
        [.. Fields.Select(field => new FieldDescription(field.Name, field.Kind, field.Rule, field.Description, field.Example, field.Items))];

    /// <summary>Writes a JSON object with the given fields.</summary>
    public void WriteObject(Utf8JsonWriter writer, TRecord record, IReadOnlyList<Field<TRecord>> fields)
    {
        writer.WriteStartObject();
        WriteMembers(writer, record, fields);
        writer.WriteEndObject();
    }

    /// <summary>Writes the given fields as members of the JSON object under way.</summary>
    public void WriteMembers(Utf8JsonWriter writer, TRecord record, IReadOnlyList<Field<TRecord>> fields)
    {
        foreach (var field in fields)
        {
            field.WriteJson(writer, record);
        }
    }

    /// <summary>Writes a JSON object with the known fields only: the form that is stored, not the one that is published.</summary>
    public void WriteCompact(Utf8JsonWriter writer, TRecord record)
    {
        writer.WriteStartObject();
        foreach (var field in Fields)
        {
            if (!field.IsUnknown(record))
            {
                field.WriteJson(writer, record);
            }
        }

        writer.WriteEndObject();
    }

    /// <summary>Reads a JSON object; members that are no field are let through. Null when a required field is missing or it is no object.</summary>
    public TRecord? ReadObject(JsonElement element, ICollection<Issue> issues)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            issues.Add(new Issue("*", IssueCodes.EnregistrementInattendu, Json.Raw(element)));
            return null;
        }

        var record = create();
        foreach (var member in element.EnumerateObject())
        {
            if (Json.NameOf(member) is { } name && byName.TryGetValue(name, out var field) && field.ReadJson(member.Value, record) is { } issue)
            {
                issues.Add(issue);
            }
        }

        return Complete(record, issues);
    }

    /// <summary>
    /// Reads a JSON object of ours from UTF-8, without making a document of it: several times faster than <see cref="ReadObject"/>, and as demanding as it is
    /// tolerant. Null when anything is not as we write it: a member that is no field, a value of another type, a required field that is missing.
    /// </summary>
    /// <exception cref="JsonException">It is no JSON.</exception>
    public TRecord? Read(ReadOnlySpan<byte> utf8)
    {
        var reader = new Utf8JsonReader(utf8);
        return reader.Read() ? Read(ref reader) : null;
    }

    internal TRecord? Read(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            return null;
        }

        var record = create();
        var position = 0;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            // Members come in the order of fields.
            while (position < Fields.Count && !reader.ValueTextEquals(Fields[position].JsonName.EncodedUtf8Bytes))
            {
                position++;
            }

            if (position == Fields.Count || !reader.Read() || !Fields[position++].TryRead(ref reader, record))
            {
                return null;
            }
        }

        return Array.TrueForAll(required, field => !field.IsUnknown(record)) ? record : null;
    }

    /// <summary>Reads one CSV row; <paramref name="columns"/> holds the field of each cell, null for a column that is no field.</summary>
    public TRecord? ReadRow(IReadOnlyList<Field<TRecord>?> columns, IReadOnlyList<string> cells, ICollection<Issue> issues)
    {
        var record = create();
        for (var i = 0; i < Math.Min(columns.Count, cells.Count); i++)
        {
            if (columns[i]?.ReadCell(cells[i], record) is { } issue)
            {
                issues.Add(issue);
            }
        }

        return Complete(record, issues);
    }

    private TRecord? Complete(TRecord record, ICollection<Issue> issues)
    {
        var complete = true;
        foreach (var field in required)
        {
            if (field.IsUnknown(record))
            {
                issues.Add(new Issue(field.Name, IssueCodes.ChampRequis));
                complete = false;
            }
        }

        return complete ? record : null;
    }
}

/// <summary>Gives the shape of a record type, made once.</summary>
public static class RecordShape
{
    public static RecordShape<TRecord> Of<TRecord>()
        where TRecord : class => Shared<TRecord>.Shape.Value;

    private static class Shared<TRecord>
        where TRecord : class
    {
        public static readonly Lazy<RecordShape<TRecord>> Shape = new(() => new RecordShape<TRecord>());
    }
}
