using FsCheck;
using FsCheck.Fluent;
using Maillage.Schema.Lieux;
using Maillage.Store;
using Maillage.Tests.Support;

namespace Maillage.Tests.Importers.Reconcile;

public sealed class SqliteReconcileLawTests() : ReconcileLawTests(SorteDeBase.Sqlite);

public sealed class PostgresReconcileLawTests() : ReconcileLawTests(SorteDeBase.Postgres);

/// <summary>
/// What must hold whatever the sources say and in whatever order: the lieux and their values are a pure function of the last files; an id never denotes two lieux;
/// the journal tells all of it.
/// </summary>
public abstract class ReconcileLawTests(SorteDeBase sorte)
{
    private const int Stories = 15;

    private static readonly string[] Sources = ["annuaire", "carte", "partenaire"];

    private static readonly (string Nom, string[] Types)[] Names =
    [
        ("Mairie de Digne-les-Bains", ["mairie"]), ("Mairie", ["mairie"]), ("Maison de services au public", ["france_services"]), ("France services", ["france_services"]),
        ("Médiathèque Jules-Verne", ["mediatheque"]), ("Mediatheque Jules Verne", []), ("Association Oxygène", []), ("Oxygene", []), ("La Poste", ["la_poste"]),
    ];

    private static readonly (string Adresse, double Latitude, double Longitude)[] Places =
        [("1 place de la Mairie", 44.0925, 6.2357), ("12 avenue Demontzey", 44.0940, 6.2305), ("3 rue des Lilas", 44.1010, 6.2500)];

    [Fact]
    public async Task The_lieux_and_their_values_do_not_depend_on_the_order_of_the_imports()
    {
        foreach (var story in Samples())
        {
            await using var lived = new Monde(sorte);
            foreach (var file in story)
            {
                await lived.ImportAsync(file);
            }

            await using var fresh = new Monde(sorte);
            foreach (var file in Last(story).Reverse())
            {
                await fresh.ImportAsync(new Fichier(file.Source, file.Fiches.Reverse().ToDictionary()));
            }

            Assert.Equal(Monde.Values((await fresh.LieuxAsync()).Values), Monde.Values((await lived.LieuxAsync()).Values));
        }
    }

    [Fact]
    public async Task An_id_never_denotes_two_lieux_and_the_journal_tells_every_change()
    {
        foreach (var story in Samples())
        {
            await using var monde = new Monde(sorte);
            Dictionary<string, HashSet<RecordKey>> denoted = [];
            foreach (var file in story)
            {
                await monde.ImportAsync(file);
                var lieux = await monde.LieuxAsync();
                foreach (var (id, lieu) in lieux)
                {
                    // It goes on with a record that it had, or is followed by one that took the place of its last one in the same source.
                    var behind = Monde.Behind(lieu);
                    Assert.True(!denoted.TryGetValue(id, out var known) || behind.Any(known.Contains) || behind.Any(key => known.Any(one => one.Source == key.Source)), id);
                    denoted[id] = [.. behind];
                }

                Assert.Equal(lieux.Values.SelectMany(Monde.Behind).Distinct().Count(), lieux.Values.Sum(lieu => lieu.Sources.Count));
                Assert.Equal(Monde.Values(lieux.Values), Monde.Values(Replayed(await monde.JournalAsync()).Values));
                Assert.Equal(lieux.Keys.Order(StringComparer.Ordinal), Replayed(await monde.JournalAsync()).Keys.Order(StringComparer.Ordinal));
            }
        }
    }

    [Fact]
    public async Task An_unchanged_import_writes_nothing()
    {
        foreach (var story in Samples().Take(4))
        {
            await using var monde = new Monde(sorte);
            foreach (var file in story)
            {
                await monde.ImportAsync(file);
            }

            var before = await monde.HeadAsync();
            foreach (var file in Last(story))
            {
                Assert.Empty((await monde.ImportAsync(file)).Operations);
            }

            Assert.Equal(before.Seq, (await monde.HeadAsync()).Seq);
        }
    }

    [Fact]
    public async Task A_fusion_then_a_scission_then_a_return_give_the_ids_back()
    {
        await using var monde = new Monde(sorte);
        var library = Lieu(4, 0, "+33492000001");
        await monde.ImportAsync(File("annuaire", ("1", library)));
        // Elsewhere, then at the same place, then elsewhere again.
        await monde.ImportAsync(File("carte", ("x", Lieu(7, 2, null))));
        var ids = (await monde.LieuxAsync()).Values.ToDictionary(lieu => lieu.Sources[0].Source, lieu => lieu.Id);
        Assert.Equal(2, ids.Count);

        await monde.ImportAsync(File("carte", ("x", library with { Nom = "Mediatheque Jules Verne" })));
        Assert.Equal(ids["annuaire"], Assert.Single(await monde.LieuxAsync()).Key);
        Assert.Equal((Operation.Fusion, ids["carte"], ids["annuaire"]), Entry(await monde.JournalAsync(), Operation.Fusion));

        await monde.ImportAsync(File("carte", ("x", Lieu(7, 2, null))));
        Assert.Equal(ids.Values.Order(StringComparer.Ordinal), (await monde.LieuxAsync()).Keys.Order(StringComparer.Ordinal));
        Assert.Equal((Operation.Scission, ids["carte"], null), Entry(await monde.JournalAsync(), Operation.Scission));

        await monde.ImportAsync(File("carte"));
        Assert.Equal((Operation.Suppression, ids["carte"], null), Entry(await monde.JournalAsync(), Operation.Suppression));
        await monde.ImportAsync(File("carte", ("x", Lieu(7, 2, null))));
        Assert.Equal((Operation.Retour, ids["carte"], null), Entry(await monde.JournalAsync(), Operation.Retour));
        Assert.Equal(ids.Values.Order(StringComparer.Ordinal), (await monde.LieuxAsync()).Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_lieu_goes_on_without_the_record_that_founded_it_and_that_record_comes_back_as_another()
    {
        await using var monde = new Monde(sorte);
        var library = Lieu(4, 0, "+33492000001");
        await monde.ImportAsync(File("annuaire", ("1", library)));
        await monde.ImportAsync(File("carte", ("x", library)));
        var id = Assert.Single(await monde.LieuxAsync()).Key;

        await monde.ImportAsync(File("annuaire"));
        Assert.Equal(id, Assert.Single(await monde.LieuxAsync()).Key);
        await monde.ImportAsync(File("annuaire", ("1", Lieu(6, 2, null))));

        var lieux = await monde.LieuxAsync();
        Assert.Equal(2, lieux.Count);
        Assert.Equal("carte", lieux[id].Sources[0].Source);
    }

    [Fact]
    public async Task Records_that_a_source_numbers_anew_keep_the_ids_of_their_lieux()
    {
        await using var monde = new Monde(sorte);
        await monde.ImportAsync(File("carte", ("1", Lieu(4, 0, "+33492000001")), ("a__b", Lieu(6, 2, null))));
        var before = await monde.LieuxAsync();
        var report = await monde.ImportAsync(File("carte", ("2", Lieu(4, 0, "+33492000001")), ("b__c", Lieu(6, 1, null))));

        Assert.Equal(before.Keys.Order(StringComparer.Ordinal), (await monde.LieuxAsync()).Keys.Order(StringComparer.Ordinal));
        Assert.Equal([Operation.Modification], report.Operations.Keys);
    }

    [Fact]
    public async Task What_a_person_decided_overrides_what_is_computed()
    {
        await using var monde = new Monde(sorte);
        var library = Lieu(4, 0, "+33492000001");
        var (one, other, far) = (new RecordKey("annuaire", "1"), new RecordKey("carte", "x"), new RecordKey("partenaire", "y"));
        await monde.ImportAsync(File("annuaire", ("1", library)));
        await monde.ImportAsync(File("carte", ("x", library)));
        await monde.ImportAsync(File("partenaire", ("y", Lieu(0, 2, null))));
        Assert.Equal(2, (await monde.LieuxAsync()).Count);

        monde.Decisions = new([(one, far)], [(one, other)]);
        await monde.ImportAsync(File("carte", ("x", library)));
        Assert.Equal(["annuaire|partenaire", "carte"], (await monde.LieuxAsync()).Values.Select(lieu => string.Join('|', lieu.Sources.Select(source => source.Source))).Order(StringComparer.Ordinal));

        monde.Decisions = Maillage.Importers.Reconcile.Decisions.None;
        await monde.ImportAsync(File("carte", ("x", library)));
        Assert.Equal(["annuaire|carte", "partenaire"], (await monde.LieuxAsync()).Values.Select(lieu => string.Join('|', lieu.Sources.Select(source => source.Source))).Order(StringComparer.Ordinal));
    }

    private static (Operation Operation, string Id, string? RemplacePar) Entry(IReadOnlyList<JournalEntry> journal, Operation operation)
    {
        var entry = Assert.Single(journal, entry => entry.Operation == operation);
        return (entry.Operation, entry.Id, entry.RemplacePar);
    }

    private static Dictionary<string, Lieu> Replayed(IEnumerable<JournalEntry> journal)
    {
        Dictionary<string, Lieu> lieux = [];
        foreach (var entry in journal)
        {
            if (entry.Entite is Lieu lieu)
            {
                lieux[entry.Id] = lieu;
            }
            else
            {
                lieux.Remove(entry.Id);
            }
        }

        return lieux;
    }

    // The last file of each source.
    private static IEnumerable<Fichier> Last(IReadOnlyList<Fichier> story) => story.Reverse().DistinctBy(file => file.Source);

    private static Fichier File(string source, params (string Id, Lieu Lieu)[] fiches) => new(source, fiches.ToDictionary(one => one.Id, one => one.Lieu));

    private static IReadOnlyList<IReadOnlyList<Fichier>> Samples() => Loi.Echantillon(Story(), Stories);

    private static Gen<IReadOnlyList<Fichier>> Story() =>
        from length in Gen.Choose(3, 8)
        from files in FileGen().ListOf(length)
        select (IReadOnlyList<Fichier>)[.. files];

    private static Gen<Fichier> FileGen() =>
        from source in Gen.Elements(Sources)
        from ids in Gen.Elements("1", "2", "3", "4", "5").ListOf(4)
        from lieux in LieuGen().ListOf(4)
        select new Fichier(source, ids.Zip(lieux).DistinctBy(pair => pair.First).ToDictionary(pair => pair.First, pair => pair.Second));

    private static Gen<Lieu> LieuGen() =>
        from name in Gen.Choose(0, Names.Length - 1)
        from place in Gen.Choose(0, Places.Length - 1)
        from phone in Gen.Elements<string?>(null, "+33492000001", "+33492000002", "+33492000003")
        from located in Gen.Elements(true, true, false)
        from day in Gen.Choose(1, 28)
        from commune in Gen.Elements("04070", "04070", "04070", "04112")
        select Lieu(name, place, phone) with
        {
            Latitude = located ? Places[place].Latitude : null,
            Longitude = located ? Places[place].Longitude : null,
            PrecisionLocalisation = located ? "inconnue" : null,
            DateMaj = new DateOnly(2026, 1, day),
            CodeInsee = commune,
            Commune = commune == "04070" ? "Digne-les-Bains" : "Manosque",
        };

    private static Lieu Lieu(int name, int place, string? phone) => new()
    {
        Id = "",
        Nom = Names[name].Nom,
        Types = Names[name].Types,
        Commune = "Digne-les-Bains",
        CodeInsee = "04070",
        CodeDepartement = "04",
        CodeRegion = "93",
        CodePostal = "04000",
        Adresse = Places[place].Adresse,
        Latitude = Places[place].Latitude,
        Longitude = Places[place].Longitude,
        PrecisionLocalisation = "inconnue",
        Telephone = phone,
        DateMaj = new DateOnly(2026, 1, 1),
    };
}
