using System.Text;
using Maillage.Schema.Parsing;

namespace Maillage.Importers.Normalise;

/// <summary>
/// Text as people type it: one form of each character (NFC), one apostrophe, one space between words, no markup, nothing invisible.
/// </summary>
internal static class TextNormaliser
{
    // Markup and mangled encodings come in layers (&amp;lt;p&amp;gt;); more of them than this is nobody's text.
    private const int MostLayers = 8;

    // Beyond, it is a page and not a value: cut at a word.
    private const int Longest = 10_000;

    // No sign over a door says more.
    private const int LongestName = 300;

    public static Parsed<string> Parse(string field, string? raw)
    {
        if (string.IsNullOrWhiteSpace(raw))
        {
            return Parsed.Nothing<string>();
        }

        if (!IsSound(raw))
        {
            return Parsed.Refused<string>(new Issue(field, IssueCodes.TexteCorrompu, Printable(raw)));
        }

        var (text, repair) = Clean(raw);
        return text is null ? Parsed.Refused<string>(new Issue(field, IssueCodes.TexteCorrompu, raw))
            : EmptyWords.SayNothing(text) ? Parsed.Nothing<string>()
            : text.Length > LongestOf(field) ? Parsed.Repaired(CutAtWord(text, LongestOf(field)), new Issue(field, IssueCodes.TexteTropLong, CutAtWord(text, LongestName)))
            : repair is null ? Parsed.Ok(text)
            : Parsed.Repaired(text, new Issue(field, repair, raw, text));
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

    private static int LongestOf(string field) => field == "nom" ? LongestName : Longest;

    // Until nothing changes any more: what is published must read the same when it comes back.
    private static (string? Text, IssueCode? Repair) Clean(string raw)
    {
        var (text, repair) = (raw, (IssueCode?)null);
        for (var layer = 0; layer < MostLayers && IsSound(text); layer++)
        {
            if (MangledText.Repair(text) is { } decoded)
            {
                (text, repair) = (decoded, IssueCodes.EncodageRepare);
            }
            else if (HtmlText.Strip(text) is { } stripped)
            {
                (text, repair) = (stripped, repair ?? IssueCodes.HtmlRetire);
            }
            else if (Collapse(text.Normalize(NormalizationForm.FormC)) is var collapsed && collapsed != text)
            {
                text = collapsed;
            }
            else
            {
                return (text, repair);
            }
        }

        return (null, null);
    }

    private static string Collapse(string text)
    {
        var builder = new StringBuilder(text.Length);
        var pendingSpace = false;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (char.IsWhiteSpace(c) || char.IsControl(c))
            {
                pendingSpace = builder.Length > 0;
            }
            else if (!IsInvisible(c, builder))
            {
                if (pendingSpace)
                {
                    builder.Append(' ');
                    pendingSpace = false;
                }

                Append(builder, c, i + 1 < text.Length ? text[i + 1] : ' ');
            }
        }

        return builder.ToString();
    }

    // « l’été », « d‘activités », « aujourd´hui »: the apostrophe of the keyboard. A mark that is not between letters is a quote and stays.
    private static void Append(StringBuilder builder, char c, char next)
    {
        var previous = builder.Length > 0 ? builder[^1] : ' ';
        var isApostrophe = c switch
        {
            '\u2019' or '\u02BC' => char.IsLetter(previous) && (char.IsLetterOrDigit(next) || next is '«' or '“' or '"' or '\''),
            '\u2018' or '\u00B4' or '`' or '\u2032' => char.IsLetter(previous) && char.IsLetter(next),
            _ => false,
        };
        // « l''Hôtel » went through a program that doubles apostrophes.
        var isDoubled = c == '\'' && previous == '\'' && builder.Length > 1 && char.IsLetter(builder[^2]) && char.IsLetter(next);
        if (!isDoubled)
        {
            builder.Append(isApostrophe ? '\'' : c);
        }
    }

    // Zero-width space and non-joiner, word joiner, byte order mark, soft hyphen, direction marks: what pasting leaves behind.
    // The zero-width joiner holds emoji together; after a letter it holds nothing.
    private static bool IsInvisible(char c, StringBuilder before) => c switch
    {
        '\u200B' or '\u200C' or '\u2060' or '\uFEFF' or '\u00AD' or '\u200E' or '\u200F' => true,
        (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069') => true,
        '\u200D' => before.Length == 0 || char.IsLetterOrDigit(before[^1]) || before[^1] == ' ',
        _ => false,
    };

    // U+FFFE and U+FFFF are no characters (a byte order mark read the wrong way round): Normalize refuses them with an exception.
    private static bool IsSound(string text)
    {
        if (text.AsSpan().ContainsAny('\uFFFD', '\uFFFE', '\uFFFF'))
        {
            return false;
        }

        for (var i = text.AsSpan().IndexOfAnyInRange('\uD800', '\uDFFF'); i >= 0 && i < text.Length; i++)
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
