namespace Maillage.Tests.Support;

/// <summary>A stream that gives its bytes by pieces, as a socket or a decompressor does.</summary>
/// <param name="bytes">What it holds.</param>
/// <param name="tailles">Sizes of the pieces, taken in turn.</param>
internal sealed class FluxMorcele(byte[] bytes, params int[] tailles) : Stream
{
    private int position;
    private int turn;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        var size = tailles[turn++ % tailles.Length];
        var length = Math.Min(Math.Min(size, buffer.Length), bytes.Length - position);
        bytes.AsSpan(position, length).CopyTo(buffer);
        position += length;
        return length;
    }

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
