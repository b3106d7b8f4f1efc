using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Maillage.Schema.Fields;
using Maillage.Schema.Formats;
using Maillage.Schema.Lieux;
using Maillage.Tests.Support;

namespace Maillage.Tests.Api;

/// <summary>Some fields of each record, in every format; and a record a line.</summary>
public sealed class ChampsTests
{
    private const string Digne = "/api/v1/lieux?code_insee=04070&limite=7";

    private static HttpClient Client => Territoire.Current.Client;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_field_alone_says_what_the_whole_record_says()
    {
        var whole = (await JsonAsync(Digne))["donnees"]!.AsArray();
        foreach (var field in RecordShape.Of<Lieu>().Fields.Where(field => !field.Rule.HorsListes))
        {
            var alone = (await JsonAsync($"{Digne}&champs={field.Name}"))["donnees"]!.AsArray();
            Assert.True(JsonNode.DeepEquals(new JsonArray([.. whole.Select(lieu => new JsonObject { [field.Name] = lieu![field.Name]?.DeepClone() })]), alone), field.Name);
        }
    }

    [Fact]
    public async Task Fields_come_in_the_order_of_the_schema_in_every_format()
    {
        const string asked = Digne + "&champs=horaires,longitude&champs=nom,id";
        string[] expected = ["id", "nom", "longitude", "horaires"];
        Assert.Equal(expected, Names((await JsonAsync(asked))["donnees"]![0]!));
        Assert.Equal(expected, Names(JsonNode.Parse((await LinesAsync(asked))[0])!));
        Assert.Equal("id,nom,longitude,horaires", (await Client.GetStringAsync(asked + "&format=csv", Cancellation)).Split("\r\n")[0]);

        // The place of a feature is its geometry, asked for or not.
        var feature = (await JsonAsync(asked + "&format=geojson"))["features"]![0]!;
        Assert.Equal(["type", "id", "geometry", "properties"], Names(feature));
        Assert.Equal(["id", "nom", "horaires"], Names(feature["properties"]!));
    }

    [Fact]
    public async Task What_lists_leave_out_is_there_when_it_is_asked_for()
    {
        var list = (await JsonAsync(Digne + "&champs=provenance,id"))["donnees"]![0]!;
        var one = await JsonAsync($"/api/v1/lieux/{list["id"]}");
        Assert.True(JsonNode.DeepEquals(one["provenance"], list["provenance"]));

        var asked = await JsonAsync($"/api/v1/lieux/{list["id"]}?champs=nom,types&calcul=ouvert");
        Assert.Equal(["nom", "types", "calcul"], Names(asked));
    }

    [Theory]
    [InlineData("/api/v1/mediation-numerique?champs=nom,presentation_resume&limite=2")]
    [InlineData("/api/v1/services?champs=nom,description&limite=2")]
    [InlineData("/api/v1/demarches?champs=titre,url&limite=2")]
    [InlineData("/api/v1/lieux/par-identifiant?source=annuaire-04&id=x&champs=nom")]
    public async Task Other_lists_and_records_take_fields_of_their_own(string path)
    {
        using var answer = await Client.GetAsync(path, Cancellation);
        Assert.True(answer.StatusCode is HttpStatusCode.OK or HttpStatusCode.NotFound, await answer.Content.ReadAsStringAsync(Cancellation));
    }

    [Theory]
    [InlineData("champs=horaire", "horaires")]
    [InlineData("champs=nom,telefone", "telephone")]
    [InlineData("fields=nom", "champs")]
    [InlineData("select=nom", "champs")]
    public async Task A_field_that_there_is_not_is_refused_and_the_nearest_is_proposed(string query, string proposed)
    {
        using var answer = await Client.GetAsync("/api/v1/lieux?" + query, Cancellation);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        var problem = JsonNode.Parse(await answer.Content.ReadAsStringAsync(Cancellation))!;
        Assert.Contains(proposed, problem["erreurs"]![0]!["propositions"]!.AsArray().Select(one => one!.GetValue<string>()));
    }

    [Theory]
    [InlineData("/api/v1/lieux.ndjson?code_insee=04070&limite=7")]
    [InlineData("/api/v1/mediation-numerique.ndjson?limite=3")]
    public async Task A_line_is_a_record_of_the_list_and_the_rest_is_in_the_headers(string path)
    {
        var list = await JsonAsync(path.Replace(".ndjson", "", StringComparison.Ordinal));
        using var answer = await Client.GetAsync(path, Cancellation);
        var text = await answer.Content.ReadAsStringAsync(Cancellation);

        Assert.Equal("application/x-ndjson", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal(Encoding.UTF8.GetByteCount(text), answer.Content.Headers.ContentLength);
        Assert.EndsWith("}\n", text, StringComparison.Ordinal);
        Assert.True(JsonNode.DeepEquals(list["donnees"], new JsonArray([.. Lines(text).Select(line => JsonNode.Parse(line))])));
        Assert.Equal(list["total"]!.ToString(), Assert.Single(answer.Headers.GetValues("Maillage-Total")));
        var next = list["suivant"]!.GetValue<string>();
        Assert.Contains($"<{next.Replace("?", ".ndjson?", StringComparison.Ordinal)}>; rel=\"next\"", string.Join(", ", answer.Headers.GetValues("Link")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lines_read_page_by_page_are_the_whole_list()
    {
        List<string> ids = [];
        for (var next = "/api/v1/lieux.ndjson?champs=id&limite=100"; next is not null;)
        {
            using var answer = await Client.GetAsync(next, Cancellation);
            ids.AddRange(Lines(await answer.Content.ReadAsStringAsync(Cancellation)).Select(line => JsonNode.Parse(line)!["id"]!.GetValue<string>()));
            var link = string.Join(", ", answer.Headers.GetValues("Link"));
            next = link.Contains("rel=\"next\"", StringComparison.Ordinal) ? link[1..link.IndexOf('>', StringComparison.Ordinal)] : null;
        }

        using var all = await Client.GetStreamAsync("/api/v1/lieux?limite=1000", Cancellation);
        Assert.Equal(JsonFormat.Read<Lieu>(all).Select(read => read.Record?.Id), ids);
    }

    [Fact]
    public async Task Counts_have_no_place_in_lines_and_what_is_computed_has()
    {
        using var refused = await Client.GetAsync("/api/v1/lieux.ndjson?facettes=types", Cancellation);
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Contains("NDJSON", await refused.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);

        var line = JsonNode.Parse((await LinesAsync(Digne + "&calcul=ouvert&champs=nom"))[0])!;
        Assert.Equal(["nom", "calcul"], Names(line));
    }

    private static IEnumerable<string> Names(JsonNode node) => node.AsObject().Select(member => member.Key);

    private static string[] Lines(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private static async Task<string[]> LinesAsync(string path) => Lines(await Client.GetStringAsync(path + "&format=ndjson", Cancellation));

    private static async Task<JsonNode> JsonAsync(string path) =>
        JsonNode.Parse(await Client.GetStringAsync(path, Cancellation)) ?? throw new JsonException("null");
}
