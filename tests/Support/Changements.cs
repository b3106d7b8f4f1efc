using Maillage.Schema.Lieux;
using Maillage.Schema.Publication;
using Maillage.Store;

namespace Maillage.Tests.Support;

/// <summary>Writes entities to a journal without the records behind them.</summary>
internal static class Changements
{
    /// <summary>Publishes the lieu as it is now; writes nothing when no field changes.</summary>
    public static async Task PublishAsync(this IChangeSet changes, Lieu lieu, CancellationToken cancellationToken)
    {
        var before = await changes.PublishedAsync(TypeEntite.Lieu, [lieu.Id], cancellationToken);
        var known = await changes.IdentitiesAsync(TypeEntite.Lieu, [lieu.Id], cancellationToken);
        if (JournalChange.Of(before.GetValueOrDefault(lieu.Id), lieu, known.Count > 0 ? Operation.Retour : Operation.Creation) is { } change)
        {
            await changes.WriteAsync([change], cancellationToken);
        }
    }

    /// <summary>Withdraws a published lieu.</summary>
    public static async Task WithdrawAsync(this IChangeSet changes, string id, CancellationToken cancellationToken) =>
        await changes.WriteAsync([JournalChange.End((await changes.PublishedAsync(TypeEntite.Lieu, [id], cancellationToken))[id], Operation.Suppression)], cancellationToken);

    /// <summary>Publishes these lieux in one set of changes.</summary>
    public static async Task PublishAsync(this IStore store, (SourceCard Card, SourceRun Run) source, IEnumerable<Lieu> lieux, CancellationToken cancellationToken)
    {
        await store.MigrateAsync(cancellationToken);
        await using var changes = await store.BeginAsync(rehearsal: false, cancellationToken);
        foreach (var lieu in lieux)
        {
            await changes.PublishAsync(lieu, cancellationToken);
        }

        await changes.CompleteAsync(source, cancellationToken);
    }
}
