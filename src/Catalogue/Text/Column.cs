namespace Maillage.Catalogue.Text;

/// <summary>Records, ascending, and what each is owed.</summary>
/// <param name="Ordinals">Where they are.</param>
/// <param name="Start">Where the first one is.</param>
/// <param name="Count">How many there are.</param>
/// <param name="Credits">What they are owed, beside them; for the records of a term as the index holds them, what each set of fields is owed.</param>
/// <param name="Fields">The fields that have the term, beside the records of the index; null otherwise.</param>
internal readonly record struct Column(int[] Ordinals, int Start, int Count, Credit[] Credits, byte[]? Fields)
{
    public static Column None { get; } = new([], 0, 0, [], null);

    public int OrdinalAt(int rank) => Ordinals[Start + rank];

    public Credit CreditAt(int rank) => Fields is null ? Credits[Start + rank] : Credits[Fields[Start + rank]];

    /// <summary>The first rank, from one on, whose record does not come before that one: near, as a rule, so that steps double before it is searched.</summary>
    public int NotBefore(int ordinal, int from)
    {
        var records = Ordinals.AsSpan(Start, Count);
        var step = 1;
        while (from < records.Length && records[from] < ordinal)
        {
            var next = from + step;
            if (next < records.Length && records[next] < ordinal)
            {
                (from, step) = (next, step * 2);
            }
            else if (step == 1)
            {
                return next;
            }
            else
            {
                step = 1;
            }
        }

        return from;
    }
}
