using System.Collections.Frozen;
using Maillage.Schema.Texte;

namespace Maillage.Catalogue.Text;

/// <summary>The words of a text, as the index and the query both read them.</summary>
internal static class Tokens
{
    // Articles, prepositions and what an apostrophe cuts off. They are in nearly every name: they find nothing, and people leave them out.
    private const string ListOfStopWords = "a au aux c d dans de des du en et j l la le les lez n par pour qu s sur un une";

    private const int ShortestPlural = 5;
    private const int ShortestInAux = 6;

    private static readonly FrozenSet<string> stopWords = ListOfStopWords.Split(' ').ToFrozenSet();

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> isStopWord = stopWords.GetAlternateLookup<ReadOnlySpan<char>>();

    // « 1er », « 2nd », « 9ème »: written « 1e », « 2e », « 9e ».
    private static readonly string[] endingsOfRank = ["er", "ere", "eme", "ieme", "nd", "nde"];

    /// <summary>Takes one word; the span is only good during the call.</summary>
    internal delegate void Taker(ReadOnlySpan<char> word);

    /// <summary>Words that are never required.</summary>
    public static IReadOnlySet<string> StopWords => stopWords;

    /// <summary>True for a word that is never required.</summary>
    public static bool IsStopWord(ReadOnlySpan<char> word) => isStopWord.Contains(word);

    /// <summary>The words of a text, folded, in order, less those that are never required.</summary>
    public static void Each(string? text, Taker take)
    {
        ReadOnlySpan<char> rest = Repli.Plier(text);
        while (!rest.IsEmpty)
        {
            var end = rest.IndexOf(' ');
            var word = end < 0 ? rest : rest[..end];
            rest = end < 0 ? [] : rest[(end + 1)..];
            if (!IsStopWord(word))
            {
                take(Rank(word));
            }
        }
    }

    /// <summary>A rank written in one way, <c>9e</c>; any other word unchanged.</summary>
    public static ReadOnlySpan<char> Rank(ReadOnlySpan<char> word)
    {
        var digits = 0;
        while (digits < word.Length && char.IsAsciiDigit(word[digits]))
        {
            digits++;
        }

        if (digits == 0 || digits == word.Length || digits > 2)
        {
            return word;
        }

        foreach (var ending in endingsOfRank)
        {
            if (word[digits..].SequenceEqual(ending))
            {
                return word[..digits].ToString() + "e";
            }
        }

        return word;
    }

    /// <summary>True when no character is a digit: a code and a street number are what they are, without plural nor typo.</summary>
    public static bool IsOfLetters(ReadOnlySpan<char> word)
    {
        foreach (var c in word)
        {
            if (char.IsDigit(c))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>
    /// What the singular and the plural of a word have in common: from five letters, without its final <c>s</c> or <c>x</c>, and <c>aux</c> as <c>al</c> from six
    /// letters where it is not <c>eaux</c>. Rough, but the same on both sides: two words are one when their stems are equal.
    /// </summary>
    public static string Stem(string word)
    {
        if (word.Length < ShortestPlural || word[^1] is not ('s' or 'x') || !IsOfLetters(word))
        {
            return word;
        }

        return word.Length >= ShortestInAux && word.EndsWith("aux", StringComparison.Ordinal) && word[^4] != 'e' ? word[..^2] + "l" : word[..^1];
    }

    /// <summary>The words of that stem, as they might be in a vocabulary: at most four.</summary>
    public static IEnumerable<string> OfStem(string stem)
    {
        string[] candidates = stem.EndsWith("al", StringComparison.Ordinal) ? [stem, stem + "s", stem + "x", stem[..^1] + "ux"] : [stem, stem + "s", stem + "x"];
        return candidates.Where(word => Stem(word) == stem);
    }
}
