using Maillage.Store;

namespace Maillage.Importers.Reconcile;

/// <summary>What persons decided: these records are of one lieu, those are not. They override what is computed.</summary>
internal sealed class Decisions
{
    private readonly HashSet<PairKey> same;
    private readonly HashSet<PairKey> apart;

    /// <param name="same">Pairs of one lieu.</param>
    /// <param name="apart">Pairs of two lieux.</param>
    public Decisions(IEnumerable<(RecordKey A, RecordKey B)> same, IEnumerable<(RecordKey A, RecordKey B)> apart)
    {
        this.same = [.. same.Select(pair => Key(pair.A, pair.B))];
        this.apart = [.. apart.Select(pair => Key(pair.A, pair.B))];
        Fingerprint = string.Join('\n', this.same.Select(pair => $"= {pair}").Concat(this.apart.Select(pair => $"! {pair}")).Order(StringComparer.Ordinal));
    }

    /// <summary>No decision.</summary>
    public static Decisions None { get; } = new([], []);

    /// <summary>Changes when a decision does.</summary>
    public string Fingerprint { get; }

    /// <summary>Pairs that a person joined.</summary>
    public IReadOnlyCollection<PairKey> Same => same;

    /// <summary>A person said that the two are of one lieu.</summary>
    public bool AreSame(RecordKey a, RecordKey b) => same.Contains(Key(a, b));

    /// <summary>A person said that the two are of two lieux.</summary>
    public bool AreApart(RecordKey a, RecordKey b) => apart.Contains(Key(a, b));

    /// <summary>The pair, the smaller record first.</summary>
    public static PairKey Key(RecordKey a, RecordKey b) => RecordKey.Order.Compare(a, b) <= 0 ? new PairKey(a, b) : new PairKey(b, a);
}
