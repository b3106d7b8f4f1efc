using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace Maillage.Importers.Normalise;

/// <summary>Pieces of web pages pasted into a cell: markup is taken out, character references are decoded, the sentences stay.</summary>
internal static partial class HtmlText
{
    /// <summary>The text without markup; null when there was none. « &lt; 25 ans » is no markup.</summary>
    public static string? Strip(string text)
    {
        var decoded = text.Contains('&', StringComparison.Ordinal) ? WebUtility.HtmlDecode(text) : text;
        if (decoded.Contains('<', StringComparison.Ordinal))
        {
            decoded = WithoutTags(Unread().Replace(decoded, " "));
        }

        return decoded == text ? null : decoded;
    }

    // A block ends a sentence: « <li>5 postes</li><li>1 scanner</li> » is « 5 postes. 1 scanner ».
    private static string WithoutTags(string text)
    {
        var builder = new StringBuilder(text.Length);
        var from = 0;
        var ended = false;
        foreach (Match tag in Tags().Matches(text))
        {
            ended = Append(builder, text.AsSpan(from, tag.Index - from), ended) || tag.Groups["block"].Success;
            if (tag.Groups["gap"].Success)
            {
                builder.Append(' ');
            }

            from = tag.Index + tag.Length;
        }

        Append(builder, text.AsSpan(from), ended);
        return builder.ToString();
    }

    /// <returns>True when the end of the sentence that was pending still is, for want of anything after it.</returns>
    private static bool Append(StringBuilder builder, ReadOnlySpan<char> piece, bool ended)
    {
        if (piece.IsWhiteSpace())
        {
            builder.Append(piece);
            return ended;
        }

        if (ended)
        {
            EndSentence(builder);
        }

        builder.Append(piece);
        return false;
    }

    private static void EndSentence(StringBuilder builder)
    {
        var last = builder.Length - 1;
        while (last >= 0 && char.IsWhiteSpace(builder[last]))
        {
            last--;
        }

        builder.Length = last + 1;
        if (last >= 0)
        {
            builder.Append(char.IsLetterOrDigit(builder[last]) || builder[last] is ')' or '»' or '%' or '€' ? ". " : " ");
        }
    }

    // What a browser does not show.
    [GeneratedRegex(@"<(?<tag>script|style|head)\b[^<>]*>(?:(?!</\k<tag>).)*(?:</\k<tag>\s*>|\z)|<!--(?:(?!-->).)*(?:-->|\z)|<!doctype[^<>]*>", RegexOptions.IgnoreCase | RegexOptions.Singleline)]
    private static partial Regex Unread();

    // Only the elements of HTML, and those of word processors: « <contact@ville.fr> » and « <Mairie> » are text.
    [GeneratedRegex(@"</?(?:(?<block>p|div|ul|ol|li|h[1-6]|table|tr|section|article|header|footer|blockquote|dl|dt|dd|hr)|(?<gap>br|td|th|img|iframe|figure|option|select)|a|abbr|b|big|body|button|center|cite|code|em|font|form|html|i|input|label|link|main|mark|meta|nav|o:p|pre|q|s|small|span|st1:\w+|strong|strike|sub|sup|svg|tbody|tfoot|thead|title|tt|u)(?:\s[^<>]*)?/?>", RegexOptions.IgnoreCase)]
    private static partial Regex Tags();
}
