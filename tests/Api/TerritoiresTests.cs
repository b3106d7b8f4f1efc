using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Maillage.Tests.Support;

namespace Maillage.Tests.Api;

/// <summary>Territories, what they offer, and what is to be written beside it.</summary>
public sealed class TerritoiresTests
{
    private static HttpClient Client => Territoire.Current.Client;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("communes/04070", "code_insee=04070", "Digne-les-Bains")]
    [InlineData("epci/200067437", "code_epci=200067437", "CA Provence-Alpes-Agglomération")]
    [InlineData("departements/04", "code_departement=04", "Alpes-de-Haute-Provence")]
    [InlineData("regions/93", "code_region=93", "Provence-Alpes-Côte d'Azur")]
    [InlineData("communes/13055", "code_insee=13055", "Marseille")]
    public async Task What_a_territory_offers_is_what_its_lists_count(string path, string filter, string name)
    {
        var territory = await JsonAsync("/api/v1/territoires/" + path);
        var list = await JsonAsync($"/api/v1/lieux?{filter}&facettes=types,niveau_accueil,services&limite=1");
        var services = await JsonAsync($"/api/v1/services?{filter}&facettes=thematiques&limite=1");
        var mediation = await JsonAsync($"/api/v1/mediation-numerique?{filter}&limite=1");

        Assert.Equal(name, territory["nom"]!.GetValue<string>());
        Assert.Equal(list["total"]!.ToString(), territory["lieux"]!["total"]!.ToString());
        Assert.Equal(mediation["total"]!.ToString(), territory["lieux"]!["mediation_numerique"]!.ToString());
        foreach (var field in (string[])["types", "niveau_accueil", "services"])
        {
            Assert.True(JsonNode.DeepEquals(list["facettes"]![field], territory["lieux"]![field]), field);
        }

        Assert.True(JsonNode.DeepEquals(services["facettes"]!["thematiques"], territory["services"]!["thematiques"]));
        Assert.Equal(list["total"]!.ToString(), (await JsonAsync(territory["lieux"]!["url"]!.GetValue<string>()))["total"]!.ToString());
        Assert.Equal(services["total"]!.ToString(), (await JsonAsync(territory["services"]!["url"]!.GetValue<string>()))["total"]!.ToString());
    }

    [Fact]
    public async Task From_the_région_one_comes_to_each_commune_and_back()
    {
        var region = await JsonAsync("/api/v1/territoires/regions/93");
        Assert.Equal(["04", "05", "06", "13", "83", "84"], Codes(region["dedans"]!));
        Assert.Empty(region["autour"]!.AsArray());

        var departement = await JsonAsync(Inside(region, "04")["url"]!.GetValue<string>());
        Assert.Equal(401, departement["dedans"]!.AsArray().Sum(commune => commune!["lieux"]!.GetValue<int>()));
        Assert.Equal(["93"], Codes(departement["autour"]!));

        var commune = await JsonAsync(Inside(departement, "04070")["url"]!.GetValue<string>());
        Assert.Equal(["200067437", "04", "93"], Codes(commune["autour"]!));
        Assert.Equal(Inside(departement, "04070")["lieux"]!.ToString(), commune["lieux"]!["total"]!.ToString());
        Assert.Contains("04070", Codes((await JsonAsync(commune["autour"]![0]!["url"]!.GetValue<string>()))["dedans"]!));
    }

    [Fact]
    public async Task An_arrondissement_is_inside_its_commune_and_an_overseas_collectivity_has_no_epci()
    {
        Assert.Equal(16, (await JsonAsync("/api/v1/territoires/communes/13055"))["dedans"]!.AsArray().Count);
        Assert.Equal("13055", (await JsonAsync("/api/v1/territoires/communes/13201"))["autour"]![0]!["code"]!.GetValue<string>());
        Assert.Equal("988", (await JsonAsync("/api/v1/territoires/communes/98818"))["autour"]![0]!["code"]!.GetValue<string>());
        Assert.Equal("departement", (await JsonAsync("/api/v1/territoires/departements/988"))["niveau"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_commune_that_joined_another_leads_there()
    {
        await using var atelier = new Atelier();
        await atelier.Store.MigrateAsync(Cancellation);
        await using var noeud = await Noeud.StartAsync(atelier.Store);
        using var answer = await noeud.Client.GetAsync("/api/v1/territoires/communes/04198", Cancellation);
        Assert.Equal(HttpStatusCode.PermanentRedirect, answer.StatusCode);
        Assert.Equal("/api/v1/territoires/communes/04033", answer.Headers.Location?.ToString());
    }

    [Theory]
    [InlineData("communes/4000", "")]
    [InlineData("communes/04000", "04070")]
    [InlineData("communes/digne", "04070")]
    [InlineData("departements/4", "04")]
    [InlineData("departements/vaucluse", "84")]
    [InlineData("regions/provence", "93")]
    [InlineData("epci/provence-alpes", "200067437")]
    public async Task A_code_that_there_is_not_is_404_with_the_nearest(string path, string proposed)
    {
        using var answer = await Client.GetAsync("/api/v1/territoires/" + path, Cancellation);
        var problem = JsonNode.Parse(await answer.Content.ReadAsStringAsync(Cancellation))!;
        Assert.Equal((HttpStatusCode.NotFound, "/problemes/territoire-inconnu"), (answer.StatusCode, problem["type"]!.GetValue<string>()));
        Assert.Contains(proposed, string.Join(' ', problem["erreurs"]![0]!["propositions"]!.AsArray().Select(one => one!.GetValue<string>())), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_to_be_written_beside_lieux_are_the_mentions_of_their_sources()
    {
        var list = await JsonAsync("/api/v1/lieux?code_insee=04088&facettes=source&limite=1");
        var attributions = await JsonAsync("/api/v1/attributions?code_insee=04088");
        var text = await Client.GetStringAsync("/api/v1/attributions.txt?code_insee=04088", Cancellation);

        Assert.Equal(
            list["facettes"]!["source"]!.AsArray().Select(one => $"{one!["valeur"]} {one["nombre"]}"),
            attributions["donnees"]!.AsArray().Select(one => $"{one!["source"]} {one["lieux"]}"));
        Assert.Equal(attributions["texte"]!.GetValue<string>(), text);
        Assert.Equal(attributions["total"]!.GetValue<int>(), text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.All(attributions["donnees"]!.AsArray(), one => Assert.Contains(one!["attribution"]!.GetValue<string>(), text, StringComparison.Ordinal));
        Assert.Empty((await JsonAsync("/api/v1/attributions?code_insee=13055"))["donnees"]!.AsArray());
    }

    private static IEnumerable<string> Codes(JsonNode territories) => territories.AsArray().Select(one => one!["code"]!.GetValue<string>());

    private static JsonNode Inside(JsonNode territory, string code) => Assert.Single(territory["dedans"]!.AsArray(), one => one!["code"]!.GetValue<string>() == code)!;

    private static async Task<JsonNode> JsonAsync(string path) =>
        JsonNode.Parse(await Client.GetStringAsync(path, Cancellation)) ?? throw new JsonException("null");
}
