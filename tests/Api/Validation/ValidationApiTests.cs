using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using AngleSharp.Html.Parser;
using Maillage.Api.Validation;
using Maillage.Tests.Support;

namespace Maillage.Tests.Api.Validation;

/// <summary>The engine of <c>validate</c>, asked by HTTP.</summary>
public sealed class ValidationApiTests
{
    private const string Standard = "/api/v1/validation?schema=mediation-numerique";

    private const string Good = "id,nom,pivot,commune,code_postal,code_insee,adresse,latitude,longitude,services,date_maj\r\n"
        + "a1,Médiathèque,,Digne-les-Bains,04000,04070,1 place de la Mairie,44.0925,6.2357,Aide aux démarches administratives,2024-01-05\r\n";

    private static HttpClient Client => Territoire.Current.Client;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_report_is_asked_as_json_csv_or_a_page()
    {
        var wrong = Good.Replace("2024-01-05", "hier", StringComparison.Ordinal);
        var report = JsonNode.Parse(await TextAsync(Standard, wrong))!;
        Assert.Equal("mediation-numerique", report["schema"]!.GetValue<string>());
        Assert.False(report["valide"]!.GetValue<bool>());
        Assert.Contains(report["remarques"]!.AsArray(), issue => issue!["champ"]!.GetValue<string>() == "date_maj");

        Assert.StartsWith("ligne,", (await TextAsync(Standard + "&format=csv", wrong)).ToLowerInvariant(), StringComparison.Ordinal);
        Assert.StartsWith("<!doctype html>", await TextAsync(Standard + "&format=html", wrong), StringComparison.Ordinal);

        using var good = await SendAsync(Standard, Bytes(Good));
        Assert.Equal(("1", "0"), (Header(good, "Maillage-Lignes"), Header(good, "Maillage-Lignes-A-Corriger")));
        Assert.True(good.Headers.CacheControl?.NoStore);
    }

    [Fact]
    public async Task The_repaired_file_is_valid_and_says_how_much_was_repaired()
    {
        using var answer = await SendAsync(Standard + "&corriger=oui", Bytes(Good.Replace("2024-01-05", "05/01/2024", StringComparison.Ordinal)));
        var repaired = await answer.Content.ReadAsStringAsync(Cancellation);
        Assert.Contains("2024-01-05", repaired, StringComparison.Ordinal);
        Assert.NotEqual("0", Header(answer, "Maillage-Reparations"));
        Assert.True(JsonNode.Parse(await TextAsync(Standard, repaired))!["valide"]!.GetValue<bool>());
    }

    [Fact]
    public async Task What_curl_sends_is_the_file_although_it_calls_it_a_form()
    {
        using var content = Bytes(Good);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/x-www-form-urlencoded");
        using var answer = await SendAsync(Standard, content);
        Assert.Equal("1", Header(answer, "Maillage-Lignes"));
    }

    // As a browser without script does.
    [Fact]
    public async Task Each_button_of_the_page_sends_the_chosen_file_and_gets_a_page_or_a_file_to_keep()
    {
        using var answer = await Client.GetAsync(ValidationPage.Address, Cancellation);
        Assert.Contains("form-action 'self'", Header(answer, "Content-Security-Policy"), StringComparison.Ordinal);
        var form = new HtmlParser().ParseDocument(await answer.Content.ReadAsStringAsync(Cancellation)).QuerySelector("form")!;
        Assert.Equal(("post", "multipart/form-data"), (form.GetAttribute("method"), form.GetAttribute("enctype")));
        var name = form.QuerySelector("input[type=file]")!.GetAttribute("name")!;
        var actions = form.QuerySelectorAll("button").Select(button => button.GetAttribute("formaction")!).ToList();
        Assert.Equal(2 * Maillage.Importers.Validate.Validation.Schemas.Count, actions.Count);
        foreach (var action in actions)
        {
            using var sent = new MultipartFormDataContent { { new ByteArrayContent(Encoding.UTF8.GetBytes(Good)), name, "lieux.csv" } };
            using var got = await Client.PostAsync(action, sent, Cancellation);
            if (action.Contains("format=html", StringComparison.Ordinal))
            {
                Assert.Equal((HttpStatusCode.OK, "text/html"), (got.StatusCode, got.Content.Headers.ContentType?.MediaType));
            }
            else if (action.Contains("schema=mediation-numerique", StringComparison.Ordinal))
            {
                Assert.Equal((HttpStatusCode.OK, "attachment"), (got.StatusCode, got.Content.Headers.ContentDisposition?.DispositionType));
            }
            else
            {
                // The table is not of that schema: nothing of it can be repaired, or a little.
                Assert.True(got is { StatusCode: HttpStatusCode.OK, Content.Headers.ContentDisposition.DispositionType: "attachment" } or { StatusCode: HttpStatusCode.UnprocessableEntity }, action);
            }
        }
    }

    [Fact]
    public void A_few_files_at_a_time_and_two_from_one_address()
    {
        using var turns = new ValidationTurns();
        var places = Enumerable.Range(0, 8).Select(rank => turns.Enter(new IPAddress([192, 0, 2, (byte)(rank / 2)]))).ToList();
        Assert.DoesNotContain(null, places);
        Assert.Null(turns.Enter(IPAddress.Loopback));
        places[0]!.Dispose();
        places[0]!.Dispose();
        Assert.Null(turns.Enter(new IPAddress([192, 0, 2, 1])));
        Assert.NotNull(turns.Enter(new IPAddress([192, 0, 2, 0])));
        Assert.Null(turns.Enter(new IPAddress([192, 0, 2, 0])));
    }

    [Fact]
    public async Task A_form_or_gzip_is_taken_as_the_file_itself()
    {
        using var form = new MultipartFormDataContent { { new StringContent("x"), "autre" }, { new ByteArrayContent(Encoding.UTF8.GetBytes(Good)), "fichier", "lieux du bourg.csv" } };
        using var answer = await Client.PostAsync(Standard, form, Cancellation);
        Assert.Equal("lieux du bourg.csv", JsonNode.Parse(await answer.Content.ReadAsStringAsync(Cancellation))!["fichier"]!.GetValue<string>());

        Assert.Equal("1", Header(await SendAsync(Standard, Gzip(Encoding.UTF8.GetBytes(Good))), "Maillage-Lignes"));
    }

    [Theory]
    [InlineData("/api/v1/validation", 400, "valeur-invalide")]
    [InlineData("/api/v1/validation?schema=lieus", 400, "valeur-invalide")]
    [InlineData("/api/v1/validation?schema=lieu&corriger=peut-etre", 400, "valeur-invalide")]
    [InlineData("/api/v1/validation?schema=lieu&page=2", 400, "parametre-inconnu")]
    [InlineData("/api/v1/validation?schema=lieu&corriger=oui&format=html", 400, "formats-contradictoires")]
    public async Task What_is_asked_wrongly_is_refused_before_the_file_is_read(string path, int status, string type) =>
        await AssertProblemAsync(await SendAsync(path, Bytes(Good)), status, type);

    [Fact]
    public async Task Nothing_or_what_cannot_be_repaired_is_a_problem()
    {
        await AssertProblemAsync(await SendAsync(Standard, Bytes("")), 400, "fichier-absent");
        await AssertProblemAsync(await SendAsync(Standard + "&corriger=oui", Bytes("nom\r\nMairie\r\n")), 422, "fichier-irreparable");

        // A part that never ends, a boundary that is nowhere, a form without a file.
        foreach (var (type, body) in new[]
        {
            ("multipart/form-data; boundary=x", "--x\r\nContent-Disposition: form-data; name=\"f\"; filename=\"a.csv\"\r\n\r\nid,nom"),
            ("multipart/form-data; boundary=x", "--y\r\n\r\n"),
            ("multipart/form-data; boundary=x", "--x\r\nContent-Disposition: form-data; name=\"f\"\r\n\r\n1\r\n--x--\r\n"),
            ("multipart/form-data", "rien"),
            ($"multipart/form-data; boundary={new string('x', 5000)}", "--x\r\n\r\n"),
        })
        {
            using var content = Bytes(body);
            content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
            await AssertProblemAsync(await SendAsync(Standard, content), 400, "fichier-absent");
        }
    }

    [Fact]
    public async Task Too_large_a_file_and_a_bomb_are_refused()
    {
        // As curl does for what is large: nothing is sent before the answer says so.
        using var request = new HttpRequestMessage(HttpMethod.Post, Standard) { Content = new ByteArrayContent(new byte[60_000_001]) };
        request.Headers.ExpectContinue = true;
        await AssertProblemAsync(await Client.SendAsync(request, Cancellation), 413, "fichier-trop-gros");
        await AssertProblemAsync(await SendAsync(Standard, Gzip(Encoding.UTF8.GetBytes(Good + string.Concat(Enumerable.Repeat($"1,{new string('x', 4_000)}\r\n", 10_000))))), 413, "fichier-trop-gros");
    }

    [Fact]
    public async Task A_binary_file_has_a_report_that_says_so()
    {
        var random = new byte[100_000];
        new Random(1).NextBytes(random);
        using var content = new ByteArrayContent(random);
        using var answer = await SendAsync(Standard, content);
        var report = JsonNode.Parse(await answer.Content.ReadAsStringAsync(Cancellation))!;
        Assert.False(report["valide"]!.GetValue<bool>());
        Assert.Equal("non", Header(answer, "Maillage-Valide"));
    }

    private static async Task AssertProblemAsync(HttpResponseMessage answer, int status, string type)
    {
        var text = await answer.Content.ReadAsStringAsync(Cancellation);
        Assert.True((int)answer.StatusCode == status, text);
        Assert.Equal("/problemes/" + type, JsonNode.Parse(text)!["type"]!.GetValue<string>());
    }

    private static ByteArrayContent Bytes(string text) => new(Encoding.UTF8.GetBytes(text));

    private static ByteArrayContent Gzip(byte[] bytes)
    {
        using var buffer = new MemoryStream();
        using (var gzip = new GZipStream(buffer, CompressionLevel.SmallestSize))
        {
            gzip.Write(bytes);
        }

        return new ByteArrayContent(buffer.ToArray());
    }

    private static string Header(HttpResponseMessage answer, string name) => Assert.Single(answer.Headers.GetValues(name));

    private static Task<HttpResponseMessage> SendAsync(string path, HttpContent content) => Client.PostAsync(path, content, Cancellation);

    private static async Task<string> TextAsync(string path, string file)
    {
        using var answer = await SendAsync(path, Bytes(file));
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Cancellation));
        return await answer.Content.ReadAsStringAsync(Cancellation);
    }
}
