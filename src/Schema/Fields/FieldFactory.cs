using System.Reflection;

namespace Maillage.Schema.Fields;

/// <summary>Chooses the codec of a field from the CLR type of its property.</summary>
internal static class FieldFactory
{
    public static Field<TRecord> Create<TRecord>(PropertyInfo property, ChampAttribute rule)
        where TRecord : class
    {
        var type = property.PropertyType;
        return type switch
        {
            _ when type == typeof(string) => new Field<TRecord, string?>(property, rule, ScalarCodecs.Text),
            _ when type == typeof(double?) => new Field<TRecord, double?>(property, rule, ScalarCodecs.Number),
            _ when type == typeof(int?) => new Field<TRecord, int?>(property, rule, ScalarCodecs.Integer),
            _ when type == typeof(bool?) => new Field<TRecord, bool?>(property, rule, ScalarCodecs.Boolean),
            _ when type == typeof(DateOnly?) => new Field<TRecord, DateOnly?>(property, rule, ScalarCodecs.Date),
            _ when type == typeof(DateTimeOffset?) => new Field<TRecord, DateTimeOffset?>(property, rule, ScalarCodecs.Instant),
            _ when type == typeof(IReadOnlyList<string>) => new Field<TRecord, IReadOnlyList<string>>(property, rule, new TextListCodec()),
            _ when type == typeof(IReadOnlyDictionary<string, string>) =>
                new Field<TRecord, IReadOnlyDictionary<string, string>>(property, rule, new TextMapCodec()),
            _ when type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>) =>
                ObjectList<TRecord>(property, rule, type.GetGenericArguments()[0]),
            _ => throw new InvalidOperationException($"{typeof(TRecord)}.{property.Name}: {type} is no type of a published field."),
        };
    }

    private static Field<TRecord> ObjectList<TRecord>(PropertyInfo property, ChampAttribute rule, Type item)
        where TRecord : class
    {
        var create = typeof(FieldFactory).GetMethod(nameof(ObjectListOf), BindingFlags.NonPublic | BindingFlags.Static)
            ?.MakeGenericMethod(typeof(TRecord), item);
        return create?.Invoke(null, [property, rule]) as Field<TRecord>
            ?? throw new InvalidOperationException($"No list field for {item}.");
    }

    private static Field<TRecord, IReadOnlyList<TItem>> ObjectListOf<TRecord, TItem>(PropertyInfo property, ChampAttribute rule)
        where TRecord : class
        where TItem : class =>
        new(property, rule, new ObjectListCodec<TItem>(RecordShape.Of<TItem>()));
}
