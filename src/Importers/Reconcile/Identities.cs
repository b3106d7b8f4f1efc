using Maillage.Schema.Lieux;
using Maillage.Store;

namespace Maillage.Importers.Reconcile;

/// <summary>A record, for what concerns the id of its lieu.</summary>
/// <param name="Key">The record.</param>
/// <param name="OwnId">The id of the lieu it would be behind, were it alone and first.</param>
/// <param name="Before">The lieu that it was behind; null when it was behind none.</param>
internal sealed record Bearer(RecordKey Key, string OwnId, string? Before);

/// <summary>A group of records, and the id of their lieu.</summary>
/// <param name="Id">The id.</param>
/// <param name="Appears">What happens when it is not published yet.</param>
/// <param name="Members">The records.</param>
internal sealed record NamedGroup(string Id, Operation Appears, IReadOnlyList<Bearer> Members);

/// <summary>Gives each group of records the id of its lieu. An id never denotes another lieu: it stays with the record that founded it, else with most of its records.</summary>
/// <param name="known">What became of every id that one of the records could claim.</param>
/// <param name="former">The lieu that a record was last behind.</param>
internal sealed class Identities(IReadOnlyDictionary<string, Identity> known, IReadOnlyDictionary<RecordKey, string> former)
{
    // A record that left its lieu and came back apart: once is rare already.
    private const int MostSpares = 8;

    /// <summary>Names the groups.</summary>
    /// <param name="groups">Groups of records; a record is in one.</param>
    /// <param name="inherited">For a group, by its rank, the id of a lieu that would end and that it continues.</param>
    public IReadOnlyList<NamedGroup> Name(IReadOnlyList<IReadOnlyList<Bearer>> groups, IReadOnlyDictionary<int, string> inherited)
    {
        var kept = Kept(groups);
        HashSet<string> taken = [.. kept.Values, .. inherited.Values];
        // In the order of their smallest record: the ids do not depend on the order of the groups.
        var named = new NamedGroup[groups.Count];
        foreach (var rank in Enumerable.Range(0, groups.Count).OrderBy(rank => Smallest(groups[rank]).Key, RecordKey.Order))
        {
            named[rank] = kept.TryGetValue(rank, out var id) || inherited.TryGetValue(rank, out id)
                ? new NamedGroup(id, Operation.Modification, groups[rank])
                : Appearing(groups[rank], taken);
            taken.Add(named[rank].Id);
        }

        return named;
    }

    // A published id goes with the record that founded it, else with most of its records; a group that several ids go to keeps the oldest.
    private Dictionary<int, string> Kept(IReadOnlyList<IReadOnlyList<Bearer>> groups)
    {
        var homes = groups
            .SelectMany((group, rank) => group.Where(one => one.Before is not null).Select(one => (Id: one.Before ?? "", Rank: rank, Bearer: one)))
            .GroupBy(one => one.Id)
            .Where(id => known.TryGetValue(id.Key, out var identity) && identity.IsPublished)
            .Select(id => (Id: id.Key, Home: id.GroupBy(one => one.Rank)
                .OrderByDescending(home => home.Any(one => one.Bearer.OwnId == id.Key))
                .ThenByDescending(home => home.Count())
                .ThenBy(home => home.Select(one => one.Bearer.Key).Order(RecordKey.Order).First(), RecordKey.Order)
                .First().Key));
        return homes.GroupBy(one => one.Home).ToDictionary(home => home.Key, home => home.OrderBy(one => known[one.Id].FirstSeq).First().Id);
    }

    private NamedGroup Appearing(IReadOnlyList<Bearer> group, HashSet<string> taken)
    {
        // Told apart from a lieu that goes on: a division, whatever becomes of its id.
        var isDivided = group.Any(one => one.Before is { } before && known.TryGetValue(before, out var identity) && identity.IsPublished);
        var back = group.Select(one => one.OwnId).Concat(group.Select(one => former.GetValueOrDefault(one.Key)).OfType<string>())
            .Concat(group.Select(one => one.Before).OfType<string>())
            .Distinct()
            .Where(id => !taken.Contains(id) && known.TryGetValue(id, out var identity) && identity is { IsPublished: false, IsErased: false })
            .OrderBy(id => known[id].FirstSeq)
            .FirstOrDefault();
        if (back is not null)
        {
            return new NamedGroup(back, isDivided || known[back].RemplacePar is not null ? Operation.Scission : Operation.Retour, group);
        }

        var own = group.OrderBy(one => one.Key, RecordKey.Order).Select(one => one.OwnId).FirstOrDefault(id => !taken.Contains(id) && !known.ContainsKey(id));
        return new NamedGroup(own ?? Unused(group, taken), isDivided ? Operation.Scission : Operation.Creation, group);
    }

    /// <summary>The ids of a record whose own id denotes a lieu that is not its own: what it founded went on without it.</summary>
    public static IEnumerable<string> Spares(Bearer bearer) =>
        bearer.Before == bearer.OwnId ? [] : Enumerable.Range(2, MostSpares).Select(turn => LieuId.Nouveau(bearer.Key.Source, $"{bearer.Key.Id}\n{turn}"));

    // Every own id of theirs denotes, or denoted, a lieu that is not theirs any more.
    private string Unused(IReadOnlyList<Bearer> group, HashSet<string> taken) =>
        group.OrderBy(one => one.Key, RecordKey.Order).SelectMany(Spares).FirstOrDefault(id => !taken.Contains(id) && !known.ContainsKey(id))
            ?? throw new InvalidOperationException($"No id is left for {Smallest(group).Key}.");

    private static Bearer Smallest(IReadOnlyList<Bearer> group) => group.OrderBy(one => one.Key, RecordKey.Order).First();
}
