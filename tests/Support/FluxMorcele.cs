using Maillage.Schema.Formats;

namespace Maillage.Tests.Support;

/// <summary>A stream that gives its bytes by pieces, as a socket or a decompressor does.</summary>
/// <param name="bytes">What it holds.</param>
/// <param name="tailles">Sizes of the pieces, taken in turn.</param>
internal sealed class FluxMorcele(byte[] bytes, params int[] tailles) : ForwardStream(Null)
{
    private int position;
    private int turn;

    public override int Read(Span<byte> buffer)
    {
        var size = tailles[turn++ % tailles.Length];
        var length = Math.Min(Math.Min(size, buffer.Length), bytes.Length - position);
        bytes.AsSpan(position, length).CopyTo(buffer);
        position += length;
        return length;
    }
}
