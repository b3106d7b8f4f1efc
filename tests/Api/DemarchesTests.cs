using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Maillage.Api.Demarches;
using Maillage.Schema.Demarches;
using Maillage.Schema.Formats;
using Maillage.Tests.Support;

namespace Maillage.Tests.Api;

public sealed partial class DemarchesTests(ServeurDeDemarches serveur) : IClassFixture<ServeurDeDemarches>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("", 28)]
    [InlineData("?audience=associations", 1)]
    [InlineData("?audience=particuliers,professionnels", 27)]
    [InlineData("?theme=Logement", 3)]
    [InlineData("?theme=N19808&q=animaux", 1)]
    [InlineData("?q=compte+bancaire", 2)]
    [InlineData("?q=jamais+vu", 0)]
    public async Task A_filter_finds_the_demarches_that_answer_it(string query, int total)
    {
        var page = await ReadAsync("/api/v1/demarches" + query);

        Assert.Equal(total, page["total"]?.GetValue<int>());
        Assert.Equal(Math.Min(total, 50), page["donnees"]?.AsArray().Count);
    }

    [Fact]
    public async Task The_words_are_looked_for_in_the_title_first()
    {
        var page = await ReadAsync("/api/v1/demarches?q=enfant");
        var titles = page["donnees"]?.AsArray().Select(one => one?["titre"]?.GetValue<string>().Contains("enfant", StringComparison.OrdinalIgnoreCase)).ToList() ?? [];

        Assert.Equal(titles.OrderByDescending(says => says), titles);
        Assert.Contains(true, titles);
        Assert.Contains(false, titles);
    }

    [Fact]
    public async Task Pages_follow_each_other_to_the_whole_list()
    {
        List<string> walked = [];
        for (var url = "/api/v1/demarches?limite=10"; url is not null;)
        {
            var page = await ReadAsync(url);
            walked.AddRange(page["donnees"]?.AsArray().Select(one => one?["id"]?.GetValue<string>() ?? "") ?? []);
            url = page["suivant"]?.GetValue<string>();
        }

        Assert.Equal(28, walked.Distinct().Count());
        Assert.Equal(28, walked.Count);
    }

    [Fact]
    public async Task A_list_comes_as_csv_and_reads_back()
    {
        using var answer = await serveur.Client.GetAsync("/api/v1/demarches.csv?limite=1000", Cancellation);
        Assert.Equal("text/csv", answer.Content.Headers.ContentType?.MediaType);
        var read = CsvFormat.Read<Demarche>(await answer.Content.ReadAsStreamAsync(Cancellation)).ToList();

        Assert.Equal(28, read.Count);
        Assert.All(read, row => Assert.Empty(row.Issues));
        Assert.Equal(["mairie", "infofamilles"], read.Select(row => row.Record).Single(demarche => demarche?.Id == "F601")?.Guichets.Select(guichet => guichet.Pivot));
    }

    [Theory]
    [InlineData("/api/v1/demarches?format=geojson", 400, "format", "json")]
    [InlineData("/api/v1/demarches?theme=Logemant", 400, "theme", "Logement")]
    [InlineData("/api/v1/demarches?theme=assurance", 400, "theme", null)]
    [InlineData("/api/v1/demarches?audience=particulier", 400, "audience", "particuliers")]
    [InlineData("/api/v1/demarches?types=mairie", 400, "types", null)]
    [InlineData("/api/v1/demarches/2417", 404, "id", "F2417")]
    [InlineData("/api/v1/demarches/F2418", 404, "id", "F2417")]
    [InlineData("/api/v1/demarches/N19803", 404, "id", null)]
    [InlineData("/api/v1/demarches/F2417?code_insee=04070", 400, "code_insee", null)]
    [InlineData("/api/v1/demarches/F2417/lieux", 400, "code_insee", "04070")]
    [InlineData("/api/v1/demarches/F2417/lieux?code_insee=4070", 400, "code_insee", "04070")]
    [InlineData("/api/v1/demarches/F2417/lieux?code_insee=digne", 400, "code_insee", "04070")]
    [InlineData("/api/v1/demarches/F2417/lieux?code_insee=04070&limite=3", 400, "limite", null)]
    [InlineData("/api/v1/demarches/2417/lieux?code_insee=04070", 404, "id", "F2417")]
    public async Task What_is_wrong_is_named_and_the_nearest_proposed(string url, int status, string parameter, string? proposed)
    {
        using var answer = await serveur.Client.GetAsync(url, Cancellation);
        var problem = JsonNode.Parse(await answer.Content.ReadAsStringAsync(Cancellation));

        Assert.Equal((status, "application/problem+json"), ((int)answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        Assert.Equal(parameter, problem?["parametre"]?.GetValue<string>());
        if (proposed is not null)
        {
            Assert.Contains(proposed, problem?["propositions"]?.AsArray().Select(one => one?.GetValue<string>()) ?? []);
        }
    }

    [Fact]
    public async Task A_suffix_that_the_demarches_do_not_have_is_an_unknown_address()
    {
        using var answer = await serveur.Client.GetAsync("/api/v1/demarches.geojson", Cancellation);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Contains("les formats sont .json, .csv", await answer.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_number_is_read_whatever_its_case() =>
        Assert.Equal("F2417", (await ReadAsync("/api/v1/demarches/f2417"))["id"]?.GetValue<string>());

    [Fact]
    public async Task The_guichets_of_a_demarche_say_how_they_were_chosen()
    {
        var answer = await ReadAsync("/api/v1/demarches/F20706/lieux?code_insee=04070");
        var guichets = answer["guichets"]?.AsArray() ?? [];

        Assert.Equal("Digne-les-Bains", answer["commune"]?["nom"]?.GetValue<string>());
        Assert.Contains("fiche F20706", answer["demarche"]?["mention_source"]?.GetValue<string>(), StringComparison.Ordinal);
        var mairie = guichets.Single(guichet => guichet?["pivot"]?.GetValue<string>() == "mairie");
        Assert.Equal(("plus_proche", "commune"), (mairie?["choix"]?.GetValue<string>(), mairie?["ressort"]?.GetValue<string>()));
        Assert.Equal("04070", mairie?["lieux"]?[0]?["code_insee"]?.GetValue<string>());
        Assert.NotNull(mairie?["lieux"]?[0]?["calcul"]?["distance"]);
        var tribunal = guichets.Single(guichet => guichet?["titre"]?.GetValue<string>() == "Tribunal judiciaire ou de proximité");
        Assert.Equal("aucun", tribunal?["choix"]?.GetValue<string>());
        Assert.Equal("Ces guichets ne sont pas publiés ici (justice : tribunaux et auxiliaires de justice).", tribunal?["motif"]?.GetValue<string>());
        Assert.Empty(tribunal?["lieux"]?.AsArray() ?? []);
    }

    // Saint-Vincent-les-Forts is part of Ubaye-Serre-Ponçon since 2017.
    [Fact]
    public async Task A_former_code_finds_the_commune_of_today() =>
        Assert.Equal("04033", (await ReadAsync("/api/v1/demarches/F601/lieux?code_insee=04198"))["commune"]?["code_insee"]?.GetValue<string>());

    [Fact]
    public async Task Contact_centres_and_online_services_stand_beside()
    {
        var answer = await ReadAsync("/api/v1/demarches/F1628/lieux?code_insee=04070");

        Assert.Equal(["Défenseur des droits"], answer["centres_de_contact"]?.AsArray().Select(one => one?["titre"]?.GetValue<string>()));
        Assert.All(answer["services_en_ligne"]?.AsArray() ?? [], one => Assert.StartsWith("https://", one?["url"]?.GetValue<string>(), StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_guichets_are_not_sent_again_to_who_has_them()
    {
        const string url = "/api/v1/demarches/F601/lieux?code_insee=04070";
        using var first = await serveur.Client.GetAsync(url, Cancellation);
        using var again = new HttpRequestMessage(HttpMethod.Get, url);
        again.Headers.TryAddWithoutValidation("If-None-Match", first.Headers.ETag?.ToString());
        using var answer = await serveur.Client.SendAsync(again, Cancellation);

        Assert.Equal(HttpStatusCode.NotModified, answer.StatusCode);
    }

    [Fact]
    public async Task The_source_says_how_many_demarches_it_describes() =>
        Assert.Equal(28, (await ReadAsync("/api/v1/sources/exemple-demarches"))["demarches"]?.GetValue<int>());

    [Fact]
    public async Task The_description_names_every_parameter_and_says_which_is_required()
    {
        var paths = (await ReadAsync("/openapi.json"))["paths"];
        foreach (var (path, table) in new[] { ("/api/v1/demarches", DemarchesParameters.Liste), ("/api/v1/demarches/{id}/lieux", DemarchesParameters.Lieux) })
        {
            var described = paths?[path]?["get"]?["parameters"]?.AsArray().Where(parameter => parameter?["in"]?.GetValue<string>() == "query").ToList() ?? [];
            Assert.Equal(table.Rows.Select(row => (row.Name, row.Required)), described.Select(parameter => (parameter?["name"]?.GetValue<string>() ?? "", parameter?["required"]?.GetValue<bool>() == true)));
        }

        Assert.Equal(["application/json", "text/csv", "application/x-ndjson"], paths?["/api/v1/demarches"]?["get"]?["responses"]?["200"]?["content"]?.AsObject().Select(content => content.Key));
    }

    [Fact]
    public async Task The_examples_of_the_page_work()
    {
        var examples = Curl().Matches(await File.ReadAllTextAsync(Path.Combine(Depot.Racine, "docs/demarches.md"), Cancellation)).Select(match => match.Groups["url"].Value).ToList();

        Assert.Equal(4, examples.Count);
        foreach (var example in examples)
        {
            Assert.NotEqual(0, (await ReadAsync(example))["total"]?.GetValue<int>());
        }
    }

    private async Task<JsonNode> ReadAsync(string url)
    {
        using var answer = await serveur.Client.GetAsync(url, Cancellation);
        var text = await answer.Content.ReadAsStringAsync(Cancellation);
        Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{url} → {(int)answer.StatusCode} {text}");
        return JsonNode.Parse(text) ?? throw new InvalidOperationException(url);
    }

    [GeneratedRegex("curl 'http://localhost:5080(?<url>/[^']*)'")]
    private static partial Regex Curl();
}
