using ICSharpCode.SharpZipLib;

namespace Maillage.Importers.Fetch;

/// <summary>
/// Gives the two exceptions that readers understand (<see cref="EndOfStreamException"/>, <see cref="InvalidDataException"/>) for those of the library.
/// </summary>
/// <remarks>The framework's own gzip stream takes a cut file for a whole one: the library's does not.</remarks>
internal sealed class CheckedStream(Stream inner) : Stream
{
    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count)
    {
        try
        {
            return inner.Read(buffer, offset, count);
        }
        catch (SharpZipBaseException broken) when (broken.Message.Contains("EOF", StringComparison.OrdinalIgnoreCase))
        {
            throw new EndOfStreamException(broken.Message, broken);
        }
        catch (SharpZipBaseException broken)
        {
            throw new InvalidDataException(broken.Message, broken);
        }
        catch (Exception broken) when (broken is IndexOutOfRangeException or ArgumentException)
        {
            // The library's own checks let some damaged Huffman tables through.
            throw new InvalidDataException(broken.Message, broken);
        }
    }

    public override int Read(Span<byte> buffer)
    {
        var rented = System.Buffers.ArrayPool<byte>.Shared.Rent(buffer.Length);
        try
        {
            var read = Read(rented, 0, buffer.Length);
            rented.AsSpan(0, read).CopyTo(buffer);
            return read;
        }
        finally
        {
            System.Buffers.ArrayPool<byte>.Shared.Return(rented);
        }
    }

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }
}
