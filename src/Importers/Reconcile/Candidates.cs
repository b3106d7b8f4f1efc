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
    /// <param name="asked">Ranks of those whose candidates will be asked for: what is far from all of them is left out.</param>
    public Candidates(IReadOnlyList<Subject> subjects, IReadOnlySet<int> asked)
    {
        this.subjects = subjects;
        var isEverybody = asked.Count == subjects.Count;
        HashSet<string> communes = isEverybody ? [] : [.. asked.Select(rank => subjects[rank].Signature.CodeInsee)];
        HashSet<Cell> cells = isEverybody ? [] : [.. asked.Where(rank => subjects[rank].IsLocated).SelectMany(rank => Neighbours(subjects[rank]))];
        for (var rank = 0; rank < subjects.Count; rank++)
        {
            var subject = subjects[rank];
            if (!isEverybody && !communes.Contains(subject.Signature.CodeInsee) && !(subject.IsLocated && cells.Contains(CellOf(subject))))
            {
                continue;
            }

            foreach (var key in Keys(subject))
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
            var cell = CellOf(subject);
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

        string[] contents = [.. Contents(subject)];
        foreach (var cell in Neighbours(subject))
        {
            var place = cell.ToString();
            foreach (var what in contents)
            {
                yield return $"{place} {what}";
            }
        }
    }

    private static Cell CellOf(Subject subject) =>
        new((int)Math.Floor(subject.Signature.Latitude / CellDegrees), (int)Math.Floor(subject.Signature.Longitude / CellDegrees));

    // The cell of the record, and the eight around it.
    private static IEnumerable<Cell> Neighbours(Subject subject)
    {
        var (north, east) = CellOf(subject);
        for (var up = -1; up <= 1; up++)
        {
            for (var right = -1; right <= 1; right++)
            {
                yield return new Cell(north + up, east + right);
            }
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

    /// <summary>A square of the Earth.</summary>
    private readonly record struct Cell(int North, int East)
    {
        public override string ToString() => $"@{North}:{East}";
    }
}
