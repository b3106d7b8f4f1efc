using System.Collections.Concurrent;
using Maillage.Schema.Formats;

namespace Maillage.Importers.Fetch.Archives;

/// <summary>Decompresses on a thread of its own while the reader makes sense of what came before: a few blocks ahead, never more.</summary>
internal sealed class ReadAheadStream : ForwardStream
{
    private const int BlockLength = 1 << 17;
    private const int BlocksAhead = 8;

    private readonly Stream inner;
    private readonly BlockingCollection<(byte[] Bytes, int Length)> ready = new(BlocksAhead);
    private readonly BlockingCollection<byte[]> free = [];
    private readonly CancellationTokenSource stopping = new();
    private readonly Task producing;
    private (byte[] Bytes, int Length) current = ([], 0);
    private int position;
    private bool isDisposed;

    public ReadAheadStream(Stream inner)
        : base(inner)
    {
        this.inner = inner;
        for (var block = 0; block < BlocksAhead + 1; block++)
        {
            free.Add(new byte[BlockLength]);
        }

        producing = Task.Factory.StartNew(Produce, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    public override int Read(Span<byte> buffer)
    {
        if (position == current.Length && !Next())
        {
            return 0;
        }

        var length = Math.Min(buffer.Length, current.Length - position);
        current.Bytes.AsSpan(position, length).CopyTo(buffer);
        position += length;
        return length;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing && !isDisposed)
        {
            isDisposed = true;
            stopping.Cancel();
            // The stream must not be closed under the thread that reads it; what it met does not matter any more.
            ((IAsyncResult)producing).AsyncWaitHandle.WaitOne();
            ready.Dispose();
            free.Dispose();
            stopping.Dispose();
        }

        base.Dispose(disposing);
    }

    private bool Next()
    {
        if (current.Bytes.Length > 0)
        {
            free.Add(current.Bytes);
            current = ([], 0);
        }

        position = 0;
        if (ready.TryTake(out current, Timeout.Infinite))
        {
            return true;
        }

        current = ([], 0);
        // What stopped the other thread is thrown here, once what it had read before is given.
        producing.GetAwaiter().GetResult();
        return false;
    }

    private void Produce()
    {
        try
        {
            while (!stopping.IsCancellationRequested)
            {
                var block = free.Take(stopping.Token);
                var length = inner.Read(block, 0, block.Length);
                if (length == 0)
                {
                    return;
                }

                ready.Add((block, length), stopping.Token);
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The reader has stopped: nobody waits for the rest.
        }
        finally
        {
            ready.CompleteAdding();
        }
    }
}
