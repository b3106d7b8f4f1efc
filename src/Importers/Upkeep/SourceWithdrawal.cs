using Maillage.Importers.Publish;
using Maillage.Importers.Rulings;
using Maillage.Store;

namespace Maillage.Importers.Upkeep;

/// <summary>Takes a source away: its records, its runs, and what only it told of the lieux. What it had told comes back under the same ids if it is imported again.</summary>
public sealed class SourceWithdrawal(IStore store, HumanRulings rulings)
{
    /// <summary>Withdraws a source.</summary>
    /// <param name="source">Its id; it need not be declared any more.</param>
    /// <param name="dryRun">Only says what would change.</param>
    /// <param name="cancellationToken">Stops before anything changes.</param>
    /// <returns>What changed; null when nothing is known of that source.</returns>
    public async Task<ImportReport?> WithdrawAsync(string source, bool dryRun, CancellationToken cancellationToken)
    {
        if ((await store.SourcesAsync(cancellationToken)).All(state => state.Card.Id != source))
        {
            return null;
        }

        await using var changes = await store.BeginAsync(dryRun, cancellationToken);
        var report = new ImportReport(source);
        var publication = Publication.Of(changes, rulings, report);
        // What was erased stays erased, should the source come back.
        foreach (var (id, kept) in (await changes.KnownAsync(source, cancellationToken)).Where(one => one.Value.State != RecordState.Efface))
        {
            var key = new RecordKey(source, id);
            await changes.ForgetAsync(key, cancellationToken);
            publication.Touch(new Touched(key, kept, null));
        }

        await publication.PublishAsync(cancellationToken);
        await changes.ForgetSourceAsync(source, cancellationToken);
        if (!dryRun)
        {
            await changes.CompleteAsync(null, cancellationToken);
        }

        return report;
    }
}
