namespace Maillage.Catalogue.Text;

/// <summary>For each term, the records that have it, ascending, and in which of their fields. Flat arrays: half a million small ones would cost more than what they hold. Immutable.</summary>
internal sealed class Postings
{
    private readonly int[] starts;
    private readonly int[] ordinals;
    private readonly byte[] fields;

    /// <param name="starts">Where the records of each term start, and the end of the last.</param>
    /// <param name="ordinals">The records, term after term.</param>
    /// <param name="fields">For each, a bit a field (<see cref="Credit.BitOf"/>).</param>
    public Postings(int[] starts, int[] ordinals, byte[] fields) => (this.starts, this.ordinals, this.fields) = (starts, ordinals, fields);

    public static Postings None { get; } = new([0], [], []);

    /// <summary>How many there are, all terms together.</summary>
    public int Count => ordinals.Length;

    /// <summary>The records of a term, as they are: nothing is copied.</summary>
    /// <param name="term">The term.</param>
    /// <param name="ofFields">For each set of fields, what a record is owed.</param>
    public Column Of(int term, Credit[] ofFields) => new(ordinals, starts[term], starts[term + 1] - starts[term], ofFields, fields);

    /// <summary>How many records have the most common of terms that stand together.</summary>
    public int MostCommon(TermSpan terms)
    {
        var most = 0;
        for (var term = terms.First; term < terms.End; term++)
        {
            most = Math.Max(most, starts[term + 1] - starts[term]);
        }

        return most;
    }

    /// <summary>How many are of such records, all terms together.</summary>
    public int CountOf(Predicate<int> records)
    {
        var count = 0;
        foreach (var ordinal in ordinals)
        {
            count += records(ordinal) ? 1 : 0;
        }

        return count;
    }

    /// <summary>True when the records of a term have all those of another, in the same fields.</summary>
    /// <param name="term">The term.</param>
    /// <param name="others">Where the other is.</param>
    /// <param name="other">The other.</param>
    public bool Have(int term, Postings others, int other)
    {
        for (var posting = others.starts[other]; posting < others.starts[other + 1]; posting++)
        {
            var at = Array.BinarySearch(ordinals, starts[term], starts[term + 1] - starts[term], others.ordinals[posting]);
            if (at < 0 || fields[at] != others.fields[posting])
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The records of a term, or of terms that stand together: those of one after those of another.</summary>
    public ReadOnlySpan<int> Ordinals(TermSpan terms) => ordinals.AsSpan(starts[terms.First]..starts[terms.End]);

    /// <summary>The fields of the same.</summary>
    public ReadOnlySpan<byte> Fields(TermSpan terms) => fields.AsSpan(starts[terms.First]..starts[terms.End]);
}
