using System.Text;
using System.Text.Unicode;

namespace Maillage.Schema.Formats;

/// <summary>A stream whose beginning has been looked at: what kind of text it is, and in which encoding, without losing a byte.</summary>
public sealed class PeekedStream : ForwardStream
{
    private const int PeekLength = 1 << 20;
    private const int PieceLength = 1 << 12;
    private readonly Stream inner;
    private readonly byte[] head;
    private int position;

    private readonly Exception? failure;

    private PeekedStream(Stream inner, byte[] head, Exception? failure)
        : base(inner)
    {
        this.inner = inner;
        this.head = head;
        this.failure = failure;
    }

    /// <summary>The first bytes, at most a mebibyte.</summary>
    public ReadOnlySpan<byte> Head => head;

    /// <summary>Reads the beginning of the stream; bytes that stop making sense there are only said when they are reached.</summary>
    public static PeekedStream Over(Stream stream)
    {
        // Grown as it fills: an archive may hold 35 000 files of a few hundred bytes.
        var head = new byte[PieceLength];
        var length = 0;
        try
        {
            // By small pieces: what is read together with the first bad byte is lost.
            for (var read = -1; read != 0 && length < PeekLength; length += read)
            {
                if (length == head.Length)
                {
                    Array.Resize(ref head, head.Length * 2);
                }

                read = stream.Read(head, length, Math.Min(PieceLength, head.Length - length));
            }

            return new PeekedStream(stream, head[..length], null);
        }
        catch (Exception cut) when (StreamFailure.Explains(cut))
        {
            return new PeekedStream(stream, head[..length], cut);
        }
    }

    /// <summary>True when the text begins as JSON does.</summary>
    public bool LooksLikeJson => FirstCharacter is '[' or '{';

    /// <summary>True when the text begins as a web page does.</summary>
    public bool LooksLikeMarkup => FirstCharacter == '<';

    /// <summary>UTF-16 when a byte order mark says so, UTF-8 when the beginning is; else Windows-1252, which spreadsheets write.</summary>
    public Encoding Encoding => Head switch
    {
        [0xFF, 0xFE, ..] => Encoding.Unicode,
        [0xFE, 0xFF, ..] => Encoding.BigEndianUnicode,
        _ when IsUtf8 => Encoding.UTF8,
        _ => CodePagesEncodingProvider.Instance.GetEncoding(1252) ?? Encoding.Latin1,
    };

    /// <summary>The same text in UTF-8, which is all that JSON readers understand (RFC 8259 §8.1).</summary>
    public Stream AsUtf8() =>
        Encoding is UTF8Encoding ? this : Encoding.CreateTranscodingStream(this, Encoding, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true);

    private char FirstCharacter
    {
        get
        {
            var text = Encoding.GetString(Head[..Math.Min(head.Length, 256)]).AsSpan().TrimStart("\uFEFF \t\r\n");
            return text.IsEmpty ? '\0' : text[0];
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
