using Maillage.Importers.Publish;
using Maillage.Importers.Reconcile;
using Maillage.Store;

namespace Maillage.Importers.Rulings;

/// <summary>What persons decided, in the folder <c>decisions/</c>: it overrides what is computed.</summary>
public sealed class HumanRulings
{
    /// <summary>Nothing was decided.</summary>
    public static HumanRulings None { get; } = new();

    /// <summary>Which records are of one lieu, and which are not.</summary>
    internal Decisions Pairs { get; init; } = Decisions.None;

    /// <summary>Which source is believed first.</summary>
    internal Priorities Priorities { get; init; } = Priorities.None;

    /// <summary>What was decided of single records.</summary>
    internal IReadOnlyDictionary<RecordKey, RecordRuling> Records { get; init; } = new Dictionary<RecordKey, RecordRuling>();
}
