using ICSharpCode.SharpZipLib;
using Maillage.Schema.Formats;

namespace Maillage.Importers.Fetch;

/// <summary>
/// Gives the two exceptions that readers understand (<see cref="EndOfStreamException"/>, <see cref="InvalidDataException"/>) for those of the library.
/// </summary>
/// <remarks>The framework's own gzip stream takes a cut file for a whole one: the library's does not.</remarks>
internal sealed class CheckedStream(Stream inner) : ForwardStream(inner)
{
    private readonly Stream compressed = inner;

    public override int Read(byte[] buffer, int offset, int count)
    {
        try
        {
            return compressed.Read(buffer, offset, count);
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
}
