using Maillage.Catalogue.Indexes;

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
    private readonly List<byte> fields = [];

    // Where the postings of each record end, and how many different words its measured fields have.
    private readonly List<int> ends = [0];
    private readonly List<byte> lengths = [];

    public FreshPostings() => numberOf = numbers.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>How many records were read.</summary>
    public int Count => ends.Count - 1;

    /// <summary>Adds the words of the next record.</summary>
    public void Add(IReadOnlyList<FieldText> texts)
    {
        var first = fields.Count;
        foreach (var text in texts)
        {
            if (string.IsNullOrEmpty(text.Text))
            {
                continue;
            }

            var bit = Credit.BitOf(text.Field);
            foreach (var term in TermsOf(text))
            {
                Add(first, term, bit);
            }
        }

        ends.Add(fields.Count);
        foreach (var field in Lengths.Fields)
        {
            lengths.Add(Measure(first, field));
        }
    }

    /// <summary>What was gathered, term after term.</summary>
    /// <param name="moves">Where each record stands.</param>
    /// <param name="measured">Where to write how many different words the measured fields of each have.</param>
    public (Vocabulary Vocabulary, Postings Postings) Sorted(Renumbering moves, Lengths measured)
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
        for (var fresh = 0; fresh < moves.Fresh.Length; fresh++)
        {
            var (ordinal, record) = (moves.Fresh[fresh], moves.Came[fresh]);
            for (var posting = ends[record]; posting < ends[record + 1]; posting++)
            {
                var at = next[rankOf[termOf[posting]]]++;
                (sortedOrdinals[at], sortedFields[at]) = (ordinal, fields[posting]);
            }

            System.Runtime.InteropServices.CollectionsMarshal.AsSpan(lengths).Slice(record * Lengths.FieldCount, Lengths.FieldCount).CopyTo(measured.Of(ordinal));
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

    private void Add(int first, int term, byte field)
    {
        if (latest[term] >= first)
        {
            fields[latest[term]] |= field;
            return;
        }

        latest[term] = fields.Count;
        termOf.Add(term);
        fields.Add(field);
    }

    private byte Measure(int first, TextField field)
    {
        var (count, bit) = (0, Credit.BitOf(field));
        for (var posting = first; posting < fields.Count; posting++)
        {
            count += (fields[posting] & bit) == 0 ? 0 : 1;
        }

        return (byte)Math.Min(count, byte.MaxValue);
    }
}
