using System.Threading.Channels;

namespace Maillage.Store.Sqlite;

/// <summary>Writes in the order of the calls, while the caller goes on: SQLite takes one core, what is to be written is made on another.</summary>
internal sealed class BackgroundWrites : IAsyncDisposable
{
    // Bounds the memory when the disk is slower than the reading.
    private const int LongestQueue = 256;

    private readonly Channel<Action> queue = Channel.CreateBounded<Action>(new BoundedChannelOptions(LongestQueue) { SingleReader = true, SingleWriter = true });
    private readonly Task writer;
    private volatile Exception? failure;

    public BackgroundWrites() => writer = Task.Run(WriteAsync);

    /// <exception cref="Exception">What an earlier write failed with.</exception>
    public ValueTask EnqueueAsync(Action write, CancellationToken cancellationToken)
    {
        Rethrow();
        return queue.Writer.WriteAsync(write, cancellationToken);
    }

    /// <summary>Returns when everything is written.</summary>
    /// <exception cref="Exception">What a write failed with.</exception>
    public async Task FlushAsync(CancellationToken cancellationToken)
    {
        var written = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await queue.Writer.WriteAsync(written.SetResult, cancellationToken);
        await written.Task.WaitAsync(cancellationToken);
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
            throw failed is Microsoft.Data.Sqlite.SqliteException refused ? SqliteFailure.Explain(refused) : new StoreException("Une écriture a échoué.", failed);
        }
    }

    private async Task WriteAsync()
    {
        await foreach (var write in queue.Reader.ReadAllAsync())
        {
            // After a failure the queue is emptied without writing, but those who wait for its end are told.
            if (failure is null || write.Target is TaskCompletionSource)
            {
                try
                {
                    write();
                }
                catch (Exception failed)
                {
                    failure = failed;
                }
            }
        }
    }
}
