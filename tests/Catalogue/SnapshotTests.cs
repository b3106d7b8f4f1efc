using Maillage.Catalogue;
using Maillage.Schema.Formats;
using Maillage.Schema.Lieux;
using Maillage.Schema.Publication;
using Maillage.Schema.Services;
using Maillage.Tests.Support;

namespace Maillage.Tests.Catalogue;

public sealed class SnapshotTests
{
    private static readonly string[] Communes = ["04070", "04112", "04019", "13055"];
    private static readonly string[] Types = ["mairie", "caf", "france_services"];

    [Fact]
    public void A_snapshot_after_changes_equals_one_built_from_scratch()
    {
        var random = new Random(20261122);
        var lieux = Enumerable.Range(0, 200).Select(rank => Random(random, $"l{rank}")).ToDictionary(lieu => lieu.Id);
        var snapshot = Of(1, lieux.Values);
        HashSet<string> gone = [];
        for (var version = 2; version < 12; version++)
        {
            List<Lieu> published = [.. Enumerable.Range(0, 10).Select(_ => Random(random, $"l{random.Next(250)}")).DistinctBy(lieu => lieu.Id)];
            List<string> withdrawn = [.. lieux.Keys.Except(published.Select(lieu => lieu.Id)).OrderBy(_ => random.Next()).Take(3)];
            published.ForEach(lieu => lieux[lieu.Id] = lieu);
            withdrawn.ForEach(id => lieux.Remove(id));
            gone = [.. gone.Except(published.Select(lieu => lieu.Id)), .. withdrawn];
            snapshot = snapshot.Apply(version, Changes(published, withdrawn));
        }

        var rebuilt = Of(11, lieux.Values, gone);
        Assert.Equal(11, snapshot.Version);
        Assert.Equal(rebuilt.Lieux.Select(Text), snapshot.Lieux.Select(Text));
        Assert.All(gone, id => Assert.True(snapshot.Lieux.WasSuppressed(id) && snapshot.Lieux.Find(id) is null));
        foreach (var query in Queries())
        {
            Assert.Equal(All(rebuilt.Lieux.Run(query)).Select(Text), All(snapshot.Lieux.Run(query)).Select(Text));
        }
    }

    [Fact]
    public void Bytes_that_no_record_has_any_more_are_let_go()
    {
        var random = new Random(23);
        var snapshot = Of(1, Enumerable.Range(0, 1_500).Select(rank => Random(random, $"l{rank}")));
        for (var version = 2; version < 40; version++)
        {
            List<Lieu> changed = [.. Enumerable.Range(0, 100).Select(_ => Random(random, $"l{random.Next(1_500)}")).DistinctBy(lieu => lieu.Id)];
            snapshot = snapshot.Apply(version, Changes(changed, []));
        }

        List<RenderedRecord> records = [.. Enumerable.Range(0, snapshot.Lieux.Count).Select(ordinal => snapshot.Lieux.FoundAt(ordinal, null).Rendered)];
        long held = records.Select(record => record.Array).Distinct().Sum(array => array.Length);
        long sent = records.Sum(record => record.Json.Length);
        Assert.InRange(held, sent, sent * 1.4);
        Assert.Equal(snapshot.Lieux.Ids, records.Select(record => record.Read<Lieu>().Id));
    }

    [Fact]
    public void What_a_change_does_not_touch_is_shared_with_the_version_before()
    {
        var random = new Random(11);
        var lieux = Enumerable.Range(0, 300).Select(rank => Random(random, $"l{rank}")).ToList();
        var before = Of(1, lieux);
        var retold = before.Apply(2, Changes([.. lieux.Take(20).Select(lieu => lieu with { Telephone = "+33123456789" })], []));
        Assert.Equal("+33123456789", retold.Lieux.Find("l0")?.Telephone);
        string[] filters = ["q", "bbox", Filters.OuvertA, Filters.MediationNumerique, Filters.ScoreMinimum, "types", "code_insee"];
        Assert.All(filters, filter => Assert.Same(before.Lieux.IndexOf(filter), retold.Lieux.IndexOf(filter)));
        Assert.Same(before.Lieux.Sequence(Orders.Nom), retold.Lieux.Sequence(Orders.Nom));

        // A type more: its index is another, the others are not.
        var typed = before.Apply(2, Changes([lieux[0] with { Types = ["mairie", "caf", "france_services"] }], []));
        Assert.Equal(before.Lieux.CountOf("types", "caf") + (lieux[0].Types.Contains("caf") ? 0 : 1), typed.Lieux.CountOf("types", "caf"));
        Assert.Same(before.Lieux.IndexOf("bbox"), typed.Lieux.IndexOf("bbox"));
        Assert.NotSame(before.Lieux.IndexOf("types"), typed.Lieux.IndexOf("types"));

        // One more: all the others are renumbered.
        Assert.NotSame(before.Lieux.IndexOf("bbox"), before.Apply(2, Changes([Random(random, "another")], [])).Lieux.IndexOf("bbox"));
    }

    [Fact]
    public void Every_query_gives_what_a_plain_search_gives()
    {
        var random = new Random(4);
        var snapshot = Of(1, Enumerable.Range(0, 300).Select(rank => Random(random, $"l{rank}")));
        foreach (var query in Queries())
        {
            var expected = snapshot.Lieux.Where(lieu =>
                (query.ValuesOf("code_insee") is not { IsEmpty: false } communes || communes.Contains(lieu.CodeInsee))
                && (query.ValuesOf("types") is not { IsEmpty: false } types || types.Any(lieu.Types.Contains))
                && (query.Of("bbox") is not Box box || (lieu.Latitude >= box.LatitudeMin && lieu.Latitude <= box.LatitudeMax && lieu.Longitude >= box.LongitudeMin && lieu.Longitude <= box.LongitudeMax))
                && (query.Of("q") is not Words words || lieu.Nom.Contains(words.Text, StringComparison.OrdinalIgnoreCase)));

            Assert.Equal(expected.Select(Text), All(snapshot.Lieux.Run(query)).Select(Text));
        }
    }

    [Fact]
    public void Versions_are_kept_eight_at_most_and_an_hour_at_most()
    {
        var clock = new HorlogeReglee(new DateTimeOffset(2026, 11, 22, 0, 0, 0, TimeSpan.Zero));
        var versions = new Versions(clock);
        for (var version = 1; version <= 10; version++)
        {
            versions.Publish(Snapshot.EmptyOf("").Apply(version, []));
        }

        Assert.Equal(10, versions.Current?.Version);
        Assert.Null(versions.Find(2));
        Assert.NotNull(versions.Find(3));
        clock.Now += TimeSpan.FromMinutes(30);
        versions.Publish(Snapshot.EmptyOf("").Apply(11, []));
        clock.Now += TimeSpan.FromMinutes(40);
        versions.Publish(Snapshot.EmptyOf("").Apply(12, []));

        Assert.Null(versions.Find(9));
        Assert.NotNull(versions.Find(10));
        Assert.NotNull(versions.Find(11));

        // Nothing is published any more: what waited long enough goes all the same.
        clock.Now += TimeSpan.FromHours(1);
        versions.Forget();
        Assert.Null(versions.Find(11));
        Assert.NotNull(versions.Find(12));
    }

    [Fact]
    public void When_memory_is_short_the_older_half_of_the_versions_goes_and_the_current_one_stays()
    {
        var isShort = false;
        var versions = new Versions(new HorlogeReglee(new DateTimeOffset(2026, 11, 22, 0, 0, 0, TimeSpan.Zero)), () => isShort);
        for (var version = 1; version <= 8; version++)
        {
            versions.Publish(Snapshot.EmptyOf("").Apply(version, []));
        }

        isShort = true;
        versions.Forget();
        Assert.Null(versions.Find(4));
        Assert.NotNull(versions.Find(5));
        foreach (var _ in Enumerable.Range(0, 4))
        {
            versions.Forget();
        }

        Assert.Null(versions.Find(7));
        Assert.Equal(8, versions.Current?.Version);
    }

    [Fact]
    public void A_service_is_found_at_its_own_address_else_at_that_of_its_lieu()
    {
        var lieu = Random(new Random(1), "lieu") with { CodeInsee = "04112", Latitude = 43.83, Longitude = 5.78 };
        List<Delta> changes =
        [
            new(TypeEntite.Lieu, lieu.Id, lieu),
            .. ((Service[])[Service("a") with { LieuId = "lieu" }, Service("b") with { LieuId = "lieu", CodeInsee = "04070" }, Service("c")])
                .Select(service => new Delta(TypeEntite.Service, service.Id, service)),
        ];
        var snapshot = Snapshot.EmptyOf("").Apply(4, changes);

        Assert.Equal(["a"], Ids(snapshot, new ListQuery().With("code_insee", ["04112"])));
        Assert.Equal(["b"], Ids(snapshot, new ListQuery().With("code_insee", ["04070"])));
        Assert.Equal(["b", "a"], Ids(snapshot, new ListQuery().With("code_departement", ["04"])));
        Assert.Equal(["a"], Ids(snapshot, new ListQuery().With("autour", new Circle(43.83, 5.78, 500))));

        // The lieu moves: its services move with it.
        var moved = snapshot.Apply(5, [new(TypeEntite.Lieu, lieu.Id, lieu with { CodeInsee = "13055" })]);
        Assert.Equal(["a"], Ids(moved, new ListQuery().With("code_departement", ["13"])));
        Assert.Equal(["b"], Ids(moved, new ListQuery().With("code_departement", ["04"])));
    }

    [Fact]
    public void A_merged_id_leads_from_merge_to_merge_to_what_is_published()
    {
        var snapshot = Of(1, [.. "abcd".Select(id => Random(new Random(1), id.ToString()))])
            .Apply(2, [Gone("a", "b")])
            .Apply(3, [Gone("b", "c"), Gone("d", null)]);
        Assert.Equal(["c", "c", null, null, null], "abcde".Select(id => snapshot.Lieux.Successor(id.ToString())));

        // Two that lead to each other, which nothing writes, lead nowhere; what is published again is no longer merged.
        Assert.Null(snapshot.Apply(4, [Gone("c", "a")]).Lieux.Successor("a"));
        var back = snapshot.Apply(4, [new Delta(TypeEntite.Lieu, "b", Random(new Random(1), "b"))]);
        Assert.Equal(["b", null], "ab".Select(id => back.Lieux.Successor(id.ToString())));
        Assert.False(back.Lieux.WasSuppressed("b"));

        static Delta Gone(string id, string? successor) => new(TypeEntite.Lieu, id, null) { RemplacePar = successor };
    }

    [Fact]
    public void A_record_leads_to_the_lieu_it_is_behind_else_to_the_one_it_was_behind()
    {
        var lieu = Random(new Random(1), "a") with { Sources = [new SourceLieu { Source = "s", Id = "1" }, new SourceLieu { Source = "s", Id = "2" }] };
        var snapshot = Of(1, [lieu]).Apply(2, [], [new FormerRecordOfLieu("s", "2", "z"), new FormerRecordOfLieu("s", "3", "z")]);
        Assert.Equal(["a", "a", "z", null], "1234".Select(id => snapshot.LieuOf("s", id.ToString())));

        var after = snapshot.Apply(3, [new Delta(TypeEntite.Lieu, "a", lieu with { Sources = [lieu.Sources[0]] })], [new FormerRecordOfLieu("s", "3", "a")]);
        Assert.Equal(["a", "z", "a", null], "1234".Select(id => after.LieuOf("s", id.ToString())));
        Assert.Null(after.LieuOf("autre", "1"));
    }

    // Lists in records are compared by reference: their JSON is not.
    private static string Text(Lieu lieu)
    {
        using var renderer = new RecordRenderer<Lieu>();
        return System.Text.Encoding.UTF8.GetString(renderer.Render(lieu).Json.Span);
    }

    private static IEnumerable<TRecord> All<TRecord>(Results<TRecord> results)
        where TRecord : class, IEntite => results.Page(0, results.Total).Select(found => found.Record);

    private static IEnumerable<string> Ids(Snapshot snapshot, ListQuery query) => All(snapshot.Services.Run(query)).Select(service => service.Id);

    private static Service Service(string id) => new() { Id = id, Nom = "Service " + id, Source = "dora", StructureId = "dora--1" };

    private static Snapshot Of(long version, IEnumerable<Lieu> lieux, params IEnumerable<string> gone) => Snapshot.EmptyOf("").Apply(version, Changes(lieux, gone));

    private static List<Delta> Changes(IEnumerable<Lieu> published, IEnumerable<string> withdrawn) =>
        [.. published.Select(lieu => new Delta(TypeEntite.Lieu, lieu.Id, lieu)), .. withdrawn.Select(id => new Delta(TypeEntite.Lieu, id, null))];

    private static IEnumerable<ListQuery> Queries()
    {
        yield return new ListQuery();
        yield return new ListQuery().With("q", new Words("nom3"));
        yield return new ListQuery().With("bbox", new Box(5.5, 43.5, 6.5, 44.5)).With("types", ["caf"]);
        foreach (var commune in Communes)
        {
            yield return new ListQuery().With("code_insee", [commune]).With("types", ["mairie", "caf"]);
            yield return new ListQuery().With("q", new Words("nom1")).With("code_insee", [commune]);
        }
    }

    private static Lieu Random(Random random, string id)
    {
        var located = random.Next(10) > 0;
        var commune = Communes[random.Next(Communes.Length)];
        return new Lieu
        {
            Id = id,
            Nom = $"nom{random.Next(20)}",
            Commune = "commune " + commune,
            CodeInsee = commune,
            CodeDepartement = commune[..2],
            CodeRegion = "93",
            Types = [Types[random.Next(Types.Length)]],
            Latitude = located ? 43 + (random.NextDouble() * 2) : null,
            Longitude = located ? 5 + (random.NextDouble() * 2) : null,
        };
    }
}
