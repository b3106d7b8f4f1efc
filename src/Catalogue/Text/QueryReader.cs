using Maillage.Schema.Texte;

namespace Maillage.Catalogue.Text;

/// <summary>Reads what a text asks of a vocabulary. <see cref="TextIndex.Search"/> says the rules.</summary>
internal sealed class QueryReader
{
    /// <summary>What comes after is not read.</summary>
    public const int LongestText = 200;

    /// <summary>No character folds to more than two.</summary>
    public const int LongestWord = 2 * LongestText;

    private const int MostWords = 16;
    private const int LongestOfParts = 40;
    private const int ShortestBeginningWithTypo = 5;
    private const int ShortestPart = 3;

    // What an apostrophe may come before: « leglise », « lhotel ».
    private const string Vowels = "aeiouyh";

    // Per mille of what the words themselves are owed. Two words stuck together are one fault, as a typo is.
    private const int OtherPhrase = 900;
    private const int PartsOfWord = 600;

    // A known word is taken for a typo of a term so much more common.
    private const int MoreCommon = 10;

    private readonly Vocabulary vocabulary;
    private readonly Postings postings;
    private readonly IReadOnlyList<string> words;
    private readonly int last;
    private readonly WordTerms[] direct;
    private bool isWider;

    /// <param name="vocabulary">The terms of the index.</param>
    /// <param name="postings">How common each is.</param>
    /// <param name="text">What was typed.</param>
    public QueryReader(Vocabulary vocabulary, Postings postings, string? text)
    {
        (this.vocabulary, this.postings) = (vocabulary, postings);
        (words, last) = WordsOf(text);
        direct = new WordTerms[words.Count];
        for (var at = 0; at < words.Count; at++)
        {
            direct[at] = Direct(words[at], at == last);
        }
    }

    /// <summary>True when the text has no word.</summary>
    public bool IsEmpty => words.Count == 0;

    /// <summary>What is asked for, read as it is needed.</summary>
    public IEnumerable<Unit> Read() => Read(withTypos: false);

    /// <summary>The same, the words that are known taken for typos of others too; null when there is none that may be.</summary>
    public IReadOnlyList<Unit>? ReadWithTypos()
    {
        List<Unit> units = [.. Read(withTypos: true)];
        return isWider ? units : null;
    }

    private IEnumerable<Unit> Read(bool withTypos)
    {
        for (var at = 0; at < words.Count;)
        {
            var (unit, length) = UnitAt(at, withTypos);
            yield return unit;
            at += length;
        }
    }

    private (Unit Unit, int Length) UnitAt(int at, bool withTypos)
    {
        if (Synonyms.Current.Longest(words, at, IsUnknown) is { } phrase)
        {
            return (new([Typed(at, phrase.Words.Count, withTypos), .. Others(phrase, at)]), phrase.Words.Count);
        }

        if (IsUnknown(at) && Synonyms.Current.Stuck(words[at]) is { } stuck)
        {
            return (new([.. Synonyms.Current.SameAs(stuck).Select(Other)]), 1);
        }

        if (at + 1 < words.Count && (IsUnknown(at) || IsUnknown(at + 1)) && Direct(words[at] + words[at + 1], mayBegin: false) is { IsEmpty: false } together)
        {
            return (new([new([together], OtherPhrase)]), 2);
        }

        var terms = Terms(at, withTypos);
        Wording[] typed = terms.IsEmpty ? [] : [new([terms], Credit.Best)];
        Wording[] parts = terms.IsEmpty || withTypos ? [.. Parts(words[at])] : [];
        isWider |= !IsUnknown(at) && parts.Length > 0;
        return (new([.. typed, .. parts]), 1);
    }

    private bool IsUnknown(int at) => direct[at].IsEmpty;

    private Wording Typed(int at, int length, bool withTypos) => new([.. Enumerable.Range(at, length).Select(word => Terms(word, withTypos))], Credit.Best);

    // The phrase itself is another one when it was typed in the plural, or with a typo.
    private IEnumerable<Wording> Others(Phrase phrase, int at) => Synonyms.Current.SameAs(phrase)
        .Where(other => !other.Words.SequenceEqual(words.Skip(at).Take(phrase.Words.Count)))
        .Select(Other);

    private Wording Other(Phrase phrase) => new([.. phrase.Words.Select(word => Direct(word, mayBegin: false))], OtherPhrase);

    private IEnumerable<Wording> Parts(string word)
    {
        if (word.Length > LongestOfParts || !Tokens.IsOfLetters(word))
        {
            yield break;
        }

        for (var cut = 1; word.Length - cut >= ShortestPart; cut++)
        {
            var (first, second) = (word[..cut], Direct(word[cut..], mayBegin: false));
            if (second.IsEmpty)
            {
                continue;
            }

            if (Tokens.IsStopWord(first) && (cut > 1 || Vowels.Contains(word[cut], StringComparison.Ordinal)))
            {
                yield return new([second], PartsOfWord);
            }
            else if (cut >= ShortestPart && Direct(first, mayBegin: false) is { IsEmpty: false } known)
            {
                yield return new([known, second], PartsOfWord);
            }
        }
    }

    private WordTerms Terms(int at, bool withTypos)
    {
        var known = direct[at];
        if (!known.IsEmpty && !withTypos)
        {
            return known;
        }

        List<(TermSpan Terms, Likeness Likeness)> typos = [];
        var word = words[at];
        if (word.Length >= Synonyms.ShortestWithTypo && Tokens.IsOfLetters(word))
        {
            OneTypo.AddTo(typos, vocabulary, word, known.IsEmpty && at == last && word.Length >= ShortestBeginningWithTypo);
            if (Tokens.Stem(word) is var stem && stem != word)
            {
                OneTypo.AddTo(typos, vocabulary, stem, mayBegin: false);
            }
        }

        var common = known.Spans.Select(span => postings.MostCommon(span.Terms)).DefaultIfEmpty().Max();
        WordTerms terms = new([.. known.Spans, .. typos.Distinct().Where(typo => postings.MostCommon(typo.Terms) >= MoreCommon * common)]);
        isWider |= !known.IsEmpty && terms.Spans.Count > known.Spans.Count;
        return terms;
    }

    private WordTerms Direct(string word, bool mayBegin)
    {
        List<(TermSpan Terms, Likeness Likeness)> spans = [];
        foreach (var of in Tokens.OfStem(Tokens.Stem(word)))
        {
            if (vocabulary.Find(of) is >= 0 and var term)
            {
                spans.Add((new(term, term + 1), of == word ? Likeness.Same : Likeness.Plural));
            }
        }

        // The word itself is the first of those that begin with it.
        var going = mayBegin ? vocabulary.GoingOn(new(0, vocabulary.Count), 0, word) : default;
        going = !going.IsEmpty && vocabulary[going.First].Length == word.Length ? going.Next() : going;
        if (!going.IsEmpty)
        {
            spans.Add((going, Likeness.Beginning));
        }

        return spans.Count == 0 ? WordTerms.None : new(spans);
    }

    // The last one may be the beginning of a term when it ends the text.
    private static (IReadOnlyList<string> Words, int Last) WordsOf(string? text)
    {
        var folded = Repli.Plier(text?.Length > LongestText ? text[..LongestText] : text);
        List<string> words = [];
        Tokens.Each(folded, word => words.Add(word.ToString()));
        var ending = folded[(folded.LastIndexOf(' ') + 1)..];
        if (words.Count == 0 && ending.Length > 0)
        {
            return ([ending], 0);
        }

        words = [.. words.Take(MostWords)];
        return (words, words.Count > 0 && Tokens.Rank(ending).SequenceEqual(words[^1]) ? words.Count - 1 : -1);
    }
}
