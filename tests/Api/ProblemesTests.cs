using System.Buffers.Text;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Maillage.Api;
using Maillage.Api.Http;
using Maillage.Api.Protection;
using Maillage.Api.Validation;
using Maillage.Importers;
using Maillage.Schema.Fields;
using Maillage.Store;
using Maillage.Tests.Schema.Formats;
using Maillage.Tests.Support;

namespace Maillage.Tests.Api;

/// <summary>Each problem of the catalogue happens, is told at its address, and is shown by the description as it comes; MAILLAGE_ECRIRE=oui writes those anew.</summary>
public sealed class ProblemesTests
{
    private const string Standard = "/api/v1/validation?schema=mediation-numerique";

    private static readonly Dictionary<string, Func<Task<string>>> Ways = new(StringComparer.Ordinal)
    {
        ["parametre-inconnu"] = () => GetAsync("/api/v1/lieux?typ=mairie"),
        ["valeur-invalide"] = () => GetAsync("/api/v1/lieux?types=mairi"),
        ["formats-contradictoires"] = () => GetAsync("/api/v1/lieux.csv?format=json"),
        ["lieu-inconnu"] = () => GetAsync("/api/v1/lieux/5b0d7c1e-3f57-5d0a-9c1b-0e6a2f4d8b93"),
        ["service-inconnu"] = () => GetAsync("/api/v1/services/dora--1"),
        ["demarche-inconnue"] = () => GetAsync("/api/v1/demarches/F1704"),
        ["source-inconnue"] = () => GetAsync("/api/v1/sources/annuaire04"),
        ["territoire-inconnu"] = () => GetAsync("/api/v1/territoires/communes/04999"),
        ["adresse-inconnue"] = () => GetAsync("/api/v1/lieu"),
        ["export-inconnu"] = () => GetAsync("/api/v1/exports/lieux-france.cvs"),
        ["export-perdu"] = () => GetAsync("/api/v1/exports/lieux-france-v1.csv"),
        ["plage-impossible"] = () => FileAsync(request => request.Headers.Range = new RangeHeaderValue(1_000_000_000, null)),
        ["condition-refusee"] = () => FileAsync(request => request.Headers.IfMatch.Add(new EntityTagHeaderValue("\"autre\""))),
        ["methode-refusee"] = () => SendAsync(Client, new HttpRequestMessage(HttpMethod.Post, "/api/v1/lieux")),
        ["format-indisponible"] = () => SendAsync(Client, new HttpRequestMessage(HttpMethod.Get, "/api/v1/lieux") { Headers = { { "Accept", "application/xml" } } }),
        ["version-perdue"] = OfAnotherDatabaseAsync,
        ["lieu-supprime"] = () => WithdrawnAsync(histoire => $"/api/v1/lieux/{histoire.Gone}"),
        ["service-supprime"] = WithdrawnServiceAsync,
        ["demarche-supprimee"] = WithdrawnDemarcheAsync,
        ["changements-perdus"] = () => GetAsync("/api/v1/changements?depuis=1&origine=00000000"),
        ["pas-encore-pret"] = () => BrokenAsync(store => Panne.Of(store, () => new StoreException("absente"), "HeadAsync"), "/api/v1/lieux"),
        ["base-injoignable"] = () => BrokenAsync(store => Panne.Of(store, () => new StoreException("absente"), "ChangesAsync"), "/api/v1/changements"),
        ["erreur-interne"] = () => BrokenAsync(store => Panne.Of(store, () => new InvalidOperationException("a secret"), "ChangesAsync"), "/api/v1/changements"),
        ["trop-de-demandes"] = TooManyAsync,
        ["export-impossible"] = UnwritableAsync,
        ["fichier-absent"] = () => PostAsync(Standard, ""),
        ["fichiers-plusieurs"] = () => SendAsync(Client, new HttpRequestMessage(HttpMethod.Post, Standard) { Content = new MultipartFormDataContent { { new StringContent("nom\r\n"), "a", "a.csv" }, { new StringContent("nom\r\n"), "b", "b.csv" } } }),
        ["fichier-trop-gros"] = () => SendAsync(Client, new HttpRequestMessage(HttpMethod.Post, Standard) { Content = new ByteArrayContent(new byte[60_000_001]), Headers = { ExpectContinue = true } }),
        ["fichier-irreparable"] = () => PostAsync(Standard + "&corriger=oui", "nom\r\nMairie\r\n"),
        ["validation-occupee"] = BusyAsync,
        ["requete-illisible"] = BrokenBodyAsync,
    };

    private static readonly JsonSerializerOptions Indented = new() { Encoder = Json.WriterOptions.Encoder, WriteIndented = true };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static HttpClient Client => Territoire.Current.Client;

    public static TheoryData<string> Codes => [.. ProblemTypes.All.Select(type => type.Code)];

    [Theory]
    [MemberData(nameof(Codes))]
    public async Task Each_problem_happens_as_the_description_shows_it(string code)
    {
        Assert.True(Ways.TryGetValue(code, out var way), $"Rien ne mène au problème {code}.");
        var type = ProblemTypes.All.Single(one => one.Code == code);
        var text = await way();
        var problem = JsonNode.Parse(text)!;
        Assert.Equal((type.Uri, type.Status), (problem["type"]!.GetValue<string>(), problem["status"]!.GetValue<int>()));
        Assert.DoesNotContain("secret", text, StringComparison.Ordinal);
        await ExemplesTests.AssertWrittenAsync(Path.Combine(Depot.Racine, "src", "Api", "Docs", "exemples", "problemes", code + ".json"), Steady(problem));
        var page = WebUtility.HtmlDecode(await Client.GetStringAsync(type.Uri, Cancellation));
        Assert.Contains(type.QueFaire.Fr, page, StringComparison.Ordinal);
    }

    [Fact]
    public void Each_problem_is_told_in_both_languages()
    {
        Assert.Equal(ProblemTypes.All.Count, ProblemTypes.All.Select(type => type.Code).Distinct().Count());
        Assert.All(ProblemTypes.All, type => Assert.All([type.Titre.Fr, type.Titre.En, type.QueFaire.Fr, type.QueFaire.En], text => Assert.False(string.IsNullOrWhiteSpace(text))));
        Assert.All(ProblemTypes.All, type => Assert.NotEqual((type.Titre.Fr, type.QueFaire.Fr), (type.Titre.En, type.QueFaire.En)));
    }

    // The number of an error is never the same twice.
    private static string Steady(JsonNode problem)
    {
        if (problem["type"]!.GetValue<string>() == ProblemTypes.ErreurInterne.Uri)
        {
            problem["detail"] = ProblemTypes.ErreurInterne.QueFaire.Fr;
        }

        return ExemplesTests.Steady(problem.ToJsonString(Indented)) + "\n";
    }

    private static Task<string> GetAsync(string path) => SendAsync(Client, new HttpRequestMessage(HttpMethod.Get, path));

    private static Task<string> PostAsync(string path, string body) =>
        SendAsync(Client, new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)) });

    private static async Task<string> SendAsync(HttpClient client, HttpRequestMessage request)
    {
        using (request)
        {
            using var answer = await client.SendAsync(request, Cancellation);
            Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
            return await answer.Content.ReadAsStringAsync(Cancellation);
        }
    }

    private static async Task<string> OfAnotherDatabaseAsync()
    {
        var next = JsonNode.Parse(await Client.GetStringAsync("/api/v1/lieux?limite=5", Cancellation))!["suivant"]!.GetValue<string>();
        var cursor = next[(next.IndexOf("curseur=", StringComparison.Ordinal) + "curseur=".Length)..];
        var parts = Encoding.ASCII.GetString(Base64Url.DecodeFromChars(cursor)).Split('.');
        parts[3] = "ailleurs";
        return await GetAsync(next.Replace(cursor, Base64Url.EncodeToString(Encoding.ASCII.GetBytes(string.Join('.', parts))), StringComparison.Ordinal));
    }

    private static async Task<string> WithdrawnAsync(Func<Histoire, string> path)
    {
        await using var atelier = new Atelier();
        var histoire = await Histoire.WriteAsync(atelier);
        await using var noeud = await Noeud.StartAsync(atelier.Store);
        return await SendAsync(noeud.Client, new HttpRequestMessage(HttpMethod.Get, path(histoire)));
    }

    private static async Task<string> WithdrawnServiceAsync()
    {
        await using var atelier = new Atelier();
        await atelier.ImportAsync(Atelier.Annuaire(Atelier.Record("dora--1")));
        var source = atelier.Source with { Id = "services", Format = "data-inclusion-services", Cible = atelier.Source.Id, Complete = true, SeuilBaisse = 100 };
        foreach (var ids in (int[][])[[1, 2, 3], [1, 2]])
        {
            await atelier.ImportAsync(
                new JsonArray([.. ids.Select(id => new JsonObject { ["id"] = $"dora--{id}", ["structure_id"] = "1", ["source"] = "dora", ["nom"] = $"Atelier {id}", ["description"] = "Un atelier." })]).ToJsonString(),
                source: source);
        }

        await using var noeud = await Noeud.StartAsync(atelier.Store);
        return await SendAsync(noeud.Client, new HttpRequestMessage(HttpMethod.Get, "/api/v1/services/dora--3"));
    }

    private static async Task<string> WithdrawnDemarcheAsync()
    {
        await using var atelier = new Atelier();
        await atelier.Store.MigrateAsync(Cancellation);
        var fiches = Directory.CreateDirectory(Path.Combine(atelier.Folder, "fiches")).FullName;
        var source = LecteursSousTest.Declaration("comarquage") with { Id = "fiches", Complete = true, SeuilBaisse = 100, Fichier = fiches };
        foreach (var name in (string[])["F1703.xml", "F2224.xml"])
        {
            File.Copy(Path.Combine(Depot.Racine, "data", "exemple", "demarches", name), Path.Combine(fiches, name));
        }

        var pipeline = new Pipeline(atelier.Store, TimeProvider.System);
        Assert.Null((await pipeline.ImportAsync(source, new ImportOptions(), Cancellation)).Failure);
        File.Delete(Path.Combine(fiches, "F2224.xml"));
        Assert.Null((await pipeline.ImportAsync(source, new ImportOptions(), Cancellation)).Failure);
        await using var noeud = await Noeud.StartAsync(atelier.Store);
        return await SendAsync(noeud.Client, new HttpRequestMessage(HttpMethod.Get, "/api/v1/demarches/F2224"));
    }

    private static async Task<string> BrokenAsync(Func<IStore, IStore> broken, string path)
    {
        await using var atelier = new Atelier();
        await atelier.ImportAsync(Atelier.Annuaire(Atelier.Record("a")));
        await using var noeud = await Noeud.StartAsync(broken(atelier.Store), new ServerOptions(), waits: false);
        string text;
        do
        {
            text = await SendAsync(noeud.Client, new HttpRequestMessage(HttpMethod.Get, path));
        }
        while (path.EndsWith("changements", StringComparison.Ordinal) && text.Contains("pas-encore-pret", StringComparison.Ordinal));

        return text;
    }

    private static async Task<string> TooManyAsync()
    {
        await using var atelier = new Atelier();
        await atelier.Store.MigrateAsync(Cancellation);
        var clock = new HorlogeReglee(new DateTimeOffset(2026, 11, 22, 10, 0, 12, TimeSpan.Zero));
        await using var noeud = await Noeud.StartAsync(atelier.Store, new ServerOptions { Quota = new RequestQuota(1), Clock = clock });
        using var first = await noeud.Client.GetAsync("/api/v1/lieux", Cancellation);
        return await SendAsync(noeud.Client, new HttpRequestMessage(HttpMethod.Get, "/api/v1/lieux"));
    }

    // A file stands where the folder should be.
    private static async Task<string> UnwritableAsync()
    {
        await using var atelier = new Atelier();
        await atelier.ImportAsync(Atelier.Annuaire(Atelier.Record("a")));
        var taken = Path.Combine(atelier.Folder, "exports");
        await File.WriteAllTextAsync(taken, "", Cancellation);
        await using var noeud = await Noeud.StartAsync(atelier.Store, new ServerOptions { Exports = taken });
        var origin = (await atelier.Store.HeadAsync(Cancellation)).Origin;
        var version = (await noeud.JsonAsync("/api/v1/lieux"))["version"]!.GetValue<string>();
        return await SendAsync(noeud.Client, new HttpRequestMessage(HttpMethod.Get, $"/api/v1/exports/lieux-departement-04-v{version}-{origin}.csv"));
    }

    private static async Task<string> FileAsync(Action<HttpRequestMessage> with)
    {
        var manifest = await ExportsTests.ManifestAsync();
        var request = new HttpRequestMessage(HttpMethod.Get, manifest["donnees"]![0]!["url"]!.GetValue<string>());
        with(request);
        request.Headers.AcceptEncoding.Add(new("gzip"));
        using var answer = await Client.SendAsync(request, Cancellation);
        Assert.Empty(answer.Content.Headers.ContentEncoding);
        Assert.Null(answer.Headers.ETag);
        Assert.Equal(answer.StatusCode == HttpStatusCode.RequestedRangeNotSatisfiable, answer.Content.Headers.ContentRange is { Length: > 0 });
        return await answer.Content.ReadAsStringAsync(Cancellation);
    }

    private static async Task<string> BusyAsync()
    {
        await using var atelier = new Atelier();
        await atelier.Store.MigrateAsync(Cancellation);
        await using var noeud = await Noeud.StartAsync(atelier.Store);
        var turns = noeud.Part<ValidationTurns>();
        using var first = turns.Enter(IPAddress.Loopback);
        using var second = turns.Enter(IPAddress.Loopback);
        using var file = new ByteArrayContent("id,nom\r\n1,Mairie\r\n"u8.ToArray());
        var text = await SendAsync(noeud.Client, new HttpRequestMessage(HttpMethod.Post, Standard) { Content = file });
        return text;
    }

    // A chunk whose size is no number: what sends it does not follow HTTP.
    private static async Task<string> BrokenBodyAsync()
    {
        var home = Client.BaseAddress!;
        using var socket = new TcpClient();
        await socket.ConnectAsync(home.Host, home.Port, Cancellation);
        var stream = socket.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"POST {Standard} HTTP/1.1\r\nHost: {home.Authority}\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\nzz\r\n"), Cancellation);
        using var reader = new StreamReader(stream, Encoding.UTF8);
        var answer = await reader.ReadToEndAsync(Cancellation);
        return answer[answer.IndexOf('{', StringComparison.Ordinal)..(answer.LastIndexOf('}') + 1)];
    }
}
