using System.Collections.Frozen;
using Maillage.Schema.Lieux;
using Maillage.Schema.Texte;

namespace Maillage.Catalogue;

/// <summary>Every published lieu at one version of the journal, with its indexes. Immutable: readers share it without a lock.</summary>
public sealed class Snapshot
{
    private readonly FrozenDictionary<string, int> ordinals;
    private readonly FrozenSet<string> suppressed;
    private readonly Lazy<DateTimeOffset?> lastChange;

    private Snapshot(string origin, long version, Lieu[] lieux, FrozenSet<string> suppressed)
    {
        Origin = origin;
        Version = version;
        Lieux = lieux;
        this.suppressed = suppressed;
        lastChange = new Lazy<DateTimeOffset?>(() => lieux.Max(lieu => lieu.ModifieLe));
        ordinals = lieux.Select((lieu, ordinal) => KeyValuePair.Create(lieu.Id, ordinal)).ToFrozenDictionary();
        // The words take as long as all the rest: on two cores, the wait is halved.
        var words = Task.Run(() => new WordIndex(lieux));
        ByCodeInsee = new PostingIndex(lieux, lieu => [lieu.CodeInsee]);
        ByCodeEpci = new PostingIndex(lieux, lieu => lieu.CodeEpci is { } code ? [code] : []);
        ByCodeDepartement = new PostingIndex(lieux, lieu => [lieu.CodeDepartement]);
        ByType = new PostingIndex(lieux, lieu => lieu.Types);
        ByService = new PostingIndex(lieux, lieu => lieu.Services);
        Space = new SpatialIndex(lieux);
        Words = words.GetAwaiter().GetResult();
    }

    /// <summary>The catalogue before anything was published.</summary>
    public static Snapshot Empty { get; } = Build("", 0, [], []);

    /// <summary>Short id of the database that its versions count in.</summary>
    public string Origin { get; }

    /// <summary>Sequence number of the last change it holds.</summary>
    public long Version { get; }

    /// <summary>Instant of the latest change of a published lieu; null when there is none.</summary>
    public DateTimeOffset? LastChange => lastChange.Value;

    /// <summary>The lieux in the order of lists: by commune, then name. Their place here is their ordinal in every index.</summary>
    public IReadOnlyList<Lieu> Lieux { get; }

    internal PostingIndex ByCodeInsee { get; }

    internal PostingIndex ByCodeEpci { get; }

    internal PostingIndex ByCodeDepartement { get; }

    internal PostingIndex ByType { get; }

    internal PostingIndex ByService { get; }

    internal WordIndex Words { get; }

    internal SpatialIndex Space { get; }

    /// <summary>Makes a snapshot from scratch.</summary>
    /// <param name="origin">Short id of the database.</param>
    /// <param name="version">Sequence number of the last change.</param>
    /// <param name="lieux">Every published lieu.</param>
    /// <param name="suppressed">Ids that were published once and are no more.</param>
    public static Snapshot Build(string origin, long version, IEnumerable<Lieu> lieux, IEnumerable<string> suppressed) => new(
        origin,
        version,
        [
            .. lieux.AsParallel().Select(lieu => (Lieu: lieu, Name: Repli.Plier(lieu.Nom)))
                .OrderBy(pair => pair.Lieu.CodeInsee, StringComparer.Ordinal)
                .ThenBy(pair => pair.Name, StringComparer.Ordinal)
                .ThenBy(pair => pair.Lieu.Id, StringComparer.Ordinal)
                .Select(pair => pair.Lieu),
        ],
        suppressed.ToFrozenSet());

    /// <summary>The snapshot after some changes.</summary>
    /// <param name="version">Sequence number of the last of them.</param>
    /// <param name="published">Lieux that were created or changed, as they are now.</param>
    /// <param name="withdrawn">Ids of lieux that were suppressed.</param>
    public Snapshot Apply(long version, IReadOnlyCollection<Lieu> published, IReadOnlyCollection<string> withdrawn)
    {
        var touched = published.Select(lieu => lieu.Id).Concat(withdrawn).ToHashSet();
        return Build(
            Origin,
            version,
            Lieux.Where(lieu => !touched.Contains(lieu.Id)).Concat(published),
            suppressed.Except(touched).Concat(withdrawn));
    }

    /// <summary>The lieu of that id; null when it is not published.</summary>
    public Lieu? Find(string id) => ordinals.TryGetValue(id, out var ordinal) ? Lieux[ordinal] : null;

    /// <summary>The ids that were probably meant: of the lieu that a source knows under this one, or of one that differs by a slip of the hand.</summary>
    public IEnumerable<string> Nearest(string id) => Lieux
        .Where(lieu => lieu.Sources.Any(source => source.Id == id) || IsSlip(lieu.Id, id))
        .Select(lieu => lieu.Id);

    private static bool IsSlip(string left, string right) =>
        left.Length == right.Length && left.AsSpan().CommonPrefixLength(right) >= 4 && left.Zip(right).Count(pair => pair.First != pair.Second) <= 4;

    /// <summary>True when the id was that of a lieu which is no longer published.</summary>
    public bool WasSuppressed(string id) => suppressed.Contains(id);
}
