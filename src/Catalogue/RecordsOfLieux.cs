using Maillage.Schema.Lieux;

namespace Maillage.Catalogue;

/// <summary>A source record that is behind a lieu no more, and the lieu that it was last behind.</summary>
public sealed record FormerRecordOfLieu(string Source, string Id, string LieuId);

/// <summary>Which lieu each source record leads to: the one that is published with it, else the last one that was.</summary>
internal sealed class RecordsOfLieux
{
    private readonly Dataset<Lieu> lieux;
    private readonly Dictionary<(string Source, string Id), string> former;

    // Few ask: the time it takes is not added to each publication.
    private readonly Lazy<Dictionary<(string Source, string Id), string>> published;

    /// <param name="lieux">The published lieux.</param>
    /// <param name="former">The records that have left their lieu.</param>
    public RecordsOfLieux(Dataset<Lieu> lieux, Dictionary<(string Source, string Id), string> former)
    {
        this.lieux = lieux;
        this.former = former;
        published = new(Published);
    }

    /// <summary>The lieu of that record; null when it has never had any.</summary>
    public string? Find(string source, string id) => published.Value.GetValueOrDefault((source, id)) ?? former.GetValueOrDefault((source, id));

    /// <summary>The same after a publication.</summary>
    public RecordsOfLieux After(Dataset<Lieu> next, IReadOnlyCollection<FormerRecordOfLieu> left)
    {
        if (next == lieux && left.Count == 0)
        {
            return this;
        }

        var all = left.Count == 0 ? former : new(former);
        foreach (var record in left)
        {
            all[(record.Source, record.Id)] = record.LieuId;
        }

        return new RecordsOfLieux(next, all);
    }

    private Dictionary<(string Source, string Id), string> Published()
    {
        Dictionary<(string Source, string Id), string> found = new(lieux.Count);
        foreach (var lieu in lieux)
        {
            foreach (var source in lieu.Sources)
            {
                found.TryAdd((source.Source, source.Id), lieu.Id);
            }
        }

        return found;
    }
}
