using System.Text;
using Maillage.Schema.Formats;

namespace Maillage.Tests.Support;

/// <summary>A large file that is never in memory nor on disk: its pieces are made as they are read.</summary>
internal sealed class FluxGenere(IEnumerable<string> pieces) : ForwardStream(Null)
{
    private readonly IEnumerator<string> pieces = pieces.GetEnumerator();
    private byte[] piece = [];
    private int position;

    public override int Read(Span<byte> buffer)
    {
        while (position == piece.Length)
        {
            if (!pieces.MoveNext())
            {
                return 0;
            }

            (piece, position) = (Encoding.UTF8.GetBytes(pieces.Current), 0);
        }

        var length = Math.Min(buffer.Length, piece.Length - position);
        piece.AsSpan(position, length).CopyTo(buffer);
        position += length;
        return length;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            pieces.Dispose();
        }

        base.Dispose(disposing);
    }
}
