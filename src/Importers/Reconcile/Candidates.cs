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

    // A square of this side and its eight neighbours hold all that is within 300 m, up to latitude 60.
    private const double CellDegrees = 0.0055;

    // A key that so many records share tells nothing by itself: they are compared only where another key brings them together.
    private const int MostInABlock = 150;

    private readonly Dictionary<string, List<int>> blocks = [];
    private readonly IReadOnlyList<Subject> subjects;

    /// <param name="subjects">Every record of a lieu.</param>
    public Candidates(IReadOnlyList<Subject> subjects)
    {
        this.subjects = subjects;
        for (var rank = 0; rank < subjects.Count; rank++)
        {
            foreach (var key in Keys(subjects[rank]))
            {
                (blocks.TryGetValue(key, out var block) ? block : blocks[key] = new List<int>(1)).Add(rank);
            }
        }
    }

    /// <summary>The ranks of the records to compare with that one, each once.</summary>
    public IEnumerable<int> Of(int rank)
    {
        var subject = subjects[rank];
        HashSet<int> found = [];
        foreach (var key in Keys(subject).Concat(NeighbourKeys(subject)))
        {
            if (blocks.TryGetValue(key, out var block) && block.Count <= MostInABlock)
            {
                found.UnionWith(block);
            }
        }

        found.Remove(rank);
        return found.Where(other => subjects[other].Signature.CodeInsee == subject.Signature.CodeInsee || subjects[other].MetresTo(subject) <= Within);
    }

    private static IEnumerable<string> Keys(Subject subject)
    {
        var place = subject.Signature.CodeInsee;
        foreach (var what in Contents(subject))
        {
            yield return $"{place} {what}";
        }

        if (subject.IsLocated)
        {
            var cell = CellOf(subject, 0, 0);
            foreach (var what in Contents(subject))
            {
                yield return $"{cell} {what}";
            }
        }
    }

    private static IEnumerable<string> NeighbourKeys(Subject subject)
    {
        if (!subject.IsLocated)
        {
            yield break;
        }

        for (var north = -1; north <= 1; north++)
        {
            for (var east = -1; east <= 1; east++)
            {
                if ((north, east) != (0, 0))
                {
                    var cell = CellOf(subject, north, east);
                    foreach (var what in Contents(subject))
                    {
                        yield return $"{cell} {what}";
                    }
                }
            }
        }
    }

    private static string CellOf(Subject subject, int north, int east) =>
        $"@{(int)Math.Floor(subject.Signature.Latitude / CellDegrees) + north}:{(int)Math.Floor(subject.Signature.Longitude / CellDegrees) + east}";

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
}
