using Maillage.Schema.Lieux;
using Maillage.Schema.Publication;
using Maillage.Store;

namespace Maillage.Importers.Reconcile;

/// <summary>
/// Says which records are of one lieu, and under which id. Only what is around the records that changed is looked at again; the outcome is the one of looking at
/// everything: a pure function of the records, the decisions and the rules.
/// </summary>
internal sealed class Reconciler(IChangeSet changes, Decisions decisions)
{
    /// <summary>Likely enough to be joined. Tuned on one half of the labelled pairs, measured on the other.</summary>
    public const double Threshold = 0.66;

    /// <summary>Alike enough to be kept for reading, joined or not.</summary>
    public const double Floor = 0.2;

    private const string RulesNote = "rapprochement";
    private const int AtOnce = 2_000;

    /// <summary>What is published was grouped under these decisions and these rules, or nothing is published.</summary>
    public async Task<bool> IsCurrentAsync(CancellationToken cancellationToken) =>
        await changes.NotedAsync(RulesNote, cancellationToken) is var noted && (noted is null || noted == ReconcileRules.Fingerprint + decisions.Fingerprint);

    /// <summary>Regroups the records around those that changed.</summary>
    /// <param name="touched">The records of lieux that are new, changed or gone.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<Grouping> RegroupAsync(IReadOnlyCollection<RecordKey> touched, CancellationToken cancellationToken)
    {
        var rules = ReconcileRules.Fingerprint + decisions.Fingerprint;
        var isWhole = await changes.NotedAsync(RulesNote, cancellationToken) != rules;
        if (touched.Count == 0 && !isWhole)
        {
            return Grouping.Empty;
        }

        var (population, changed) = await PopulationAsync(touched, isWhole, cancellationToken);
        if (isWhole)
        {
            await changes.NoteAsync(RulesNote, rules, cancellationToken);
        }

        changed.UnionWith(population.Repriced([.. changed]));
        var links = new Links(population, decisions, await changes.PairsAsync(cancellationToken));
        links.Compare(changed);
        await changes.WritePairsAsync(links.Removed, links.Written, cancellationToken);
        var affected = links.Around(changed);
        var grouping = await NameAsync(population, links.Group(affected), changed, cancellationToken);
        // As the records came.
        var places = touched.Select((key, place) => (population.RankOf(key), place)).Where(one => one.Item1 is not null).ToDictionary(one => one.Item1 ?? 0, one => one.place);
        return grouping with { Published = [.. grouping.Published.OrderBy(lieu => lieu.Ranks.Select(rank => places.GetValueOrDefault(rank, int.MaxValue)).DefaultIfEmpty(int.MaxValue).Min()).ThenBy(lieu => lieu.Id, StringComparer.Ordinal)] };
    }

    private async Task<(Population Population, HashSet<int> Changed)> PopulationAsync(IReadOnlyCollection<RecordKey> touched, bool isWhole, CancellationToken cancellationToken)
    {
        var members = await SignedAsync(await changes.MembersAsync(cancellationToken), cancellationToken);
        var replaced = await changes.ReplacedAsync(cancellationToken);
        var were = replaced.Select(member => member.Key).ToHashSet();
        var population = new Population(members, replaced, touched.Where(key => !were.Contains(key)).ToHashSet());
        return (population, isWhole ? [.. Enumerable.Range(0, population.Subjects.Count)] : [.. touched.Select(population.RankOf).OfType<int>()]);
    }

    // Those signed by another version are signed anew, from what is kept of them.
    private async Task<IReadOnlyList<Member>> SignedAsync(IReadOnlyList<Member> members, CancellationToken cancellationToken)
    {
        Dictionary<RecordKey, string> renewed = [];
        foreach (var chunk in members.Where(member => !Signature.IsCurrent(member.Signature)).Chunk(AtOnce))
        {
            var signed = (await changes.RecordsAsync([.. chunk.Select(member => member.Key)], cancellationToken))
                .Select(record => new NewSignature(record.Key, Signature.Of((Lieu)record.Fiche, ((Lieu)record.Fiche).DateMaj).Write())).ToList();
            await changes.SignAsync(signed, cancellationToken);
            foreach (var one in signed)
            {
                renewed[one.Key] = one.Signature;
            }
        }

        return renewed.Count == 0 ? members : [.. members.Select(member => renewed.TryGetValue(member.Key, out var signature) ? member with { Signature = signature } : member)];
    }

    private async Task<Grouping> NameAsync(Population population, IReadOnlyList<IReadOnlyList<int>> groups, HashSet<int> changed, CancellationToken cancellationToken)
    {
        IReadOnlyList<IReadOnlyList<Bearer>> bearers =
            [.. groups.Select(group => (IReadOnlyList<Bearer>)[.. group.Select(rank => new Bearer(population.Subjects[rank].Key, population.Subjects[rank].OwnId, population.Before(rank)))])];
        var former = await InChunksAsync(
            bearers.SelectMany(group => group).Where(one => one.Before is null).Select(one => one.Key), chunk => changes.FormerAsync(chunk, cancellationToken));
        var claimed = await KnownAsync(IdsOf(bearers, population.Gone, former).Distinct(), cancellationToken);
        // Only a record whose own id was given already may need another.
        var spare = await KnownAsync(bearers.SelectMany(group => group).Where(one => claimed.ContainsKey(one.OwnId)).SelectMany(Identities.Spares), cancellationToken);
        IReadOnlyDictionary<string, Identity> known = spare.Count == 0 ? claimed : claimed.Concat(spare.Where(one => !claimed.ContainsKey(one.Key))).ToDictionary();
        var identities = new Identities(known, former);
        var named = identities.Name(bearers, Succession.Of(population, bearers, known));
        await AssignAsync(named, cancellationToken);
        await changes.RememberAsync([.. population.Gone.Select(gone => new FormerRecord(gone.Key, gone.LieuId))], cancellationToken);
        return Outcome(named, population, changed, known);
    }

    private Task<IReadOnlyDictionary<string, Identity>> KnownAsync(IEnumerable<string> ids, CancellationToken cancellationToken) =>
        InChunksAsync(ids, chunk => changes.IdentitiesAsync(TypeEntite.Lieu, chunk, cancellationToken));

    private static IEnumerable<string> IdsOf(IEnumerable<IReadOnlyList<Bearer>> groups, IEnumerable<Member> gone, IReadOnlyDictionary<RecordKey, string> former) =>
        groups.SelectMany(group => group).SelectMany(one => (string?[])[one.OwnId, one.Before, former.GetValueOrDefault(one.Key)]).OfType<string>()
            .Concat(gone.Select(one => one.LieuId));

    private async Task AssignAsync(IReadOnlyList<NamedGroup> named, CancellationToken cancellationToken)
    {
        List<Assignment> assignments =
        [
            .. from name in named
               from bearer in name.Members
               where (bearer.Before ?? bearer.OwnId) != name.Id
               select new Assignment(bearer.Key, name.Id),
        ];
        await changes.AssignAsync(assignments, cancellationToken);
    }

    private static Grouping Outcome(IReadOnlyList<NamedGroup> named, Population population, HashSet<int> changed, IReadOnlyDictionary<string, Identity> known)
    {
        var names = named.Select(name => name.Id).ToHashSet();
        var successors = named.SelectMany(name => name.Members.Where(one => one.Before is not null).Select(one => (Before: one.Before ?? "", name.Id, one.Key)))
            .GroupBy(one => one.Before).ToDictionary(group => group.Key, group => group.OrderBy(one => one.Key, RecordKey.Order).First().Id);
        var ended = named.SelectMany(name => name.Members.Select(one => (one.Key, Id: one.Before))).Concat(population.Gone.Select(gone => (gone.Key, Id: (string?)gone.LieuId)))
            .OrderBy(one => one.Key, RecordKey.Order)
            .Select(one => one.Id).OfType<string>().Distinct()
            .Where(id => !names.Contains(id) && known.TryGetValue(id, out var identity) && identity.IsPublished)
            .Select(id => new EndedLieu(id, successors.GetValueOrDefault(id)))
            .ToList();
        var moved = named.SelectMany(name => name.Members.Where(one => one.Before != name.Id).Select(one => one.Key)).Concat(population.Gone.Select(gone => gone.Key)).ToHashSet();
        // Lieux that a record has left are told without it.
        var left = named.SelectMany(name => name.Members.Where(one => one.Before != name.Id).Select(one => one.Before)).Concat(population.Gone.Select(gone => gone.LieuId)).OfType<string>().ToHashSet();
        var antennes = population.Subjects.Where(subject => subject.Signature.Parent.Length > 0).Select(subject => subject.Key).ToHashSet();
        var published = named
            .Where(name => name.Members.Any(one => antennes.Contains(one.Key)) || name.Members.Any(one => moved.Contains(one.Key) || changed.Contains(population.RankOf(one.Key) ?? -1))
                || left.Contains(name.Id))
            .Select(name => new GroupedLieu(name.Id, name.Appears) { Ranks = [.. name.Members.Select(one => population.RankOf(one.Key)).OfType<int>()] });
        return new Grouping([.. published, .. Antennes(population, moved, names)], ended, moved);
    }

    // An antenne tells which lieu it is of: it is told anew when that one has another id.
    private static IEnumerable<GroupedLieu> Antennes(Population population, HashSet<RecordKey> moved, HashSet<string> named)
    {
        List<int> antennes = [.. Enumerable.Range(0, population.Subjects.Count).Where(rank => population.Subjects[rank].Signature.Parent.Length > 0)];
        HashSet<string> parents = antennes.Count == 0 ? [] : [.. moved.Select(key => LieuId.Nouveau(key.Source, key.Id))];
        return antennes
            .Where(rank => parents.Contains(population.Subjects[rank].Signature.Parent))
            .Select(population.Before).OfType<string>().Distinct()
            .Where(id => !named.Contains(id))
            .Select(id => new GroupedLieu(id, Operation.Modification));
    }

    private static async Task<IReadOnlyDictionary<TKey, TValue>> InChunksAsync<TKey, TValue>(IEnumerable<TKey> keys, Func<IReadOnlyCollection<TKey>, Task<IReadOnlyDictionary<TKey, TValue>>> read)
        where TKey : notnull
    {
        Dictionary<TKey, TValue> all = [];
        foreach (var chunk in keys.Chunk(AtOnce))
        {
            foreach (var (key, value) in await read(chunk))
            {
                all[key] = value;
            }
        }

        return all;
    }
}
