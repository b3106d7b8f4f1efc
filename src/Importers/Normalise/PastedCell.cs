using System.Buffers;
using System.Text.RegularExpressions;

namespace Maillage.Importers.Normalise;

/// <summary>A cell that should hold one plain value and was copied from a web page: what is not seen in the page is taken out, what a link leads to stays.</summary>
internal static partial class PastedCell
{
    // Longer than any value: a page, which is read as text or not at all.
    private const int Longest = 2_000;

    private static readonly SearchValues<char> Traces = SearchValues.Create("<\u00A0\u200B\u200C\u2060\uFEFF\u00AD\u200E\u200F\u202F");

    /// <summary>The cell without markup, hard spaces or invisible characters: « &lt;a href="mailto:a@b.fr"&gt;Écrire&lt;/a&gt; » is « mailto:a@b.fr ».</summary>
    public static string Clean(string cell)
    {
        if (cell.Length > Longest || !(cell.AsSpan().ContainsAny(Traces) || Reference().IsMatch(cell)))
        {
            return cell;
        }

        var text = Reference().Replace(cell, match => match.Value.ToUpperInvariant() is "&AMP;" ? "&" : " ");
        text = Link().Replace(text, " $1 ");
        text = text.Contains('<', StringComparison.Ordinal) ? HtmlText.Strip(text) ?? text : text;
        return Invisible().Replace(HardSpace().Replace(text, " "), "").Trim();
    }

    // Only these: « &copy=1 » is a part of an address.
    [GeneratedRegex(@"&(?:amp|nbsp|#160);", RegexOptions.IgnoreCase)]
    private static partial Regex Reference();

    [GeneratedRegex("""<a\s[^<>]*?href\s*=\s*["']?((?:mailto:|https?:)[^"'<>\s]+)["']?[^<>]*>(?:(?!</a).)*</a\s*>""", RegexOptions.IgnoreCase | RegexOptions.Singleline)]
    private static partial Regex Link();

    [GeneratedRegex("[\u00A0\u202F]")]
    private static partial Regex HardSpace();

    [GeneratedRegex("[\u200B\u200C\u2060\uFEFF\u00AD\u200E\u200F]")]
    private static partial Regex Invisible();
}
