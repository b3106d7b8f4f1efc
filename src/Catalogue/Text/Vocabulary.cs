namespace Maillage.Catalogue.Text;

/// <summary>The terms of an index, in ordinal order: those that begin alike stand together. Immutable.</summary>
internal sealed class Vocabulary
{
    private readonly string[] terms;

    /// <param name="ascending">Each once, in ordinal order.</param>
    public Vocabulary(string[] ascending) => terms = ascending;

    public int Count => terms.Length;

    public string this[int term] => terms[term];

    /// <summary>The number of a term; −1 when it is not one.</summary>
    public int Find(ReadOnlySpan<char> word)
    {
        var at = First(0, terms.Length, 0, word);
        return at < terms.Length && terms[at].AsSpan().SequenceEqual(word) ? at : -1;
    }

    /// <summary>Among terms that have their first letters in common, those that go on so.</summary>
    /// <param name="among">Terms that stand together.</param>
    /// <param name="depth">How many letters they have in common.</param>
    /// <param name="rest">What must come after these.</param>
    public TermSpan GoingOn(TermSpan among, int depth, ReadOnlySpan<char> rest)
    {
        var first = First(among.First, among.End, depth, rest);
        return first < among.End && terms[first].AsSpan(depth).StartsWith(rest) ? new(first, After(first, among.End, depth, rest)) : default;
    }

    /// <summary>The same, with nothing after the rest: one term at most.</summary>
    public TermSpan Ending(TermSpan among, int depth, ReadOnlySpan<char> rest)
    {
        var first = First(among.First, among.End, depth, rest);
        return first < among.End && terms[first].AsSpan(depth).SequenceEqual(rest) ? new(first, first + 1) : default;
    }

    /// <summary>Among terms that have their first letters in common, those that have the same next letter as the first of them.</summary>
    public TermSpan SharingNext(TermSpan among, int depth) => new(among.First, After(among.First, among.End, depth, terms[among.First].AsSpan(depth, 1)));

    // The first of these terms that, from that depth, does not come before the word.
    private int First(int low, int high, int depth, ReadOnlySpan<char> word)
    {
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (terms[middle].AsSpan(depth).SequenceCompareTo(word) < 0)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }

    // The end of the terms that go on so. There are few, as a rule: steps that double find it before a search of the whole would.
    private int After(int first, int end, int depth, ReadOnlySpan<char> rest)
    {
        var (low, step) = (first, 1);
        while (low + step < end && terms[low + step].AsSpan(depth).StartsWith(rest))
        {
            low += step;
            step *= 2;
        }

        var high = Math.Min(low + step, end);
        while (low + 1 < high)
        {
            var middle = (low + high) >>> 1;
            (low, high) = terms[middle].AsSpan(depth).StartsWith(rest) ? (middle, high) : (low, middle);
        }

        return high;
    }
}

/// <summary>Terms that stand together in the vocabulary.</summary>
/// <param name="First">The first one.</param>
/// <param name="End">The one after the last.</param>
internal readonly record struct TermSpan(int First, int End)
{
    public bool IsEmpty => First >= End;

    /// <summary>The same, less the first one.</summary>
    public TermSpan Next() => this with { First = First + 1 };
}
