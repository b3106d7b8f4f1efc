using Maillage.Schema.Lieux;
using Maillage.Schema.Services;
using Maillage.Store;

namespace Maillage.Importers.Publish;

/// <summary>Publishes what the records of one import make, together with what the records of other sources add to it, or belong to it.</summary>
internal sealed class Publisher(IImport import, string source, ImportReport report)
{
    // What this import attaches to records of other sources, as it is now; null: no longer. A rehearsal writes nothing, so the store does not know it.
    private readonly Dictionary<RecordKey, Dictionary<string, AttachedRecord?>> attaching = [];

    /// <summary>Publishes what a record makes.</summary>
    /// <param name="record">The record, as it is kept.</param>
    /// <param name="before">As it was kept; null when it is new.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task PublishAsync(SourceRecord record, KeptRecord? before, CancellationToken cancellationToken)
    {
        Attach(record.Id, before?.Cible, null);
        Attach(record.Id, record.Cible, record.State == RecordState.Publie ? new AttachedRecord(new RecordKey(source, record.Id), record.Fiche, record.Complement) : null);
        switch (record.Fiche)
        {
            case Lieu lieu:
                await PublishAsync(lieu, record.Id, cancellationToken);
                break;
            case Service service:
                await PublishAsync(service, record.Cible, cancellationToken);
                break;
            case { } entity:
                report.Count(await import.PublishAsync(entity, cancellationToken));
                break;
            default:
                break;
        }
    }

    /// <summary>Withdraws what a record made, when something was published of it.</summary>
    public async Task WithdrawAsync(string id, KeptRecord kept, CancellationToken cancellationToken)
    {
        Attach(id, kept.Cible, null);
        if (kept is { State: RecordState.Publie, Makes: { } type, EntiteId: { } entity })
        {
            report.Count(await import.WithdrawAsync(type, entity, cancellationToken));
            await LinkServicesAsync(await import.AttachedToAsync(new RecordKey(source, id), cancellationToken), null, cancellationToken);
        }
    }

    /// <summary>Publishes anew the lieux of other sources that this import completes.</summary>
    public async Task SettleAsync(CancellationToken cancellationToken)
    {
        foreach (var (target, changes) in attaching)
        {
            if (await import.RecordAsync(target, cancellationToken) is not { Fiche: Lieu fiche })
            {
                report.WithoutTarget += changes.Values.Count(record => record is not null);
            }
            else
            {
                var others = (await import.AttachedToAsync(target, cancellationToken)).Where(record => record.Key.Source != source || !changes.ContainsKey(record.Key.Id));
                report.Count(await import.PublishAsync(Golden.Of(fiche, [.. others, .. changes.Values.OfType<AttachedRecord>()]), cancellationToken));
            }
        }

        attaching.Clear();
    }

    private async Task PublishAsync(Lieu fiche, string id, CancellationToken cancellationToken)
    {
        var attached = await import.AttachedToAsync(new RecordKey(source, id), cancellationToken);
        report.Count(await import.PublishAsync(Golden.Of(fiche, attached), cancellationToken));
        await LinkServicesAsync(attached, fiche.Id, cancellationToken);
    }

    private async Task PublishAsync(Service service, RecordKey? structure, CancellationToken cancellationToken)
    {
        var lieu = structure is null ? null : await import.RecordAsync(structure, cancellationToken);
        report.Count(await import.PublishAsync(service with { LieuId = lieu?.EntiteId }, cancellationToken));
    }

    private async Task LinkServicesAsync(IReadOnlyList<AttachedRecord> attached, string? lieuId, CancellationToken cancellationToken)
    {
        foreach (var service in attached.Select(record => record.Fiche).OfType<Service>())
        {
            report.Count(await import.PublishAsync(service with { LieuId = lieuId }, cancellationToken));
        }
    }

    private void Attach(string id, RecordKey? target, AttachedRecord? record)
    {
        if (target is not null)
        {
            (attaching.TryGetValue(target, out var changes) ? changes : attaching[target] = [])[id] = record;
        }
    }
}
