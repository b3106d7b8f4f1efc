namespace Maillage.Catalogue.Text;

/// <summary>The words of records that are read, gathered record after record.</summary>
internal sealed class FreshPostings
{
    private readonly Dictionary<string, int> numbers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> numberOf;
    private readonly Dictionary<string, int[]> read = new(StringComparer.Ordinal);
    private readonly List<string> terms = [];

    // For each term, its latest posting: a word that a record has twice is one posting.
    private readonly List<int> latest = [];
    private readonly List<int> termOf = [];
    private readonly List<int> ordinals = [];
    private readonly List<byte> fields = [];

    public FreshPostings() => numberOf = numbers.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Adds the words of a record; records come in ascending order.</summary>
    /// <param name="ordinal">Its ordinal.</param>
    /// <param name="texts">Its texts.</param>
    /// <param name="lengths">Where to write how many different words its measured fields have.</param>
    public void Add(int ordinal, IReadOnlyList<FieldText> texts, Span<byte> lengths)
    {
        var first = ordinals.Count;
        foreach (var text in texts)
        {
            if (string.IsNullOrEmpty(text.Text))
            {
                continue;
            }

            var bit = Credit.BitOf(text.Field);
            foreach (var term in TermsOf(text))
            {
                Add(first, ordinal, term, bit);
            }
        }

        for (var field = 0; field < lengths.Length; field++)
        {
            lengths[field] = Count(first, Lengths.Fields[field]);
        }
    }

    /// <summary>What was gathered, term after term.</summary>
    public (Vocabulary Vocabulary, Postings Postings) Sorted()
    {
        string[] sorted = [.. terms];
        var order = new int[sorted.Length];
        for (var term = 0; term < order.Length; term++)
        {
            order[term] = term;
        }

        Array.Sort(sorted, order, StringComparer.Ordinal);
        var rankOf = new int[order.Length];
        for (var rank = 0; rank < order.Length; rank++)
        {
            rankOf[order[rank]] = rank;
        }

        var starts = new int[order.Length + 1];
        foreach (var term in termOf)
        {
            starts[rankOf[term] + 1]++;
        }

        for (var rank = 0; rank < order.Length; rank++)
        {
            starts[rank + 1] += starts[rank];
        }

        var (sortedOrdinals, sortedFields, next) = (new int[termOf.Count], new byte[termOf.Count], starts[..^1]);
        for (var posting = 0; posting < termOf.Count; posting++)
        {
            var at = next[rankOf[termOf[posting]]]++;
            (sortedOrdinals[at], sortedFields[at]) = (ordinals[posting], fields[posting]);
        }

        return (new Vocabulary(sorted), new Postings(starts, sortedOrdinals, sortedFields));
    }

    // A few hundred labels, communes and départements are said by all the records: they are folded and cut once.
    private ReadOnlySpan<int> TermsOf(FieldText text)
    {
        if (text.Field is not (TextField.Type or TextField.Commune or TextField.Code or TextField.Territory))
        {
            return Read(text.Text).ToArray();
        }

        var known = text.Text ?? "";
        if (!read.TryGetValue(known, out var found))
        {
            read[known] = found = [.. Read(known)];
        }

        return found;
    }

    private List<int> Read(string? text)
    {
        List<int> found = new(8);
        Tokens.Each(text, word => found.Add(NumberOf(word)));
        return found;
    }

    private int NumberOf(ReadOnlySpan<char> word)
    {
        if (!numberOf.TryGetValue(word, out var number))
        {
            number = terms.Count;
            terms.Add(word.ToString());
            latest.Add(-1);
            numberOf[word] = number;
        }

        return number;
    }

    private void Add(int first, int ordinal, int term, byte field)
    {
        if (latest[term] >= first)
        {
            fields[latest[term]] |= field;
            return;
        }

        latest[term] = ordinals.Count;
        termOf.Add(term);
        ordinals.Add(ordinal);
        fields.Add(field);
    }

    private byte Count(int first, TextField field)
    {
        var (count, bit) = (0, Credit.BitOf(field));
        for (var posting = first; posting < fields.Count; posting++)
        {
            count += (fields[posting] & bit) == 0 ? 0 : 1;
        }

        return (byte)Math.Min(count, byte.MaxValue);
    }
}
