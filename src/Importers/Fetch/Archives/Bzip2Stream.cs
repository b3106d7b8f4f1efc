using ICSharpCode.SharpZipLib.BZip2;
using Maillage.Schema.Formats;

namespace Maillage.Importers.Fetch.Archives;

/// <summary>Bzip2 whose every stream is read: tools that compress on several cores write many, one after the other, and the library reads the first only.</summary>
internal sealed class Bzip2Stream(Stream compressed) : ForwardStream(compressed)
{
    // The library asks for its bytes one by one.
    private readonly BufferedStream source = new(compressed, 1 << 16);
    private BZip2InputStream? current;

    public override int Read(Span<byte> buffer)
    {
        // Not in the constructor: the library decodes a block as soon as it is made.
        current ??= Begin(source);
        while (true)
        {
            var read = current.Read(buffer);
            if (read > 0 || buffer.IsEmpty)
            {
                return read;
            }

            // A stream ends on a byte (bzip2 pads its last one).
            var next = source.ReadByte();
            if (next < 0)
            {
                return 0;
            }

            current.Dispose();
            current = Begin(new FirstByteBack(source, (byte)next));
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            current?.Dispose();
            source.Dispose();
        }

        base.Dispose(disposing);
    }

    private static BZip2InputStream Begin(Stream stream) => new(stream) { IsStreamOwner = false };

    /// <summary>The stream, with the byte that was looked at.</summary>
    private sealed class FirstByteBack(Stream inner, byte first) : ForwardStream(inner)
    {
        private readonly Stream inner = inner;
        private bool given;

        public override int ReadByte()
        {
            if (given)
            {
                return inner.ReadByte();
            }

            given = true;
            return first;
        }

        public override int Read(Span<byte> buffer)
        {
            if (given || buffer.IsEmpty)
            {
                return inner.Read(buffer);
            }

            given = true;
            buffer[0] = first;
            return 1;
        }
    }
}
