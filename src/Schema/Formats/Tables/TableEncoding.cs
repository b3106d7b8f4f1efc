using System.Buffers;
using System.Text;

namespace Maillage.Schema.Formats.Tables;

/// <summary>The encoding of a text table: what its bytes are, whatever is said of them.</summary>
internal static class TableEncoding
{
    /// <param name="peeked">The bytes.</param>
    /// <param name="said">What a person says; UTF-8 is only believed when the bytes agree.</param>
    public static Encoding Of(PeekedStream peeked, Encoding? said)
    {
        if (said is not null and not UTF8Encoding)
        {
            return said;
        }

        var found = peeked.Encoding;
        // One wrong byte does not make a Windows-1252 file of a UTF-8 one: what most of it is decides.
        return found is UTF8Encoding || (found.CodePage == 1252 && IsMostlyUtf8(peeked.Head)) ? TolerantUtf8.Create() : found;
    }

    private static bool IsMostlyUtf8(ReadOnlySpan<byte> head)
    {
        if (head is [0xEF, 0xBB, 0xBF, ..])
        {
            return true;
        }

        var (characters, wrong) = (0, 0);
        while (!head.IsEmpty)
        {
            var outcome = Rune.DecodeFromUtf8(head, out _, out var length);
            characters += outcome == OperationStatus.Done && length > 1 ? 1 : 0;
            wrong += outcome == OperationStatus.Done ? 0 : 1;
            head = head[length..];
        }

        return characters > wrong;
    }
}
