namespace Maillage.Catalogue.Indexes;

/// <summary>The records whose number is at least the one asked for; an instant is a number too (<see cref="Instants"/>).</summary>
internal sealed class ThresholdIndex : IIndex
{
    private readonly SortedOrder<double> greatestFirst;

    private ThresholdIndex(SortedOrder<double> greatestFirst) => this.greatestFirst = greatestFirst;

    public static ThresholdIndex Empty { get; } = new(SortedOrder<double>.Empty(GreatestFirst));

    /// <summary>Every record, the greatest number first; those whose number is not known, last.</summary>
    public Sequence Sequence => greatestFirst.Sequence;

    /// <summary>The greatest number; null when none is known.</summary>
    public double? Greatest => Sequence.Ordinals is [var first, ..] && !double.IsNaN(greatestFirst.Keys[first]) ? greatestFirst.Keys[first] : null;

    /// <summary>The same index in the next version.</summary>
    /// <param name="moves">How the records stand there.</param>
    /// <param name="fresh">The numbers of fresh records, as they came; not a number when it is not known.</param>
    public ThresholdIndex After(Renumbering moves, IReadOnlyList<double> fresh) => greatestFirst.After(moves, fresh) is var next && next == greatestFirst ? this : new(next);

    public Matches Find(Criterion criterion)
    {
        if (criterion is not AtLeast { Value: var least })
        {
            throw new ArgumentException($"{criterion.GetType().Name} asks nothing of a number.", nameof(criterion));
        }

        var ordinals = Sequence.Ordinals;
        var (first, end) = (0, ordinals.Length);
        while (first < end)
        {
            var middle = (first + end) / 2;
            if (greatestFirst.Keys[ordinals[middle]] >= least)
            {
                first = middle + 1;
            }
            else
            {
                end = middle;
            }
        }

        var bits = Ordinals.Blank(ordinals.Length);
        Ordinals.Mark(bits, ordinals.AsSpan(0, first));
        return Ordinals.OfBits(bits);
    }

    // Not a number is what is not known: less than every number.
    private static int GreatestFirst(double left, double right) => right.CompareTo(left);
}
