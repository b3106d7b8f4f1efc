using Maillage.Schema.Lieux;
using Maillage.Schema.Publication;

namespace Maillage.Catalogue;

/// <summary>The version that comes after a snapshot, while its changes are read. Lieux, the most of them by far, are not kept but for what is served of them.</summary>
public sealed class NextSnapshot
{
    private readonly Snapshot before;
    private readonly List<Delta> services = [];
    private readonly List<Delta> demarches = [];

    internal NextSnapshot(Snapshot before, IReadOnlySet<string> mediation)
    {
        (this.before, Mediation) = (before, mediation);
        Lieux = before.Lieux.Next(LieuxIndexes.Of(mediation));
    }

    internal IReadOnlySet<string> Mediation { get; }

    internal NextDataset<Lieu> Lieux { get; }

    // Services are found by where their lieu is: they wait until all the lieux are there.
    internal IReadOnlyList<Delta> Services => services;

    internal IReadOnlyList<Delta> Demarches => demarches;

    /// <summary>Instant of the last of the changes; null when none is known.</summary>
    internal DateTimeOffset? ChangedAt { get; private set; }

    /// <summary>Gathers some changes.</summary>
    /// <param name="changes">One an entity at most, in all.</param>
    public void Add(IReadOnlyCollection<Delta> changes)
    {
        ArgumentNullException.ThrowIfNull(changes);
        ChangedAt = changes.Max(change => change.Date) is { } last && (ChangedAt is null || last > ChangedAt) ? last : ChangedAt;
        Lieux.Add(changes.Where(change => change.Type == TypeEntite.Lieu));
        services.AddRange(changes.Where(change => change.Type == TypeEntite.Service));
        demarches.AddRange(changes.Where(change => change.Type == TypeEntite.Demarche));
    }

    /// <summary>The next snapshot; what did not change is shared with the one before.</summary>
    /// <param name="version">Sequence number of the last change.</param>
    /// <param name="former">The records that have left their lieu.</param>
    public Snapshot Complete(long version, IReadOnlyCollection<FormerRecordOfLieu> former) => before.After(version, this, former);
}
