namespace Maillage.Catalogue;

/// <summary>
/// The snapshot being served and the ones that pages under way still need: eight at most, none older than an hour, and fewer when memory is short. Whoever reads a version
/// that had to go is told to begin again: that is better than a service that stops.
/// </summary>
/// <param name="clock">Tells how old a version is.</param>
/// <param name="isMemoryShort">Whether versions must go.</param>
public sealed class Versions(TimeProvider clock, Func<bool> isMemoryShort)
{
    private const int MostKept = 8;
    private static readonly TimeSpan LongestKept = TimeSpan.FromHours(1);

    public Versions(TimeProvider clock)
        : this(clock, TakesHalfTheMachine)
    {
    }

    // Replaced whole in one assignment: a reader takes the list once and never waits.
    private volatile IReadOnlyList<Kept> kept = [];

    /// <summary>The snapshot to answer from; null until the first one is there.</summary>
    public Snapshot? Current => kept is [.., var last] ? last.Snapshot : null;

    /// <summary>The snapshot of that version; null when it is no longer, or not yet, kept.</summary>
    public Snapshot? Find(long version) => kept.FirstOrDefault(one => one.Snapshot.Version == version)?.Snapshot;

    /// <summary>Serves this snapshot from now on. One writer at a time.</summary>
    /// <param name="snapshot">The snapshot.</param>
    /// <param name="alone">No earlier version is served any more, to pages under way either: something was erased.</param>
    public void Publish(Snapshot snapshot, bool alone = false)
    {
        Forget();
        var now = clock.GetUtcNow();
        // What counts is when a version stopped being the current one: until then its pages had no reason to end. Versions of another database
        // mean nothing here.
        var superseded = kept
            .Where(one => !alone && one.Snapshot.Origin == snapshot.Origin)
            .Select(one => one.Until == DateTimeOffset.MaxValue ? one with { Until = now } : one);
        kept = [.. superseded.TakeLast(MostKept - 1), new Kept(snapshot, DateTimeOffset.MaxValue)];
    }

    /// <summary>
    /// Forgets the versions that have waited long enough, and the older half of the others when memory is short, whatever was published: there may be nothing for long. By the
    /// one writer, before each publication: the next version needs room.
    /// </summary>
    public void Forget()
    {
        var now = clock.GetUtcNow();
        if (kept.Any(IsOver))
        {
            kept = [.. kept.Where(one => !IsOver(one))];
        }

        if (kept.Count > 1 && isMemoryShort())
        {
            kept = [.. kept.Skip(kept.Count / 2)];
        }

        bool IsOver(Kept one) => one.Until != DateTimeOffset.MaxValue && now - one.Until >= LongestKept;
    }

    // What the last collection found, beside what the machine, or its container, may lend. One version is made while the others are there.
    private static bool TakesHalfTheMachine() => GC.GetGCMemoryInfo() is var memory && memory.HeapSizeBytes > memory.TotalAvailableMemoryBytes / 2;

    private sealed record Kept(Snapshot Snapshot, DateTimeOffset Until);
}
