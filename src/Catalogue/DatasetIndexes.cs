using Maillage.Catalogue.Indexes;
using Maillage.Catalogue.Text;
using Maillage.Schema.Lieux;

namespace Maillage.Catalogue;

/// <summary>What the records of a kind are found by, and in which orders they are listed: a row an index.</summary>
/// <param name="Filters">The indexes.</param>
/// <param name="Orders">The orders that may be asked for.</param>
/// <param name="Commune">What lists are first ordered by; the name comes next.</param>
internal sealed record DatasetIndexes<TRecord>(IReadOnlyList<Filter<TRecord>> Filters, IReadOnlyList<Order> Orders, Func<TRecord, string> Commune)
    where TRecord : class;

/// <summary>An index and the filters that it answers.</summary>
/// <param name="Names">The filters.</param>
/// <param name="Gather">Begins to gather what the index of the next version needs.</param>
internal sealed record Filter<TRecord>(IReadOnlyList<string> Names, Func<IGathering<TRecord>> Gather)
    where TRecord : class;

/// <summary>An order of lists.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Sequence">Every record in that order, from the indexes by name of filter.</param>
internal sealed record Order(string Name, Func<IReadOnlyDictionary<string, IIndex>, Sequence> Sequence);

/// <summary>The rows of the tables of indexes.</summary>
internal static class Filter
{
    /// <summary>By the values of a field.</summary>
    public static Filter<TRecord> Values<TRecord>(string name, Func<TRecord, IReadOnlyList<string>> valuesOf)
        where TRecord : class =>
        new([name], () => new Gathering<TRecord, FreshValues>(
            new(), (fresh, record) => fresh.Add(valuesOf(record)), (before, moves, fresh) => (before as ValueIndex ?? ValueIndex.Empty).After(moves, fresh)));

    /// <summary>By the only value of a field.</summary>
    public static Filter<TRecord> Value<TRecord>(string name, Func<TRecord, string?> valueOf)
        where TRecord : class =>
        Values<TRecord>(name, record => valueOf(record) is { } value ? [value] : []);

    /// <summary>By the sources of the records behind it.</summary>
    public static Filter<TRecord> Sources<TRecord>(Func<TRecord, IReadOnlyList<SourceLieu>> sourcesOf)
        where TRecord : class =>
        Values<TRecord>(Catalogue.Filters.Source, record => [.. sourcesOf(record).Select(source => source.Source)]);

    /// <summary>By place: a rectangle, or a point and a distance.</summary>
    public static Filter<TRecord> Place<TRecord>(Func<TRecord, (double Latitude, double Longitude)?> pointOf)
        where TRecord : class =>
        Kept<TRecord, Place?>(
            [Catalogue.Filters.Rectangle, Catalogue.Filters.Autour], record => Indexes.Place.Of(pointOf(record)), (before, moves, fresh) => (before as PointIndex ?? PointIndex.Empty).After(moves, fresh));

    /// <summary>By a least number.</summary>
    public static Filter<TRecord> AtLeast<TRecord>(string name, Func<TRecord, double?> numberOf)
        where TRecord : class =>
        Kept<TRecord, double>(
            [name], record => numberOf(record) ?? double.NaN, (before, moves, fresh) => (before as ThresholdIndex ?? ThresholdIndex.Empty).After(moves, fresh));

    /// <summary>By words.</summary>
    public static Filter<TRecord> Words<TRecord>(Func<TRecord, IReadOnlyList<FieldText>> textsOf)
        where TRecord : class =>
        new([Catalogue.Filters.Texte], () => new Gathering<TRecord, FreshPostings>(
            new(), (fresh, record) => fresh.Add(textsOf(record)), (before, moves, fresh) => (before as TextIndex ?? TextIndex.Empty).After(moves, fresh)));

    /// <summary>By something that is kept of each record.</summary>
    public static Filter<TRecord> Kept<TRecord, TKey>(IReadOnlyList<string> names, Func<TRecord, TKey> keyOf, Func<IIndex?, Renumbering, IReadOnlyList<TKey>, IIndex> after)
        where TRecord : class =>
        new(names, () => new Gathering<TRecord, List<TKey>>([], (fresh, record) => fresh.Add(keyOf(record)), after));
}
