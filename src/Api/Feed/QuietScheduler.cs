using System.Collections.Concurrent;

namespace Maillage.Api.Feed;

/// <summary>Threads that give way to those that answer readers: a publication takes what they leave of the processors.</summary>
internal sealed class QuietScheduler : TaskScheduler
{
    [ThreadStatic]
    private static bool isOurs;

    // Small enough for a collection of one or two milliseconds; a smaller one costs a publication more than it spares readers.
    private const long AllocatedBetweenCollections = 5_000_000;

    private readonly BlockingCollection<Task> waiting = [];
    private readonly EarlyCollector collector = new(AllocatedBetweenCollections, () => GC.Collect(0, GCCollectionMode.Forced, blocking: true));

    /// <summary>As many threads as there are processors: who else would use them, at night?</summary>
    private QuietScheduler()
    {
        for (var rank = 0; rank < Environment.ProcessorCount; rank++)
        {
            new Thread(Work) { IsBackground = true, Name = "publication" }.Start();
        }
    }

    /// <summary>The threads of this process.</summary>
    public static QuietScheduler Shared { get; } = new();

    /// <summary>Runs there, with all that it starts in turn and awaits.</summary>
    public Task<T> RunAsync<T>(Func<Task<T>> act, CancellationToken cancellationToken) =>
        Task.Factory.StartNew(act, cancellationToken, TaskCreationOptions.None, this).Unwrap();

    protected override IEnumerable<Task> GetScheduledTasks() => waiting.ToArray();

    protected override void QueueTask(Task task) => waiting.Add(task);

    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) => isOurs && TryExecuteTask(task);

    private void Work()
    {
        isOurs = true;
        QuietThread.GiveWay();
        foreach (var task in waiting.GetConsumingEnumerable())
        {
            collector.Work(() => TryExecuteTask(task));
        }
    }
}
