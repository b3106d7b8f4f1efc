using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Maillage.Schema.Formats;
using Maillage.Schema.Publication;
using Maillage.Schema.Services;
using Maillage.Tests.Support;
using static Maillage.Tests.Support.Atelier;

namespace Maillage.Tests.Api;

/// <summary>A few services of two structures, served on a socket.</summary>
public sealed partial class ServicesTests : IAsyncLifetime
{
    private const string Online = "numerique--acceder-a-des-services-en-ligne";
    private readonly Atelier atelier = new();
    private Noeud? noeud;

    private HttpClient Client => noeud?.Client ?? throw new InvalidOperationException("Le serveur n'est pas démarré.");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var manosque = Record("dora--2", codeInsee: "04112");
        manosque["adresse"] = new JsonArray();
        await atelier.ImportAsync(Annuaire(Record("dora--1"), manosque));
        JsonNode[] services =
        [
            Service("a", "1", ("thematiques", new JsonArray(Online)), ("publics", new JsonArray("seniors")), ("frais", "gratuit"), ("zone_eligibilite", new JsonArray("04"))),
            Service("b", "2", ("thematiques", new JsonArray("mobilite--financer-ma-mobilite")), ("frais", "payant"), ("zone_eligibilite", new JsonArray("05"))),
            Service("c/é", "3", ("type", "atelier"), ("code_insee", "13055"), ("code_postal", "13001"), ("commune", "Marseille"), ("horaires_accueil", "Mo-Fr 09:00-12:00,14:00-17:00; PH off"), ("publics", new JsonArray("tous-publics"))),
        ];
        var source = atelier.Source with { Id = "services", Format = "data-inclusion-services", Cible = atelier.Source.Id };
        await atelier.ImportAsync(Encoding.UTF8.GetBytes(new JsonArray(services).ToJsonString()), source: source);
        noeud = await Noeud.StartAsync(atelier.Store);
    }

    public async ValueTask DisposeAsync()
    {
        if (noeud is not null)
        {
            await noeud.DisposeAsync();
        }

        await atelier.DisposeAsync();
    }

    [Fact]
    public async Task A_service_is_open_by_its_own_hours_at_the_clock_of_its_commune()
    {
        Assert.Equal(["dora--c/é"], await IdsAsync("ouvert_a=2026-07-15T10:00"));
        Assert.Empty(await IdsAsync("ouvert_a=2026-07-14T10:00"));
        Assert.Empty(await IdsAsync("ouvert_a=2026-07-15T13:00"));
        var one = JsonNode.Parse(await Client.GetStringAsync("/api/v1/services?ouvert_a=2026-07-15T10:00&calcul=ouvert,prochaine_ouverture", Cancellation))!["donnees"]![0]!["calcul"]!;
        Assert.Equal((true, "2026-07-15T14:00:00+02:00"), (one["ouvert"]!.GetValue<bool>(), one["prochaine_ouverture"]!.GetValue<string>()));
        var unknown = JsonNode.Parse(await Client.GetStringAsync("/api/v1/services/dora--a?calcul=ouvert", Cancellation))!["calcul"]!.AsObject();
        Assert.True(unknown.ContainsKey("ouvert"));
        Assert.Null(unknown["ouvert"]);

        async Task<IEnumerable<string>> IdsAsync(string filter) =>
            JsonNode.Parse(await Client.GetStringAsync("/api/v1/services?" + filter, Cancellation))!["donnees"]!.AsArray().Select(service => service!["id"]!.GetValue<string>());
    }

    [Fact]
    public async Task What_is_typed_is_completed_by_services_too_the_near_ones_first()
    {
        var anywhere = await CompletedAsync("q=acc%C3%A8s");
        Assert.Equal(["Accès a", "Accès b", "Accès c/é"], anywhere.Order(StringComparer.Ordinal));

        var near = await CompletedAsync("q=acc%C3%A8s&lat=44.0925&lon=6.2357");
        Assert.Equal("Accès a", near[0]);
        Assert.Equal(anywhere.Order(StringComparer.Ordinal), near.Order(StringComparer.Ordinal));

        async Task<string[]> CompletedAsync(string query)
        {
            var found = JsonNode.Parse(await Client.GetStringAsync("/api/v1/recherche?" + query, Cancellation))!;
            return [.. found["services"]!.AsArray().Select(service => service!["nom"]!.GetValue<string>())];
        }
    }

    [Fact]
    public async Task A_filter_gives_exactly_the_services_that_answer_it()
    {
        Dictionary<string, string[]> expected = new()
        {
            [""] = ["dora--a", "dora--b", "dora--c/é"],
            ["code_insee=04112"] = ["dora--b"],
            ["code_departement=04"] = ["dora--a", "dora--b"],
            ["code_region=93"] = ["dora--a", "dora--b", "dora--c/é"],
            ["code_postal=13001"] = ["dora--c/é"],
            ["code_postal=04000"] = ["dora--a"],
            ["id=dora--b,dora--a"] = ["dora--a", "dora--b"],
            ["code_departement=13"] = ["dora--c/é"],
            ["thematiques=numerique"] = ["dora--a"],
            ["thematiques=" + Online] = ["dora--a"],
            ["zone_eligibilite=04070"] = ["dora--a", "dora--c/é"],
            ["zone_eligibilite=05"] = ["dora--b", "dora--c/é"],
            ["publics=seniors,tous-publics"] = ["dora--a", "dora--c/é"],
            ["types=atelier"] = ["dora--c/é"],
            ["frais=gratuit"] = ["dora--a"],
            ["sources=dora"] = ["dora--a", "dora--b", "dora--c/é"],
            ["structure_id=dora--2"] = ["dora--b"],
            ["lat=44.0925&lon=6.2357&rayon=100&frais=gratuit"] = ["dora--a"],
            ["q=acces+b"] = ["dora--a", "dora--b"],
            ["q=acecs+b"] = ["dora--a", "dora--b"],
        };
        foreach (var (query, ids) in expected)
        {
            var list = JsonNode.Parse(await Client.GetStringAsync("/api/v1/services?" + query, Cancellation));
            Assert.Equal((query, string.Join(' ', ids)), (query, string.Join(' ', (list?["donnees"]?.AsArray() ?? []).Select(service => service?["id"]?.GetValue<string>()).Order(StringComparer.Ordinal))));
        }
    }

    [Theory]
    [InlineData("thematiques=numérik", "numerique")]
    [InlineData("frais=gratui", "gratuit")]
    [InlineData("zone_eligibilite=Digne", "04070")]
    [InlineData("code_postal=Digne-les-Bains", "04000")]
    [InlineData("public=seniors", "publics")]
    public async Task A_wrong_value_is_refused_and_the_nearest_proposed(string query, string proposed)
    {
        using var response = await Client.GetAsync("/api/v1/services?" + query, Cancellation);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains($"\"{proposed}", await response.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_service_has_its_address_whatever_its_producer_calls_it()
    {
        var one = JsonNode.Parse(await Client.GetStringAsync("/api/v1/services/" + Uri.EscapeDataString("dora--c/é"), Cancellation));
        using var unknown = await Client.GetAsync("/api/v1/services/dora--z", Cancellation);

        Assert.Equal("Accès c/é", one?["nom"]?.GetValue<string>());
        Assert.Equal("services", one?["provenance"]?["nom"]?.GetValue<string>());
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
        Assert.Contains("/problemes/service-inconnu", await unknown.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_three_formats_hold_the_same_services_and_their_schema()
    {
        var json = await Client.GetStreamAsync("/api/v1/services.json", Cancellation);
        var geojson = await Client.GetStreamAsync("/api/v1/services.geojson", Cancellation);
        var csv = await Client.GetStringAsync("/api/v1/services.csv", Cancellation);
        var records = JsonFormat.Read<Service>(json).Select(item => item.Record).ToList();

        Assert.Equal(3, records.Count);
        Assert.Equal(records.Select(Text), GeoJsonFormat.Read<Service>(geojson).Select(item => Text(item.Record)));
        Assert.Equal(records.Select(Text), CsvFormat.Read<Service>(new MemoryStream(Encoding.UTF8.GetBytes(csv))).Select(item => Text(item.Record is null ? null : item.Record with { Provenance = new Dictionary<string, string>() })));
        Assert.Empty(await Oracle.Current.TableSchema(JsonNode.Parse(FichiersDeSchema.Tous[$"{JeuDeDonnees.Service.Dossier}/table-schema.json"]) ?? new JsonObject(), csv));
    }

    [Fact]
    public async Task The_examples_of_the_page_work()
    {
        var page = await File.ReadAllTextAsync(Path.Combine(Depot.Racine, "docs/services.md"), Cancellation);
        var examples = Curl().Matches(page).Select(match => (Url: match.Groups["url"].Value, Refused: match.Groups["refused"].Success)).ToList();

        Assert.Equal(4, examples.Count);
        foreach (var (url, refused) in examples)
        {
            using var response = await Client.GetAsync(url, Cancellation);
            Assert.Equal((url, refused ? HttpStatusCode.BadRequest : HttpStatusCode.OK), (url, response.StatusCode));
        }
    }

    private static string Text(Service? service) => JsonSerializer.Serialize(service);

    private static JsonObject Service(string id, string structure, params (string Name, JsonNode Value)[] members)
    {
        var service = new JsonObject { ["id"] = id, ["structure_id"] = structure, ["source"] = "dora", ["nom"] = "Accès " + id, ["description"] = "Un accès libre" };
        foreach (var (name, value) in members)
        {
            service[name] = value;
        }

        return service;
    }

    [GeneratedRegex("curl 'http://localhost:5080(?<url>/[^' \\n]*)'(?<refused>   # 400)?")]
    private static partial Regex Curl();
}
