namespace Maillage.Catalogue.Text;

/// <summary>
/// The terms at one typo of a word: a letter wrong, missing or too many, or two neighbours swapped, at any place, the first included. No dictionary of what typos
/// give is kept: the terms that begin as the word does stand together, and the typo is tried after each of its letters.
/// </summary>
internal static class OneTypo
{
    /// <summary>Adds the terms at one typo of the word, or that begin with something at one typo of it. A term may be added twice.</summary>
    /// <param name="found">Where they are added.</param>
    /// <param name="vocabulary">The terms.</param>
    /// <param name="word">A folded word.</param>
    /// <param name="mayBegin">True when a term need only begin so.</param>
    public static void AddTo(List<(TermSpan Terms, Likeness Likeness)> found, Vocabulary vocabulary, ReadOnlySpan<char> word, bool mayBegin)
    {
        var alike = new TermSpan(0, vocabulary.Count);
        Span<char> swapped = stackalloc char[QueryReader.LongestWord];
        for (var at = 0; at <= word.Length && !alike.IsEmpty; at++)
        {
            if (at < word.Length)
            {
                // A letter too many.
                Add(found, vocabulary, alike, at, word[(at + 1)..], mayBegin);
            }

            if (at + 1 < word.Length && word[at] != word[at + 1])
            {
                var rest = swapped[..(word.Length - at)];
                word[at..].CopyTo(rest);
                (rest[0], rest[1]) = (rest[1], rest[0]);
                Add(found, vocabulary, alike, at, rest, mayBegin);
            }

            AddByNextLetter(found, vocabulary, alike, word, at, mayBegin);
            alike = at < word.Length ? vocabulary.GoingOn(alike, at, word.Slice(at, 1)) : default;
        }
    }

    // A letter missing, or wrong: whatever letter these terms have there.
    private static void AddByNextLetter(List<(TermSpan Terms, Likeness Likeness)> found, Vocabulary vocabulary, TermSpan alike, ReadOnlySpan<char> word, int at, bool mayBegin)
    {
        while (!alike.IsEmpty && vocabulary[alike.First].Length == at)
        {
            alike = alike.Next();
        }

        while (!alike.IsEmpty)
        {
            var next = vocabulary.SharingNext(alike, at);
            Add(found, vocabulary, next, at + 1, word[at..], mayBegin);
            if (at < word.Length && vocabulary[next.First][at] != word[at])
            {
                Add(found, vocabulary, next, at + 1, word[(at + 1)..], mayBegin);
            }

            alike = alike with { First = next.End };
        }
    }

    private static void Add(List<(TermSpan Terms, Likeness Likeness)> found, Vocabulary vocabulary, TermSpan among, int depth, ReadOnlySpan<char> rest, bool mayBegin)
    {
        // The shortest of those that begin alike comes first.
        var going = mayBegin ? vocabulary.GoingOn(among, depth, rest) : vocabulary.Ending(among, depth, rest);
        if (going.IsEmpty)
        {
            return;
        }

        if (vocabulary[going.First].Length == depth + rest.Length)
        {
            found.Add((new(going.First, going.First + 1), Likeness.Typo));
            going = going.Next();
        }

        if (!going.IsEmpty)
        {
            found.Add((going, Likeness.BeginningTypo));
        }
    }
}
