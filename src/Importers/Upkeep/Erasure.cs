using System.Text.Json;
using Maillage.Importers.Publish;
using Maillage.Importers.Rulings;
using Maillage.Schema.Fields;
using Maillage.Schema.Publication;
using Maillage.Schema.Services;
using Maillage.Store;

namespace Maillage.Importers.Upkeep;

/// <summary>What became of an id that was asked to be erased.</summary>
public enum ErasureOutcome
{
    /// <summary>Nothing is left of it.</summary>
    Erased,

    /// <summary>It was erased before.</summary>
    AlreadyErased,

    /// <summary>It denotes nothing any more but the lieu that it was merged into, which is the one to erase.</summary>
    MergedInto,

    /// <summary>It was never published.</summary>
    Unknown,
}

/// <summary>What became of one id.</summary>
/// <param name="Id">The id, as asked.</param>
/// <param name="Outcome">What became of it.</param>
/// <param name="Nom">Name of what it denoted; null when it was not published.</param>
/// <param name="RemplacePar">What it was merged into; null unless it was.</param>
public sealed record ErasedId(string Id, ErasureOutcome Outcome, string? Nom, string? RemplacePar = null);

/// <summary>What an erasure did, or would do.</summary>
/// <param name="Ids">Each id that was asked for.</param>
/// <param name="Records">The source records that were erased.</param>
/// <param name="Report">What else changed in the journal for it.</param>
public sealed record ErasureReport(IReadOnlyList<ErasedId> Ids, IReadOnlyCollection<RecordKey> Records, ImportReport Report)
{
    /// <summary>Every id could be erased. Otherwise nothing was.</summary>
    public bool IsDone => Ids.All(id => id.Outcome == ErasureOutcome.Erased);

    /// <summary>The services that were those of an erased lieu: they stay published, without a lieu.</summary>
    public IReadOnlyList<Service> Services { get; init; } = [];

    /// <summary>The sources that gave the records, by id.</summary>
    public IReadOnlyList<string> Sources => [.. Records.Select(key => key.Source).Distinct().Order(StringComparer.Ordinal)];
}

/// <summary>
/// Erases entities: what was published of them, under whatever id, and what their sources said. The ids stay, to say that they are no more, and a digest of those of the records,
/// so that the next import does not bring them back.
/// </summary>
public sealed class Erasure(IStore store, HumanRulings rulings)
{
    /// <summary>Erases all of these entities, or none.</summary>
    /// <param name="ids">Their ids.</param>
    /// <param name="dryRun">Only says what would be erased.</param>
    /// <param name="cancellationToken">Stops before anything is erased.</param>
    public async Task<ErasureReport> EraseAsync(IReadOnlyCollection<string> ids, bool dryRun, CancellationToken cancellationToken)
    {
        await using var changes = await store.BeginAsync(dryRun, cancellationToken);
        var found = await FindAsync(changes, ids, cancellationToken);
        var report = new ErasureReport([.. found.Select(one => one.Id)], [], new ImportReport(""));
        if (!report.IsDone)
        {
            return report;
        }

        var publication = Publication.Of(changes, rulings, report.Report);
        HashSet<RecordKey> records = [];
        List<Service> services = [];
        foreach (var group in found.GroupBy(one => one.Type))
        {
            var erased = await EraseAsync(changes, publication, group.Key, [.. group.Select(one => one.Id.Id)], cancellationToken);
            records.UnionWith(erased.Records);
            services.AddRange(erased.Services);
        }

        await publication.PublishAsync(cancellationToken);
        await changes.ForgetFormerAsync(records, cancellationToken);
        // What other lieux told of them, when they were one with them.
        await changes.EraseMentionsAsync([.. records.Select(Mention)], cancellationToken);
        if (!dryRun)
        {
            await changes.CompleteAsync(null, cancellationToken);
        }

        return report with { Records = records, Services = services };
    }

    private static async Task<(IReadOnlyCollection<RecordKey> Records, IEnumerable<Service> Services)> EraseAsync(
        IChangeSet changes, Publisher publication, TypeEntite type, IReadOnlyCollection<string> ids, CancellationToken cancellationToken)
    {
        // What was merged into them was told under ids of its own.
        HashSet<string> all = [.. ids];
        for (IReadOnlyCollection<string> next = [.. ids]; next.Count > 0;)
        {
            next = [.. (await changes.MergedIntoAsync(type, next, cancellationToken)).Where(all.Add)];
        }

        string[] erased = [.. all.Order(StringComparer.Ordinal)];
        var behind = await changes.KeptBehindAsync(type, erased, cancellationToken);
        var services = (await changes.AttachedToAsync([.. behind.Keys], cancellationToken)).Select(record => record.Fiche).OfType<Service>().ToList();
        RecordKey[] records = [.. behind.Keys.Union(await changes.FormerBehindAsync(erased, cancellationToken)).Order(RecordKey.Order)];
        await changes.WriteAsync([.. erased.Select(id => JournalChange.Erased(type, id))], cancellationToken);
        await changes.EraseAsync(type, erased, cancellationToken);
        foreach (var key in records)
        {
            if (behind.TryGetValue(key, out var kept))
            {
                await changes.ForgetAsync(key, cancellationToken);
                publication.Touch(new Touched(key, kept, null));
            }

            foreach (var trace in ErasedRecords.TracesOf(key))
            {
                await changes.KeepAsync(key.Source, trace, cancellationToken);
            }
        }

        return (records, services);
    }

    private static async Task<IReadOnlyList<(TypeEntite Type, ErasedId Id)>> FindAsync(IChangeSet changes, IReadOnlyCollection<string> ids, CancellationToken cancellationToken)
    {
        Dictionary<string, (TypeEntite Type, Identity Identity, string? Nom)> known = [];
        foreach (var type in Enum.GetValues<TypeEntite>())
        {
            var published = await changes.PublishedAsync(type, ids, cancellationToken);
            foreach (var (id, identity) in await changes.IdentitiesAsync(type, ids, cancellationToken))
            {
                known[id] = (type, identity, published.GetValueOrDefault(id)?.Nom);
            }
        }

        return [.. ids.Distinct().Select(id => known.TryGetValue(id, out var one) ? (one.Type, Judge(id, one.Identity, one.Nom)) : (TypeEntite.Lieu, new ErasedId(id, ErasureOutcome.Unknown, null)))];
    }

    // As « sources » writes it.
    private static string Mention(RecordKey key) =>
        $"\"source\":\"{JsonEncodedText.Encode(key.Source, Json.WriterOptions.Encoder)}\",\"id\":\"{JsonEncodedText.Encode(key.Id, Json.WriterOptions.Encoder)}\"";

    private static ErasedId Judge(string id, Identity identity, string? name) => identity switch
    {
        { IsErased: true } => new ErasedId(id, ErasureOutcome.AlreadyErased, null),
        { RemplacePar: { } successor } => new ErasedId(id, ErasureOutcome.MergedInto, null, successor),
        _ => new ErasedId(id, ErasureOutcome.Erased, name),
    };
}
