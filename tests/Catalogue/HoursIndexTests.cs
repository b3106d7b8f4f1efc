using Maillage.Catalogue;
using Maillage.Schema.Horaires.Ouverture;
using Maillage.Schema.Lieux;
using Maillage.Schema.Publication;

namespace Maillage.Tests.Catalogue;

/// <summary>The index of hours finds the lieux that are open when each is asked by itself.</summary>
public sealed class HoursIndexTests
{
    private static readonly string?[] Hours =
    [
        null, "24/7", "Mo-Fr 09:00-12:00,14:00-17:00; Sa 09:00-12:00", "Mo-Fr 08:30-12:15,13:20-17:45; PH off", "Mo-Su 22:00-02:00", "Tu[1] 14:00-16:00",
        "week 02-52/2 We 10:00-12:00", "Jul-Aug Mo-Fr 09:00-13:00; Sep-Jun Mo-Fr 09:00-18:00", "Mo-Fr 09:00-12:00 \"sur rendez-vous\"", "Mo-Fr 10:00-19:00; SH off", "PH,Su 10:00-11:30", "easter 10:00-12:00",
    ];

    // Clocks far apart, and public holidays of their own.
    private static readonly (string Departement, string Commune)[] Places = [("04", "04070"), ("67", "67482"), ("971", "97105"), ("974", "97411"), ("987", "98735"), ("987", "98731"), ("988", "98818")];

    [Fact]
    public void At_any_moment_the_lieux_found_are_those_that_are_open()
    {
        var random = new Random(20261122);
        List<Lieu> lieux = [.. Enumerable.Range(0, 600).Select(rank => Draw(random, rank))];
        var snapshot = Snapshot.EmptyOf("").Apply(1, [.. lieux.Select(Published)]);
        // Some change, some go: what is known of the others is carried over.
        List<Lieu> changed = [.. lieux.Take(100).Select((_, rank) => Draw(random, rank))];
        HashSet<string> gone = [.. lieux.Skip(550).Select(lieu => lieu.Id)];
        AssertOpen(snapshot, lieux, random);
        AssertOpen(
            snapshot.Apply(2, [.. changed.Select(Published), .. gone.Select(id => new Delta(TypeEntite.Lieu, id, null))]),
            [.. changed, .. lieux.Skip(100).Where(lieu => !gone.Contains(lieu.Id))], random);
    }

    private static void AssertOpen(Snapshot snapshot, List<Lieu> lieux, Random random)
    {
        for (var round = 0; round < 150; round++)
        {
            var local = new DateTime(2026, 1, 1).AddMinutes(random.Next(366 * 24 * 60));
            var instant = new DateTimeOffset(local, TimeSpan.Zero);

            Assert.Equal(lieux.Where(lieu => OpeningTimes.Of(lieu).IsOpen(local) == true).Select(lieu => lieu.Id).Order(StringComparer.Ordinal), Found(snapshot, new OpenAt(local)));
            Assert.Equal(
                lieux.Where(lieu => OpeningTimes.Of(lieu).IsOpen(CivilTime.Of(lieu.CodeDepartement, lieu.CodeInsee).Local(instant)) == true).Select(lieu => lieu.Id).Order(StringComparer.Ordinal),
                Found(snapshot, new OpenAt(instant)));
        }
    }

    private static IEnumerable<string> Found(Snapshot snapshot, OpenAt moment)
    {
        var found = snapshot.Lieux.Run(new ListQuery().With(Filters.OuvertA, moment));
        return found.Page(0, found.Total).Select(one => one.Record.Id).Order(StringComparer.Ordinal);
    }

    private static Delta Published(Lieu lieu) => new(TypeEntite.Lieu, lieu.Id, lieu);

    private static Lieu Draw(Random random, int rank)
    {
        var (departement, commune) = Places[random.Next(Places.Length)];
        return new Lieu
        {
            Id = $"lieu-{rank:000}",
            Nom = $"Lieu {random.Next(50)}",
            Commune = "Commune",
            CodeInsee = commune,
            CodeDepartement = departement,
            CodeRegion = "93",
            Horaires = Hours[random.Next(Hours.Length)],
            HorairesNote = random.Next(10) == 0 ? "Sur rendez-vous" : null,
            Fermetures = random.Next(5) == 0 ? [new Fermeture { Debut = new DateOnly(2026, 7, 1 + random.Next(30)), Fin = new DateOnly(2026, 8, 1 + random.Next(30)) }] : [],
        };
    }
}
