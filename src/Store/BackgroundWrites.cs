using System.Threading.Channels;

namespace Maillage.Store;

/// <summary>Writes in the order of the calls, while the caller goes on: the database takes one core, what is to be written is made on another.</summary>
internal sealed class BackgroundWrites : IAsyncDisposable
{
    private readonly Channel<Func<Task>> queue;
    private readonly Func<Exception, StoreException?> explain;
    private readonly Task writer;
    private volatile Exception? failure;

    /// <param name="longestQueue">Bounds the memory when the database is slower than the reading.</param>
    /// <param name="explain">What a failure of the database means; null for another failure.</param>
    public BackgroundWrites(int longestQueue, Func<Exception, StoreException?> explain)
    {
        this.explain = explain;
        queue = Channel.CreateBounded<Func<Task>>(new BoundedChannelOptions(longestQueue) { SingleReader = true, SingleWriter = true });
        writer = Task.Run(WriteAsync);
    }

    /// <exception cref="StoreException">What an earlier write failed with.</exception>
    public ValueTask EnqueueAsync(Func<Task> write, CancellationToken cancellationToken)
    {
        Rethrow();
        return queue.Writer.WriteAsync(write, cancellationToken);
    }

    /// <summary>The same, for a database that writes in the calling thread.</summary>
    /// <exception cref="StoreException">What an earlier write failed with.</exception>
    public ValueTask EnqueueAsync(Action write, CancellationToken cancellationToken) => EnqueueAsync(
        () =>
        {
            write();
            return Task.CompletedTask;
        },
        cancellationToken);

    /// <summary>Returns when everything is written.</summary>
    /// <exception cref="StoreException">What a write failed with.</exception>
    public async Task FlushAsync(CancellationToken cancellationToken)
    {
        var written = new End();
        await queue.Writer.WriteAsync(written.ReachAsync, cancellationToken);
        await written.Reached.WaitAsync(cancellationToken);
        Rethrow();
    }

    public async ValueTask DisposeAsync()
    {
        // What was not completed is not wanted.
        failure ??= new ObjectDisposedException(nameof(BackgroundWrites));
        queue.Writer.TryComplete();
        await writer;
    }

    private void Rethrow()
    {
        if (failure is { } failed)
        {
            throw failed as StoreException ?? explain(failed) ?? new StoreException("Une écriture a échoué.", failed);
        }
    }

    private async Task WriteAsync()
    {
        await foreach (var write in queue.Reader.ReadAllAsync())
        {
            // After a failure the queue is emptied without writing, but those who wait for its end are told.
            if (failure is null || write.Target is End)
            {
                try
                {
                    await write();
                }
                catch (Exception failed)
                {
                    failure = failed;
                }
            }
        }
    }

    /// <summary>The end of what was enqueued at some moment.</summary>
    private sealed class End
    {
        private readonly TaskCompletionSource reached = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Reached => reached.Task;

        public Task ReachAsync()
        {
            reached.SetResult();
            return Task.CompletedTask;
        }
    }
}
