namespace Maillage.Importers.Reconcile;

/// <summary>Something that a record says, by its kind.</summary>
internal readonly record struct RecordContent(char Kind, string Text);

/// <summary>What records say, as sorted numbers, by the position of the record. In one array: they are gone through by the million.</summary>
internal sealed class RecordContents
{
    private readonly List<int> starts = [0];
    private readonly List<int> numbers = [];

    /// <param name="said">What each record says, in the order of positions.</param>
    public RecordContents(IEnumerable<RecordContent[]> said)
    {
        Dictionary<RecordContent, int> known = [];
        foreach (var record in said)
        {
            foreach (var content in record)
            {
                if (!known.TryGetValue(content, out var number))
                {
                    known.Add(content, number = known.Count);
                }

                numbers.Add(number);
            }

            starts.Add(numbers.Count);
            System.Runtime.InteropServices.CollectionsMarshal.AsSpan(numbers)[starts[^2]..].Sort();
        }
    }

    /// <summary>What a record says.</summary>
    public ReadOnlySpan<int> Of(int position) => System.Runtime.InteropServices.CollectionsMarshal.AsSpan(numbers)[starts[position]..starts[position + 1]];

    /// <summary>Two records have something in common.</summary>
    public static bool Share(ReadOnlySpan<int> one, ReadOnlySpan<int> other)
    {
        for (int mine = 0, theirs = 0; mine < one.Length && theirs < other.Length;)
        {
            if (one[mine] == other[theirs])
            {
                return true;
            }

            _ = one[mine] < other[theirs] ? mine++ : theirs++;
        }

        return false;
    }
}
