using Maillage.Schema.Formats;

namespace Maillage.Importers.Fetch.Archives;

/// <summary>A stream whose first bytes have been looked at, to tell a container. Bytes that stop making sense there are only said when they are reached.</summary>
internal sealed class BegunStream : ForwardStream
{
    private const int PieceLength = 64;
    private readonly Stream inner;
    private readonly byte[] head;
    private readonly Exception? failure;
    private int position;

    private BegunStream(Stream inner, byte[] head, Exception? failure)
        : base(inner)
    {
        this.inner = inner;
        this.head = head;
        this.failure = failure;
    }

    public ReadOnlySpan<byte> Head => head;

    public static BegunStream Over(Stream stream)
    {
        var head = new byte[Containers.HeadLength];
        var length = 0;
        try
        {
            // By small pieces: what is read together with the first bad byte is lost.
            for (var read = -1; read != 0 && length < head.Length; length += read)
            {
                read = stream.Read(head, length, Math.Min(PieceLength, head.Length - length));
            }

            return new BegunStream(stream, head[..length], null);
        }
        catch (Exception cut) when (StreamFailure.Explains(cut))
        {
            return new BegunStream(stream, head[..length], cut);
        }
    }

    public override int Read(Span<byte> buffer)
    {
        if (position == head.Length)
        {
            return failure is null ? inner.Read(buffer) : throw failure;
        }

        var length = Math.Min(buffer.Length, head.Length - position);
        head.AsSpan(position, length).CopyTo(buffer);
        position += length;
        return length;
    }
}
