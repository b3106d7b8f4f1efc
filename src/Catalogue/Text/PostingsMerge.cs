using Maillage.Catalogue.Indexes;

namespace Maillage.Catalogue.Text;

/// <summary>The postings of a version made of those of the one before, renumbered, and of those of the records that were read.</summary>
internal sealed class PostingsMerge
{
    private readonly (Vocabulary Vocabulary, Postings Postings) before;
    private readonly (Vocabulary Vocabulary, Postings Postings) fresh;
    private readonly int[] moved;
    private readonly string[] terms;
    private readonly int[] starts;
    private readonly int[] ordinals;
    private readonly byte[] fields;
    private int term;
    private int length;

    private PostingsMerge((Vocabulary Vocabulary, Postings Postings) before, (Vocabulary Vocabulary, Postings Postings) fresh, Renumbering moves)
    {
        (this.before, this.fresh, moved) = (before, fresh, moves.Moved);
        terms = new string[before.Vocabulary.Count + fresh.Vocabulary.Count];
        starts = new int[terms.Length + 1];
        ordinals = new int[before.Postings.Count + fresh.Postings.Count];
        fields = new byte[ordinals.Length];
    }

    /// <summary>Both together; a term that no record has any more is forgotten. Those of before when fresh records have the words of those that they replace.</summary>
    public static (Vocabulary Vocabulary, Postings Postings) Of(
        (Vocabulary Vocabulary, Postings Postings) before, (Vocabulary Vocabulary, Postings Postings) fresh, Renumbering moves) =>
        before.Vocabulary.Count == 0 ? fresh
        : moves.IsInPlace && IsSame(before, fresh, moves) ? before
        : new PostingsMerge(before, fresh, moves).Merged();

    // As many are forgotten as are fresh, and these were there.
    private static bool IsSame((Vocabulary Vocabulary, Postings Postings) before, (Vocabulary Vocabulary, Postings Postings) fresh, Renumbering moves)
    {
        for (var read = 0; read < fresh.Vocabulary.Count; read++)
        {
            if (before.Vocabulary.Find(fresh.Vocabulary[read]) is not (>= 0 and var old) || !before.Postings.Have(old, fresh.Postings, read))
            {
                return false;
            }
        }

        return before.Postings.CountOf(ordinal => moves.Moved[ordinal] == Renumbering.Gone) == fresh.Postings.Count;
    }

    private (Vocabulary Vocabulary, Postings Postings) Merged()
    {
        for (int old = 0, read = 0; old < before.Vocabulary.Count || read < fresh.Vocabulary.Count;)
        {
            var order = old == before.Vocabulary.Count ? 1
                : read == fresh.Vocabulary.Count ? -1
                : string.CompareOrdinal(before.Vocabulary[old], fresh.Vocabulary[read]);
            var name = order <= 0 ? before.Vocabulary[old] : fresh.Vocabulary[read];
            Merge(order <= 0 ? new TermSpan(old, ++old) : default, order >= 0 ? new TermSpan(read, ++read) : default);
            if (length > starts[term])
            {
                terms[term++] = name;
                starts[term] = length;
            }
        }

        return (new Vocabulary(terms[..term]), new Postings(starts[..(term + 1)], ordinals[..length], fields[..length]));
    }

    private void Merge(TermSpan old, TermSpan read)
    {
        var oldOrdinals = before.Postings.Ordinals(old);
        var oldFields = before.Postings.Fields(old);
        var newOrdinals = fresh.Postings.Ordinals(read);
        var newFields = fresh.Postings.Fields(read);
        var next = 0;
        for (var posting = 0; posting < oldOrdinals.Length; posting++)
        {
            var now = moved[oldOrdinals[posting]];
            if (now == Renumbering.Gone)
            {
                continue;
            }

            for (; next < newOrdinals.Length && newOrdinals[next] < now; next++)
            {
                Put(newOrdinals[next], newFields[next]);
            }

            Put(now, oldFields[posting]);
        }

        for (; next < newOrdinals.Length; next++)
        {
            Put(newOrdinals[next], newFields[next]);
        }
    }

    private void Put(int ordinal, byte inFields) => (ordinals[length], fields[length++]) = (ordinal, inFields);
}
