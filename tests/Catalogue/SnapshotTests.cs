using Maillage.Catalogue;
using Maillage.Schema.Lieux;

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
        var snapshot = Snapshot.Build("", 1, lieux.Values, []);
        HashSet<string> gone = [];
        for (var version = 2; version < 12; version++)
        {
            List<Lieu> published = [.. Enumerable.Range(0, 10).Select(_ => Random(random, $"l{random.Next(250)}")).DistinctBy(lieu => lieu.Id)];
            List<string> withdrawn = [.. lieux.Keys.Except(published.Select(lieu => lieu.Id)).OrderBy(_ => random.Next()).Take(3)];
            published.ForEach(lieu => lieux[lieu.Id] = lieu);
            withdrawn.ForEach(id => lieux.Remove(id));
            gone = [.. gone.Except(published.Select(lieu => lieu.Id)), .. withdrawn];
            snapshot = snapshot.Apply(version, published, withdrawn);
        }

        var rebuilt = Snapshot.Build("", 11, lieux.Values, gone);
        Assert.Equal(11, snapshot.Version);
        Assert.Equal(rebuilt.Lieux, snapshot.Lieux);
        Assert.All(gone, id => Assert.True(snapshot.WasSuppressed(id) && snapshot.Find(id) is null));
        foreach (var query in Queries())
        {
            Assert.Equal(rebuilt.Run(query), snapshot.Run(query));
        }
    }

    [Fact]
    public void Every_query_gives_what_a_plain_search_gives()
    {
        var random = new Random(4);
        var snapshot = Snapshot.Build("", 1, Enumerable.Range(0, 300).Select(rank => Random(random, $"l{rank}")), []);
        foreach (var query in Queries())
        {
            var expected = snapshot.Lieux.Where(lieu =>
                (query.CodeInsee.Count == 0 || query.CodeInsee.Contains(lieu.CodeInsee))
                && (query.Types.Count == 0 || query.Types.Any(lieu.Types.Contains))
                && (query.Bbox is not { } box || (lieu.Latitude >= box.LatitudeMin && lieu.Latitude <= box.LatitudeMax && lieu.Longitude >= box.LongitudeMin && lieu.Longitude <= box.LongitudeMax))
                && (query.Texte is null || lieu.Nom.Contains(query.Texte, StringComparison.OrdinalIgnoreCase)));

            Assert.Equal(expected, snapshot.Run(query).Select(found => found.Lieu));
        }
    }

    [Fact]
    public void Versions_are_kept_eight_at_most_and_an_hour_at_most()
    {
        var clock = new HandClock();
        var versions = new Versions(clock);
        for (var version = 1; version <= 10; version++)
        {
            versions.Publish(Snapshot.Build("", version, [], []));
        }

        Assert.Equal(10, versions.Current?.Version);
        Assert.Null(versions.Find(2));
        Assert.NotNull(versions.Find(3));
        clock.Advance(TimeSpan.FromMinutes(30));
        versions.Publish(Snapshot.Build("", 11, [], []));
        clock.Advance(TimeSpan.FromMinutes(40));
        versions.Publish(Snapshot.Build("", 12, [], []));

        Assert.Null(versions.Find(9));
        Assert.NotNull(versions.Find(10));
        Assert.NotNull(versions.Find(11));
    }

    private static IEnumerable<LieuxQuery> Queries()
    {
        yield return new LieuxQuery();
        yield return new LieuxQuery { Texte = "nom3" };
        yield return new LieuxQuery { Types = ["caf"], Bbox = new Box(5.5, 43.5, 6.5, 44.5) };
        foreach (var commune in Communes)
        {
            yield return new LieuxQuery { CodeInsee = [commune], Types = ["mairie", "caf"] };
            yield return new LieuxQuery { CodeInsee = [commune], Texte = "nom1" };
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

    private sealed class HandClock : TimeProvider
    {
        private DateTimeOffset now = new(2026, 11, 22, 0, 0, 0, TimeSpan.Zero);

        public void Advance(TimeSpan time) => now += time;

        public override DateTimeOffset GetUtcNow() => now;
    }
}
