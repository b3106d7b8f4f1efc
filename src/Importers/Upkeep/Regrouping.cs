using Maillage.Importers.Publish;
using Maillage.Importers.Rulings;
using Maillage.Store;

namespace Maillage.Importers.Upkeep;

/// <summary>Applies the decisions on pairs of records and the priorities of sources without waiting for an import.</summary>
public sealed class Regrouping(IStore store, HumanRulings rulings)
{
    /// <summary>The decisions, the priorities or the rules are not those of what is published: any publication would apply them to everything.</summary>
    public async Task<bool> IsNeededAsync(CancellationToken cancellationToken)
    {
        await using var changes = await store.BeginAsync(rehearsal: false, cancellationToken);
        return !await Publication.Of(changes, rulings, new ImportReport("")).IsCurrentAsync(cancellationToken);
    }

    /// <summary>Regroups the records and makes the lieux anew where decisions, priorities or rules have changed since the last time.</summary>
    /// <param name="dryRun">Only says what would change.</param>
    /// <param name="cancellationToken">Stops before anything changes.</param>
    public async Task<ImportReport> RegroupAsync(bool dryRun, CancellationToken cancellationToken)
    {
        var report = new ImportReport("");
        await using var changes = await store.BeginAsync(dryRun, cancellationToken);
        await Publication.Of(changes, rulings, report).PublishAsync(cancellationToken);
        if (!dryRun)
        {
            await changes.CompleteAsync(null, cancellationToken);
        }

        return report;
    }
}
