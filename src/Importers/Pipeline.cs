using System.Security.Cryptography;
using System.Text;
using Maillage.Importers.Deduce;
using Maillage.Importers.Fetch;
using Maillage.Importers.Geocode;
using Maillage.Importers.Read;
using Maillage.Importers.Sources;
using Maillage.Schema.Lieux;
using Maillage.Schema.Parsing;
using Maillage.Schema.Territoires;
using Maillage.Schema.Vocabulaires;
using Maillage.Store;

namespace Maillage.Importers;

/// <summary>How an import is to be done.</summary>
public sealed record ImportOptions
{
    /// <summary>Says what would change, writes nothing.</summary>
    public bool DryRun { get; init; }

    /// <summary>Accepts a run that withdraws more than the source's <c>seuil_baisse</c>.</summary>
    public bool AcceptDrop { get; init; }

    /// <summary>Reads this file instead of the declared one.</summary>
    public string? File { get; init; }

    /// <summary>Locates the lieux whose source gives an address and no coordinates; null: nobody is asked.</summary>
    public Geocoder? Geocoder { get; init; }

    public IProgress<ImportProgress>? Progress { get; init; }
}

/// <summary>fetch → read → map → normalise → deduce → check → geocode → keep → publish: one source, one transaction. All of it is seen at once, or nothing changes.</summary>
public sealed class Pipeline(IStore store, TimeProvider clock)
{
    private const int RecordsBetweenReports = 500;

    // Bounds the memory when few records of many have an address to ask for.
    private const int LongestQueue = 2_000;

    public async Task<ImportReport> ImportAsync(SourceDeclaration source, ImportOptions options, CancellationToken cancellationToken)
    {
        var report = new ImportReport(source.Id);
        var path = options.File ?? source.CheminFichier;
        if (path is null)
        {
            report.Failure = new ImportFailure(source.Chemin, new Issue("fichier", IssueCodes.FichierIntrouvable, source.Url));
            return report;
        }

        var opened = FetchedFile.Open(path);
        if (opened.Value is not { } file)
        {
            report.Failure = new ImportFailure(path, opened.Issue ?? new Issue("*", IssueCodes.FichierIntrouvable, path));
            return report;
        }

        using (file)
        {
            await using var import = await store.BeginImportAsync(source.Card, options.DryRun, cancellationToken);
            var run = new Run(source, import, report, clock, options);
            report.Failure = await run.ReadAsync(file, path, options.Progress, cancellationToken)
                ?? await run.WithdrawMissingAsync(options.AcceptDrop, cancellationToken);
            if (report.Failure is null && !options.DryRun)
            {
                await import.CompleteAsync(cancellationToken);
            }
        }

        return report;
    }

    /// <summary>One import under way.</summary>
    private sealed class Run
    {
        private readonly SourceDeclaration source;
        private readonly IImport import;
        private readonly ImportReport report;
        private readonly ISourceFormat format;
        private readonly Derivation derivation;
        private readonly byte[] rules;
        private readonly GeocodeStage geocoding;
        private readonly List<Renewed> queue = [];
        private readonly HashSet<string> seen = [];
        private int questions;
        private int withdrawn;

        public Run(SourceDeclaration source, IImport import, ImportReport report, TimeProvider clock, ImportOptions options)
        {
            this.source = source;
            this.import = import;
            this.report = report;
            format = SourceFormats.Of(source);
            derivation = new Derivation(source, format, Cog.Courant, DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime).AddDays(1));
            geocoding = new GeocodeStage(source, options.Geocoder, Cog.Courant, report, options.Progress);
            // What a lieu is made of beside its record: when one of these changes, every record is derived anew.
            rules = Encoding.UTF8.GetBytes($"{Derivation.RulesVersion}\n{TablesDeReference.Empreinte}\n{DeductionTables.Empreinte}\n{source with { Chemin = "", Fichier = null, Actif = true, SeuilBaisse = 0 }}\n");
        }

        public async Task<ImportFailure?> ReadAsync(
            FetchedFile file, string path, IProgress<ImportProgress>? progress, CancellationToken cancellationToken)
        {
            foreach (var item in format.Read(file.Content, source))
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (item.EndsTheFile)
                {
                    return new ImportFailure($"{path}, {item.Place}", item.Failure ?? new Issue("*", IssueCodes.FichierIllisible));
                }

                await TakeAsync(item, cancellationToken);
                if (item.Number % RecordsBetweenReports == 0)
                {
                    progress?.Report(new ImportProgress(source.Id, item.Number, file.Progress));
                }
            }

            await SettleQueueAsync(cancellationToken);
            progress?.Report(new ImportProgress(source.Id, report.Read, 1));
            return null;
        }

        /// <summary>Withdraws what the file no longer holds, unless the drop is suspicious.</summary>
        public async Task<ImportFailure?> WithdrawMissingAsync(bool acceptDrop, CancellationToken cancellationToken)
        {
            foreach (var (id, kept) in import.Known.Where(pair => source.Complete && !seen.Contains(pair.Key)))
            {
                await import.ForgetAsync(id, cancellationToken);
                await WithdrawAsync(kept, cancellationToken);
            }

            var published = import.Known.Values.Count(kept => kept.State == RecordState.Publie);
            return acceptDrop || withdrawn * 100L <= published * (long)source.SeuilBaisse
                ? null
                : new ImportFailure(source.Id, new Issue("*", IssueCodes.BaisseSuspecte, $"{withdrawn} lieux retirés sur {published}, seuil {source.SeuilBaisse} %"));
        }

        private async Task TakeAsync(SourceItem item, CancellationToken cancellationToken)
        {
            var failure = item.Failure
                ?? (string.IsNullOrEmpty(item.Id) ? new Issue("id", IssueCodes.IdentifiantAbsent)
                : !seen.Add(item.Id) ? new Issue("id", IssueCodes.IdentifiantDouble, item.Id)
                : null);
            if (failure is not null || item.Id is not { } id)
            {
                Reject(item, failure ?? new Issue("id", IssueCodes.IdentifiantAbsent));
                return;
            }

            var known = import.Known.GetValueOrDefault(id);
            var hash = Hash(item.Canonical);
            if (known is not null && geocoding.IsSettled(known.Hash, hash))
            {
                report.Unchanged++;
                report.Count(known.State, known.Reason);
                return;
            }

            await RenewAsync(id, item, hash, known, cancellationToken);
        }

        private async Task RenewAsync(string id, SourceItem item, byte[] hash, KeptRecord? known, CancellationToken cancellationToken)
        {
            var lieuId = known?.LieuId ?? LieuId.Nouveau(source.Id, id);
            var renewed = new Renewed(id, item, hash, known, derivation.Derive(lieuId, item));
            queue.Add(renewed);
            questions += renewed.Derived.Question is null ? 0 : 1;
            // Those behind one that waits for its coordinates wait with it: the journal follows the file, whatever the geocoder answers.
            if (questions == 0 || questions >= geocoding.BatchSize || queue.Count >= LongestQueue)
            {
                await SettleQueueAsync(cancellationToken);
            }
        }

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
            var (lieu, issues) = (derived.Lieu, derived.Issues);
            if (lieu is { Latitude: null })
            {
                List<Issue> more = [.. issues];
                var before = derived.Question is null || known is null ? null : await import.PublishedAsync(lieu.Id, cancellationToken);
                lieu = geocoding.Locate(lieu, derived.Question, before, more);
                issues = more;
            }

            report.Count(derived.State, derived.Reason);
            report.Count(issues);
            if (derived.State == RecordState.Rejete)
            {
                report.Reject(new Rejection(item.Place, id, derived.Issues.First(issue => issue.Code.Code == derived.Reason)));
            }

            var keptHash = geocoding.IsAnswered(derived.Question) ? hash : GeocodeStage.Waiting(hash);
            await import.KeepAsync(
                new SourceRecord(id, keptHash, derived.State, derived.Reason, lieu?.Id ?? known?.LieuId, item.Canonical), cancellationToken);
            if (lieu is not null)
            {
                report.Count(await import.PublishAsync(lieu, cancellationToken));
            }
            else if (known is not null)
            {
                await WithdrawAsync(known, cancellationToken);
            }
        }

        private async Task WithdrawAsync(KeptRecord kept, CancellationToken cancellationToken)
        {
            if (kept is { State: RecordState.Publie, LieuId: { } lieuId })
            {
                withdrawn++;
                report.Count(await import.WithdrawAsync(lieuId, cancellationToken));
            }
        }

        private void Reject(SourceItem item, Issue issue)
        {
            report.Count(RecordState.Rejete, issue.Code.Code);
            report.Reject(new Rejection(item.Place, item.Id, issue));
        }

        private byte[] Hash(string canonical)
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            hash.AppendData(rules);
            hash.AppendData(Encoding.UTF8.GetBytes(canonical));
            return hash.GetHashAndReset();
        }

        /// <summary>A record new or changed, derived, not yet kept.</summary>
        private sealed record Renewed(string Id, SourceItem Item, byte[] Hash, KeptRecord? Known, Derived Derived);
    }
}
