using System.Text;
using Maillage.Schema.Parsing;

namespace Maillage.Importers.Normalise;

/// <summary>Text as people type it: one form of each character (NFC), one space between words, nothing invisible.</summary>
internal static class TextNormaliser
{
    public static Parsed<string> Parse(string field, string? raw)
    {
        if (string.IsNullOrWhiteSpace(raw))
        {
            return Parsed.Nothing<string>();
        }

        // U+FFFE is no character: a byte order mark read the wrong way round, which Normalize refuses with an exception.
        if (raw.AsSpan().ContainsAny('\uFFFD', '\uFFFE') || !IsWellFormed(raw))
        {
            return Parsed.Refused<string>(new Issue(field, IssueCodes.TexteCorrompu, Printable(raw)));
        }

        var text = Collapse(raw.Normalize(NormalizationForm.FormC));
        return text.Length == 0 ? Parsed.Nothing<string>() : Parsed.Ok(text);
    }

    /// <summary>Shortens a text at a word, with an ellipsis, so that it has at most that many characters.</summary>
    public static string CutAtWord(string text, int longest)
    {
        if (text.Length <= longest)
        {
            return text;
        }

        var space = text.LastIndexOf(' ', longest - 1);
        var end = space > longest / 2 ? space : longest - 1;
        // Never half of a character.
        end -= char.IsHighSurrogate(text[end - 1]) ? 1 : 0;
        return text[..end].TrimEnd(' ', ',', ';', ':', '.') + "…";
    }

    private static string Collapse(string text)
    {
        var builder = new StringBuilder(text.Length);
        var pendingSpace = false;
        foreach (var c in text)
        {
            if (char.IsWhiteSpace(c) || char.IsControl(c))
            {
                pendingSpace = builder.Length > 0;
            }
            else if (!IsInvisible(c))
            {
                if (pendingSpace)
                {
                    builder.Append(' ');
                    pendingSpace = false;
                }

                builder.Append(c);
            }
        }

        return builder.ToString();
    }

    // Zero-width space, word joiner, byte order mark, soft hyphen: what pasting leaves behind.
    private static bool IsInvisible(char c) => c is '\u200B' or '\u2060' or '\uFEFF' or '\u00AD';

    private static bool IsWellFormed(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                i++;
            }
            else if (char.IsSurrogate(text[i]))
            {
                return false;
            }
        }

        return true;
    }

    private static string Printable(string text) => string.Concat(text.Select(c => char.IsSurrogate(c) ? '\uFFFD' : c));
}
