using System.Globalization;
using System.Text;

namespace Maillage.Schema.Texte;

/// <summary>Folds text so that two spellings of the same words compare equal.</summary>
public static class Repli
{
    private const int StackLimit = 256;

    /// <summary>What each Latin letter with a diacritic folds to, from U+00C0 to U+024F.</summary>
    private static readonly string?[] latin = BuildLatin('\u00C0', '\u024F');

    /// <summary>The same from U+1E00 to U+1EFF.</summary>
    private static readonly string?[] latinAdditional = BuildLatin('\u1E00', '\u1EFF');

    /// <summary>
    /// Lower case, Latin letters without diacritics, <c>œ</c> as <c>oe</c> and <c>æ</c> as <c>ae</c>; every run of characters that
    /// is neither a letter nor a digit becomes one space; trimmed.
    /// </summary>
    /// <param name="texte">Any text; <see langword="null"/> reads as empty.</param>
    /// <returns>The folded text, never <see langword="null"/>. Folding it again changes nothing.</returns>
    /// <example><c>Plier("  L'Hôtel-de-Ville (Œuvre)")</c> is <c>"l hotel de ville oeuvre"</c>.</example>
    public static string Plier(string? texte)
    {
        if (string.IsNullOrEmpty(texte))
            return "";

        // No character folds to more than two.
        var size = texte.Length * 2;
        Span<char> buffer = size <= StackLimit ? stackalloc char[StackLimit] : new char[size];
        var length = Fold(texte, buffer);
        var folded = buffer[..length];
        return folded.SequenceEqual(texte) ? texte : folded.ToString();
    }

    private static int Fold(string text, Span<char> buffer)
    {
        var length = 0;
        var gap = false;
        foreach (var c in text)
        {
            // A combining mark belongs to the letter before it: "e" + U+0301 folds as "é" does.
            if (!char.IsLetterOrDigit(c))
            {
                gap |= char.IsAscii(c) || CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark;
                continue;
            }

            if (gap && length > 0)
                buffer[length++] = ' ';
            gap = false;
            var lower = char.IsAscii(c) ? (char)(c | 0x20) : char.ToLowerInvariant(c);
            if (FoldedLatin(lower) is { } latin)
            {
                foreach (var letter in latin)
                    buffer[length++] = letter;
            }
            else
            {
                buffer[length++] = lower;
            }
        }

        return length;
    }

    private static string? FoldedLatin(char c) => c switch
    {
        >= '\u00C0' and <= '\u024F' => latin[c - '\u00C0'],
        >= '\u1E00' and <= '\u1EFF' => latinAdditional[c - '\u1E00'],
        _ => null,
    };

    private static string?[] BuildLatin(char first, char last)
    {
        var table = new string?[last - first + 1];
        for (var c = first; c <= last; c++)
            table[c - first] = FoldLetter(c);
        return table;
    }

    private static string? FoldLetter(char c)
    {
        if (!char.IsLetter(c))
            return null;
        // The base letter first: ǿ is ø with an accent, ǽ is æ with one.
        var letter = char.ToLowerInvariant(c.ToString().Normalize(NormalizationForm.FormD)[0]);
        return letter switch
        {
            'œ' => "oe",
            'æ' => "ae",
            'ß' or 'ẞ' => "ss",
            'ø' => "o",
            'đ' or 'ð' => "d",
            'ł' => "l",
            'þ' => "th",
            'ı' => "i",
            _ => letter.ToString(),
        };
    }
}
