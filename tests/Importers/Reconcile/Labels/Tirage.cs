namespace Maillage.Tests.Importers.Reconcile.Labels;

/// <summary>
/// Draws pairs, the same each time. Pairs that are already there are kept, with their labels, as long as their records are published: a rule that changes
/// a likeness must not throw away what was read.
/// </summary>
internal sealed class Tirage
{
    private const int MostPairsOfARecord = 3;

    private readonly List<PaireEtiquetee> drawn = [];
    private readonly HashSet<(CleFiche, CleFiche)> keys = [];
    private readonly Dictionary<CleFiche, int> uses = [];
    private readonly Dictionary<CleFiche, string> halves = [];
    private readonly Dictionary<(string Genre, bool Across), int> counts = [];

    /// <param name="fiches">Every record.</param>
    /// <param name="kept">The pairs of the tree.</param>
    public static IReadOnlyList<PaireEtiquetee> Of(IReadOnlyDictionary<CleFiche, FicheEtiquetee> fiches, IReadOnlyList<PaireEtiquetee> kept)
    {
        var tirage = new Tirage();
        foreach (var pair in kept.Where(pair => fiches.ContainsKey(pair.A) && fiches.ContainsKey(pair.B)))
        {
            tirage.Add(pair);
        }

        Genre[] wanting = [.. Genre.Difficiles.Concat(Genre.Tranches).Where(genre => tirage.Wants(genre) > 0)];
        if (wanting.Length > 0)
        {
            tirage.Fill(wanting, [.. fiches.Values.Select(fiche => new Apercu(fiche))]);
        }

        return tirage.drawn;
    }

    private void Fill(Genre[] wanting, IReadOnlyList<Apercu> all)
    {
        var candidates = wanting.ToDictionary(genre => genre, _ => new List<Candidate>());
        foreach (var candidate in Candidates.Of(all))
        {
            foreach (var genre in wanting.Where(genre => genre.Holds(candidate)))
            {
                candidates[genre].Add(candidate);
            }
        }

        foreach (var genre in wanting.Where(genre => genre.Nom is "meme_nom" or "antenne"))
        {
            candidates[genre].AddRange(Candidates.Far(all).Where(genre.Holds));
        }

        foreach (var genre in wanting)
        {
            foreach (var candidate in Spread(candidates[genre]).TakeWhile(_ => Wants(genre) > 0))
            {
                TryAdd(genre.Nom, candidate);
            }
        }
    }

    // A combination of sources weighs as the square root of its pairs: the small ones are seen, the large ones are not hidden.
    private static IEnumerable<Candidate> Spread(IEnumerable<Candidate> candidates) => candidates
        .GroupBy(pair => (pair.A.Fiche.Source, pair.B.Fiche.Source))
        .SelectMany(group =>
        {
            var ordered = group.DistinctBy(pair => pair.Cle).OrderBy(pair => pair.Hash).ThenBy(pair => pair.Cle).ToList();
            return ordered.Select((pair, rank) => (Pair: pair, Place: (rank + (pair.Hash / (double)ulong.MaxValue)) / Math.Sqrt(ordered.Count)));
        })
        .OrderBy(one => one.Place).ThenBy(one => one.Pair.Cle)
        .Select(one => one.Pair);

    private int Wants(Genre genre) => Genre.NomsDifficiles.Contains(genre.Nom)
        ? genre.Quota - Count(genre.Nom, true) - Count(genre.Nom, false)
        : genre.Quota - Count(genre.Nom, genre.Quota > 20);

    private int Count(string genre, bool across) => counts.GetValueOrDefault((genre, across));

    // Both records go to one half: a rule tuned on a record is not measured on it.
    private void TryAdd(string genre, Candidate pair)
    {
        var (a, b) = pair.Cle;
        var (halfA, halfB) = (halves.GetValueOrDefault(a), halves.GetValueOrDefault(b));
        if (keys.Contains((a, b)) || uses.GetValueOrDefault(a) >= MostPairsOfARecord || uses.GetValueOrDefault(b) >= MostPairsOfARecord || (halfA is not null && halfB is not null && halfA != halfB))
        {
            return;
        }

        Add(new PaireEtiquetee(drawn.Count == 0 ? 1 : drawn.Max(one => one.Numero) + 1, genre, halfA ?? halfB ?? Half(genre, pair.Hash), a, b, "", ""));
    }

    // The half of which the genre has fewer; the hash says when it has as many of both.
    private string Half(string genre, ulong hash)
    {
        var difference = drawn.Where(pair => pair.Genre == genre).Sum(pair => pair.Moitie == PaireEtiquetee.Reglage ? 1 : -1);
        return difference < 0 || (difference == 0 && (hash & 1) == 0) ? PaireEtiquetee.Reglage : PaireEtiquetee.Mesure;
    }

    private void Add(PaireEtiquetee pair)
    {
        drawn.Add(pair);
        keys.Add((pair.A, pair.B));
        foreach (var key in new[] { pair.A, pair.B })
        {
            uses[key] = uses.GetValueOrDefault(key) + 1;
            halves[key] = pair.Moitie;
        }

        var kind = (pair.Genre, pair.A.Source != pair.B.Source);
        counts[kind] = counts.GetValueOrDefault(kind) + 1;
    }
}
