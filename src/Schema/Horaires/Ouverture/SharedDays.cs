using System.Collections.Concurrent;

namespace Maillage.Schema.Horaires.Ouverture;

/// <summary>The plans of days that are the same for many lieux, kept once: all of France has a few thousand. Thread-safe.</summary>
internal static class SharedDays
{
    // Whoever makes hours up makes no more of them stay than that.
    private const int MostKept = 20_000;

    private static readonly ConcurrentDictionary<DayPlan, DayPlan> Known = new();
    private static int kept;

    /// <summary>The same plan, maybe one that others have.</summary>
    public static DayPlan Of(DayPlan plan) =>
        Known.TryGetValue(plan, out var known) ? known
        : Interlocked.Increment(ref kept) <= MostKept ? Known.GetOrAdd(plan, plan)
        : plan;
}
