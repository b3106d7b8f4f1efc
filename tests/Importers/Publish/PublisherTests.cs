using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Maillage.Importers;
using Maillage.Schema.Lieux;
using Maillage.Schema.Services;
using Maillage.Store;
using Maillage.Tests.Support;
using static Maillage.Tests.Support.Atelier;

namespace Maillage.Tests.Importers.Publish;

/// <summary>Services join the lieu of their structure, whichever source comes first, and leave it with it.</summary>
public abstract class PublisherTests(SorteDeBase sorte)
{
    private const string Theme = "numerique--acceder-a-une-connexion-internet";

    [Fact]
    public async Task What_is_published_does_not_depend_on_which_source_comes_first()
    {
        await using var first = new Atelier(sorte);
        await first.ImportAsync(Structures("dora--1", "dora--2"));
        await ImportServicesAsync(first, Service("a", "1"), Service("b", "3"));

        await using var second = new Atelier(sorte);
        await ImportServicesAsync(second, Service("a", "1"), Service("b", "3"));
        await second.ImportAsync(Structures("dora--1", "dora--2"));

        Assert.Equal(await StateAsync(first), await StateAsync(second));
        var services = await ServicesAsync(first);
        var lieu = (await first.PublishedAsync())[0];
        Assert.Equal([("dora--a", lieu.Id), ("dora--b", null)], services.Select(service => (service.Id, service.LieuId)));
        Assert.Contains(Theme, lieu.Thematiques);
        Assert.Equal("regle", lieu.Provenance["thematiques"]);
        Assert.DoesNotContain(Theme, (await first.PublishedAsync())[1].Thematiques);
    }

    [Fact]
    public async Task A_service_follows_its_lieu_out_and_back_and_a_lieu_loses_what_a_service_gave()
    {
        await using var atelier = new Atelier(sorte);
        var structures = atelier.Source with { Complete = true, SeuilBaisse = 100 };
        await atelier.ImportAsync(Structures("dora--1", "dora--2"), source: structures);
        await ImportServicesAsync(atelier, Service("a", "1"), Service("b", "2"));
        var before = await StateAsync(atelier);

        await atelier.ImportAsync(Structures("dora--2"), source: structures);
        Assert.Null((await ServicesAsync(atelier))[0].LieuId);
        await atelier.ImportAsync(Structures("dora--1", "dora--2"), source: structures);
        Assert.Equal(before, await StateAsync(atelier));

        await ImportServicesAsync(atelier, Service("b", "2"));
        Assert.DoesNotContain(Theme, (await atelier.PublishedAsync())[0].Thematiques);
        Assert.Equal(["dora--b"], (await ServicesAsync(atelier)).Select(service => service.Id));

        // A service goes to another structure: both lieux are told.
        await ImportServicesAsync(atelier, Service("b", "1"));
        Assert.Equal([true, false], (await atelier.PublishedAsync()).Select(lieu => lieu.Thematiques.Contains(Theme)));
    }

    [Fact]
    public async Task A_service_that_adds_to_its_lieu_is_among_its_sources_and_one_without_lieu_is_counted()
    {
        await using var atelier = new Atelier(sorte);
        await atelier.ImportAsync(Structures("dora--1"));
        var report = await ImportServicesAsync(atelier, Service("a", "1"), Service("b", "9"));

        Assert.Equal(1, report.WithoutTarget);
        Assert.Equal(["annuaire", "services"], Assert.Single(await atelier.PublishedAsync()).Sources.Select(source => source.Source));
    }

    [Fact]
    public async Task A_rehearsal_says_what_the_import_then_does_and_an_unchanged_import_writes_nothing()
    {
        await using var atelier = new Atelier(sorte);
        await atelier.ImportAsync(Structures("dora--1"));
        var rehearsed = await ImportServicesAsync(atelier, new ImportOptions { DryRun = true }, Service("a", "1"));
        Assert.Single(await atelier.EntriesAsync());
        var done = await ImportServicesAsync(atelier, Service("a", "1"));
        Assert.Equal(done.Operations, rehearsed.Operations);
        Assert.Equal((1, 1), (done.Operations[Operation.Creation], done.Operations[Operation.Modification]));

        var entries = (await atelier.EntriesAsync()).Count;
        Assert.Empty((await ImportServicesAsync(atelier, Service("a", "1"))).Operations);
        Assert.Empty((await atelier.ImportAsync(Structures("dora--1"))).Operations);
        Assert.Equal(entries, (await atelier.EntriesAsync()).Count);
    }

    private static string Structures(params IEnumerable<string> ids) => Annuaire(ids.Select(id => Record(id)));

    private static JsonObject Service(string id, string structure) => new()
    {
        ["id"] = id,
        ["structure_id"] = structure,
        ["source"] = "dora",
        ["nom"] = "Accès libre " + id,
        ["thematiques"] = new JsonArray(Theme),
    };

    private static Task<ImportReport> ImportServicesAsync(Atelier atelier, params IEnumerable<JsonObject> services) => ImportServicesAsync(atelier, new ImportOptions(), services);

    private static async Task<ImportReport> ImportServicesAsync(Atelier atelier, ImportOptions options, params IEnumerable<JsonObject> services) =>
        await atelier.ImportAsync(
            Encoding.UTF8.GetBytes(new JsonArray([.. services]).ToJsonString()), options,
            atelier.Source with { Id = "services", Format = "data-inclusion-services", Cible = atelier.Source.Id, SeuilBaisse = 100 });

    private static async Task<IReadOnlyList<Service>> ServicesAsync(Atelier atelier) =>
        [.. (await atelier.EntriesAsync()).Select(entry => entry.Entite).OfType<Service>().OrderBy(service => service.Id, StringComparer.Ordinal)];

    private static async Task<string> StateAsync(Atelier atelier) => string.Join('\n', (await atelier.EntriesAsync())
        .Select(entry => entry.Entite switch
        {
            Lieu lieu => $"{lieu.Id} {lieu.Nom} {string.Join(',', lieu.Thematiques)} {JsonSerializer.Serialize(lieu.Provenance)}",
            Service service => $"{service.Id} {service.Nom} {service.LieuId}",
            _ => entry.Id,
        })
        .Order(StringComparer.Ordinal));
}

public sealed class PublisherOnSqliteTests() : PublisherTests(SorteDeBase.Sqlite);

public sealed class PublisherOnPostgresTests() : PublisherTests(SorteDeBase.Postgres);
