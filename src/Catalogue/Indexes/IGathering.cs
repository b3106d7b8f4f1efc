namespace Maillage.Catalogue.Indexes;

/// <summary>What an index is to hold of the records that are new or have changed, gathered record after record: the records themselves are not kept.</summary>
internal interface IGathering<in TRecord>
{
    /// <summary>Reads the next record.</summary>
    void Add(TRecord record);

    /// <summary>The index of the next version.</summary>
    /// <param name="moves">How the records stand.</param>
    IIndex After(Renumbering moves);
}

/// <summary>Gathers in a collection.</summary>
/// <param name="fresh">The collection.</param>
/// <param name="add">Puts there what the index needs of a record.</param>
/// <param name="after">Makes the index of the next version.</param>
internal sealed class Gathering<TRecord, TFresh>(TFresh fresh, Action<TFresh, TRecord> add, Func<Renumbering, TFresh, IIndex> after) : IGathering<TRecord>
{
    public void Add(TRecord record) => add(fresh, record);

    public IIndex After(Renumbering moves) => after(moves, fresh);
}
