using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using AngleSharp.Html.Parser;
using Maillage.Api.Commands;
using Maillage.Api.Lieux;
using Maillage.Tests.Support;

namespace Maillage.Tests.Api;

public sealed partial class DocsTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static HttpClient Client => Territoire.Current.Client;

    public static TheoryData<string> Pages => ["README.md", "README.fr.md", "docs/api.md", "docs/recherche.md"];

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Every_curl_example_of_the_documentation_works_on_the_sample(string page)
    {
        var text = await File.ReadAllTextAsync(Path.Combine(Depot.Racine, page), Cancellation);
        var examples = Curl().Matches(text).Select(match => (Url: match.Groups["url"].Value, Header: match.Groups["header"].Value, File: match.Groups["file"].Value)).ToList();

        Assert.NotEmpty(examples);
        foreach (var (url, header, file) in examples)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, url);
            if (file.Length > 0)
            {
                (request.Method, request.Content) = (HttpMethod.Post, new ByteArrayContent(await File.ReadAllBytesAsync(Path.Combine(Depot.Racine, file), Cancellation)));
                // What curl says of it.
                request.Content.Headers.ContentType = new("application/x-www-form-urlencoded");
            }

            if (header.Split(": ", 2) is [var name, var value])
            {
                request.Headers.TryAddWithoutValidation(name, value);
            }

            using var response = await Client.SendAsync(request, Cancellation);
            var refused = text.Contains(url + "'   # 400", StringComparison.Ordinal);
            Assert.True(response.StatusCode == (refused ? HttpStatusCode.BadRequest : HttpStatusCode.OK), $"{page} : {url} → {(int)response.StatusCode}");
            var body = await response.Content.ReadAsStringAsync(Cancellation);
            Assert.False(Empty().IsMatch(body), $"{page} : {url} ne trouve rien");
        }
    }

    [Fact]
    public async Task The_description_names_every_parameter_that_the_lists_read()
    {
        var description = JsonNode.Parse(await Client.GetStringAsync("/openapi.json", Cancellation))!;
        foreach (var path in (string[])["/api/v1/lieux", "/api/v1/mediation-numerique"])
        {
            var described = description["paths"]![path]!["get"]!["parameters"]!.AsArray();

            Assert.Equal(LieuxParameters.Liste.Rows.Select(row => row.Name), described.Where(parameter => parameter!["in"]!.GetValue<string>() == "query").Select(parameter => parameter!["name"]!.GetValue<string>()));
            Assert.Equal(["If-None-Match"], described.Where(parameter => parameter!["in"]!.GetValue<string>() == "header").Select(parameter => parameter!["name"]!.GetValue<string>()));
            Assert.All(described, parameter => Assert.False(string.IsNullOrWhiteSpace(parameter!["description"]!.GetValue<string>())));
        }
    }

    [Fact]
    public async Task Every_example_of_a_parameter_is_accepted()
    {
        foreach (var row in LieuxParameters.Liste.Rows.Where(row => row.Name is not ("curseur" or "lat" or "lon" or "rayon")))
        {
            using var response = await Client.GetAsync($"/api/v1/lieux?{row.Name}={Uri.EscapeDataString(row.Example)}", Cancellation);
            Assert.True(response.IsSuccessStatusCode, row.Name);
        }
    }

    [Fact]
    public async Task Every_setting_is_documented()
    {
        var page = await File.ReadAllTextAsync(Path.Combine(Depot.Racine, "docs", "settings.md"), Cancellation);

        Assert.All(Settings.All, setting =>
            Assert.Contains($"| `{setting.Option}` | `{setting.Variable}` | `{setting.Default}` | {setting.Description} |", page, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("/", "fr")]
    [InlineData("/schemas", "fr")]
    [InlineData("/schemas/lieu/1.0.0/", "fr")]
    [InlineData("/schemas/demarche/1.0.0/", "fr")]
    [InlineData("/problemes", "fr")]
    [InlineData("/verifier", "fr")]
    [InlineData("/problemes/lieu-supprime", "fr")]
    public async Task Pages_for_people_are_well_formed_and_lead_somewhere(string path, string language)
    {
        // They lead to the exports, which are written after the start.
        await ExportsTests.ManifestAsync();
        var page = new HtmlParser().ParseDocument(await Client.GetStringAsync(path, Cancellation));

        Assert.Equal(language, page.DocumentElement.GetAttribute("lang"));
        Assert.Single(page.QuerySelectorAll("h1"));
        foreach (var link in page.QuerySelectorAll("a[href^='/']").Select(anchor => anchor.GetAttribute("href")))
        {
            using var response = await Client.GetAsync(link, Cancellation);
            using var followed = response.StatusCode == HttpStatusCode.TemporaryRedirect ? await Client.GetAsync(response.Headers.Location, Cancellation) : null;
            Assert.True((followed ?? response).IsSuccessStatusCode, $"{path} → {link}");
        }
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/docs/index.html")]
    public async Task Demonstration_data_is_shown_as_such(string path) =>
        Assert.Contains("Données de démonstration", await Client.GetStringAsync(path, Cancellation), StringComparison.Ordinal);

    [Fact]
    public async Task The_health_of_the_service_is_told()
    {
        Assert.Equal("{\"etat\":\"vive\"}", await Client.GetStringAsync("/sante/vive", Cancellation));
        Assert.Contains("\"lieux\":401", await Client.GetStringAsync("/sante/prete", Cancellation), StringComparison.Ordinal);
    }

    [GeneratedRegex("^\\{(\"type\":\"FeatureCollection\",)?\"version\":\"\\d+\",\"total\":0,")]
    private static partial Regex Empty();

    [GeneratedRegex("curl (?:-s |-i |-sI |-L |-o \\S+ |-H '(?<header>[^']+)' |--data-binary @(?<file>\\S+) )*'?http://localhost:5080(?<url>/[^' \\n]*)'?")]
    private static partial Regex Curl();
}
