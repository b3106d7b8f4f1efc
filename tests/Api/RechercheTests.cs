using System.Text.Json.Nodes;
using Maillage.Api.Recherche;
using Maillage.Tests.Support;

namespace Maillage.Tests.Api;

public sealed class RechercheTests
{
    private static HttpClient Client => Territoire.Current.Client;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("manosqe", "04112 Manosque", null)]
    [InlineData("dign", "04070 Digne-les-Bains", null)]
    [InlineData("bo", "33063 Bordeaux", null)]
    [InlineData("boulogne b", "92012 Boulogne-Billancourt", null)]
    [InlineData("sain", "42218 Saint-Étienne", null)]
    [InlineData("04400", "04019 Barcelonnette", null)]
    [InlineData("paris", "75056 Paris", null)]
    [InlineData("mairie de castelane", null, "04039")]
    [InlineData("msap forcalquier", null, "04088")]
    public async Task What_is_typed_is_completed_by_a_commune_or_by_a_lieu(string typed, string? commune, string? codeInsee)
    {
        var found = await SearchAsync($"q={Uri.EscapeDataString(typed)}");
        var first = found["communes"]!.AsArray().FirstOrDefault();

        Assert.Equal(commune, commune is null ? null : $"{first?["code_insee"]} {first?["nom"]}");
        Assert.True(codeInsee is null || found["lieux"]![0]!["code_insee"]!.GetValue<string>() == codeInsee, found.ToJsonString());
    }

    [Fact]
    public async Task Near_a_point_what_is_near_comes_first_and_the_rest_follows()
    {
        var anywhere = Ids(await SearchAsync("q=mairie&limite=20"));
        var near = await SearchAsync("q=mairie&limite=20&lat=44.387&lon=6.652");

        Assert.Equal("04019", near["lieux"]![0]!["code_insee"]!.GetValue<string>());
        Assert.Equal(20, Ids(near).Count);
        Assert.NotEqual(anywhere, Ids(near));
    }

    [Fact]
    public async Task Each_answer_is_asked_for_by_what_it_gives_and_is_as_described()
    {
        var found = await SearchAsync("q=mairie&limite=3");
        foreach (var id in Ids(found))
        {
            using var answer = await Client.GetAsync("/api/v1/lieux/" + id, Cancellation);
            Assert.True(answer.IsSuccessStatusCode, id);
        }

        Assert.Empty(await Oracle.Current.JsonSchema(RechercheSchema.Schema(), [found]));
    }

    private static List<string> Ids(JsonNode found) => [.. found["lieux"]!.AsArray().Select(lieu => lieu!["id"]!.GetValue<string>())];

    private static async Task<JsonNode> SearchAsync(string query) => JsonNode.Parse(await Client.GetStringAsync("/api/v1/recherche?" + query, Cancellation))!;
}
