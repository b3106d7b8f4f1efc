using System.Collections.Frozen;

namespace Maillage.Catalogue.Indexes;

/// <summary>For each value of a field, the ordinals of the records that have it, ascending.</summary>
internal sealed class PostingIndex
{
    private readonly FrozenDictionary<string, int[]> postings;

    /// <param name="count">How many records there are.</param>
    /// <param name="values">The values of the record of that ordinal.</param>
    public PostingIndex(int count, Func<int, IReadOnlyList<string>> values)
    {
        Dictionary<string, List<int>> lists = [];
        for (var ordinal = 0; ordinal < count; ordinal++)
        {
            foreach (var value in values(ordinal))
            {
                if (!lists.TryGetValue(value, out var list))
                {
                    lists[value] = list = [];
                }

                list.Add(ordinal);
            }
        }

        postings = lists.ToFrozenDictionary(pair => pair.Key, pair => pair.Value.ToArray());
    }

    /// <summary>Ordinals of the records that have any of the values.</summary>
    public int[] Any(IReadOnlyList<string> values) => values.Count == 1
        ? postings.GetValueOrDefault(values[0]) ?? []
        : Ordinals.Union(values.Select(value => postings.GetValueOrDefault(value) ?? []));
}

/// <summary>Operations on ascending lists of ordinals.</summary>
internal static class Ordinals
{
    public static int[] Union(IEnumerable<int[]> lists)
    {
        int[] all = [.. lists.SelectMany(list => list)];
        Array.Sort(all);
        var distinct = 0;
        for (var i = 0; i < all.Length; i++)
        {
            if (i == 0 || all[i] != all[i - 1])
            {
                all[distinct++] = all[i];
            }
        }

        return all[..distinct];
    }

    public static int[] Intersect(int[] left, int[] right)
    {
        List<int> both = new(Math.Min(left.Length, right.Length));
        for (int i = 0, j = 0; i < left.Length && j < right.Length;)
        {
            if (left[i] == right[j])
            {
                both.Add(left[i]);
                i++;
                j++;
            }
            else if (left[i] < right[j])
            {
                i++;
            }
            else
            {
                j++;
            }
        }

        return [.. both];
    }
}
