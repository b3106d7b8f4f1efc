using Maillage.Catalogue.Indexes;

namespace Maillage.Catalogue.Text;

/// <summary>
/// The words of the texts of each record of a version, and what a text that people type finds with them. Immutable: the next version is made of this one.
/// <see cref="Search"/> says what is found.
/// </summary>
internal sealed class TextIndex : IIndex
{
    private readonly Vocabulary vocabulary;
    private readonly Postings postings;
    private readonly Lengths lengths;

    private TextIndex((Vocabulary Vocabulary, Postings Postings) words, Lengths lengths)
    {
        (vocabulary, postings) = words;
        this.lengths = lengths;
    }

    /// <summary>The index of no record.</summary>
    public static TextIndex Empty { get; } = new((new Vocabulary([]), Postings.None), new Lengths(0));

    /// <summary>How many records there are.</summary>
    public int Count => lengths.Count;

    /// <summary>The terms of the records.</summary>
    internal Vocabulary Vocabulary => vocabulary;

    /// <summary>For each term, its records.</summary>
    internal Postings Postings => postings;

    /// <summary>Of the records.</summary>
    internal Lengths Lengths => lengths;

    /// <summary>The index of the next version: the records that are fresh are read, the others renumbered.</summary>
    /// <param name="moves">How the records of both versions stand.</param>
    /// <param name="fresh">The words of the fresh records.</param>
    public TextIndex After(Renumbering moves, FreshPostings fresh)
    {
        var after = lengths.After(moves);
        var words = PostingsMerge.Of((vocabulary, postings), fresh.Sorted(moves, after), moves);
        return moves.IsInPlace && words.Postings == postings ? this : new(words, after);
    }

    /// <summary>The index of some records, by their rank.</summary>
    public static TextIndex Of(IEnumerable<IReadOnlyList<FieldText>> records)
    {
        var fresh = new FreshPostings();
        foreach (var texts in records)
        {
            fresh.Add(texts);
        }

        return Empty.After(Renumbering.OfAll(fresh.Count), fresh);
    }

    /// <summary>
    /// The records that answer a text, each with a score.
    /// <list type="bullet">
    /// <item>Words: the first 200 characters are folded and cut into words; <see cref="Tokens.StopWords"/> are left out, unless there is nothing else: then the last
    /// of them is the beginning of a word. The first sixteen that are left count.</item>
    /// <item>A word finds the term that it is, those of its <see cref="Tokens.Stem"/>, and, when it ends the text, those that begin with it. A word that finds none is
    /// unknown.</item>
    /// <item>Words that follow each other and are a phrase of <see cref="Synonyms"/>, the longest, from the left, are one unit: its records have all of them, or all
    /// the words of another phrase of the row. Words are those of the phrase when their stems are equal; an unknown one also at one typo, both of four letters or more.</item>
    /// <item>An unknown word that is such a phrase without its spaces stands for it. Otherwise, a word and the next one, either unknown, are one unit when, stuck
    /// together, they find a term that they are or of their stem. Otherwise, an unknown word of letters, at least four, finds the terms at one typo of it or
    /// of its stem (<see cref="OneTypo"/>) and, when it ends the text and has at least five, those that begin with something at one typo. If there is none, it is two words stuck
    /// together: each must find terms that it is or of its stem, and have three letters at least, or the first be a word left out, of one
    /// letter only before a vowel or an h.</item>
    /// <item>Every unit is required. If no record has them all, a known word of letters, at least four, also finds the terms at one typo that ten times as many records
    /// have as the most common of those it finds, and may be two words stuck together: « marie » is a name, but of Digne there is a mairie.</item>
    /// <item>Of a word, a record is owed for the best of the terms it has that the word finds (<see cref="Credit"/>); of a wording, the mean of its words, nine tenths of it when it is
    /// another phrase or two words put together, six tenths when it is one cut in two; of a unit, the better wording. <see cref="Scoring"/> says what score that makes.</item>
    /// </list>
    /// </summary>
    /// <param name="text">What was typed.</param>
    /// <returns>What was found, maybe nothing; null when the text has no word, and asks for nothing.</returns>
    public TextMatches? Search(string? text)
    {
        var reader = new QueryReader(vocabulary, postings, text);
        if (reader.IsEmpty)
        {
            return null;
        }

        var found = Found(reader.Read());
        return found.Count == 0 && reader.ReadWithTypos() is { } wider ? Found(wider) : found;
    }

    /// <inheritdoc/>
    public Matches Find(Criterion criterion) => criterion is Words { Text: var text }
        ? Search(text) is { } found ? new Matches(found.ToOrdinals()) { Ranking = found } : Ordinals.None
        : throw new ArgumentException($"{criterion.GetType().Name} asks nothing of words.", nameof(criterion));

    /// <summary>The records that answer a text best, best first, those of one score in their order; none when the text has no word.</summary>
    /// <param name="text">What was typed.</param>
    /// <param name="count">How many at most.</param>
    public IReadOnlyList<ScoredOrdinal> Best(string? text, int count) => Search(text)?.Best(count) ?? [];

    private TextMatches Found(IEnumerable<Unit> units)
    {
        using var evaluation = new Evaluation(postings, Count);
        List<Column> columns = [];
        var all = Column.None;
        foreach (var unit in units)
        {
            var column = evaluation.Of(unit);
            all = columns.Count == 0 ? column : evaluation.Both(all, column);
            if (all.Count == 0)
            {
                return TextMatches.None;
            }

            columns.Add(column);
        }

        var ordinals = all.Ordinals.AsSpan(all.Start, all.Count).ToArray();
        return new(ordinals, new Scoring(lengths).Of(ordinals, columns), Count);
    }
}
