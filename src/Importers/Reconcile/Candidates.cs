namespace Maillage.Importers.Reconcile;

/// <summary>
/// Which records are worth comparing: of one commune, or within 300 m, and with something in common. Two that share no type, no telling word, no address and no
/// contact could never be found alike, so leaving them out changes nothing but the cost, which then grows as the number of lieux.
/// </summary>
internal sealed class Candidates
{
    /// <summary>Metres within which two records of different communes are compared.</summary>
    public const double Within = 300;

    // Words that say less are in too many names to lead anywhere.
    private const double TellingWord = 0.6;

    // A key that so many records share tells nothing by itself: they are compared only where another key brings them together.
    private const int MostInABlock = 150;

    private readonly Blocks blocks;
    private readonly IReadOnlyList<Subject> subjects;
    private readonly IReadOnlySet<int> asked;
    private readonly int[]?[] contents;

    /// <param name="subjects">Every record of a lieu.</param>
    /// <param name="asked">Ranks of those whose candidates will be asked for: what is far from all of them is left out.</param>
    public Candidates(IReadOnlyList<Subject> subjects, IReadOnlySet<int> asked)
    {
        this.subjects = subjects;
        this.asked = asked;
        contents = new int[subjects.Count][];
        var near = Near(asked);
        var told = near.AsParallel().AsOrdered().Select(rank => Contents(subjects[rank]).ToList()).ToList();
        Numbers numbers = new();
        for (var place = 0; place < near.Count; place++)
        {
            contents[near[place]] = [.. told[place].Select(numbers.Of).Distinct()];
        }

        blocks = new Blocks(near, Keys);
    }

    /// <summary>What finds candidates, for one thread.</summary>
    public Search NewSearch() => new(this);

    // Those of the communes of the records that are asked for, or around them.
    private IReadOnlyList<int> Near(IReadOnlySet<int> asked)
    {
        if (asked.Count == subjects.Count)
        {
            return [.. Enumerable.Range(0, subjects.Count)];
        }

        var places = asked.SelectMany(rank => PlacesAround(subjects[rank])).ToHashSet();
        return [.. Enumerable.Range(0, subjects.Count).Where(rank => PlacesOf(subjects[rank]).Any(places.Contains))];
    }

    private IEnumerable<BlockKey> Keys(int rank) =>
        from place in PlacesOf(subjects[rank])
        from content in contents[rank] ?? []
        select new BlockKey(place, content);

    private static IEnumerable<Place> PlacesOf(Subject subject)
    {
        yield return Place.Commune(subject.Signature.CodeInsee);
        if (subject.IsLocated)
        {
            yield return Place.Square(subject);
        }
    }

    private static IEnumerable<Place> PlacesAround(Subject subject)
    {
        yield return Place.Commune(subject.Signature.CodeInsee);
        if (!subject.IsLocated)
        {
            yield break;
        }

        foreach (var square in Place.Square(subject).AndAround())
        {
            yield return square;
        }
    }

    private static IEnumerable<string> Contents(Subject subject)
    {
        foreach (var kind in subject.Kinds)
        {
            yield return "t" + kind;
        }

        foreach (var word in subject.Name.Words.Where(word => word.Weight >= TellingWord))
        {
            yield return "n" + word.Text;
        }

        if (subject.Address is { } address)
        {
            yield return "a" + address.Number + address.Words[^1];
        }

        foreach (var (kind, value) in Frequencies.ValuesOf(subject).Where(value => value.Kind != Shared.Type))
        {
            yield return $"{(int)kind}{value}";
        }
    }

    /// <summary>Finds the candidates of one record after the other.</summary>
    public sealed class Search(Candidates candidates)
    {
        // By rank, the last record that it was found for: each is found once.
        private readonly int[] foundFor = new int[candidates.subjects.Count];
        private readonly List<int> found = [];

        /// <summary>The ranks of the records to compare with that one, each once; of two that are asked for, the first finds the other. Good until the next call.</summary>
        public IReadOnlyList<int> Of(int rank)
        {
            var subject = candidates.subjects[rank];
            found.Clear();
            foreach (var place in PlacesAround(subject))
            {
                foreach (var content in candidates.contents[rank] ?? [])
                {
                    if (candidates.blocks.Of(new BlockKey(place, content)) is { Length: <= MostInABlock } block)
                    {
                        Take(rank, subject, block);
                    }
                }
            }

            return found;
        }

        private void Take(int rank, Subject subject, ReadOnlySpan<int> block)
        {
            foreach (var other in block)
            {
                if (foundFor[other] == rank + 1)
                {
                    continue;
                }

                foundFor[other] = rank + 1;
                var isFoundByTheOther = other <= rank && (other == rank || candidates.asked.Contains(other));
                if (!isFoundByTheOther && (candidates.subjects[other].Signature.CodeInsee == subject.Signature.CodeInsee || candidates.subjects[other].MetresTo(subject) <= Within))
                {
                    found.Add(other);
                }
            }
        }
    }

    /// <summary>Numbers given to texts.</summary>
    private sealed class Numbers
    {
        private readonly Dictionary<string, int> numbers = [];

        public int Of(string text)
        {
            if (!numbers.TryGetValue(text, out var number))
            {
                numbers.Add(text, number = numbers.Count);
            }

            return number;
        }
    }
}
