using Maillage.Store;

namespace Maillage.Importers.Reconcile;

/// <summary>Every record of a lieu, as it is compared, and what it was behind before these changes.</summary>
internal sealed class Population
{
    private readonly Dictionary<RecordKey, int> ranks;
    private readonly string?[] before;
    private readonly ILookup<string, int> behind;

    /// <param name="members">Every record behind a lieu, with a signature of this version.</param>
    /// <param name="replaced">Those that changed or are gone, as they were.</param>
    /// <param name="added">The records that are new.</param>
    public Population(IReadOnlyList<Member> members, IReadOnlyList<Member> replaced, IReadOnlySet<RecordKey> added)
    {
        Subjects = [.. members.AsParallel().AsOrdered().Select(SubjectOf)];
        ranks = new Dictionary<RecordKey, int>(Subjects.Count);
        for (var rank = 0; rank < Subjects.Count; rank++)
        {
            ranks.Add(Subjects[rank].Key, rank);
        }

        var was = replaced.ToDictionary(member => member.Key, member => member.LieuId);
        before = [.. members.Select(member => was.TryGetValue(member.Key, out var lieu) ? lieu : added.Contains(member.Key) ? null : member.LieuId)];
        Replaced = [.. replaced.Where(member => Signature.Read(member.Signature) is not null).Select(SubjectOf)];
        ReplacedLieux = [.. replaced.Select(member => member.LieuId).Distinct()];
        Gone = [.. replaced.Where(member => !ranks.ContainsKey(member.Key))];
        behind = Enumerable.Range(0, before.Length).Where(rank => before[rank] is not null).ToLookup(rank => before[rank] ?? "");
        foreach (var subject in Subjects)
        {
            Frequencies.Add(subject);
        }
    }

    /// <summary>Every record, in no order that matters.</summary>
    public IReadOnlyList<Subject> Subjects { get; }

    /// <summary>Those that changed or are gone, as they were.</summary>
    public IReadOnlyList<Subject> Replaced { get; }

    /// <summary>The lieux of those that changed or are gone, as they were.</summary>
    public IReadOnlyList<string> ReplacedLieux { get; }

    /// <summary>Those that are gone.</summary>
    public IReadOnlyList<Member> Gone { get; }

    /// <summary>How many lieux share a value now.</summary>
    public Frequencies Frequencies { get; } = new();

    /// <summary>Rank of a record; null when it is behind no lieu.</summary>
    public int? RankOf(RecordKey key) => ranks.TryGetValue(key, out var rank) ? rank : null;

    /// <summary>The lieu that a record was behind; null when it was behind none.</summary>
    public string? Before(int rank) => before[rank];

    /// <summary>The records that were behind that lieu, and are behind one still.</summary>
    public IEnumerable<int> WereBehind(string lieu) => behind[lieu];

    /// <summary>The records of which a shared value is worth another price than before these changes.</summary>
    /// <param name="touched">Ranks of the records that are new or changed.</param>
    public IEnumerable<int> Repriced(IReadOnlyCollection<int> touched)
    {
        var values = Replaced.Concat(touched.Select(rank => Subjects[rank])).SelectMany(Frequencies.ValuesOf).ToHashSet();
        var now = values.ToDictionary(value => value, value => Frequencies.Worth(value.Kind, value.Value));
        Count(-1);
        var changed = values.Where(value => Frequencies.Worth(value.Kind, value.Value) != now[value]).ToHashSet();
        Count(+1);
        return changed.Count == 0 ? [] : Enumerable.Range(0, Subjects.Count).Where(rank => Frequencies.ValuesOf(Subjects[rank]).Any(changed.Contains));

        void Count(int by)
        {
            foreach (var rank in touched)
            {
                Frequencies.Add(Subjects[rank], by);
            }

            foreach (var subject in Replaced)
            {
                Frequencies.Add(subject, -by);
            }
        }
    }

    private static Subject SubjectOf(Member member) => new(
        member.Key,
        Signature.Read(member.Signature) ?? throw new InvalidOperationException($"No signature for {member.Key}."));
}
