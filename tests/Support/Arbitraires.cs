using System.Reflection;
using FsCheck;
using FsCheck.Fluent;
using Maillage.Schema.Fields;
using Maillage.Schema.Vocabulaires;

namespace Maillage.Tests.Support;

/// <summary>
/// Generators of records, driven by the shape of the dataset: a new field is generated as soon as it is declared.
/// What every record keeps: no empty text, latitude and longitude together or not at all, finite numbers, required fields present.
/// </summary>
internal static class Arbitraires
{
    /// <summary>What separators, escapes and encodings may stumble on.</summary>
    private static readonly string[] Fragments =
    [
        "|", "\\", "\\|", "\"", "\"\"", ",", ";", "\r\n", "\n", "\r", "\t", " ", "\u00A0", "\u2028", "\uFEFF", "\0", "\u001F", "\u007F", "\uFFFD", "\uFFFE",
        "é", "e\u0301", "œ", "’", "'", "😀", "👩‍👧", "\U0010FFFF", "a", "Mairie", "0", "04000", "null", "true", "#", "=1+1", "{", "}", "[", "]", "[]", "{}", "<", "&", "%7C", "-",
    ];

    /// <summary>Values that match each pattern of a declaration: a new pattern asks for a row here.</summary>
    private static readonly Dictionary<string, string[]> ParMotif = new()
    {
        ["[a-zA-Z0-9]{9,14}"] = ["43493312300029", "W041000123", "123456789"],
        ["[0-9]{5}"] = ["04000", "97133", "98800"],
        ["([013-9][0-9]|2[AB1-9])[0-9]{3}"] = ["04070", "2A004", "2B033", "97105"],
        [@"(\+[0-9]{7,15}|[0-9]{2,6})"] = ["+33492314387", "3646", "115", "+687445728", "+32470123456"],
        [@"(\+33|\+590|\+594|\+262|\+596|\+269|\+687|\+689|\+508|\+681)([0-9]){6,9}"] = ["+33492314387", "+687445728"],
        ["[0-9]{14}"] = ["43493312300029", "35600000009075"],
        ["W[0-9A-Z]{9}"] = ["W041000123", "W9R1000045"],
        ["([013-9][0-9]|2[AB1-9]|9[78][0-9])"] = ["04", "2A", "974"],
        ["[0-9]{2,3}"] = ["93", "04", "988"],
        ["[0-9]{9}"] = ["200067437"],
        ["F[0-9]+"] = ["F1", "F1342", "F38020", "F000"],
        ["[a-z]{2,3}(-[A-Za-z0-9]{2,8})*"] = ["fr", "en", "fsl", "pt-BR", "zh-Hant-TW"],
        ["([0-9AB]{2,5}|[0-9]{9}|france)"] = ["04070", "2A", "200067437", "france"],
    };

    private static readonly string[] Uris = ["https://www.example.fr/", "http://example.fr/a%7Cb?c=d,e&f=%C3%A9#g", "https://xn--prfet-csa.example.fr/;x"];

    private static readonly string[] Courriels = ["contact@example.fr", "l.a-b+c@sous.domaine.example.fr"];

    /// <summary>Any text that is not empty, as hostile as texts may be.</summary>
    public static Gen<string> Texte { get; } =
        from parts in Gen.Choose(1, 8).SelectMany(count => Gen.Elements(Fragments).ArrayOf(count))
        select string.Concat(parts);

    /// <summary>Any UTF-16 text, empty or ill-formed too: what a normaliser may be given.</summary>
    public static Gen<string> TexteBrut { get; } = Gen.Frequency(
        (4, Gen.Elements(["", "\uD800", "\uDC00", "\uD83D", .. Fragments]).ArrayOf().Select(string.Concat)),
        (3, Gen.Elements("0123456789+().-/ :;@,'hHtTpPwW.fr|\u00A0\u0660".ToCharArray()).ArrayOf().Select(chars => new string(chars))),
        (2, Gen.Choose(0, char.MaxValue).Select(code => (char)code).ArrayOf().Select(chars => new string(chars))));

    /// <summary>The same, with the markup, references and mangled letters of pages pasted into cells.</summary>
    public static Gen<string> TexteDePage { get; } = Gen.Frequency(
        (1, TexteBrut),
        (3, Gen.Elements([
            "<p>", "</p>", "<br/>", "<li>", "<b", ">", "<", "&amp;", "&lt;", "&gt;", "&#60;", "&#38;", "&nbsp;", "<script>", "</script>", "<!--", "-->",
            "Ã©", "Ã", "â€™", "\u0092", "’", "'", "\u200B", "\u200D", .. Fragments,
        ]).ArrayOf().Select(string.Concat)));

    /// <summary>Records whose texts are anything, whatever vocabularies and patterns say.</summary>
    public static Gen<TRecord> Quelconque<TRecord>()
        where TRecord : class => Record<TRecord>(valid: false);

    /// <summary>Records that their own schema accepts.</summary>
    public static Gen<TRecord> Valide<TRecord>()
        where TRecord : class => Record<TRecord>(valid: true);

    private static Gen<TRecord> Record<TRecord>(bool valid)
        where TRecord : class
    {
        var fields = RecordShape.Of<TRecord>().Fields;
        return Gen.CollectToArray(fields, field => Value(field, valid)).Select(values => Fill(fields, values));
    }

    private static TRecord Fill<TRecord>(IReadOnlyList<Field<TRecord>> fields, object?[] values)
        where TRecord : class
    {
        var record = Activator.CreateInstance<TRecord>();
        var known = fields.Zip(values).ToDictionary(pair => pair.First.Name, pair => pair.Second);
        var located = known.GetValueOrDefault("latitude") is not null && known.GetValueOrDefault("longitude") is not null;
        foreach (var field in fields.Where(field => located || field.Name is not ("latitude" or "longitude")))
        {
            if (known[field.Name] is { } value)
            {
                field.Property.SetValue(record, value);
            }
        }

        return record;
    }

    private static Gen<object?> Value<TRecord>(Field<TRecord> field, bool valid)
        where TRecord : class
    {
        var value = Known(field, valid);
        return field.Rule.Requis ? value : Gen.Frequency((1, Gen.Constant<object?>(null)), (2, value));
    }

    private static Gen<object?> Known<TRecord>(Field<TRecord> field, bool valid)
        where TRecord : class => field.Kind switch
        {
            FieldKind.Text => Boxed(Text(field.Rule, valid)),
            FieldKind.Number => Boxed(Number(field.Rule)),
            FieldKind.Integer => Boxed(Gen.Choose(Bound(field.Rule.Min, int.MinValue), Bound(field.Rule.Max, int.MaxValue)).Select(number => (int?)number)),
            FieldKind.Boolean => Boxed(Gen.Elements(true, false).Select(flag => (bool?)flag)),
            FieldKind.Date => Boxed(Gen.Choose(0, DateOnly.MaxValue.DayNumber).Select(day => (DateOnly?)DateOnly.FromDayNumber(day))),
            FieldKind.Instant => Boxed(Instant()),
            FieldKind.TextList => Boxed(Several(Text(field.Rule, valid)).Select(texts => (IReadOnlyList<string>)[.. texts.Distinct()])),
            FieldKind.TextMap => Boxed(
                from keys in Several(Texte)
                from values in Texte.ArrayOf(keys.Length)
                select (IReadOnlyDictionary<string, string>)keys.Zip(values).DistinctBy(pair => pair.First).ToDictionary(pair => pair.First, pair => pair.Second)),
            FieldKind.ObjectList when field.Items is { } items => Invoke(nameof(Objects), items.RecordType, valid),
            _ => throw new InvalidOperationException($"No generator for {field.Kind}."),
        };

    private static Gen<object?> Objects<TItem>(bool valid)
        where TItem : class => Boxed(Several(Record<TItem>(valid)).Select(items => (IReadOnlyList<TItem>)items));

    private static Gen<string> Text(ChampAttribute rule, bool valid) => rule switch
    {
        _ when !valid => Texte,
        { Vocabulaire: { } list, ListeEnTexte: true } => Several(Gen.Elements(Valeurs(list))).Select(values => string.Join('|', values.Distinct())),
        { Vocabulaire: { } list } => Gen.Elements(Valeurs(list)),
        { Motif: { } pattern } => Gen.Elements(ParMotif[pattern]),
        { Format: "uuid" } => Gen.Choose(0, int.MaxValue).Select(number => new Guid(number, 1, 0x5000, 0x80, 1, 2, 3, 4, 5, 6, 7).ToString()),
        { Format: "uri" } => Gen.Elements(Uris),
        { Format: "email" } => Gen.Elements(Courriels),
        { LongueurMax: > 0 } => Texte.Where(text => text.Length <= rule.LongueurMax),
        _ => Texte,
    };

    private static string[] Valeurs(string list) => [.. Vocabulaires.Trouver(list).Termes.Select(terme => terme.Valeur)];

    private static Gen<double?> Number(ChampAttribute rule)
    {
        var min = double.IsNaN(rule.Min) ? -1e300 : rule.Min;
        var max = double.IsNaN(rule.Max) ? 1e300 : rule.Max;
        var share = Gen.Choose(0, int.MaxValue).Select(number => number / (double)int.MaxValue);
        return Gen.OneOf(Gen.Elements(min, max, 1e-7, 0d), share.Select(part => min + (part * (max - min)))).Select(number => (double?)number);
    }

    private static int Bound(double bound, int unless) => double.IsNaN(bound) ? unless : (int)bound;

    private static Gen<DateTimeOffset?> Instant() =>
        from day in Gen.Choose(1, DateOnly.MaxValue.DayNumber - 1)
        from tick in Gen.OneOf(Gen.Constant(0L), Gen.Choose(0, int.MaxValue).Select(number => number * 402L))
        from hours in Gen.Choose(-14, 14)
        select (DateTimeOffset?)new DateTimeOffset(TimeSpan.TicksPerDay * day + (tick % TimeSpan.TicksPerDay), TimeSpan.FromHours(hours));

    private static Gen<T[]> Several<T>(Gen<T> one) => Gen.Choose(1, 3).SelectMany(count => one.ArrayOf(count));

    private static Gen<object?> Boxed<T>(Gen<T> gen) => gen.Select(value => (object?)value);

    private static Gen<object?> Invoke(string method, Type type, bool valid) =>
        typeof(Arbitraires).GetMethod(method, BindingFlags.NonPublic | BindingFlags.Static)?.MakeGenericMethod(type).Invoke(null, [valid]) as Gen<object?>
        ?? throw new InvalidOperationException($"No generator for {type}.");
}
