using Maillage.Schema.Texte;

namespace Maillage.Importers.Deduce;

/// <summary>Looks for whole words in folded text (<see cref="Repli.Plier"/>): linear in the text, whatever it is.</summary>
internal static class FoldedPhrase
{
    private static readonly string[] Articles = ["la", "le", "les", "l"];

    // « Place de la mairie », « les amis de la médiathèque »: what follows is named to say where or whose, not what the lieu is.
    private static readonly string[] Complements = ["de", "du", "des", "d"];

    /// <summary>True when the text begins with the phrase.</summary>
    public static bool Starts(string text, string phrase) =>
        text.StartsWith(phrase, StringComparison.Ordinal) && (text.Length == phrase.Length || text[phrase.Length] == ' ');

    /// <summary>True when the phrase is somewhere in the text.</summary>
    public static bool Mentions(string text, string phrase) => text.Contains(phrase, StringComparison.Ordinal) && Positions(text, phrase).Any();

    /// <summary>True when the phrase is somewhere in the text, other than as the complement of another word.</summary>
    public static bool Names(string text, string phrase) => Positions(text, phrase).Any(position => !IsComplement(text, position));

    /// <summary>The text without its leading article; null when it has none.</summary>
    public static string? WithoutArticle(string text)
    {
        foreach (var article in Articles)
        {
            if (text.Length > article.Length && Starts(text, article))
            {
                return text[(article.Length + 1)..];
            }
        }

        return null;
    }

    /// <summary>The text with a stop in the place of each occurrence of the phrase, so that nothing is read in it or across it.</summary>
    public static string Without(string text, string phrase) =>
        phrase.Length == 0 ? text : $" {text} ".Replace($" {phrase} ", " . ", StringComparison.Ordinal).Trim();

    private static IEnumerable<int> Positions(string text, string phrase)
    {
        for (var at = text.IndexOf(phrase, StringComparison.Ordinal); at >= 0; at = text.IndexOf(phrase, at + 1, StringComparison.Ordinal))
        {
            if ((at == 0 || text[at - 1] == ' ') && Starts(text[at..Math.Min(text.Length, at + phrase.Length + 1)], phrase))
            {
                yield return at;
            }
        }
    }

    private static bool IsComplement(string text, int position)
    {
        var before = text[..position].Split(' ', StringSplitOptions.RemoveEmptyEntries).Reverse().SkipWhile(Articles.Contains);
        return before.FirstOrDefault() is { } word && Complements.Contains(word);
    }
}
