using Maillage.Importers.Check;
using Maillage.Importers.Derive;
using Maillage.Importers.Fetch;
using Maillage.Importers.Geocode;
using Maillage.Importers.Publish;
using Maillage.Importers.Read;
using Maillage.Importers.Reconcile;
using Maillage.Importers.Runs;
using Maillage.Importers.Sources;
using Maillage.Importers.Upkeep;
using Maillage.Schema.Lieux;
using Maillage.Schema.Parsing;
using Maillage.Schema.Publication;
using Maillage.Schema.Territoires;
using Maillage.Store;

namespace Maillage.Importers;

/// <summary>One import under way.</summary>
internal sealed class ImportRun
{
    // Bounds the memory, and is enough for every core to have its share.
    private const int ItemsAtOnce = 500;

    private const string EffaceReason = "efface";

    // Bounds the memory when few records of many have an address to ask for.
    private const int LongestQueue = 2_000;

    private readonly SourceDeclaration source;
    private readonly IChangeSet changes;
    private readonly IReadOnlyDictionary<string, KeptRecord> before;
    private readonly ImportReport report;
    private readonly ISourceFormat format;
    private readonly Derivation derivation;
    private readonly Preparation preparation;
    private readonly GeocodeStage geocoding;
    private readonly ParentLinks parents;
    private readonly Publisher publisher;
    private readonly List<Prepared> queue = [];
    private readonly HashSet<string> seen = [];
    private int questions;
    private int withdrawn;
    private int created;

    /// <param name="source">The source.</param>
    /// <param name="changes">Where it is written.</param>
    /// <param name="before">Its records as last seen.</param>
    /// <param name="erased">Every id that was erased.</param>
    /// <param name="report">Receives what happens.</param>
    /// <param name="clock">Tells the day.</param>
    /// <param name="options">How it is to be done.</param>
    public ImportRun(
        SourceDeclaration source, IChangeSet changes, IReadOnlyDictionary<string, KeptRecord> before, IReadOnlySet<string> erased, ImportReport report, TimeProvider clock, ImportOptions options)
    {
        this.source = source;
        this.changes = changes;
        this.before = before;
        this.report = report;
        format = SourceFormats.Of(source);
        derivation = Derivation.Of(source, format, Cog.Courant, DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime).AddDays(1));
        geocoding = new GeocodeStage(source, options.Geocoder, Cog.Courant, report, options.Progress);
        publisher = Publication.Of(changes, options.Rulings, report);
        // A file that holds only what changed does not hold the parents of its antennes.
        parents = new ParentLinks(source.Correspondance, id => !source.Complete && before.GetValueOrDefault(id) is { State: RecordState.Publie } ? derivation.NewId(id) : null);
        preparation = new Preparation(source, derivation, options.Rulings, geocoding, before, new ErasedRecords(source.Id, before, erased, derivation.NewId));
    }

    /// <summary>Reads, derives and keeps the records of the file; says why it could not be read to its end.</summary>
    public async Task<ImportFailure?> ReadAsync(FetchedSource fetched, IProgress<ImportProgress>? progress, CancellationToken cancellationToken)
    {
        foreach (var items in format.Read(fetched.Members(), source).Chunk(ItemsAtOnce))
        {
            await TakeAsync([.. items.TakeWhile(item => !item.EndsTheFile)], cancellationToken);
            if (Array.Find(items, item => item.EndsTheFile) is { } end)
            {
                return new ImportFailure($"{fetched.Path}, {end.Place}", fetched.Refusal ?? end.Failure ?? new Issue("*", IssueCodes.FichierIllisible)) { InFile = end.Place };
            }

            progress?.Report(new ImportProgress(source.Id, items[^1].Number, fetched.Progress));
        }

        await SettleQueueAsync(cancellationToken);
        for (var antennes = parents.Next(); antennes.Count > 0; antennes = parents.Next())
        {
            await TakeAsync([.. antennes.Select(antenne => (antenne, (Issue?)null))], cancellationToken);
            await SettleQueueAsync(cancellationToken);
        }

        progress?.Report(new ImportProgress(source.Id, report.Read, 1));
        return null;
    }

    /// <summary>Forgets what the file no longer holds, unless the drop is suspicious.</summary>
    public async Task<ImportFailure?> ForgetMissingAsync(bool acceptDrop, CancellationToken cancellationToken)
    {
        foreach (var (id, kept) in before.Where(pair => source.Complete && !seen.Contains(pair.Key) && pair.Value.State != RecordState.Efface))
        {
            await changes.ForgetAsync(new RecordKey(source.Id, id), cancellationToken);
            Touch(id, kept, null);
        }

        var published = before.Values.Count(kept => kept.State == RecordState.Publie);
        // A file that holds only what changed may hold nothing; what it takes away is judged all the same.
        var kepts = source.Complete ? before.Values.Count(kept => kept.State != RecordState.Efface) : 0;
        return !acceptDrop && RunGuard.Refusal(new RunBalance(kepts, published, report.Read, withdrawn, created), source.SeuilBaisse) is { } refusal
            ? new ImportFailure(source.Id, refusal)
            : null;
    }

    /// <summary>Publishes what comes of all that was kept and forgotten.</summary>
    public Task PublishAsync(CancellationToken cancellationToken) => publisher.PublishAsync(cancellationToken);

    private Issue? WhatIsWrong(SourceItem item) => item.Failure
        ?? (string.IsNullOrEmpty(item.Id) ? new Issue("id", IssueCodes.IdentifiantAbsent)
        // No text of PostgreSQL holds it; whatever the database, the answer is the same.
        : item.Id.Contains('\0') ? new Issue("id", IssueCodes.TexteCorrompu, item.Id.Replace("\0", "", StringComparison.Ordinal))
        : !seen.Add(item.Id) ? new Issue("id", IssueCodes.IdentifiantDouble, item.Id)
        : null);

    private async Task TakeAsync(IReadOnlyList<SourceItem> items, CancellationToken cancellationToken)
    {
        List<(SourceItem Item, Issue? Wrong)> judged = [];
        foreach (var item in items)
        {
            var wrong = WhatIsWrong(item);
            if (wrong is not null || !parents.Defers(item))
            {
                judged.Add((item, wrong));
            }
        }

        await TakeAsync(judged, cancellationToken);
    }

    // Deriving takes most of the time of an import: every core has its share, the order stays that of the file.
    private async Task TakeAsync(List<(SourceItem Item, Issue? Wrong)> judged, CancellationToken cancellationToken)
    {
        var prepared = judged.AsParallel().AsOrdered().WithCancellation(cancellationToken).Select(one => one.Wrong is null ? preparation.Of(one.Item) : null).ToList();
        for (var place = 0; place < judged.Count; place++)
        {
            if (prepared[place] is { } sound)
            {
                await TakeAsync(sound, cancellationToken);
            }
            else if (judged[place] is (var item, { } wrong))
            {
                Reject(item, wrong);
            }
        }
    }

    private async Task TakeAsync(Prepared prepared, CancellationToken cancellationToken)
    {
        var (id, _, _, known, derived) = prepared;
        if (prepared.IsErased)
        {
            report.Count(RecordState.NonPublie, EffaceReason, "");
            if (known is not null)
            {
                // It has joined one that was erased.
                await changes.ForgetAsync(new RecordKey(source.Id, id), cancellationToken);
                Touch(id, known, null);
            }
        }
        else if (derived is null)
        {
            report.Unchanged++;
            report.Count(known?.State ?? RecordState.Publie, known?.Reason, known?.Issues ?? "");
            parents.Published(id, known is { State: RecordState.Publie } ? derivation.NewId(id) : null);
        }
        else
        {
            queue.Add(prepared);
            questions += derived.Question is null ? 0 : 1;
            // Those behind one that waits for its coordinates wait with it: the journal follows the file, whatever the geocoder answers.
            if (questions == 0 || questions >= geocoding.BatchSize || queue.Count >= LongestQueue)
            {
                await SettleQueueAsync(cancellationToken);
            }
        }
    }

    private async Task SettleQueueAsync(CancellationToken cancellationToken)
    {
        await geocoding.AskAsync(queue.Select(prepared => prepared.Derived?.Question).OfType<AddressQuestion>(), cancellationToken);
        foreach (var prepared in queue)
        {
            await SettleAsync(prepared, cancellationToken);
        }

        queue.Clear();
        questions = 0;
    }

    private async Task SettleAsync(Prepared prepared, CancellationToken cancellationToken)
    {
        if (prepared is not { Derived: { } derived, Known: var known, Item: var item, Id: var id, Hash: var hash })
        {
            return;
        }

        var (fiche, issues) = await LocateAsync(id, derived, known, cancellationToken);
        var kept = new SourceRecord
        {
            Id = id,
            Hash = geocoding.IsAnswered(derived.Question) ? hash : GeocodeStage.Waiting(hash),
            State = derived.State,
            Reason = derived.Reason,
            EntiteId = known?.EntiteId ?? fiche?.Id,
            Signature = fiche is Lieu lieu ? Signature.Of(lieu, (source.DateFiable ? lieu.DateMaj : null) ?? source.Card.DateFichier).Write() : null,
            Issues = IssueTally.Write(issues),
            Raw = item.Canonical,
            Fiche = fiche,
            Complement = derived.Complement,
            Cible = derived.Cible,
        };
        report.Count(kept.State, kept.Reason, kept.Issues);
        parents.Published(id, fiche?.Id);
        if (kept.State == RecordState.Rejete)
        {
            report.Reject(new Rejection(item.Place, id, issues.First(issue => issue.Code.Code == kept.Reason)));
        }

        if (IsStillRejected(known, kept))
        {
            report.Unchanged++;
            return;
        }

        await changes.KeepAsync(source.Id, kept, cancellationToken);
        created += known is null && kept.State == RecordState.Publie ? 1 : 0;
        Touch(id, known, kept);
    }

    private async Task<(IEntite? Fiche, IReadOnlyList<Issue> Issues)> LocateAsync(string id, Derived derived, KeptRecord? known, CancellationToken cancellationToken)
    {
        if (derived.Lieu is not { Latitude: null } lieu)
        {
            return (derived.Fiche, derived.Issues);
        }

        List<Issue> issues = [.. derived.Issues];
        var located = derived.Question is null || known is null ? [] : await changes.RecordsAsync([new RecordKey(source.Id, id)], cancellationToken);
        return (geocoding.Locate(lieu, derived.Question, located is [{ Fiche: Lieu last }] ? last : null, issues), issues);
    }

    private static bool IsStillRejected(KeptRecord? known, SourceRecord kept) =>
        known is { State: RecordState.Rejete } && kept.State == RecordState.Rejete && known.Issues == kept.Issues && known.Hash.AsSpan().SequenceEqual(kept.Hash);

    private void Touch(string id, KeptRecord? known, SourceRecord? kept)
    {
        var touched = new Touched(new RecordKey(source.Id, id), known, kept);
        withdrawn += touched is { WasPublished: true, IsPublished: false } ? 1 : 0;
        publisher.Touch(touched);
    }

    private void Reject(SourceItem item, Issue issue)
    {
        report.Count(RecordState.Rejete, issue.Code.Code, IssueTally.Write([issue]));
        report.Reject(new Rejection(item.Place, item.Id?.Replace("\0", "", StringComparison.Ordinal), issue));
    }
}
