using Maillage.Importers.Read;
using Maillage.Store;

namespace Maillage.Importers.Reconcile;

/// <summary>
/// A source that gives its records other ids takes nothing away: a lieu that would end while a new one appears in its place goes on under its id.
/// The national map does so each time it joins or parts records.
/// </summary>
internal static class Succession
{
    /// <summary>For a group of new records, by its rank, the id of the lieu that would end and that it continues.</summary>
    /// <param name="population">Every record.</param>
    /// <param name="groups">The groups around what changed.</param>
    /// <param name="known">What became of the ids.</param>
    public static IReadOnlyDictionary<int, string> Of(Population population, IReadOnlyList<IReadOnlyList<Bearer>> groups, IReadOnlyDictionary<string, Identity> known)
    {
        var left = groups.SelectMany(group => group).Select(one => one.Before).OfType<string>().ToHashSet();
        var orphans = population.Gone.Where(gone => !left.Contains(gone.LieuId) && known.TryGetValue(gone.LieuId, out var identity) && identity.IsPublished)
            .ToDictionary(gone => gone.Key, gone => gone.LieuId);
        if (orphans.Count == 0)
        {
            return new Dictionary<int, string>();
        }

        var gone = population.Replaced.Where(subject => orphans.ContainsKey(subject.Key)).ToLookup(subject => subject.Signature.CodeInsee);
        var comparer = new Comparer(population.Frequencies) { IsOneHandIgnored = true };
        var likely =
            from rank in Enumerable.Range(0, groups.Count)
            where groups[rank].All(one => one.Before is null && !known.ContainsKey(one.OwnId))
            from bearer in groups[rank]
            let subject = population.Subjects[population.RankOf(bearer.Key) ?? throw new InvalidOperationException($"{bearer.Key} has no rank.")]
            from before in gone[subject.Signature.CodeInsee]
            let score = Continues(comparer, before, subject)
            where score >= Reconciler.Threshold
            orderby score descending, orphans[before.Key], rank
            select (Rank: rank, Id: orphans[before.Key]);
        Dictionary<int, string> inherited = [];
        HashSet<string> taken = [];
        foreach (var (rank, id) in likely)
        {
            if (!inherited.ContainsKey(rank) && taken.Add(id))
            {
                inherited.Add(rank, id);
            }
        }

        return inherited;
    }

    private static double Continues(Comparer comparer, Subject before, Subject after)
    {
        // The parts of a composite id are those of the records it joins.
        if (before.Key.Source == after.Key.Source && Parts(before).Intersect(Parts(after)).Any())
        {
            return 1;
        }

        var comparison = RecordKey.Order.Compare(before.Key, after.Key) <= 0 ? comparer.Compare(before, after) : comparer.Compare(after, before);
        return comparison.Contradiction is null ? comparison.Score : 0;
    }

    private static IReadOnlyList<string> Parts(Subject subject) => CompositeId.Parts(subject.Key.Id) is { Count: > 0 } parts ? parts : [subject.Key.Id];
}
