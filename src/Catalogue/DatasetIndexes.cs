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
/// <param name="After">The index of a version, from that of the version before (null for the first), how the records stand, and those that are fresh.</param>
internal sealed record Filter<TRecord>(IReadOnlyList<string> Names, Func<IIndex?, Renumbering, FreshRecords<TRecord>, IIndex> After)
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
        new([name], (before, moves, records) => (before as ValueIndex ?? ValueIndex.Empty).After(moves, ordinal => valuesOf(records[ordinal])));

    /// <summary>By the only value of a field.</summary>
    public static Filter<TRecord> Value<TRecord>(string name, Func<TRecord, string?> valueOf)
        where TRecord : class =>
        Values<TRecord>(name, record => valueOf(record) is { } value ? [value] : []);

    /// <summary>By the sources of the records behind it.</summary>
    public static Filter<TRecord> Sources<TRecord>(Func<TRecord, IReadOnlyList<SourceLieu>> sourcesOf)
        where TRecord : class =>
        Values<TRecord>(Catalogue.Filters.Source, record => [.. sourcesOf(record).Select(source => source.Source).Distinct()]);

    /// <summary>By place: a rectangle, or a point and a distance.</summary>
    public static Filter<TRecord> Place<TRecord>(Func<TRecord, (double Latitude, double Longitude)?> pointOf)
        where TRecord : class =>
        new([Catalogue.Filters.Rectangle, Catalogue.Filters.Autour], (before, moves, records) =>
            (before as PointIndex ?? PointIndex.Empty).After(moves, ordinal => pointOf(records[ordinal])));

    /// <summary>By a least number.</summary>
    public static Filter<TRecord> AtLeast<TRecord>(string name, Func<TRecord, double?> numberOf)
        where TRecord : class =>
        new([name], (before, moves, records) => (before as ThresholdIndex ?? ThresholdIndex.Empty).After(moves, ordinal => numberOf(records[ordinal])));

    /// <summary>By words.</summary>
    public static Filter<TRecord> Words<TRecord>(Func<TRecord, IReadOnlyList<FieldText>> textsOf)
        where TRecord : class =>
        new([Catalogue.Filters.Texte], (before, moves, records) => (before as TextIndex ?? TextIndex.Empty).After(moves, ordinal => textsOf(records[ordinal])));
}
