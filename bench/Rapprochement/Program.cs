// Times reconciliation on the records of a store that was filled by imports: all of them, four times as many, and one in a hundred changed.
using System.Diagnostics;
using Maillage.Importers.Reconcile;
using Maillage.Schema.Territoires;
using Maillage.Store;
using Maillage.Store.Sqlite;

if (args is not [var file])
{
    Console.Error.WriteLine("usage : dotnet run -c Release --project bench/Rapprochement BASE.db");
    return 2;
}

using var store = new SqliteStore(file, TimeProvider.System);
await using var changes = await store.BeginAsync(rehearsal: true, CancellationToken.None);
var (members, load) = Timed(() => changes.MembersAsync(CancellationToken.None).GetAwaiter().GetResult());
Console.WriteLine($"{members.Count} fiches ; signatures lues en {load:0.00} s");
// The first is slower: its code is not compiled yet.
Whole(members);
var (once, links) = Median(members);
Console.WriteLine($"tout : {once:0.00} s, {links.Written.Count} paires gardées");
var (four, _) = Median(Multiplied(members, 4, isDenser: false));
Console.WriteLine($"quatre fois, dans quatre fois plus de communes : {four:0.00} s, {four / once:0.00} fois plus");
var (dense, _) = Median(Multiplied(members, 4, isDenser: true));
Console.WriteLine($"quatre fois, dans les mêmes communes, quatre mairies chacune : {dense:0.00} s, {dense / once:0.00} fois plus");
Incremental(members, links, load);
return 0;

static (double Seconds, Links Links) Median(IReadOnlyList<Member> members)
{
    List<(double Seconds, Links Links)> runs = [Whole(members), Whole(members), Whole(members)];
    return runs.OrderBy(run => run.Seconds).ElementAt(1);
}

static (double Seconds, Links Links) Whole(IReadOnlyList<Member> members)
{
    var (links, seconds) = Timed(() =>
    {
        var (population, read) = Timed(() => new Population(members, [], members.Select(member => member.Key).ToHashSet()));
        var links = new Links(population, Decisions.None, []);
        var all = Enumerable.Range(0, members.Count).ToHashSet();
        var (_, compared) = Timed(() =>
        {
            links.Compare(all);
            return true;
        });
        var (_, grouped) = Timed(() => links.Group(all));
        Console.WriteLine($"  {members.Count} fiches : lues en {read:0.00} s, comparées en {compared:0.00} s, groupées en {grouped:0.00} s ; ramassage {GC.GetTotalPauseDuration().TotalSeconds:0.0} s depuis le début, {GC.GetTotalAllocatedBytes() / 1_000_000} Mo alloués, {Environment.WorkingSet / 1_000_000} Mo");
        return links;
    });
    return (seconds, links);
}

// One record in a hundred has another telephone: everything that an import does around it.
static void Incremental(IReadOnlyList<Member> members, Links links, double load)
{
    var pairs = links.Written.Select(pair => pair.Link).ToList();
    var replaced = members.Where((_, rank) => rank % 100 == 0).ToList();
    var now = members.Select((member, rank) => rank % 100 == 0 ? member with { Signature = Moved(member.Signature, signature => signature with { Telephone = $"+3349{rank:00000000}" }) } : member).ToList();
    var (groups, seconds) = Timed(() =>
    {
        var population = new Population(now, replaced, new HashSet<RecordKey>());
        var changed = replaced.Select(member => population.RankOf(member.Key) ?? 0).ToHashSet();
        changed.UnionWith(population.Repriced([.. changed]));
        var links = new Links(population, Decisions.None, pairs);
        links.Compare(changed);
        return links.Group(links.Around(changed)).Count;
    });
    Console.WriteLine($"1 % changé : {seconds:0.00} s, et {load:0.00} s pour lire les signatures ; {groups} groupes revus");
}

// The copies are other lieux: under other keys, a degree further, in communes of their own or in other communes of France, which are then denser.
static List<Member> Multiplied(IReadOnlyList<Member> members, int times, bool isDenser)
{
    var communes = Cog.Courant.Communes.Select(commune => commune.Code).ToList();
    var places = communes.Select((code, rank) => (code, rank)).ToDictionary(one => one.code, one => one.rank);
    return [.. Enumerable.Range(0, times).SelectMany(copy => members.Select(member => copy == 0 ? member : new Member(
        member.Key with { Source = $"{member.Key.Source}.{copy}" },
        member.LieuId,
        Moved(member.Signature, signature => signature with
        {
            CodeInsee = isDenser ? communes[(places.GetValueOrDefault(signature.CodeInsee) + (copy * 8_000)) % communes.Count] : $"{signature.CodeInsee}.{copy}",
            // The name of a commune is no part of the names of its lieux: that of another would be.
            Nom = Cog.Courant.ParCode(signature.CodeInsee) is { } found ? signature.Nom.Replace(found.Commune.Nom, "", StringComparison.OrdinalIgnoreCase) : signature.Nom,
            Latitude = signature.Latitude + copy,
            Telephone = signature.Telephone.Length == 0 ? "" : $"{signature.Telephone}{copy}",
            Courriels = [.. signature.Courriels.Select(email => $"{copy}.{email}")],
        }))))];
}

static string Moved(string written, Func<Signature, Signature> change) => change(Signature.Read(written) ?? throw new InvalidDataException(written)).Write();

static (T Value, double Seconds) Timed<T>(Func<T> work)
{
    var watch = Stopwatch.StartNew();
    var value = work();
    return (value, watch.Elapsed.TotalSeconds);
}
