using System.Buffers.Text;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Maillage.Tests.Support;

namespace Maillage.Tests.Api;

/// <summary>Whatever is wrong is a problem that names the parameter and the nearest valid choice, whatever the <c>Accept</c>.</summary>
public sealed class ProblemTests
{
    private static readonly string?[] Accepts = ["application/json", "text/csv", "text/html", null];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string, int, string, string?> Wrong => new()
    {
        { "/api/v1/lieux?typ=mairie", 400, "typ", "types" },
        { "/api/v1/lieux?page=2", 400, "page", "curseur" },
        { "/api/v1/lieux?limit=2", 400, "limit", "limite" },
        { "/api/v1/lieux?offset=20", 400, "offset", "curseur" },
        { "/api/v1/lieux?commune=Digne", 400, "commune", "code_insee" },
        { "/api/v1/lieux?bbox=1,2,3", 400, "bbox", "5.9,43.9,6.3,44.2" },
        { "/api/v1/lieux?bbox=a,b,c,d", 400, "bbox", "5.9,43.9,6.3,44.2" },
        { "/api/v1/lieux?bbox=6,44,5,43", 400, "bbox", "5,43,6,44" },
        { "/api/v1/lieux?bbox=5,43,6,NaN", 400, "bbox", "5.9,43.9,6.3,44.2" },
        { "/api/v1/lieux?bbox=5,43,6,91", 400, "bbox", "5.9,43.9,6.3,44.2" },
        { "/api/v1/lieux?limite=0", 400, "limite", "1" },
        { "/api/v1/lieux?limite=-5", 400, "limite", "1" },
        { "/api/v1/lieux?limite=1001", 400, "limite", "1000" },
        { "/api/v1/lieux?limite=abc", 400, "limite", "50" },
        { "/api/v1/lieux?limite=", 400, "limite", "50" },
        { "/api/v1/lieux?limite=99999999999999999999", 400, "limite", "1000" },
        { "/api/v1/lieux?limite=5&limite=6", 400, "limite", "5" },
        { "/api/v1/lieux?lat=44", 400, "lon", "lon" },
        { "/api/v1/lieux?lon=6", 400, "lat", "lat" },
        { "/api/v1/lieux?rayon=500", 400, "rayon", "lat" },
        { "/api/v1/lieux?lat=44,09&lon=6", 400, "lat", "44.09" },
        { "/api/v1/lieux?lat=95&lon=6", 400, "lat", "44.09" },
        { "/api/v1/lieux?lat=44&lon=6&rayon=0", 400, "rayon", "10000" },
        { "/api/v1/lieux?types=mairi", 400, "types", "mairie" },
        { "/api/v1/lieux?types=mairie,fance_services", 400, "types", "france_services" },
        { "/api/v1/lieux?types=gendarmerie", 400, "types", null },
        { "/api/v1/lieux?services=Aide%20aux%20demarche", 400, "services", "Aide aux démarches administratives" },
        { "/api/v1/lieux?code_insee=99999", 400, "code_insee", "04070" },
        { "/api/v1/lieux?code_insee=Digne", 400, "code_insee", "04070" },
        { "/api/v1/lieux?code_departement=4", 400, "code_departement", "04" },
        { "/api/v1/lieux?code_departement=Alpes-de-Haute-Provence", 400, "code_departement", "04" },
        { "/api/v1/lieux?code_epci=123456789", 400, "code_epci", "200067437" },
        { "/api/v1/lieux?q=%20-%20", 400, "q", null },
        { "/api/v1/lieux?format=xml", 400, "format", "json" },
        { "/api/v1/recherche", 400, "q", "mairie dign" },
        { "/api/v1/recherche?q=mairie&limite=50", 400, "limite", "20" },
        { "/api/v1/recherche?q=mairie&lat=44", 400, "lon", "lon" },
        { "/api/v1/lieux?tri=noms", 400, "tri", "nom" },
        { "/api/v1/lieux?tri=distance", 400, "tri", "lat" },
        { "/api/v1/lieux?tri=pertinence", 400, "tri", "q" },
        { "/api/v1/lieux?sort=nom", 400, "sort", "tri" },
        { "/api/v1/lieux?facettes=type", 400, "facettes", "types" },
        { "/api/v1/lieux?facettes=nom", 400, "facettes", null },
        { "/api/v1/lieux.csv?facettes=types", 400, "facettes", null },
        { "/api/v1/lieux.csv?calcul=ouvert", 400, "calcul", null },
        { "/api/v1/lieux?calcul=ouver", 400, "calcul", "ouvert" },
        { "/api/v1/lieux?ouvert_a=demain", 400, "ouvert_a", null },
        { "/api/v1/lieux?ouvert_a=maintenan", 400, "ouvert_a", "maintenant" },
        { "/api/v1/lieux?ouvert_a=2026-02-30T10:00", 400, "ouvert_a", "2026-07-15T10:00" },
        { "/api/v1/lieux?ouvert_a=2026-07-14T10:00Z", 400, "ouvert_a", "2026-07-15T10:00" },
        { "/api/v1/lieux?ouvert_a=1789-07-14T10:00", 400, "ouvert_a", "2026-07-15T10:00" },
        { "/api/v1/lieux?modifie_depuis=hier", 400, "modifie_depuis", "2026-01-01" },
        { "/api/v1/lieux?score_qualite_minimum=12", 400, "score_qualite_minimum", "1" },
        { "/api/v1/lieux?score_qualite_minimum=NaN", 400, "score_qualite_minimum", "0" },
        { "/api/v1/lieux?siret=123", 400, "siret", "43493312300029" },
        { "/api/v1/lieux?niveau_accueil=4", 400, "niveau_accueil", "1" },
        { "/api/v1/lieux?id=mairie", 400, "id", "5b0d7c1e-3f57-5d0a-9c1b-0e6a2f4d8b93" },
        { "/api/v1/lieux?source=annuaire04", 400, "source", "annuaire-04" },
        { "/api/v1/mediation-numerique?source=annuaire04", 400, "source", "annuaire-04" },
        { "/api/v1/lieux?code_postal=0400", 400, "code_postal", null },
        { "/api/v1/lieux?curseur=n%27importe", 400, "curseur", null },

        // « 1.50.abc.o.253402300799 »: a moment of the year 9999.
        { "/api/v1/lieux?calcul=ouvert&curseur=MS41MC5hYmMuby4yNTM0MDIzMDA3OTk", 400, "curseur", null },
        { "/api/v1/lieux/5b0d7c1e-3f57-5d0a-9c1b-0e6a2f4d8b93", 404, "id", null },
        { "/api/v1/lieux/mairie-04070-01", 404, "id", null },
        { "/api/v1/lieux/5b0d7c1e-3f57-5d0a-9c1b-0e6a2f4d8b93?limite=2", 400, "limite", null },
        { "/api/v1/mediation-numerique?page=2", 400, "page", "curseur" },
        { "/api/v1/mediation-numerique?limite=0", 400, "limite", "1" },
        { "/api/v1/sources?page=2", 400, "page", null },
        { "/api/v1/sources/annuaire-04?format=json", 400, "format", null },
        { "/api/v1/sources/annuaire04", 404, "id", "annuaire-04" },
        { "/api/v1/sources/annuaire-04.json", 404, "id", "annuaire-04" },
        { "/api/v1/sources/%20", 404, "id", null },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task A_wrong_request_is_refused_by_name_with_the_nearest_choice(string path, int status, string parameter, string? nearest)
    {
        foreach (var accept in Accepts)
        {
            var (response, problem) = await AskAsync(HttpMethod.Get, path, accept);
            using (response)
            {
                Assert.Equal(status, (int)response.StatusCode);
                Assert.Equal(status, problem["status"]!.GetValue<int>());
                Assert.Equal(parameter, problem["parametre"]!.GetValue<string>());
                Assert.Contains(parameter, problem["detail"]!.GetValue<string>(), StringComparison.Ordinal);
                if (nearest is not null)
                {
                    Assert.Contains(nearest, problem["propositions"]!.AsArray().Select(one => one!.GetValue<string>()));
                }
            }
        }
    }

    [Theory]
    [InlineData("GET", "/api/v1/lieu", 404, "/api/v1/lieux")]
    [InlineData("GET", "/api/v1/source", 404, "/api/v1/sources")]
    [InlineData("GET", "/api/v1/lieux.xml", 404, ".json")]
    [InlineData("GET", "/api/v1/lieux.gejson", 404, ".geojson")]
    [InlineData("GET", "/nulle/part", 404, "")]
    [InlineData("POST", "/api/v1/lieux", 405, "GET")]
    [InlineData("GET", "/api/v1/lieux.csv?format=json", 400, "format=json")]
    [InlineData("GET", "/problemes/inconnu", 404, "")]
    [InlineData("GET", "/schemas/lieu/9.9.9/json-schema.json", 404, "/schemas")]
    public async Task A_wrong_address_is_a_problem_too(string method, string path, int status, string mentioned)
    {
        foreach (var accept in Accepts)
        {
            var (response, problem) = await AskAsync(new HttpMethod(method), path, accept);
            using (response)
            {
                Assert.Equal(status, (int)response.StatusCode);
                Assert.Contains(mentioned, problem["detail"]!.GetValue<string>(), StringComparison.Ordinal);
            }
        }
    }

    [Theory]
    [InlineData("/api/v1/lieux", 406)]
    [InlineData("/api/v1/lieux/5b0d7c1e-3f57-5d0a-9c1b-0e6a2f4d8b93", 404)]
    [InlineData("/api/v1/lieux?limite=0", 400)]
    public async Task A_format_that_does_not_exist_is_said_last(string path, int status)
    {
        var (response, _) = await AskAsync(HttpMethod.Get, path, "application/xml");
        using (response)
        {
            Assert.Equal(status, (int)response.StatusCode);
        }
    }

    [Fact]
    public async Task Everything_wrong_is_said_at_once()
    {
        var (response, problem) = await AskAsync(HttpMethod.Get, "/api/v1/lieux?page=2&limite=0&types=mairi", null);
        using (response)
        {
            Assert.Equal(["page", "limite", "types"], problem["erreurs"]!.AsArray().Select(error => error!["parametre"]!.GetValue<string>()));
        }
    }

    [Fact]
    public async Task A_cursor_only_continues_its_own_list()
    {
        var page = JsonNode.Parse(await Territoire.Current.Client.GetStringAsync("/api/v1/lieux?types=mairie&limite=5", Cancellation))!;
        var next = page["suivant"]!.GetValue<string>();
        var (response, problem) = await AskAsync(HttpMethod.Get, next.Replace("types=mairie", "types=caf", StringComparison.Ordinal), null);
        using (response)
        {
            Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
            Assert.Equal("curseur", problem["parametre"]!.GetValue<string>());
        }

        (response, problem) = await AskAsync(HttpMethod.Get, next.Replace("/lieux?", "/mediation-numerique?", StringComparison.Ordinal), null);
        using (response)
        {
            Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
            Assert.Equal("curseur", problem["parametre"]!.GetValue<string>());
        }
    }

    [Fact]
    public async Task A_cursor_means_nothing_in_another_database()
    {
        var page = JsonNode.Parse(await Territoire.Current.Client.GetStringAsync("/api/v1/lieux?limite=5", Cancellation))!;
        var next = page["suivant"]!.GetValue<string>();
        var cursor = next[(next.IndexOf("curseur=", StringComparison.Ordinal) + "curseur=".Length)..];
        var parts = Encoding.ASCII.GetString(Base64Url.DecodeFromChars(cursor)).Split('.');
        parts[3] = "ailleurs";
        var (response, _) = await AskAsync(HttpMethod.Get, next.Replace(cursor, Base64Url.EncodeToString(Encoding.ASCII.GetBytes(string.Join('.', parts))), StringComparison.Ordinal), null);
        using (response)
        {
            Assert.Equal(HttpStatusCode.Gone, response.StatusCode);
        }
    }

    [Theory]
    [InlineData("/api/v1/lieux/5b0d7c1e-3f57-5d0a-9c1b-0e6a2f4d8b93")]
    [InlineData("/api/v1/lieux/pas-un-uuid")]
    [InlineData("/api/v1/sources/inconnue")]
    public async Task What_does_not_exist_is_never_not_modified(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.TryAddWithoutValidation("If-None-Match", "*");
        using var response = await Territoire.Current.Client.SendAsync(request, Cancellation);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [Theory]
    [InlineData("mairie-04070-01")]
    [InlineData("{0}")]
    public async Task An_identifier_of_a_source_or_mistyped_leads_to_the_lieu(string asked)
    {
        var page = JsonNode.Parse(await Territoire.Current.Client.GetStringAsync("/api/v1/lieux?code_insee=04070&types=mairie", Cancellation))!;
        var id = page["donnees"]!.AsArray().Single(lieu => lieu!["sources"]![0]!["id"]!.GetValue<string>() == "mairie-04070-01")!["id"]!.GetValue<string>();
        var slip = id[..^1] + (id[^1] == '0' ? '1' : '0');
        var (response, problem) = await AskAsync(HttpMethod.Get, "/api/v1/lieux/" + asked.Replace("{0}", slip, StringComparison.Ordinal), null);
        using (response)
        {
            Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
            Assert.Equal([id], problem["propositions"]!.AsArray().Select(one => one!.GetValue<string>()));
        }
    }

    [Fact]
    public async Task A_very_wrong_request_gets_a_short_answer()
    {
        var (response, problem) = await AskAsync(HttpMethod.Get, "/api/v1/lieux?" + string.Join('&', Enumerable.Range(0, 500).Select(rank => $"x{rank}=1")), null);
        using (response)
        {
            Assert.Equal(20, problem["erreurs"]!.AsArray().Count);
        }
    }

    [Fact]
    public async Task A_reader_who_asks_for_English_gets_it()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/lieux?limite=0");
        request.Headers.AcceptLanguage.ParseAdd("de, en-GB;q=0.8, fr;q=0.5");
        using var response = await Territoire.Current.Client.SendAsync(request, Cancellation);
        var problem = JsonNode.Parse(await response.Content.ReadAsStringAsync(Cancellation))!;

        Assert.Equal("Invalid parameter value", problem["title"]!.GetValue<string>());
        Assert.Equal(["en"], response.Content.Headers.ContentLanguage);
    }

    [Fact]
    public async Task The_type_of_a_problem_is_a_page_that_says_what_to_do()
    {
        var (response, problem) = await AskAsync(HttpMethod.Get, "/api/v1/lieux?limite=0", null);
        response.Dispose();
        using var page = await Territoire.Current.Client.GetAsync(problem["type"]!.GetValue<string>(), Cancellation);

        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        Assert.Equal("text/html", page.Content.Headers.ContentType?.MediaType);
    }

    private static async Task<(HttpResponseMessage Response, JsonNode Problem)> AskAsync(HttpMethod method, string path, string? accept)
    {
        using var request = new HttpRequestMessage(method, path);
        if (accept is not null)
        {
            request.Headers.TryAddWithoutValidation("Accept", accept);
        }

        var response = await Territoire.Current.Client.SendAsync(request, Cancellation);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        return (response, JsonNode.Parse(await response.Content.ReadAsStringAsync(Cancellation)) ?? throw new InvalidDataException(path));
    }
}
