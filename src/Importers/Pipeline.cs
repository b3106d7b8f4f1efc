using System.Security.Cryptography;
using System.Text;
using Maillage.Importers.Check;
using Maillage.Importers.Deduce;
using Maillage.Importers.Derive;
using Maillage.Importers.Fetch;
using Maillage.Importers.Geocode;
using Maillage.Importers.Publish;
using Maillage.Importers.Read;
using Maillage.Importers.Reconcile;
using Maillage.Importers.Rulings;
using Maillage.Importers.Runs;
using Maillage.Importers.Sources;
using Maillage.Schema.Lieux;
using Maillage.Schema.Parsing;
using Maillage.Schema.Publication;
using Maillage.Schema.Territoires;
using Maillage.Schema.Vocabulaires;
using Maillage.Store;

namespace Maillage.Importers;

/// <summary>fetch → read → map → normalise → deduce → check → geocode → keep → publish: one source, one transaction. All of it is seen at once, or nothing changes.</summary>
public sealed class Pipeline(IStore store, TimeProvider clock)
{
    private const int RecordsBetweenReports = 500;

    private const string EffaceReason = "efface";
    private const string WithdrawnReason = "retrait_decide";

    // Bounds the memory when few records of many have an address to ask for.
    private const int LongestQueue = 2_000;

    public async Task<ImportReport> ImportAsync(SourceDeclaration source, ImportOptions options, CancellationToken cancellationToken)
    {
        var report = new ImportReport(source.Id);
        // A rehearsal changes nothing: it may run beside an import.
        report.Failure = options.DryRun
            ? await ImportAsync(source, options, report, cancellationToken)
            : await RunLease.HoldAsync(store, source.Id, clock, token => ImportAsync(source, options, report, token), cancellationToken);
        return report;
    }

    private async Task<ImportFailure?> ImportAsync(SourceDeclaration source, ImportOptions options, ImportReport report, CancellationToken cancellationToken)
    {
        var begun = clock.GetUtcNow();
        var opening = SourceOpening.Of(source, options.File);
        var opened = await opening.OpenAsync(source, options, report.Fetch, cancellationToken);
        if (opened.Value is { } fetched)
        {
            using (fetched)
            {
                await using var changes = await store.BeginAsync(options.DryRun, cancellationToken);
                var run = new Run(source, changes, await changes.KnownAsync(source.Id, cancellationToken), report, clock, options);
                report.Failure = await run.ReadAsync(fetched, options.Progress, cancellationToken);
                if (report.Failure is { } unread && !options.DryRun)
                {
                    fetched.DiscardIf(unread.Issue.Code);
                }

                report.Failure ??= await run.ForgetMissingAsync(options.AcceptDrop, cancellationToken);
                if (report.Failure is null)
                {
                    await run.PublishAsync(cancellationToken);
                }

                if (report.Failure is null && !options.DryRun)
                {
                    await changes.CompleteAsync((source.Card, RunRecord.Of(report, opening.File, begun, clock.GetUtcNow())), cancellationToken);
                    fetched.Accept();
                }
            }
        }
        else
        {
            report.Failure = new ImportFailure(opening.Name, opened.Issue ?? new Issue("*", IssueCodes.FichierIntrouvable));
        }

        if (report.Failure is not null && !options.DryRun)
        {
            // By itself: the transaction of the import is undone.
            await store.RecordAsync(source.Card, RunRecord.Of(report, opening.File, begun, clock.GetUtcNow()), cancellationToken);
        }

        return report.Failure;
    }

    /// <summary>One import under way.</summary>
    private sealed class Run
    {
        private readonly SourceDeclaration source;
        private readonly IChangeSet changes;
        private readonly IReadOnlyDictionary<string, KeptRecord> before;
        private readonly ImportReport report;
        private readonly ISourceFormat format;
        private readonly Derivation derivation;
        private readonly byte[] rules;
        private readonly HumanRulings rulings;
        private readonly GeocodeStage geocoding;
        private readonly ParentLinks parents;
        private readonly Publisher publisher;
        private readonly List<Renewed> queue = [];
        private readonly HashSet<string> seen = [];
        private int questions;
        private int withdrawn;
        private int created;

        /// <param name="source">The source.</param>
        /// <param name="changes">Where it is written.</param>
        /// <param name="before">Its records as last seen.</param>
        /// <param name="report">Receives what happens.</param>
        /// <param name="clock">Tells the day.</param>
        /// <param name="options">How it is to be done.</param>
        public Run(
            SourceDeclaration source, IChangeSet changes, IReadOnlyDictionary<string, KeptRecord> before, ImportReport report, TimeProvider clock, ImportOptions options)
        {
            this.source = source;
            this.changes = changes;
            this.before = before;
            this.report = report;
            rulings = options.Rulings;
            format = SourceFormats.Of(source);
            derivation = Derivation.Of(source, format, Cog.Courant, DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime).AddDays(1));
            geocoding = new GeocodeStage(source, options.Geocoder, Cog.Courant, report, options.Progress);
            publisher = new Publisher(changes, new Reconciler(changes, options.Rulings.Pairs), new Golden(options.Rulings.Priorities), report);
            // A file that holds only what changed does not hold the parents of its antennes.
            parents = new ParentLinks(source.Correspondance, id => !source.Complete && before.GetValueOrDefault(id) is { State: RecordState.Publie } ? derivation.NewId(id) : null);
            // What a lieu is made of beside its record: when one of these changes, every record is derived anew.
            rules = Encoding.UTF8.GetBytes($"{Derivation.RulesVersion}\n{TablesDeReference.Empreinte}\n{DeductionTables.Empreinte}\n{source with { Chemin = "", Fichier = null, Fetch = FetchKeys.None, Actif = true, SeuilBaisse = 0 }}\n");
        }

        public async Task<ImportFailure?> ReadAsync(FetchedSource fetched, IProgress<ImportProgress>? progress, CancellationToken cancellationToken)
        {
            foreach (var item in format.Read(fetched.Members(), source))
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (item.EndsTheFile)
                {
                    return new ImportFailure($"{fetched.Path}, {item.Place}", fetched.Refusal ?? item.Failure ?? new Issue("*", IssueCodes.FichierIllisible)) { InFile = item.Place };
                }

                if (WhatIsWrong(item) is { } wrong)
                {
                    Reject(item, wrong);
                }
                else if (!parents.Defers(item))
                {
                    await TakeAsync(item, cancellationToken);
                }

                if (item.Number % RecordsBetweenReports == 0)
                {
                    progress?.Report(new ImportProgress(source.Id, item.Number, fetched.Progress));
                }
            }

            await SettleQueueAsync(cancellationToken);
            for (var antennes = parents.Next(); antennes.Count > 0; antennes = parents.Next())
            {
                foreach (var antenne in antennes)
                {
                    await TakeAsync(antenne, cancellationToken);
                }

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
            var kepts = source.Complete ? before.Count : 0;
            return !acceptDrop && RunGuard.Refusal(new RunBalance(kepts, published, report.Read, withdrawn, created), source.SeuilBaisse) is { } refusal
                ? new ImportFailure(source.Id, refusal)
                : null;
        }

        /// <summary>Publishes what comes of all that was kept and forgotten.</summary>
        public Task PublishAsync(CancellationToken cancellationToken) => publisher.PublishAsync(cancellationToken);

        private Issue? WhatIsWrong(SourceItem item) => item.Failure
            ?? (string.IsNullOrEmpty(item.Id) ? new Issue("id", IssueCodes.IdentifiantAbsent)
            : !seen.Add(item.Id) ? new Issue("id", IssueCodes.IdentifiantDouble, item.Id)
            : null);

        private async Task TakeAsync(SourceItem item, CancellationToken cancellationToken)
        {
            var id = item.Id ?? "";
            var known = before.GetValueOrDefault(id);
            if (known is { State: RecordState.Efface })
            {
                report.Count(RecordState.NonPublie, EffaceReason, "");
                return;
            }

            var hash = Hash(item);
            // The few rejected ones are derived each time, to say where they stand now; those kept before their issues were, to know them.
            if (known is { State: not RecordState.Rejete, Issues: { } issues } && geocoding.IsSettled(known.Hash, hash))
            {
                report.Unchanged++;
                report.Count(known.State, known.Reason, issues);
                parents.Published(id, known.State == RecordState.Publie ? derivation.NewId(id) : null);
                return;
            }

            await RenewAsync(id, item, hash, known, cancellationToken);
        }

        private async Task RenewAsync(string id, SourceItem item, byte[] hash, KeptRecord? known, CancellationToken cancellationToken)
        {
            var renewed = new Renewed(id, item, hash, known, Ruled(id, derivation.Derive(derivation.NewId(id), item)));
            queue.Add(renewed);
            questions += renewed.Derived.Question is null ? 0 : 1;
            // Those behind one that waits for its coordinates wait with it: the journal follows the file, whatever the geocoder answers.
            if (questions == 0 || questions >= geocoding.BatchSize || queue.Count >= LongestQueue)
            {
                await SettleQueueAsync(cancellationToken);
            }
        }

        // What a person decided of the record overrides what is made of it.
        private Derived Ruled(string id, Derived derived) => rulings.Records.GetValueOrDefault(new RecordKey(source.Id, id)) switch
        {
            { IsWithdrawn: true } when derived.State == RecordState.Publie => new Derived(RecordState.NonPublie, WithdrawnReason, null, derived.Issues),
            { } ruling when derived.Lieu is { } lieu => derived with { Fiche = ruling.Apply(lieu) },
            _ => derived,
        };

        private async Task SettleQueueAsync(CancellationToken cancellationToken)
        {
            await geocoding.AskAsync(queue.Select(renewed => renewed.Derived.Question).OfType<AddressQuestion>(), cancellationToken);
            foreach (var renewed in queue)
            {
                await SettleAsync(renewed, cancellationToken);
            }

            queue.Clear();
            questions = 0;
        }

        private async Task SettleAsync(Renewed renewed, CancellationToken cancellationToken)
        {
            var (id, item, hash, known, derived) = renewed;
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
            report.Reject(new Rejection(item.Place, item.Id, issue));
        }

        private byte[] Hash(SourceItem item)
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            hash.AppendData(rules);
            hash.AppendData(Encoding.UTF8.GetBytes(item.Canonical + item.ParentLieuId + rulings.Records.GetValueOrDefault(new RecordKey(source.Id, item.Id ?? ""))));
            return hash.GetHashAndReset();
        }

        /// <summary>A record new or changed, derived, not yet kept.</summary>
        private sealed record Renewed(string Id, SourceItem Item, byte[] Hash, KeptRecord? Known, Derived Derived);
    }
}
