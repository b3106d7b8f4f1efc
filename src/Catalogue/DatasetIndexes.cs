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
/// <param name="Gather">Begins to gather what the index of the next version needs, beside that of the version before; null for the first.</param>
internal sealed record Filter<TRecord>(IReadOnlyList<string> Names, Func<IIndex?, IGathering<TRecord>> Gather)
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
        new([name], before => new Gathering<TRecord, FreshValues>(
            new(), (fresh, record) => fresh.Add(valuesOf(record)), (moves, fresh) => (before as ValueIndex ?? ValueIndex.Empty).After(moves, fresh)));

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
        Kept<TRecord, PointIndex, Place?>(
            [Catalogue.Filters.Rectangle, Catalogue.Filters.Autour], () => PointIndex.Empty, (_, record) => Indexes.Place.Of(pointOf(record)), (before, moves, fresh) => before.After(moves, fresh));

    /// <summary>By a least number.</summary>
    public static Filter<TRecord> AtLeast<TRecord>(string name, Func<TRecord, double?> numberOf)
        where TRecord : class =>
        Kept<TRecord, ThresholdIndex, double>(
            [name], () => ThresholdIndex.Empty, (_, record) => numberOf(record) ?? double.NaN, (before, moves, fresh) => before.After(moves, fresh));

    /// <summary>By words.</summary>
    public static Filter<TRecord> Words<TRecord>(Func<TRecord, IReadOnlyList<FieldText>> textsOf)
        where TRecord : class =>
        new([Catalogue.Filters.Texte], before => new Gathering<TRecord, FreshPostings>(
            new(), (fresh, record) => fresh.Add(textsOf(record)), (moves, fresh) => (before as TextIndex ?? TextIndex.Empty).After(moves, fresh)));

    /// <summary>By something that is kept of each record.</summary>
    /// <param name="names">The filters.</param>
    /// <param name="empty">An index of nothing.</param>
    /// <param name="keyOf">What is kept of a record; the index of the version before may have it already.</param>
    /// <param name="after">The index of the next version.</param>
    public static Filter<TRecord> Kept<TRecord, TIndex, TKey>(
        IReadOnlyList<string> names, Func<TIndex> empty, Func<TIndex, TRecord, TKey> keyOf, Func<TIndex, Renumbering, IReadOnlyList<TKey>, IIndex> after)
        where TRecord : class
        where TIndex : class, IIndex =>
        new(names, before =>
        {
            var index = before as TIndex ?? empty();
            return new Gathering<TRecord, List<TKey>>([], (fresh, record) => fresh.Add(keyOf(index, record)), (moves, fresh) => after(index, moves, fresh));
        });
}
