using Maillage.Catalogue;
using Maillage.Catalogue.Text;
using Maillage.Schema.Fields;
using Maillage.Schema.Horaires.Ouverture;
using Maillage.Schema.Lieux;
using Maillage.Schema.Publication;
using Maillage.Schema.Territoires;
using Maillage.Schema.Texte;
using Maillage.Tests.Catalogue.Text;
using Maillage.Tests.Support;

namespace Maillage.Tests.Catalogue;

/// <summary>Totals, counts, orders and pages are those of a search that looks at every lieu, whatever filters are asked together.</summary>
public sealed class ResultatsLawTests
{
    private static readonly string[] Closed =
        ["types", "typologie", "services", "thematiques", "frais_a_charge", "modalites_acces", "itinerance", "accessibilite_pmr", "equipements", "niveau_accueil", "code_departement", "code_insee"];

    private static readonly string[] Names = ["Mairie", "France services", "Médiathèque municipale", "Maison des solidarités", "Point d'accès au droit", "CCAS", "Espace numérique"];

    private static readonly (string Code, string Nom, double Latitude, double Longitude)[] Communes =
        [("04070", "Digne-les-Bains", 44.09, 6.23), ("04112", "Manosque", 43.83, 5.78), ("04019", "Barcelonnette", 44.38, 6.65), ("13055", "Marseille", 43.29, 5.37), ("05061", "Gap", 44.56, 6.08)];

    private static readonly IReadOnlyList<Lieu> Models = Loi.Echantillon(Arbitraires.Valide<Lieu>(), 200);

    [Fact]
    public void What_is_found_and_counted_together_is_what_looking_at_every_lieu_finds()
    {
        var random = new Random(20261122);
        var lieux = Enumerable.Range(0, 400).Select(rank => Draw(random, rank)).ToList();
        var snapshot = Snapshot.EmptyOf("").Apply(1, [.. lieux.Take(300).Select(Published)]).Apply(2, [.. lieux.Skip(250).Select(Published)]);
        // Some say something else where they are, some nothing new.
        snapshot = snapshot.Apply(3, [.. lieux.Take(40).Select(lieu => Published(Retold(random, lieu)))]).Apply(4, [.. lieux.Skip(30).Take(40).Select(Published)]);
        List<Lieu> ordered = [.. snapshot.Lieux];
        var words = new ReferenceSearch(ordered.Select(LieuTexts.Of));
        for (var round = 0; round < 1500; round++)
        {
            var (query, expected) = Ask(random, ordered, words);
            var found = snapshot.Lieux.Run(query);
            var said = $"round {round}: {string.Join(", ", query.Criteres.Select(one => $"{one.Filter} {Said(one.Criterion)}"))} {query.Tri}";

            Assert.True(expected.Count == found.Total, $"{said}: {expected.Count} expected, {found.Total} found");
            Assert.True(expected.SequenceEqual(found.Page(0, found.Total).Select(one => one.Ordinal)), said);
            AssertPages(found, expected, random.Next(1, 50));
            foreach (var field in Closed)
            {
                var counts = expected.SelectMany(ordinal => Values(ordered[ordinal], field).Distinct()).CountBy(value => value)
                    .OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => (pair.Key, pair.Value));
                Assert.True(counts.SequenceEqual(found.Counts(field)), $"{said}: {field}");
            }
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData(Orders.Nom)]
    [InlineData(Orders.DateMaj)]
    [InlineData(Orders.Pertinence)]
    public void Pages_read_while_others_publish_are_those_of_the_version_they_began_with(string? order)
    {
        var random = new Random(7);
        var lieux = Enumerable.Range(0, 300).Select(rank => Draw(random, rank)).ToDictionary(lieu => lieu.Id);
        var versions = new Versions(TimeProvider.System);
        versions.Publish(Snapshot.EmptyOf("").Apply(1, [.. lieux.Values.Select(Published)]));
        for (var harvest = 0; harvest < 20; harvest++)
        {
            var began = versions.Current ?? Snapshot.Empty;
            var query = new ListQuery { Tri = order };
            query = order == Orders.Pertinence ? query.With(Filters.Texte, new Words("mairie")) : query;
            var whole = began.Lieux.Run(query);
            var unpaged = whole.Page(0, whole.Total).Select(one => one.Record.Id).ToList();
            List<string> walked = [];
            // Seven publications at most happen meanwhile: the version is kept.
            for (var size = 1 + (whole.Total / 7); walked.Count < whole.Total;)
            {
                var pinned = versions.Find(began.Version);
                Assert.NotNull(pinned);
                walked.AddRange(pinned.Lieux.Run(query).Page(walked.Count, size).Select(one => one.Record.Id));
                Publish(versions, lieux, random);
            }

            Assert.Equal(unpaged, walked);
        }
    }

    private static void Publish(Versions versions, Dictionary<string, Lieu> lieux, Random random)
    {
        var current = versions.Current ?? Snapshot.Empty;
        List<Delta> changes = [.. Enumerable.Range(0, 20).Select(_ => Draw(random, random.Next(400))).DistinctBy(lieu => lieu.Id).Select(Published)];
        changes.AddRange(lieux.Keys.Except(changes.Select(change => change.Id)).OrderBy(_ => random.Next()).Take(5).Select(id => new Delta(TypeEntite.Lieu, id, null)).ToList());
        versions.Publish(current.Apply(current.Version + 1, changes));
    }

    private static void AssertPages(Results<Lieu> found, List<int> expected, int size)
    {
        for (var offset = 0; offset < Math.Min(found.Total, 4 * size); offset += size)
        {
            Assert.Equal(expected.Skip(offset).Take(size), found.Page(offset, size).Select(one => one.Ordinal));
        }

        Assert.Empty(found.Page(found.Total, size));
    }

    // A question of a few filters, and the ordinals that answer it, in order.
    private static (ListQuery Query, List<int> Expected) Ask(Random random, List<Lieu> lieux, ReferenceSearch words)
    {
        var query = new ListQuery();
        List<int> left = [.. Enumerable.Range(0, lieux.Count)];
        foreach (var field in Closed.OrderBy(_ => random.Next()).Take(random.Next(3)))
        {
            var values = Enumerable.Range(0, 1 + random.Next(3)).SelectMany(_ => Values(lieux[random.Next(lieux.Count)], field)).Distinct().ToList();
            query = query.With(field, values);
            left = [.. left.Where(ordinal => Values(lieux[ordinal], field).Any(values.Contains))];
        }

        Func<int, double>? rank = null;
        string? ranked = null;
        if (random.Next(3) == 0)
        {
            var (west, south) = (5 + random.NextDouble(), 43 + random.NextDouble());
            var box = new Box(west, south, west + random.NextDouble(), south + random.NextDouble());
            query = query.With(Filters.Rectangle, box);
            left = [.. left.Where(ordinal => lieux[ordinal] is { Latitude: { } north, Longitude: { } east } && east >= box.LongitudeMin && east <= box.LongitudeMax && north >= box.LatitudeMin && north <= box.LatitudeMax)];
        }

        if (random.Next(4) == 0)
        {
            var least = random.NextDouble();
            query = query.With(Filters.ScoreMinimum, new AtLeast(least));
            left = [.. left.Where(ordinal => lieux[ordinal].ScoreQualite >= least)];
        }

        if (random.Next(3) == 0)
        {
            var text = Typed(random);
            var scores = words.Search(text)?.ToDictionary(pair => pair.Ordinal, pair => pair.Score) ?? [];
            query = query.With(Filters.Texte, new Words(text));
            left = [.. left.Where(scores.ContainsKey)];
            (rank, ranked) = (ordinal => -scores[ordinal], Orders.Pertinence);
        }

        if (random.Next(4) == 0)
        {
            var circle = new Circle(43.5 + random.NextDouble(), 5.5 + random.NextDouble(), 1000 + (random.NextDouble() * 80_000));
            query = query.With(Filters.Autour, circle);
            left = [.. left.Where(ordinal => Metres(lieux[ordinal], circle) <= circle.Metres)];
            (rank, ranked) = (ordinal => Metres(lieux[ordinal], circle), Orders.Distance);
        }

        if (random.Next(5) == 0)
        {
            var local = new DateTime(2026, 1, 1).AddMinutes(random.Next(366 * 24 * 60));
            query = query.With(Filters.OuvertA, new OpenAt(local));
            left = [.. left.Where(ordinal => OpeningTimes.Of(lieux[ordinal]).IsOpen(local) == true)];
        }

        if (random.Next(5) == 0 && lieux[random.Next(lieux.Count)].ModifieLe is { } since)
        {
            query = query.With(Filters.ModifieDepuis, new AtLeast(Instants.Number(since)));
            left = [.. left.Where(ordinal => lieux[ordinal].ModifieLe >= since)];
        }

        if (random.Next(8) == 0 && lieux[random.Next(lieux.Count)].Sources is [var one, ..])
        {
            query = query.With(Filters.Source, [one.Source]);
            left = [.. left.Where(ordinal => lieux[ordinal].Sources.Any(source => source.Source == one.Source))];
        }

        if (random.Next(8) == 0)
        {
            HashSet<string> ids = [.. Enumerable.Range(0, 100).Select(_ => lieux[random.Next(lieux.Count)].Id)];
            query = query.With("id", [.. ids, "inconnu"]);
            left = [.. left.Where(ordinal => ids.Contains(lieux[ordinal].Id))];
        }

        var order = random.Next(4) switch
        {
            0 => Orders.Nom,
            1 => Orders.DateMaj,
            2 => ranked,
            _ => null,
        };
        query = query with { Tri = order };
        IEnumerable<int> sorted = order switch
        {
            Orders.Nom => left.OrderBy(ordinal => Repli.Plier(lieux[ordinal].Nom), StringComparer.Ordinal),
            Orders.DateMaj => left.OrderByDescending(ordinal => lieux[ordinal].DateMaj?.DayNumber ?? -1),
            _ when rank is not null => left.OrderBy(rank),
            _ => left,
        };
        return (query, [.. sorted]);
    }

    private static string Typed(Random random)
    {
        var word = Names[random.Next(Names.Length)].Split(' ')[0] + (random.Next(2) == 0 ? "" : " " + Communes[random.Next(Communes.Length)].Nom);
        var at = random.Next(word.Length);
        return random.Next(3) switch
        {
            0 => word.Remove(at, 1) is { Length: > 0 } shorter ? shorter : word,
            1 => word.Insert(at, "e"),
            _ => word,
        };
    }

    private static double Metres(Lieu lieu, Circle circle) =>
        lieu is { Latitude: { } north, Longitude: { } east } ? Geodesie.Distance(Geodesie.Direction(circle.Latitude, circle.Longitude), Geodesie.Direction(north, east)) : double.PositiveInfinity;

    // A theme is found by its name too, without what comes after.
    private static IReadOnlyList<string> Values(Lieu lieu, string field) => field == "thematiques"
        ? [.. lieu.Thematiques.Concat(lieu.Thematiques.Select(one => one.Split("--")[0])).Distinct()]
        : RecordShape.Of<Lieu>().Find(field)?.Texts(lieu) ?? [];

    private static string Said(Criterion criterion) => criterion is AnyOf any ? string.Join('|', any.Values) : criterion.ToString();

    private static Delta Published(Lieu lieu) => new(TypeEntite.Lieu, lieu.Id, lieu);

    // The same name at the same place, and something else of all the rest: the others stay where they are in lists.
    private static Lieu Retold(Random random, Lieu lieu) => random.Next(2) == 0 ? lieu with { Telephone = "+33123456789" } : Models[random.Next(Models.Count)] with
    {
        Id = lieu.Id,
        Nom = lieu.Nom,
        AnciensNoms = [],
        Commune = lieu.Commune,
        CodeInsee = lieu.CodeInsee,
        CodeDepartement = lieu.CodeDepartement,
    };

    // A lieu of the schema, where names, communes and places are few enough to meet.
    private static Lieu Draw(Random random, int rank)
    {
        var commune = Communes[random.Next(Communes.Length)];
        var located = random.Next(8) > 0;
        return Models[random.Next(Models.Count)] with
        {
            Id = $"{rank:00000000}-0000-5000-8000-000000000000",
            Nom = Names[random.Next(Names.Length)] + (random.Next(2) == 0 ? "" : " de " + commune.Nom),
            AnciensNoms = [],
            Commune = commune.Nom,
            CodeInsee = commune.Code,
            CodeDepartement = commune.Code[..2],
            Adresse = $"{random.Next(30)} rue de la Mairie",
            ComplementAdresse = null,
            Latitude = located ? commune.Latitude + (random.NextDouble() * 0.1) : null,
            Longitude = located ? commune.Longitude + (random.NextDouble() * 0.1) : null,
        };
    }
}
