namespace Maillage.Schema.Territoires;

/// <summary>Bounded edit distance between two folded names.</summary>
public static class EditDistance
{
    /// <summary>
    /// Insertions, deletions, substitutions and swaps of neighbours (optimal string alignment) between two texts,
    /// or <paramref name="limit"/> + 1 as soon as it is certain to exceed the limit.
    /// </summary>
    /// <param name="left">A folded text.</param>
    /// <param name="right">Another.</param>
    /// <param name="limit">Largest distance of interest.</param>
    public static int Between(ReadOnlySpan<char> left, ReadOnlySpan<char> right, int limit)
    {
        if (Math.Abs(left.Length - right.Length) > limit)
            return limit + 1;
        // What both begin and end with costs nothing.
        var begin = left.CommonPrefixLength(right);
        left = left[begin..];
        right = right[begin..];
        var end = 0;
        while (end < left.Length && end < right.Length && left[^(end + 1)] == right[^(end + 1)])
            end++;
        left = left[..^end];
        right = right[..^end];
        if (left.IsEmpty || right.IsEmpty)
            return left.Length + right.Length;
        if (limit == 1)
            return left.Length == 1 && right.Length == 1 || left.Length == 2 && right.Length == 2 && left[0] == right[1] && left[1] == right[0] ? 1 : 2;
        var width = right.Length + 1;
        Span<int> rows = width <= 128 ? stackalloc int[3 * 128] : new int[3 * width];
        var before = rows[..width];
        var previous = rows.Slice(width, width);
        var current = rows.Slice(2 * width, width);
        for (var j = 0; j < width; j++)
            previous[j] = j;
        for (var i = 1; i <= left.Length; i++)
        {
            current[0] = i;
            var smallest = i;
            for (var j = 1; j < width; j++)
            {
                var cost = left[i - 1] == right[j - 1] ? 0 : 1;
                var value = Math.Min(Math.Min(previous[j], current[j - 1]) + 1, previous[j - 1] + cost);
                if (i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1])
                    value = Math.Min(value, before[j - 2] + 1);
                current[j] = value;
                smallest = Math.Min(smallest, value);
            }

            if (smallest > limit)
                return limit + 1;
            var recycled = before;
            before = previous;
            previous = current;
            current = recycled;
        }

        return previous[right.Length];
    }
}
