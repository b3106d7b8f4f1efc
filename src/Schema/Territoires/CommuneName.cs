using System.Runtime.CompilerServices;
using Maillage.Schema.Texte;

namespace Maillage.Schema.Territoires;

/// <summary>A commune name folded for comparison.</summary>
/// <param name="Full">Folded, abbreviations expanded, Cedex dropped, article kept: <c>le mans</c>, <c>saint jurs</c>, <c>lyon 3</c>.</param>
/// <param name="Key">The same without its leading article: <c>mans</c>.</param>
internal readonly record struct CommuneName(string Full, string Key)
{
    private static readonly string[] articles = ["l ", "le ", "la ", "les "];

    internal static CommuneName Of(string? name)
    {
        var full = Expand(Repli.Plier(name));
        foreach (var article in articles)
        {
            if (full.Length > article.Length && full.StartsWith(article, StringComparison.Ordinal))
                return new CommuneName(full, full[article.Length..]);
        }

        return new CommuneName(full, full);
    }

    /// <summary>The name without what stands in parentheses: <c>Bors (Canton de Charente-Sud)</c> → <c>Bors</c>.</summary>
    internal static string WithoutParentheses(string name)
    {
        for (var open = name.IndexOf('(', StringComparison.Ordinal); open >= 0; open = name.IndexOf('(', StringComparison.Ordinal))
        {
            var close = name.IndexOf(')', open);
            name = close < 0 ? name[..open] : string.Concat(name.AsSpan(0, open), " ", name.AsSpan(close + 1));
        }

        return name;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static string Expand(string folded)
    {
        // "st" → "saint" and "s" → "sur" at most double a word and its space.
        var size = (folded.Length * 2) + 2;
        Span<char> buffer = size <= 256 ? stackalloc char[256] : new char[size];
        var length = 0;
        var afterNumber = false;
        for (var rest = folded.AsSpan(); !rest.IsEmpty;)
        {
            var end = rest.IndexOf(' ');
            var word = end < 0 ? rest : rest[..end];
            rest = end < 0 ? [] : rest[(end + 1)..];
            if (word is "cedex")
                break;
            if (IsArrondissementWord(word) || (afterNumber && word is "e" or "er" or "eme" or "ieme"))
                continue;
            afterNumber = char.IsAsciiDigit(word[0]);
            var expanded = afterNumber ? Number(word) : Expand(word, first: length == 0);
            if (length > 0)
                buffer[length++] = ' ';
            expanded.CopyTo(buffer[length..]);
            length += expanded.Length;
        }

        var result = buffer[..length];
        return result.SequenceEqual(folded) ? folded : result.ToString();
    }

    private static bool IsArrondissementWord(ReadOnlySpan<char> word) => word is "arrondissement" or "arrdt" or "ardt" or "arr";

    private static ReadOnlySpan<char> Expand(ReadOnlySpan<char> word, bool first) => word switch
    {
        "st" => "saint",
        "ste" => "sainte",
        "sts" => "saints",
        "stes" => "saintes",
        // "s/" in "Chalon s/ Saône".
        "s" when !first => "sur",
        _ => word,
    };

    /// <summary><c>03</c>, <c>3e</c>, <c>3eme</c> → <c>3</c>.</summary>
    private static ReadOnlySpan<char> Number(ReadOnlySpan<char> word)
    {
        var number = word.TrimEnd("erim").TrimStart('0');
        return number.IsEmpty ? "0" : number;
    }
}
