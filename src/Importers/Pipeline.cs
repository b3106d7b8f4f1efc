using Maillage.Importers.Fetch;
using Maillage.Importers.Runs;
using Maillage.Importers.Sources;
using Maillage.Schema.Parsing;
using Maillage.Store;

namespace Maillage.Importers;

/// <summary>fetch → read → map → normalise → deduce → check → geocode → keep → publish: one source, one transaction. All of it is seen at once, or nothing changes.</summary>
public sealed class Pipeline(IStore store, TimeProvider clock)
{
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
                var run = new ImportRun(source, changes, await changes.KnownAsync(source.Id, cancellationToken), await changes.ErasedIdsAsync(cancellationToken), report, clock, options);
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
}
