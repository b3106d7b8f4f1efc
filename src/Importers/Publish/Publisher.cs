using Maillage.Importers.Reconcile;
using Maillage.Schema.Lieux;
using Maillage.Schema.Publication;
using Maillage.Schema.Services;
using Maillage.Store;

namespace Maillage.Importers.Publish;

/// <summary>Publishes what comes of the records that changed, together with what other records say of the same lieux, complete them or belong to them.</summary>
internal sealed class Publisher(IChangeSet changes, Reconciler reconciler, Golden golden, ImportReport report)
{
    // Bounds the memory: what is published is read, made and written by so many.
    private const int PublishedAtOnce = 1_000;

    private const string GoldenNote = "fiche";

    private readonly List<Touched> touched = [];
    private Dictionary<string, string>? lieuOf;

    /// <summary>Takes note of a record that is new, changed or gone.</summary>
    public void Touch(Touched record) => touched.Add(record);

    /// <summary>What is published was made under these decisions, these priorities and these rules, or nothing is published.</summary>
    public async Task<bool> IsCurrentAsync(CancellationToken cancellationToken) =>
        await reconciler.IsCurrentAsync(cancellationToken) && (await changes.NotedAsync(GoldenNote, cancellationToken) is var noted && (noted is null || noted == golden.Fingerprint));

    /// <summary>Publishes what comes of all that was noted.</summary>
    public async Task PublishAsync(CancellationToken cancellationToken)
    {
        var grouping = await reconciler.RegroupAsync(
            [.. touched.Where(one => one is { IsPublished: true, Makes: TypeEntite.Lieu } or { WasPublished: true, Was: TypeEntite.Lieu }).Select(one => one.Key)], cancellationToken);
        await EndAsync(grouping, cancellationToken);
        var completed = (await CompletedAsync(cancellationToken)).Concat(await OutdatedAsync(cancellationToken));
        // The journal follows the file: a lieu comes where the first of its records stands.
        foreach (var chunk in grouping.Published.Concat(completed.Select(id => new GroupedLieu(id, Operation.Modification))).DistinctBy(lieu => lieu.Id).Chunk(PublishedAtOnce))
        {
            await PublishLieuxAsync(chunk, cancellationToken);
        }

        await PublishServicesAsync(grouping.Moved, cancellationToken);
        await PublishDemarchesAsync(cancellationToken);
        await WithdrawAsync(TypeEntite.Service, cancellationToken);
        await WithdrawAsync(TypeEntite.Demarche, cancellationToken);
    }

    private async Task EndAsync(Grouping grouping, CancellationToken cancellationToken)
    {
        foreach (var chunk in grouping.Ended.Chunk(PublishedAtOnce))
        {
            var published = await changes.PublishedAsync(TypeEntite.Lieu, [.. chunk.Select(one => one.Id)], cancellationToken);
            await WriteAsync(
                [.. chunk.Where(one => published.ContainsKey(one.Id)).Select(one =>
                    JournalChange.End(published[one.Id], one.MergedInto is null ? Operation.Suppression : Operation.Fusion, one.MergedInto))],
                cancellationToken);
        }
    }

    // Every lieu, when what is made of records has changed.
    private async Task<IEnumerable<string>> OutdatedAsync(CancellationToken cancellationToken)
    {
        if (await changes.NotedAsync(GoldenNote, cancellationToken) == golden.Fingerprint)
        {
            return [];
        }

        await changes.NoteAsync(GoldenNote, golden.Fingerprint, cancellationToken);
        return (await changes.MembersAsync(cancellationToken)).Select(member => member.LieuId).Distinct().Order(StringComparer.Ordinal);
    }

    // The lieux that these records completed, or complete now.
    private async Task<IReadOnlyList<string>> CompletedAsync(CancellationToken cancellationToken)
    {
        HashSet<RecordKey> targets = [.. touched.SelectMany(one => (RecordKey?[])[one.FormerTarget, one.IsPublished ? one.Target : null]).OfType<RecordKey>()];
        if (targets.Count == 0)
        {
            return [];
        }

        var found = await changes.RecordsAsync(targets, cancellationToken);
        var known = found.Select(record => record.Key).ToHashSet();
        report.WithoutTarget += touched.Count(one => one is { IsPublished: true, Target: { } target } && !known.Contains(target));
        return [.. found.Where(record => record.Fiche is Lieu).Select(record => record.EntiteId).Distinct()];
    }

    private async Task PublishLieuxAsync(GroupedLieu[] lieux, CancellationToken cancellationToken)
    {
        string[] ids = [.. lieux.Select(lieu => lieu.Id)];
        var records = await changes.RecordsBehindAsync(ids, cancellationToken);
        var attached = (await changes.AttachedToAsync([.. records.Select(record => record.Key)], cancellationToken)).ToLookup(record => record.Cible);
        var published = await changes.PublishedAsync(TypeEntite.Lieu, ids, cancellationToken);
        var behind = records.ToLookup(record => record.EntiteId);
        if (lieuOf is null && records.Any(record => record.Fiche is Lieu { LieuParentId: not null }))
        {
            lieuOf = (await changes.MembersAsync(cancellationToken)).ToDictionary(member => LieuId.Nouveau(member.Key.Source, member.Key.Id), member => member.LieuId);
        }

        await WriteAsync(
            [
                .. lieux.AsParallel().AsOrdered().Where(lieu => behind.Contains(lieu.Id)).Select(lieu =>
                {
                    var made = golden.Of(lieu.Id, [.. behind[lieu.Id]], [.. behind[lieu.Id].SelectMany(record => attached[record.Key])], own => lieuOf?.GetValueOrDefault(own) ?? own);
                    return JournalChange.Of(published.GetValueOrDefault(lieu.Id), made, lieu.Appears);
                }).OfType<JournalChange>(),
            ],
            cancellationToken);
    }

    private async Task PublishServicesAsync(IReadOnlyCollection<RecordKey> moved, CancellationToken cancellationToken)
    {
        HashSet<RecordKey> services = [.. touched.Where(one => one is { IsPublished: true, Makes: TypeEntite.Service }).Select(one => one.Key)];
        foreach (var chunk in moved.Chunk(PublishedAtOnce))
        {
            services.UnionWith((await changes.AttachedToAsync(chunk, cancellationToken)).Where(record => record.Fiche is Service).Select(record => record.Key));
        }

        foreach (var chunk in services.Order(RecordKey.Order).Chunk(PublishedAtOnce))
        {
            await PublishAsync(TypeEntite.Service, chunk, LinkAsync, cancellationToken);
        }
    }

    private async Task PublishDemarchesAsync(CancellationToken cancellationToken)
    {
        foreach (var chunk in touched.Where(one => one is { IsPublished: true, Makes: TypeEntite.Demarche }).Select(one => one.Key).Chunk(PublishedAtOnce))
        {
            await PublishAsync(TypeEntite.Demarche, chunk, (records, _) => Task.FromResult(records.Select(record => record.Fiche)), cancellationToken);
        }
    }

    // A service belongs to the lieu of its structure.
    private async Task<IEnumerable<IEntite>> LinkAsync(IReadOnlyList<PublishedRecord> records, CancellationToken cancellationToken)
    {
        HashSet<RecordKey> structures = [.. records.Select(record => record.Cible).OfType<RecordKey>()];
        var lieux = (await changes.RecordsAsync(structures, cancellationToken)).ToDictionary(record => record.Key, record => record.EntiteId);
        return records.Select(record => ((Service)record.Fiche) with { LieuId = record.Cible is { } structure ? lieux.GetValueOrDefault(structure) : null });
    }

    private async Task PublishAsync(
        TypeEntite type, IReadOnlyCollection<RecordKey> keys, Func<IReadOnlyList<PublishedRecord>, CancellationToken, Task<IEnumerable<IEntite>>> make, CancellationToken cancellationToken)
    {
        var entities = (await make(await changes.RecordsAsync(keys, cancellationToken), cancellationToken)).ToList();
        var ids = entities.ConvertAll(entity => entity.Id);
        var published = await changes.PublishedAsync(type, ids, cancellationToken);
        var known = await changes.IdentitiesAsync(type, ids, cancellationToken);
        await WriteAsync(
            [
                .. entities.Select(entity => JournalChange.Of(published.GetValueOrDefault(entity.Id), entity, known.ContainsKey(entity.Id) ? Operation.Retour : Operation.Creation))
                    .OfType<JournalChange>(),
            ],
            cancellationToken);
    }

    private async Task WithdrawAsync(TypeEntite type, CancellationToken cancellationToken)
    {
        foreach (var chunk in touched.Where(one => one.WasPublished && one.Was == type && !(one.IsPublished && one.Makes == type)).Chunk(PublishedAtOnce))
        {
            var published = await changes.PublishedAsync(type, [.. chunk.Select(one => one.FormerEntity).OfType<string>()], cancellationToken);
            await WriteAsync([.. published.Values.OrderBy(entity => entity.Id, StringComparer.Ordinal).Select(entity => JournalChange.End(entity, Operation.Suppression))], cancellationToken);
        }
    }

    private async Task WriteAsync(IReadOnlyList<JournalChange> written, CancellationToken cancellationToken)
    {
        foreach (var change in written)
        {
            report.Count(change.Change);
        }

        if (written.Count > 0)
        {
            await changes.WriteAsync(written, cancellationToken);
        }
    }
}
