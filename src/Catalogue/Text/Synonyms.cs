using Maillage.Schema.Territoires;
using Maillage.Schema.Texte;

namespace Maillage.Catalogue.Text;

/// <summary>A phrase that people type or that data have.</summary>
/// <param name="Row">The row it stands in: phrases of one row say the same thing.</param>
/// <param name="IsTypedOnly">True when no text has it, or has it to say something else: it finds the others of its row, but is not looked for in their stead.</param>
/// <param name="Text">The phrase, folded.</param>
/// <param name="Words">Its words, less those that are never required.</param>
internal sealed record Phrase(int Row, bool IsTypedOnly, string Text, IReadOnlyList<string> Words);

/// <summary>What the field calls by several names: <c>data/synonymes.csv</c>. A phrase stands in one row.</summary>
internal sealed class Synonyms
{
    /// <summary>Words shorter than this are what they are: one letter away from an acronym is another one.</summary>
    public const int ShortestWithTypo = 4;

    private const string Resource = "synonymes.csv";
    private const char Separator = '|';

    private static readonly Lazy<Synonyms> current = new(() => new(EmbeddedCsv.Rows(Resource, 3, typeof(Synonyms).Assembly)));

    private readonly IReadOnlyList<Phrase>[] rows;
    private readonly ILookup<string, Phrase> byFirstStem;
    private readonly Dictionary<string, Phrase> byText;

    private Synonyms(IReadOnlyList<string[]> table)
    {
        var phrases = table.SelectMany((cells, row) => PhrasesOf(row, false, cells[0]).Concat(PhrasesOf(row, true, cells[1]))).OrderByDescending(phrase => phrase.Words.Count).ToList();
        rows = [.. table.Select((_, row) => (IReadOnlyList<Phrase>)[.. phrases.Where(phrase => phrase.Row == row && !phrase.IsTypedOnly)])];
        byFirstStem = phrases.ToLookup(phrase => Tokens.Stem(phrase.Words[0]));
        byText = phrases.Where(phrase => phrase.Text.Contains(' ', StringComparison.Ordinal)).ToDictionary(phrase => phrase.Text.Replace(" ", "", StringComparison.Ordinal));
        All = phrases;
    }

    /// <summary>The table of the assembly.</summary>
    public static Synonyms Current => current.Value;

    /// <summary>Every phrase, those of most words first.</summary>
    public IReadOnlyList<Phrase> All { get; }

    /// <summary>The phrases of the row of one that texts have.</summary>
    public IReadOnlyList<Phrase> SameAs(Phrase phrase) => rows[phrase.Row];

    /// <summary>The phrase of several words that is written so when its spaces are left out; null when there is none.</summary>
    public Phrase? Stuck(string word) => byText.GetValueOrDefault(word);

    /// <summary>The longest phrase that the words from one on are; null when there is none.</summary>
    /// <param name="words">The words of a query.</param>
    /// <param name="from">The first one looked at.</param>
    /// <param name="isUnknown">Whether a word is in no text: then it may have a typo.</param>
    public Phrase? Longest(IReadOnlyList<string> words, int from, Func<int, bool> isUnknown)
    {
        // Most words are known, and few begin a phrase.
        foreach (var phrase in isUnknown(from) ? All : byFirstStem[Tokens.Stem(words[from])])
        {
            var length = 0;
            while (length < phrase.Words.Count && from + length < words.Count && Is(words[from + length], phrase.Words[length], from + length, isUnknown))
            {
                length++;
            }

            if (length == phrase.Words.Count)
            {
                return phrase;
            }
        }

        return null;
    }

    private static bool Is(string word, string ofPhrase, int at, Func<int, bool> isUnknown) =>
        Tokens.Stem(word) == Tokens.Stem(ofPhrase)
        || (isUnknown(at) && Math.Min(word.Length, ofPhrase.Length) >= ShortestWithTypo && Tokens.IsOfLetters(word) && EditDistance.Between(word, ofPhrase, 1) <= 1);

    private static IEnumerable<Phrase> PhrasesOf(int row, bool isTypedOnly, string texts)
    {
        foreach (var text in texts.Split(Separator, StringSplitOptions.RemoveEmptyEntries))
        {
            List<string> words = [];
            Tokens.Each(text, word => words.Add(word.ToString()));
            yield return new(row, isTypedOnly, text, words);
        }
    }
}
