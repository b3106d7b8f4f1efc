using System.Net;
using System.Text.Json.Nodes;
using Maillage.Api;
using Maillage.Tests.Support;
using static Maillage.Tests.Support.Atelier;

namespace Maillage.Tests.Api;

public sealed class SourcesTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static HttpClient Client => Territoire.Current.Client;

    [Fact]
    public async Task The_list_says_whose_data_these_are_and_how_fresh()
    {
        var list = await JsonAsync(Client, "/api/v1/sources");
        var annuaire = list["donnees"]![0]!;
        var run = annuaire["derniere_execution"]!;

        Assert.Equal(["version", "total", "donnees", "suivant"], list.AsObject().Select(member => member.Key));
        Assert.Equal((5, null), (list["total"]!.GetValue<int>(), list["suivant"]));
        Assert.Equal(["annuaire-04", "exemple-demarches", "france-services-04", "hub-du-sud-04", "regionsud-04"], list["donnees"]!.AsArray().Select(source => Text(source, "id")));
        Assert.Equal(("Direction de l'information légale et administrative (DILA)", "2017-11-13", "departement-04"), (Text(annuaire, "producteur"), Text(annuaire, "date_fichier"), Text(annuaire, "territoire")));
        Assert.Equal(("etalab-2.0", "Licence Ouverte 2.0"), (Text(annuaire["licence"], "code"), Text(annuaire["licence"], "titre")));
        Assert.Equal(
            ("reussie", "annuaire-04.json.gz", 341, 269, 72, 0, 268),
            (Text(run, "resultat"), Text(run, "fichier"), Number(run, "lues"), Number(run, "publiees"), Number(run, "non_publiees"), Number(run, "rejetees"), Number(run, "lieux_crees")));
        Assert.Equal((268, 28), (Number(annuaire, "lieux"), Number(run["motifs_non_publiees"], "type_gendarmerie")));
        Assert.EndsWith("Z", Text(run, "fin"), StringComparison.Ordinal);
        Assert.False(annuaire.AsObject().ContainsKey("anomalies"));
    }

    [Fact]
    public async Task A_source_says_what_was_found_in_it_with_words()
    {
        var source = await JsonAsync(Client, "/api/v1/sources/annuaire-04");
        var cedex = source["anomalies"]!.AsArray().Single(issue => Text(issue, "code") == "code_postal_cedex")!;

        Assert.Equal(("code_postal", "Code postal de distribution (Cedex), remplacé par celui de la commune"), (Text(cedex, "champ"), Text(cedex, "titre")));
        Assert.True(Number(cedex, "nombre") > 0);
        Assert.Empty(source["rejets"]!.AsArray());
        Assert.True(JsonNode.DeepEquals(source["derniere_execution"], source["executions"]![0]));
    }

    [Fact]
    public async Task The_answers_and_their_examples_follow_the_description()
    {
        var description = await JsonAsync(Client, "/openapi.json");
        var answers = new Dictionary<string, string> { ["/api/v1/sources"] = "/api/v1/sources", ["/api/v1/sources/{id}"] = "/api/v1/sources/hub-du-sud-04" };
        foreach (var (path, address) in answers)
        {
            var content = description["paths"]![path]!["get"]!["responses"]!["200"]!["content"]!["application/json"]!;
            var example = content["examples"]!["exemple"]!["value"]!;
            var schema = new JsonObject
            {
                ["$ref"] = Text(content["schema"], "$ref"),
                ["components"] = new JsonObject { ["schemas"] = new JsonObject(Own(description)) },
            };

            Assert.Empty(await Oracle.Current.JsonSchema(schema, [example, await JsonAsync(Client, address)], ["components"]));
        }

        // A real one: the sample itself, but for the clock and what rules may yet repair.
        var shown = description["paths"]!["/api/v1/sources/{id}"]!["get"]!["responses"]!["200"]!["content"]!["application/json"]!["examples"]!["exemple"]!["value"]!;
        var served = await JsonAsync(Client, answers["/api/v1/sources/{id}"]);
        Assert.Equal(served.AsObject().Select(member => member.Key), shown.AsObject().Select(member => member.Key));
        foreach (var name in served.AsObject().Select(member => member.Key).Except(["importee_le", "derniere_execution", "anomalies", "executions"]))
        {
            Assert.True(JsonNode.DeepEquals(served[name], shown[name]), name);
        }
    }

    [Fact]
    public async Task An_unchanged_answer_is_304_and_HEAD_has_no_body()
    {
        using var first = await Client.GetAsync("/api/v1/sources", Cancellation);
        using var again = new HttpRequestMessage(HttpMethod.Get, "/api/v1/sources");
        again.Headers.TryAddWithoutValidation("If-None-Match", first.Headers.ETag!.ToString());
        using var known = await Client.SendAsync(again, Cancellation);
        using var head = await Client.SendAsync(new HttpRequestMessage(HttpMethod.Head, "/api/v1/sources/annuaire-04") { Headers = { { "Origin", "https://mairie.example.fr" } } }, Cancellation);

        Assert.Equal(HttpStatusCode.NotModified, known.StatusCode);
        Assert.Equal(HttpStatusCode.OK, head.StatusCode);
        Assert.True(head.Content.Headers.ContentLength > 1000);
        Assert.Empty(await head.Content.ReadAsByteArrayAsync(Cancellation));
        Assert.Equal("482", string.Join(',', head.Headers.GetValues("Maillage-Version")));
        Assert.Equal("*", string.Join(',', head.Headers.GetValues("Access-Control-Allow-Origin")));
    }

    [Theory]
    [InlineData("text/csv", HttpStatusCode.NotAcceptable)]
    [InlineData("text/csv, application/json;q=0.5", HttpStatusCode.OK)]
    [InlineData("text/html,*/*;q=0.8", HttpStatusCode.OK)]
    public async Task It_only_answers_in_JSON(string accept, HttpStatusCode status)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/sources");
        request.Headers.TryAddWithoutValidation("Accept", accept);
        using var response = await Client.SendAsync(request, Cancellation);

        Assert.Equal(status, response.StatusCode);
    }

    [Fact]
    public async Task Refusals_rejections_and_unchanged_runs_show_within_seconds_and_stay_while_the_database_is_away()
    {
        await using var atelier = new Atelier();
        await atelier.ImportAsync(Annuaire(Record("a"), Record("jeanne.durand@example.fr", nom: "")));
        await using var app = Server.Build(atelier.Store, "http://127.0.0.1:0");
        await app.StartAsync(Cancellation);
        using var client = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
        var first = await UntilAsync(client, source => source["executions"]!.AsArray().Count == 1);
        var etag = (await client.GetAsync("/api/v1/sources/annuaire", Cancellation)).Headers.ETag;
        Assert.Equal("[courriel]", Text(first["rejets"]![0], "id"));

        await atelier.ImportAsync(Annuaire(Record("a"), Record("jeanne.durand@example.fr", nom: "")));
        var unchanged = await UntilAsync(client, source => source["executions"]!.AsArray().Count == 2);
        Assert.Equal((2, 0), (Number(unchanged["derniere_execution"], "inchangees"), Number(unchanged["derniere_execution"], "lieux_modifies")));
        Assert.NotEqual(etag, (await client.GetAsync("/api/v1/sources/annuaire", Cancellation)).Headers.ETag);

        await atelier.ImportAsync("<html></html>");
        var refused = await UntilAsync(client, source => source["executions"]!.AsArray().Count == 3);
        Assert.Equal("fichier_html", Text(refused["derniere_execution"]!["echec"], "code"));
        Assert.Equal(Text(unchanged, "importee_le"), Text(refused, "importee_le"));
        Assert.Equal(1, Number(refused, "lieux"));
        // What was found is that of the data that are served.
        Assert.True(JsonNode.DeepEquals(unchanged["rejets"], refused["rejets"]));

        foreach (var part in Directory.EnumerateFiles(atelier.Folder, "maillage.db*"))
        {
            File.Delete(part);
        }

        while (!(await client.GetStringAsync("/sante/prete", Cancellation)).Contains("base_injoignable_depuis\":\"", StringComparison.Ordinal))
        {
            await Task.Delay(50, Cancellation);
        }

        Assert.True(JsonNode.DeepEquals(refused, await JsonAsync(client, "/api/v1/sources/annuaire")));
        await app.StopAsync(Cancellation);
    }

    [Fact]
    public async Task A_demonstration_source_of_which_nothing_is_served_makes_no_demonstration()
    {
        await using var atelier = new Atelier();
        await atelier.ImportAsync("<html></html>", source: atelier.Source with { Demonstration = true });
        await using var app = Server.Build(atelier.Store, "http://127.0.0.1:0");
        await app.StartAsync(Cancellation);
        using var client = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
        var source = await UntilAsync(client, _ => true);
        using var home = await client.GetAsync("/", Cancellation);

        Assert.Equal((null, 0), (source["importee_le"], Number(source, "lieux")));
        Assert.False(home.Headers.Contains("Maillage-Demonstration"));
        await app.StopAsync(Cancellation);
    }

    private static async Task<JsonNode> UntilAsync(HttpClient client, Func<JsonNode, bool> expected)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        patience.CancelAfter(TimeSpan.FromSeconds(30));
        while (true)
        {
            using var response = await client.GetAsync("/api/v1/sources/annuaire", Cancellation);
            if (response.IsSuccessStatusCode && JsonNode.Parse(await response.Content.ReadAsStringAsync(Cancellation)) is { } source && expected(source))
            {
                return source;
            }

            await Task.Delay(50, patience.Token);
        }
    }

    // Those of this resource: strict mode does not know every annotation of the others.
    private static IEnumerable<KeyValuePair<string, JsonNode?>> Own(JsonNode description) => description["components"]!["schemas"]!.AsObject()
        .Where(schema => schema.Key is "ListeSources" or "SourcePubliee" or "LicencePubliee" or "Execution" or "Echec" or "Anomalie" or "Rejet")
        .Select(schema => KeyValuePair.Create(schema.Key, schema.Value?.DeepClone()));

    private static async Task<JsonNode> JsonAsync(HttpClient client, string path) =>
        JsonNode.Parse(await client.GetStringAsync(path, Cancellation)) ?? throw new InvalidDataException(path);

    private static string? Text(JsonNode? node, string name) => node?[name]?.GetValue<string>();

    private static long? Number(JsonNode? node, string name) => node?[name]?.GetValue<long>();
}
