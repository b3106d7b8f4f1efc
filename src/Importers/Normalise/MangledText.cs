using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace Maillage.Importers.Normalise;

/// <summary>
/// Text decoded with the wrong table on its way here. « LÃ©guillon » is UTF-8 read as Windows-1252; U+0092 is Windows-1252 read as Latin-1.
/// Repaired only when no other reading is possible.
/// </summary>
internal static class MangledText
{
    // How the first byte of what French is written with reads when UTF-8 is taken for Windows-1252: é → Ã©, œ → Å“, ’ → â€™, « → Â«.
    private static readonly SearchValues<char> FirstSigns = SearchValues.Create("ÃÂâÅ");

    // Windows-1252 from 0x80 to 0x9F; the five codes that it leaves out are U+0000 here.
    private const string Windows1252 = "€\0‚ƒ„…†‡ˆ‰Š‹Œ\0Ž\0\0‘’“”•–—˜™š›œ\0žŸ";

    /// <summary>The text as it was written; null when there is nothing to repair, or no certain way.</summary>
    public static string? Repair(string text) =>
        text.AsSpan().ContainsAny(FirstSigns) && FromUtf8(text) is { } decoded ? decoded : FromLatin1(text);

    // The whole text must turn back into bytes that are UTF-8, of nothing but what French is written with.
    private static string? FromUtf8(string text)
    {
        var bytes = new byte[text.Length];
        for (var i = 0; i < text.Length; i++)
        {
            if (ByteOf(text[i]) is not { } value)
            {
                return null;
            }

            bytes[i] = value;
        }

        if (!Utf8.IsValid(bytes))
        {
            return null;
        }

        var decoded = Encoding.UTF8.GetString(bytes);
        return decoded.Length < text.Length && decoded.All(IsFrench) ? decoded : null;
    }

    private static byte? ByteOf(char c) => c switch
    {
        <= '\u00FF' => (byte)c,
        _ when Windows1252.IndexOf(c) is var position and >= 0 => (byte)(0x80 + position),
        _ => null,
    };

    private static bool IsFrench(char c) =>
        c < '\u0080' || c is (>= '\u00A0' and <= '\u017F') or (>= '\u2010' and <= '\u203A') or '€' or '™' or '\u202F';

    // U+0085 is a line break in its own right.
    private static string? FromLatin1(string text) => text.AsSpan().ContainsAnyInRange('\u0080', '\u009F') && text.Any(IsMisread)
        ? string.Concat(text.Where(c => !IsMisread(c) || Windows1252[c - 0x80] != '\0').Select(c => IsMisread(c) ? Windows1252[c - 0x80] : c))
        : null;

    private static bool IsMisread(char c) => c is >= '\u0080' and <= '\u009F' and not '\u0085';
}
