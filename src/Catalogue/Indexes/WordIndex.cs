using Maillage.Schema.Texte;

namespace Maillage.Catalogue.Indexes;

/// <summary>The words of some texts of each record: finds the records that have every word asked for, or a word beginning so.</summary>
internal sealed class WordIndex
{
    private readonly string[] words;
    private readonly int[][] postings;

    /// <param name="count">How many records there are.</param>
    /// <param name="texts">The texts of the record of that ordinal.</param>
    public WordIndex(int count, Func<int, IEnumerable<string?>> texts)
    {
        Dictionary<string, List<int>> lists = [];
        for (var ordinal = 0; ordinal < count; ordinal++)
        {
            foreach (var word in WordsOf(texts(ordinal)))
            {
                if (!lists.TryGetValue(word, out var list))
                {
                    lists[word] = list = [];
                }

                list.Add(ordinal);
            }
        }

        words = [.. lists.Keys.Order(StringComparer.Ordinal)];
        postings = Array.ConvertAll(words, word => lists[word].ToArray());
    }

    /// <summary>Ordinals of the records that have, for each word of the text, a word beginning with it.</summary>
    public int[] All(string text)
    {
        int[]? found = null;
        foreach (var word in Repli.Plier(text).Split(' ', StringSplitOptions.RemoveEmptyEntries).Distinct())
        {
            var having = BeginningWith(word);
            found = found is null ? having : Ordinals.Intersect(found, having);
        }

        return found ?? [];
    }

    private int[] BeginningWith(string prefix)
    {
        var first = Array.BinarySearch(words, prefix, StringComparer.Ordinal);
        first = first < 0 ? ~first : first;
        var last = first;
        while (last < words.Length && words[last].StartsWith(prefix, StringComparison.Ordinal))
        {
            last++;
        }

        return last - first == 1 ? postings[first] : Ordinals.Union(postings[first..last]);
    }

    private static IEnumerable<string> WordsOf(IEnumerable<string?> texts) =>
        Repli.Plier(string.Join(' ', texts))
            .Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Distinct();
}
