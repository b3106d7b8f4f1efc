using System.Text;
using Maillage.Importers.Fetch.Http;
using Maillage.Tests.Support;
using Microsoft.AspNetCore.Http;
using static Maillage.Tests.Support.Atelier;

namespace Maillage.Tests.Importers.Fetch;

/// <summary>Tokens, redirections, pages: what goes to whom.</summary>
public sealed class ExchangeTests
{
    private const string Variable = "MAILLAGE_TEST_JETON";
    private const string Token = "secret-5f2c";
    private static readonly string Good = Annuaire(Record("a"), Record("b"));

    [Theory]
    [InlineData(null, "Bearer " + Token)]
    [InlineData("Authorization: Api-Key {jeton}", "Api-Key " + Token)]
    public async Task The_token_goes_to_its_server_and_nowhere_else(string? header, string sent)
    {
        Environment.SetEnvironmentVariable(Variable, Token);
        await using var moisson = await Moisson.StartAsync(Good);
        await using var other = await FauxServeur.StartAsync(Good);
        moisson.Keys = moisson.Keys with { Jeton = Variable, EnteteJeton = header };
        moisson.Server.Accidents.Enqueue(context =>
        {
            context.Response.Redirect(other.Address);
            return Task.CompletedTask;
        });
        var redirected = await moisson.ImportAsync();
        moisson.Server.Answers(401);
        var refused = await moisson.ImportAsync();

        Assert.Null(redirected.Failure);
        Assert.Equal($"redirigé vers {other.Address}", Assert.Single(redirected.Fetch.Remarks));
        Assert.Equal(sent, moisson.Server.Requests.First().Headers["Authorization"]);
        Assert.DoesNotContain("Authorization", other.Requests.Single().Headers.Keys);
        Assert.Equal("il répond 401 : le jeton n'est pas accepté", refused.Failure?.Issue.Value);
        foreach (var file in Directory.EnumerateFiles(moisson.Atelier.Folder, "*", SearchOption.AllDirectories))
        {
            Assert.False((await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken)).AsSpan().IndexOf(Encoding.UTF8.GetBytes(Token)) >= 0, file);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("deux\nlignes")]
    public async Task A_token_that_is_not_there_is_said_by_the_name_of_its_variable(string token)
    {
        const string Absent = Variable + "_ABSENT";
        Environment.SetEnvironmentVariable(Absent, token);
        await using var moisson = await Moisson.StartAsync(Good);
        moisson.Keys = moisson.Keys with { Jeton = Absent };
        var report = await moisson.ImportAsync();

        Assert.Equal(("jeton_absent", Absent), (report.Failure?.Issue.Code.Code, report.Failure?.Issue.Value));
        Assert.Empty(moisson.Server.Requests);
    }

    [Fact]
    public async Task What_an_address_holds_after_its_question_mark_is_not_said()
    {
        await using var moisson = await Moisson.StartAsync(Good);
        moisson.Keys = moisson.Keys with { Telechargement = moisson.Server.Address + "?cle=" + Token };
        moisson.Server.Answers(404);
        var report = await moisson.ImportAsync();

        Assert.Equal($"{moisson.Server.Address} : Le serveur de la source n'a pas donné le fichier (« il répond 404 »)", report.Failure?.ToString());
    }

    [Theory]
    [InlineData("https://a.fr/x", "http://a.fr/x", "de https vers http : http://a.fr/x")]
    [InlineData("https://a.fr/x", "https://b.fr/x?jeton=1", null)]
    [InlineData("http://a.fr/x", "https://a.fr/x", null)]
    [InlineData("http://a.fr/x", "http://moi:secret@a.fr/x", "redirection vers http:")]
    [InlineData("http://a.fr/x", "file:///etc/passwd", "redirection vers file:")]
    public void A_redirection_is_looked_at_before_it_is_followed(string from, string to, string? refusal) =>
        Assert.Equal(refusal, Exchange.Refusal(new Uri(from), new Uri(to)));

    public static TheoryData<string, string, string[]> Lists() => new()
    {
        // data·inclusion
        { "page", "?size=2", ["?size=2&page=1 {\"items\":[1,2],\"total\":5,\"page\":1,\"size\":2,\"pages\":3}", "?size=2&page=2 {\"items\":[3,4],\"total\":5,\"pages\":3}", "?size=2&page=3 {\"items\":[5],\"total\":5,\"pages\":3}"] },
        // a bare array, which only ends
        { "page", "", ["?page=1 [1,2]", "?page=2 [3]", "?page=3 []"] },
        // Opendatasoft
        { "offset", "?limit=2", ["?limit=2&offset=0 {\"total_count\":3,\"results\":[1,2]}", "?limit=2&offset=2 {\"total_count\":3,\"results\":[3]}"] },
        // acceslibre, behind a proxy that it does not know of
        { "suivant", "?page_size=2", ["?page_size=2 {\"count\":3,\"next\":\"/donnees.json?page_size=2&page=2\",\"results\":[1,2]}", "?page_size=2&page=2 {\"count\":3,\"next\":null,\"results\":[3]}"] },
    };

    [Theory]
    [MemberData(nameof(Lists))]
    public async Task A_list_is_read_page_by_page(string style, string query, string[] pages)
    {
        await using var moisson = await Moisson.StartAsync();
        moisson.Keys = moisson.Keys with { Telechargement = moisson.Server.Address + query, Pages = style };
        foreach (var page in pages)
        {
            Serve(moisson.Server, page);
        }

        moisson.Server.Answers(503);
        var (code, members) = await moisson.FetchAsync();

        Assert.Null(code);
        Assert.Equal(pages.Select(page => page[(page.IndexOf(' ', StringComparison.Ordinal) + 1)..]), members.Select(member => member.Text));
        Assert.Equal("page-000001.json", members[0].Name);
        Assert.Equal(pages.Length + 1, moisson.Server.Requests.Count);
        // Lists are whole each time, and kept as copies are.
        moisson.Server.Requests.Clear();
        Assert.Equal(pages.Length, (await moisson.FetchAsync()).Members.Count);
        Assert.Equal(2, moisson.Kept.Count);
        Assert.All(moisson.Server.Requests, request => Assert.DoesNotContain("If-None-Match", request.Headers.Keys));
    }

    [Fact]
    public async Task A_page_after_the_last_one_may_be_refused_by_its_number()
    {
        await using var moisson = await Moisson.StartAsync();
        moisson.Keys = moisson.Keys with { Pages = "page" };
        Serve(moisson.Server, "?page=1 [1,2]");
        moisson.Server.Pages["/donnees.json?page=2"] = context =>
        {
            context.Response.StatusCode = 416;
            return Task.CompletedTask;
        };

        Assert.Equal(["[1,2]"], (await moisson.FetchAsync()).Members.Select(member => member.Text).Where(text => text.Length > 0));
    }

    [Theory]
    [InlineData("/donnees.json", "pages_incompletes")]
    [InlineData("\\ud800", null)]
    public async Task A_list_whose_next_page_makes_no_sense_ends(string next, string? expected)
    {
        await using var moisson = await Moisson.StartAsync();
        moisson.Keys = moisson.Keys with { Pages = "suivant" };
        Serve(moisson.Server, $" {{\"results\":[1],\"next\":\"{next}\"}}");

        Assert.Equal(expected, (await moisson.FetchAsync()).Code);
    }

    [Theory]
    [InlineData("pages_incompletes", "?page=1 {\"items\":[1],\"total\":5,\"pages\":1}")]
    [InlineData("pages_incompletes", "?page=1 {\"items\":[],\"total\":5}")]
    [InlineData("pages_incompletes", "?page=1 {\"items\":[],\"pages\":5}")]
    [InlineData("fichier_sans_liste", "?page=1 {\"detail\":\"bonjour\"}")]
    [InlineData("fichier_illisible", "?page=1 <xml/>")]
    public async Task A_list_that_is_not_whole_is_refused(string expected, string page)
    {
        await using var moisson = await Moisson.StartAsync();
        moisson.Keys = moisson.Keys with { Pages = "page" };
        Serve(moisson.Server, page);

        Assert.Equal(expected, (await moisson.FetchAsync()).Code);
        Assert.Empty(moisson.Kept);
    }

    [Fact]
    public async Task The_pages_of_a_list_stay_on_their_server()
    {
        await using var moisson = await Moisson.StartAsync("{\"count\":2,\"results\":[1],\"next\":\"http://ailleurs.example/page2\"}");
        moisson.Keys = moisson.Keys with { Pages = "suivant" };

        Assert.Equal("redirection_refusee", (await moisson.FetchAsync()).Code);
    }

    private static void Serve(FauxServeur server, string page)
    {
        var cut = page.IndexOf(' ', StringComparison.Ordinal);
        server.Pages["/donnees.json" + page[..cut]] = context =>
        {
            context.Response.ContentType = "application/json";
            return context.Response.WriteAsync(page[(cut + 1)..]);
        };
    }
}
