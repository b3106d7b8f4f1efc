using Maillage.Importers.Reconcile;
using Maillage.Importers.Rulings;
using Maillage.Store;

namespace Maillage.Importers.Publish;

/// <summary>How what was decided bears on what is published.</summary>
internal static class Publication
{
    /// <summary>Publishes under what persons decided.</summary>
    /// <param name="changes">Where it is written.</param>
    /// <param name="rulings">What was decided.</param>
    /// <param name="report">Receives what happens.</param>
    public static Publisher Of(IChangeSet changes, HumanRulings rulings, ImportReport report) =>
        new(changes, new Reconciler(changes, rulings.Pairs), new Golden(rulings.Priorities), report);
}
