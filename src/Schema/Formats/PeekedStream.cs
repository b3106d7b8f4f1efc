using System.Text;
using System.Text.Unicode;

namespace Maillage.Schema.Formats;

/// <summary>A stream whose beginning has been looked at: what kind of text it is, and in which encoding, without losing a byte.</summary>
public sealed class PeekedStream : Stream
{
    private const int PeekLength = 1 << 20;
    private readonly Stream inner;
    private readonly byte[] head;
    private int position;

    private PeekedStream(Stream inner, byte[] head)
    {
        this.inner = inner;
        this.head = head;
    }

    /// <summary>The first bytes, at most a mebibyte.</summary>
    public ReadOnlySpan<byte> Head => head;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Reads the beginning of the stream.</summary>
    /// <exception cref="InvalidDataException">The bytes do not decompress.</exception>
    /// <exception cref="EndOfStreamException">The compressed bytes end too early.</exception>
    public static PeekedStream Over(Stream stream)
    {
        var head = new byte[PeekLength];
        var length = stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        return new PeekedStream(stream, head[..length]);
    }

    /// <summary>True when the text begins as JSON does.</summary>
    public bool LooksLikeJson => FirstCharacter is '[' or '{';

    /// <summary>True when the text begins as a web page does.</summary>
    public bool LooksLikeMarkup => FirstCharacter == '<';

    /// <summary>UTF-8 when the beginning is; else Windows-1252, which spreadsheets write.</summary>
    public Encoding Encoding => IsUtf8 ? Encoding.UTF8 : CodePagesEncodingProvider.Instance.GetEncoding(1252) ?? Encoding.Latin1;

    private char FirstCharacter
    {
        get
        {
            ReadOnlySpan<byte> text = Head is [0xEF, 0xBB, 0xBF, ..] ? Head[3..] : Head;
            text = text.TrimStart(" \t\r\n"u8);
            return text.IsEmpty ? '\0' : (char)text[0];
        }
    }

    private bool IsUtf8
    {
        get
        {
            // A character may be cut by the end of the peeked part, not by the end of the file.
            for (var cut = 0; cut < 4 && cut <= head.Length; cut++)
            {
                if (Utf8.IsValid(head.AsSpan(0, head.Length - cut)))
                {
                    return true;
                }

                if (head.Length < PeekLength)
                {
                    return false;
                }
            }

            return false;
        }
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        if (position == head.Length)
        {
            return inner.Read(buffer);
        }

        var length = Math.Min(buffer.Length, head.Length - position);
        head.AsSpan(position, length).CopyTo(buffer);
        position += length;
        return length;
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
