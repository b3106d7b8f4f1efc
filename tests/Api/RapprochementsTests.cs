using System.Text.Json.Nodes;
using Maillage.Importers.Reconcile;
using Maillage.Tests.Support;

namespace Maillage.Tests.Api;

public sealed class RapprochementsTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("")]
    [InlineData("depart:-2.4 nom_identique:3.4")]
    [InlineData("depart:-2.4 nom_tres_proche:1.2345 meme_adresse:3 sirets_distincts")]
    [InlineData("antenne")]
    public void Evidence_is_read_as_it_was_written(string stored)
    {
        var read = StoredEvidence.Parse(stored);

        Assert.Equal(stored, read.ToString());
        Assert.Equal(read.Evidence, StoredEvidence.Parse(read.ToString()).Evidence);
        Assert.All(read.Evidence, one => Assert.NotEqual(one.Code, StoredEvidence.LibelleOf(one.Code)));
    }

    [Fact]
    public async Task The_pairs_of_a_lieu_say_why_its_records_are_together_and_others_are_not()
    {
        var client = Territoire.Current.Client;
        var list = JsonNode.Parse(await client.GetStringAsync("/api/v1/lieux?code_insee=04088&types=france_services", Cancellation));
        var lieu = Assert.Single(list?["donnees"]?.AsArray() ?? []);
        var id = lieu?["id"]?.GetValue<string>() ?? "";
        var told = JsonNode.Parse(await client.GetStringAsync($"/api/v1/lieux/{id}/rapprochements", Cancellation));

        Assert.Equal(id, told?["id"]?.GetValue<string>());
        Assert.True(JsonNode.DeepEquals(lieu?["sources"], told?["fiches"]));
        var pairs = told?["paires"]?.AsArray().OfType<JsonNode>().ToList() ?? [];
        Assert.NotEmpty(pairs);
        foreach (var pair in pairs)
        {
            var (a, b) = (pair["a"]?["lieu_id"]?.GetValue<string>(), pair["b"]?["lieu_id"]?.GetValue<string>());
            Assert.True(a == id || b == id);
            Assert.Equal(a == b, pair["reunies"]?.GetValue<bool>());
            var points = pair["preuves"]?.AsArray().Sum(one => one?["points"]?.GetValue<double>() ?? 0) ?? 0;
            Assert.Equal(EvidenceWeights.Score(points), pair["score"]?.GetValue<double>() ?? 0, 3);
            Assert.DoesNotContain(pair["preuves"]?.AsArray() ?? [], one => string.IsNullOrEmpty(one?["libelle"]?.GetValue<string>()));
        }

        Assert.Contains(pairs, pair => pair["reunies"]?.GetValue<bool>() == true);
        Assert.Equal(pairs.Select(pair => pair["score"]?.GetValue<double>()).OrderDescending(), pairs.Select(pair => pair["score"]?.GetValue<double>()));
    }
}
