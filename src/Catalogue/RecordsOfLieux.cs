using Maillage.Catalogue.Indexes;
using Maillage.Schema.Lieux;

namespace Maillage.Catalogue;

/// <summary>A source record that is behind a lieu no more, and the lieu that it was last behind.</summary>
public sealed record FormerRecordOfLieu(string Source, string Id, string LieuId);

/// <summary>Which lieu each source record leads to: the one that is published with it, else the last one that was.</summary>
/// <param name="lieux">The published lieux.</param>
/// <param name="former">The records that have left their lieu.</param>
internal sealed class RecordsOfLieux(Dataset<Lieu> lieux, Dictionary<(string Source, string Id), string> former)
{
    /// <summary>The lieu of that record; null when it has never had any.</summary>
    public string? Find(string source, string id) =>
        Index.Find(source, id) is { } ordinal ? lieux.IdAt(ordinal) : former.GetValueOrDefault((source, id));

    /// <summary>The lieux that some source knows under this id.</summary>
    public IEnumerable<string> Knowing(string id) => Index.Knowing(id).Select(lieux.IdAt);

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

    private RecordIndex Index => (RecordIndex)lieux.IndexOf(LieuxIndexes.Records);
}
