namespace Maillage.Catalogue.Indexes;

/// <summary>The record that bears each id.</summary>
/// <param name="ordinals">By id.</param>
internal sealed class IdIndex(IReadOnlyDictionary<string, int> ordinals) : IIndex
{
    public Matches Find(Criterion criterion)
    {
        if (criterion is not AnyOf { Values: var ids })
        {
            throw new ArgumentException($"{criterion.GetType().Name} asks nothing of ids.", nameof(criterion));
        }

        int[] found = [.. ids.Select(id => ordinals.GetValueOrDefault(id, Renumbering.Gone)).Where(ordinal => ordinal != Renumbering.Gone).Distinct().Order()];
        return Ordinals.Of(found, ordinals.Count);
    }
}
