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

    private readonly IReadOnlyList<Subject> subjects;
    private readonly IReadOnlySet<int> asked;

    // Records have a position, neighbours together: what is looked at after another is close to it in memory. A million records do not fit in a cache.
    private readonly int[] ranks;
    private readonly int[] positions;
    private readonly RecordContents contents;
    private readonly PlaceIndex places;

    /// <param name="subjects">Every record of a lieu.</param>
    /// <param name="asked">Ranks of those whose candidates will be asked for: what is far from all of them is left out.</param>
    public Candidates(IReadOnlyList<Subject> subjects, IReadOnlySet<int> asked)
    {
        this.subjects = subjects;
        this.asked = asked;
        ranks = Near();
        Array.Sort(ranks, (one, other) => string.CompareOrdinal(subjects[one].Signature.CodeInsee, subjects[other].Signature.CodeInsee) is var byCommune and not 0 ? byCommune : one.CompareTo(other));
        positions = new int[subjects.Count];
        for (var position = 0; position < ranks.Length; position++)
        {
            positions[ranks[position]] = position;
        }

        contents = new RecordContents(ranks.AsParallel().AsOrdered().Select(rank => Contents(subjects[rank]).ToArray()));
        places = new PlaceIndex(ranks.Length, position => PlacesOf(subjects[ranks[position]]), contents);
    }

    /// <summary>Those that are asked for, neighbours together.</summary>
    public int[] Asked() => [.. ranks.Where(asked.Contains)];

    /// <summary>What finds candidates, for one thread.</summary>
    public Search NewSearch() => new(this);

    // Those of the communes of the records that are asked for, or around them.
    private int[] Near()
    {
        if (asked.Count == subjects.Count)
        {
            return [.. Enumerable.Range(0, subjects.Count)];
        }

        var around = asked.SelectMany(rank => PlacesAround(subjects[rank])).ToHashSet();
        return [.. Enumerable.Range(0, subjects.Count).Where(rank => PlacesOf(subjects[rank]).Any(around.Contains))];
    }

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

    private static IEnumerable<RecordContent> Contents(Subject subject)
    {
        foreach (var kind in subject.Kinds)
        {
            yield return new RecordContent('t', kind);
        }

        foreach (var word in subject.Name.Words.Where(word => word.Weight >= TellingWord))
        {
            yield return new RecordContent('n', word.Text);
        }

        if (subject.Address is { } address)
        {
            yield return new RecordContent('a', address.Number + address.Words[^1]);
        }

        foreach (var (kind, value) in Frequencies.ValuesOf(subject).Where(value => value.Kind != Shared.Type))
        {
            yield return new RecordContent((char)('0' + (int)kind), value);
        }
    }

    /// <summary>Finds the candidates of one record after the other.</summary>
    public sealed class Search(Candidates candidates)
    {
        private readonly bool isEverybodyAsked = candidates.asked.Count == candidates.subjects.Count;

        // By position, the last record that it was looked at for: once is enough.
        private readonly int[] lookedAtFor = new int[candidates.ranks.Length];
        private readonly List<int> found = [];

        /// <summary>The ranks of the records to compare with that one, each once; of two that are asked for, the first finds the other. Good until the next call.</summary>
        public IReadOnlyList<int> Of(int rank)
        {
            found.Clear();
            var own = candidates.contents.Of(candidates.positions[rank]);
            foreach (var place in PlacesAround(candidates.subjects[rank]))
            {
                var members = candidates.places.Of(place);
                if (members.Length <= PlaceIndex.MostThatShare)
                {
                    Take(rank, own, members);
                }
                else
                {
                    foreach (var content in own)
                    {
                        Take(rank, own, candidates.places.Saying(place, content));
                    }
                }
            }

            return found;
        }

        private void Take(int rank, ReadOnlySpan<int> own, ReadOnlySpan<int> members)
        {
            foreach (var position in members)
            {
                if (lookedAtFor[position] == rank + 1)
                {
                    continue;
                }

                lookedAtFor[position] = rank + 1;
                var other = candidates.ranks[position];
                if ((other > rank || !(isEverybodyAsked || other == rank || candidates.asked.Contains(other))) && RecordContents.Share(own, candidates.contents.Of(position)) && AreNear(rank, other))
                {
                    found.Add(other);
                }
            }
        }

        private bool AreNear(int rank, int other)
        {
            var (one, two) = (candidates.subjects[rank], candidates.subjects[other]);
            return one.Signature.CodeInsee == two.Signature.CodeInsee || two.MetresTo(one) <= Within;
        }
    }
}
