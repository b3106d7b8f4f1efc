using System.Buffers;
using System.IO.Pipelines;

namespace Maillage.Api.Http;

/// <summary>Writes the many small parts of a body straight into the memory that is sent, which is asked for in large pieces: each request of a piece costs a lock.</summary>
internal sealed class BodyOutput : IBufferWriter<byte>
{
    private const int LargestPiece = 64 * 1024;

    private readonly PipeWriter pipe;
    private long length;
    private Memory<byte> piece;
    private int written;

    private BodyOutput(PipeWriter pipe, long length) => (this.pipe, this.length) = (pipe, length);

    /// <summary>The body of an answer whose headers are complete, its length among them.</summary>
    public static async ValueTask<BodyOutput> StartAsync(HttpResponse response, CancellationToken cancellationToken)
    {
        // What is written before the headers is kept aside by the server, and copied.
        await response.StartAsync(cancellationToken);
        return new BodyOutput(response.BodyWriter, response.ContentLength ?? 0);
    }

    public void Advance(int count) => written += count;

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        if (piece.Length - written < Math.Max(1, sizeHint))
        {
            Complete();
            piece = pipe.GetMemory((int)Math.Max(sizeHint, Math.Min(length, LargestPiece)));
        }

        return piece[written..];
    }

    public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    /// <summary>Sends what is written so far, and waits for a reader that does not follow.</summary>
    public async ValueTask FlushAsync(CancellationToken cancellationToken)
    {
        Complete();
        await pipe.FlushAsync(cancellationToken);
    }

    /// <summary>Bytes that are not sent yet.</summary>
    public long Unsent => pipe.UnflushedBytes + written;

    // What is written belongs to the pipe.
    private void Complete()
    {
        if (written > 0)
        {
            pipe.Advance(written);
            length -= written;
        }

        (piece, written) = (default, 0);
    }
}
