using Maillage.Store;

namespace Maillage.Importers.Reconcile;

/// <summary>The pairs of records that are alike enough to be kept, and the groups that they make.</summary>
internal sealed class Links
{
    private readonly Population population;
    private readonly Decisions decisions;
    private readonly Dictionary<(int A, int B), double> joins = [];
    private readonly Dictionary<int, List<int>> joined = [];
    private readonly Dictionary<PairKey, PairLink> kept;
    private readonly List<KeptPair> written = [];
    private readonly HashSet<PairKey> removed = [];

    /// <param name="population">Every record.</param>
    /// <param name="decisions">What persons decided.</param>
    /// <param name="pairs">The pairs that are kept.</param>
    public Links(Population population, Decisions decisions, IReadOnlyList<PairLink> pairs)
    {
        this.population = population;
        this.decisions = decisions;
        kept = pairs.ToDictionary(pair => pair.Key);
    }

    /// <summary>The pairs to keep that are new or changed.</summary>
    public IReadOnlyCollection<KeptPair> Written => written;

    /// <summary>The pairs to keep no longer.</summary>
    public IReadOnlyCollection<PairKey> Removed => removed;

    /// <summary>Compares the records that changed with all those that may be alike.</summary>
    public void Compare(IReadOnlySet<int> changed)
    {
        var found = Found(changed);
        foreach (var pair in kept.Values)
        {
            // Of those that did not change, what was found stands.
            if (IsOf(pair.Key.A, changed) || IsOf(pair.Key.B, changed))
            {
                if (!found.ContainsKey(pair.Key))
                {
                    removed.Add(pair.Key);
                }
            }
            else
            {
                Join(pair);
            }
        }

        foreach (var pair in found.Values)
        {
            Join(pair.Link);
            if (!kept.TryGetValue(pair.Link.Key, out var before) || before != pair.Link)
            {
                written.Add(pair);
            }
        }

        foreach (var (a, b) in decisions.Same)
        {
            if (population.RankOf(a) is { } one && population.RankOf(b) is { } other)
            {
                Join(one, other, Reconcile.Join.Decided);
            }
        }
    }

    private Dictionary<PairKey, KeptPair> Found(IReadOnlySet<int> changed)
    {
        var candidates = new Candidates(population.Subjects, changed);
        var comparer = new Comparer(population.Frequencies);
        Dictionary<PairKey, KeptPair> found = [];
        Parallel.ForEach(
            candidates.Asked(),
            () => (Search: candidates.NewSearch(), Evidence: new List<Evidence>(), Pairs: new List<KeptPair>()),
            (rank, _, own) =>
            {
                foreach (var other in own.Search.Of(rank))
                {
                    if (Compared(comparer, rank, other, own.Evidence) is { } pair)
                    {
                        own.Pairs.Add(pair);
                    }
                }

                return own;
            },
            own =>
            {
                lock (found)
                {
                    foreach (var pair in own.Pairs)
                    {
                        found.Add(pair.Link.Key, pair);
                    }
                }
            });
        return found;
    }

    /// <summary>The records that a change of these may regroup: those joined to them, near or far, and those that were behind the same lieux.</summary>
    public IReadOnlyCollection<int> Around(IEnumerable<int> changed)
    {
        HashSet<int> around = [.. changed, .. population.ReplacedLieux.SelectMany(population.WereBehind)];
        var next = new Queue<int>(around);
        while (next.TryDequeue(out var rank))
        {
            var others = joined.GetValueOrDefault(rank, []).AsEnumerable();
            foreach (var other in population.Before(rank) is { } lieu ? others.Concat(population.WereBehind(lieu)) : others)
            {
                if (around.Add(other))
                {
                    next.Enqueue(other);
                }
            }
        }

        return around;
    }

    /// <summary>The groups that these records make.</summary>
    public IReadOnlyList<IReadOnlyList<int>> Group(IReadOnlyCollection<int> ranks)
    {
        var inside = ranks as IReadOnlySet<int> ?? ranks.ToHashSet();
        return Partition.Of(
            ranks,
            joins.Where(join => inside.Contains(join.Key.A)).Select(join => new Join(join.Key.A, join.Key.B, join.Value)),
            rank => population.Subjects[rank].Key,
            AreApart);
    }

    private bool AreApart(int one, int other, bool decided)
    {
        var (a, b) = (population.Subjects[one], population.Subjects[other]);
        return decisions.AreApart(a.Key, b.Key)
            || (!decided && !decisions.AreSame(a.Key, b.Key)
                && (Contradictions.Between(a, b) is not null || (Comparer.AreOfOneHand(a, b) && !joins.ContainsKey(Ordered(one, other)))));
    }

    // Most are not alike: what was found of them is forgotten at once.
    private KeptPair? Compared(Comparer comparer, int rank, int other, List<Evidence> evidence)
    {
        var (a, b) = (population.Subjects[rank], population.Subjects[other]);
        evidence.Clear();
        // The same operations in the same order, whichever comes first: a score is the same to the last digit.
        var score = RecordKey.Order.Compare(a.Key, b.Key) <= 0 ? comparer.Weigh(a, b, evidence) : comparer.Weigh(b, a, evidence);
        if (score < Reconciler.Floor)
        {
            return null;
        }

        var contradiction = Contradictions.Between(a, b);
        return new KeptPair(
            new PairLink(Decisions.Key(a.Key, b.Key), score, contradiction is null && score >= Reconciler.Threshold),
            new StoredEvidence([.. evidence], contradiction).ToString());
    }

    private bool IsOf(RecordKey key, IReadOnlySet<int> changed) => population.RankOf(key) is not { } rank || changed.Contains(rank);

    private void Join(PairLink pair)
    {
        if (pair.Joins && population.RankOf(pair.Key.A) is { } one && population.RankOf(pair.Key.B) is { } other)
        {
            Join(one, other, pair.Score);
        }
    }

    private void Join(int one, int other, double score)
    {
        joins[Ordered(one, other)] = score;
        (joined.TryGetValue(one, out var ofOne) ? ofOne : joined[one] = []).Add(other);
        (joined.TryGetValue(other, out var ofOther) ? ofOther : joined[other] = []).Add(one);
    }

    private static (int A, int B) Ordered(int one, int other) => one < other ? (one, other) : (other, one);
}
