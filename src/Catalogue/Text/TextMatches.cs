using Maillage.Catalogue.Indexes;

namespace Maillage.Catalogue.Text;

/// <summary>A record, and how well it answers a text.</summary>
/// <param name="Ordinal">The record.</param>
/// <param name="Score">From 0 to <see cref="TextMatches.BestScore"/>.</param>
internal readonly record struct ScoredOrdinal(int Ordinal, ushort Score);

/// <summary>The records that answer a text. Immutable.</summary>
internal sealed class TextMatches : IRanking
{
    /// <summary>The score of a record whose name and commune are the words of the text, no more and no less.</summary>
    public const int BestScore = 65_000;

    private readonly int[] ordinals;
    private readonly ushort[] scores;
    private readonly int universe;

    /// <param name="ordinals">The records, ascending.</param>
    /// <param name="scores">Their scores, in their order.</param>
    /// <param name="universe">How many records the dataset has.</param>
    public TextMatches(int[] ordinals, ushort[] scores, int universe) => (this.ordinals, this.scores, this.universe) = (ordinals, scores, universe);

    /// <summary>Nothing was found.</summary>
    public static TextMatches None { get; } = new([], [], 0);

    /// <summary>How many there are.</summary>
    public int Count => ordinals.Length;

    /// <summary>The records, ascending.</summary>
    public ReadOnlySpan<int> Records => ordinals;

    /// <summary>Their scores, in their order.</summary>
    public ReadOnlySpan<ushort> Scores => scores;

    /// <summary>The records with their scores, in their order.</summary>
    public IEnumerable<ScoredOrdinal> Scored => ordinals.Zip(scores, (ordinal, score) => new ScoredOrdinal(ordinal, score));

    /// <summary>The records as a set, to be combined with those of filters.</summary>
    public Ordinals ToOrdinals() => Ordinals.Of(ordinals, universe);

    /// <inheritdoc/>
    public double RankOf(int ordinal) => Array.BinarySearch(ordinals, ordinal) is >= 0 and var rank ? -scores[rank] : 0;

    IEnumerable<int> IRanking.Best(Ordinals among, int wanted) => Best(wanted, among).Select(one => one.Ordinal);

    /// <summary>The best ones, best first, those of one score in the order of their ordinals. The others are not sorted.</summary>
    /// <param name="count">How many at most.</param>
    /// <param name="among">The only ones wanted; null for all.</param>
    public IReadOnlyList<ScoredOrdinal> Best(int count, Ordinals? among = null)
    {
        // The least of those kept is on top. Of one score, a later record is less.
        PriorityQueue<ScoredOrdinal, long> kept = new(Math.Min(Math.Max(count, 0), Count));
        var least = long.MinValue;
        for (var rank = 0; rank < ordinals.Length && count > 0; rank++)
        {
            var one = new ScoredOrdinal(ordinals[rank], scores[rank]);
            if (Key(one) <= least || among?.Contains(one.Ordinal) == false)
            {
                continue;
            }

            if (kept.Count == count)
            {
                kept.Dequeue();
            }

            kept.Enqueue(one, Key(one));
            least = kept.Count < count ? least : Key(kept.Peek());
        }

        var best = new ScoredOrdinal[kept.Count];
        for (var place = best.Length - 1; place >= 0; place--)
        {
            best[place] = kept.Dequeue();
        }

        return best;
    }

    private static long Key(ScoredOrdinal one) => ((long)one.Score << 32) - one.Ordinal;
}
