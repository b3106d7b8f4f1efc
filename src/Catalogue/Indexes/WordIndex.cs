using Maillage.Schema.Texte;

namespace Maillage.Catalogue.Indexes;

/// <summary>The words of some texts of each record: finds the records that have every word asked for, or a word beginning so.</summary>
internal sealed class WordIndex : IIndex
{
    private readonly ValueIndex records;
    private readonly string[] words;
    private readonly int universe;

    private WordIndex(ValueIndex records, int universe)
    {
        (this.records, this.universe) = (records, universe);
        words = [.. records.Postings.Keys.Order(StringComparer.Ordinal)];
    }

    public static WordIndex Empty { get; } = new(ValueIndex.Empty, 0);

    /// <summary>The same index in the next version.</summary>
    /// <param name="moves">How the records stand there.</param>
    /// <param name="textsOf">The texts of a fresh record.</param>
    public WordIndex After(Renumbering moves, Func<int, IEnumerable<string?>> textsOf) => new(records.After(moves, ordinal => WordsOf(textsOf(ordinal))), moves.Count);

    public Matches Find(Criterion criterion) => criterion is Words { Text: var text }
        ? Ordinals.Intersection(Repli.Plier(text).Split(' ', StringSplitOptions.RemoveEmptyEntries).Distinct().Select(BeginningWith))
        : throw new ArgumentException($"{criterion.GetType().Name} asks nothing of words.", nameof(criterion));

    private Ordinals BeginningWith(string prefix)
    {
        var first = Array.BinarySearch(words, prefix, StringComparer.Ordinal);
        first = first < 0 ? ~first : first;
        var last = first;
        while (last < words.Length && words[last].StartsWith(prefix, StringComparison.Ordinal))
        {
            last++;
        }

        return Ordinals.Union([.. words[first..last].Select(records.Having)], universe);
    }

    private static string[] WordsOf(IEnumerable<string?> texts) => [.. Repli.Plier(string.Join(' ', texts)).Split(' ', StringSplitOptions.RemoveEmptyEntries).Distinct()];
}
