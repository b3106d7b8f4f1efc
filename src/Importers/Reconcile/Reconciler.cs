using Maillage.Importers.Publish;
using Maillage.Schema.Publication;
using Maillage.Store;

namespace Maillage.Importers.Reconcile;

/// <summary>Says which records are of one lieu.</summary>
internal sealed class Reconciler(IChangeSet changes)
{
    private const int AtOnce = 10_000;

    /// <summary>Regroups the records around those that changed.</summary>
    public async Task<Grouping> RegroupAsync(IReadOnlyList<Touched> touched, CancellationToken cancellationToken)
    {
        List<GroupedLieu> published = [];
        List<EndedLieu> ended = [];
        foreach (var chunk in touched.Chunk(AtOnce))
        {
            var known = (await changes.RecordsAsync([.. chunk.Select(one => one.Key)], cancellationToken)).ToDictionary(record => record.Key, record => record.EntiteId);
            var identities = await changes.IdentitiesAsync(TypeEntite.Lieu, [.. known.Values], cancellationToken);
            published.AddRange(chunk.Where(one => known.ContainsKey(one.Key)).Select(one => known[one.Key])
                .Select(id => new GroupedLieu(id, identities.ContainsKey(id) ? Operation.Retour : Operation.Creation)));
            ended.AddRange(chunk.Where(one => !one.IsPublished).Select(one => new EndedLieu(one.FormerEntity ?? "", null)));
        }

        return new Grouping(published, ended, [.. touched.Where(one => one.IsPublished != one.WasPublished).Select(one => one.Key)]);
    }
}
