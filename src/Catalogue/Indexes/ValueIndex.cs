using Maillage.Schema.Threading;

namespace Maillage.Catalogue.Indexes;

/// <summary>For each value of a field, the records that have it.</summary>
internal sealed class ValueIndex : IIndex
{
    private readonly Dictionary<string, Ordinals> postings;
    private readonly int universe;

    private ValueIndex(Dictionary<string, Ordinals> postings, int universe) => (this.postings, this.universe) = (postings, universe);

    public static ValueIndex Empty { get; } = new([], 0);

    /// <summary>The values and the records that have each, in no order.</summary>
    public IReadOnlyDictionary<string, Ordinals> Postings => postings;

    /// <summary>The same index in the next version.</summary>
    /// <param name="moves">How the records stand there.</param>
    /// <param name="read">The values of fresh records.</param>
    public ValueIndex After(Renumbering moves, FreshValues read)
    {
        var fresh = read.ByValue(moves);
        var isSame = moves.IsInPlace && fresh.Keys.All(postings.ContainsKey);
        Dictionary<string, Ordinals> after = new(postings.Count + fresh.Count);
        foreach (var (value, records) in postings)
        {
            Processor.Share();
            fresh.Remove(value, out var added);
            var left = records.After(moves, added ?? []);
            isSame &= left == records;
            if (left.Count > 0)
            {
                after[value] = left;
            }
        }

        foreach (var (value, added) in fresh)
        {
            after[value] = Ordinals.Of(added, moves.Count);
        }

        return isSame ? this : new(after, moves.Count);
    }

    public Matches Find(Criterion criterion) => criterion is AnyOf { Values: var values }
        ? values.Length == 1 ? Having(values[0]) : Ordinals.Union([.. values.Select(Having)], universe)
        : throw new ArgumentException($"{criterion.GetType().Name} asks nothing of values.", nameof(criterion));

    /// <summary>The records that have the value.</summary>
    public Ordinals Having(string value) => postings.GetValueOrDefault(value) ?? Ordinals.None;
}
