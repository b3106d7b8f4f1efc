using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Maillage.Api.Docs;
using Maillage.Api.Http;
using Maillage.Schema.Formats;
using Maillage.Schema.Publication;
using Maillage.Schema.Services;
using Maillage.Tests.Support;

namespace Maillage.Tests.Api;

/// <summary>
/// What the description shows is what the service answers: each operation is asked its question in each of its formats. After a change that is wanted, MAILLAGE_ECRIRE=oui
/// writes the answers anew; then build, and <c>./maillage generer</c>.
/// </summary>
public sealed partial class ExemplesTests
{
    private static readonly string Folder = Path.Combine(Depot.Racine, "src", "Api", "Docs", "exemples");

    // Those that every answer of every server may have.
    private static readonly string[] Ordinary = ["Date", "Server", "Transfer-Encoding", "Connection", "X-Content-Type-Options", "Access-Control-Allow-Origin", "Access-Control-Expose-Headers", "Content-Type", "Content-Length", "Content-Encoding", "Allow"];

    private static readonly OutputFormat[] Formats = [OutputFormat.Json, OutputFormat.GeoJson, OutputFormat.Csv, OutputFormat.Ndjson, OutputFormat.Texte, OutputFormat.Html];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static HttpClient Client => Territoire.Current.Client;

    [Fact]
    public async Task Each_operation_answers_what_the_description_shows_as_it_is_described()
    {
        await using var services = await ServicesAsync();
        await ExportsTests.ManifestAsync();
        List<string> undescribed = [];
        var description = JsonNode.Parse(await Client.GetStringAsync("/openapi.json", Cancellation))!;
        foreach (var (_, methods) in description["paths"]!.AsObject())
        {
            foreach (var (method, operation) in methods!.AsObject())
            {
                var id = operation!["operationId"]!.GetValue<string>();
                var question = Examples.QuestionOf(id);
                Assert.True(question is not null, $"L'opération {id} n'a pas d'exemple.");
                foreach (var media in operation["responses"]!["200"]!["content"]!.AsObject().Select(content => content.Key))
                {
                    await CheckAsync(id.Contains("Service", StringComparison.Ordinal) ? services.Client : Client, method, id, question, media, operation, undescribed);
                }
            }
        }

        Assert.Empty(undescribed);
    }

    private static async Task CheckAsync(HttpClient client, string method, string id, string question, string media, JsonNode operation, List<string> undescribed)
    {
        // A file has one format, which is in its name.
        if (Formats.FirstOrDefault(one => one.MediaType == media) is not { } format || (id == "telechargerExport" && format != OutputFormat.Csv))
        {
            return;
        }

        using var request = new HttpRequestMessage(new HttpMethod(method), question);
        request.Headers.Accept.Add(MediaTypeWithQualityHeaderValue.Parse(media));
        if (request.Method == HttpMethod.Post)
        {
            request.Content = new ByteArrayContent(await File.ReadAllBytesAsync(Path.Combine(Folder, "envoi.csv"), Cancellation));
        }

        using var answer = await client.SendAsync(request, Cancellation);
        var text = Steady(await answer.Content.ReadAsStringAsync(Cancellation));
        Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{id} : {text}");
        Assert.Equal(media, answer.Content.Headers.ContentType?.MediaType);
        var described = operation["responses"]!["200"]!["headers"]!.AsObject().Select(header => header.Key).ToList();
        undescribed.AddRange(answer.Headers.Concat(answer.Content.Headers).Select(header => header.Key).Except([.. described, .. Ordinary], StringComparer.OrdinalIgnoreCase).Select(name => $"{id} : {name}"));
        await AssertWrittenAsync(Path.Combine(Folder, $"{id}.{format.Name}"), text);
    }

    /// <summary>What differs from one run to the next is written as on the morning of the example, served at home.</summary>
    internal static string Steady(string text)
    {
        text = Home().Replace(text, "http://localhost:5080");
        text = Origin().Replace(text, "${before}3f9a0c1e");
        text = Cursor().Replace(text, "${before}NDgyLjEuMWQ4Yi4zZjlhMGMxZS4w");
        text = Prepared().Replace(text, "${before}2026-11-22T06:00:04Z\"");
        return Compressed().Replace(text, match => match.Groups["before"].Value + (match.Groups["size"].Success ? "1000" : $"\"{new string('0', 64)}\"")).ReplaceLineEndings("\n");
    }

    internal static async Task AssertWrittenAsync(string path, string text)
    {
        if (Environment.GetEnvironmentVariable("MAILLAGE_ECRIRE") == "oui")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            await File.WriteAllTextAsync(path, text, Cancellation);
            return;
        }

        Assert.True(File.Exists(path), $"{path} n'est pas écrit.");
        Assert.Equal(await File.ReadAllTextAsync(path, Cancellation), text);
    }

    // The sample has no service: the valid example of the schema, of a structure that is there.
    private static async Task<Servi> ServicesAsync()
    {
        var atelier = new Atelier(clock: new HorlogeReglee(new DateTimeOffset(2026, 11, 22, 6, 0, 0, TimeSpan.Zero)));
        await atelier.ImportAsync(Atelier.Annuaire(Atelier.Record("dora--42", "Espace numérique du Bourg")));
        using var written = new MemoryStream();
        JsonFormat.Write(written, [FichiersDeSchema.Exemple<Service>()]);
        var report = await atelier.ImportAsync(written.ToArray(), source: atelier.Source with { Id = "services", Format = "data-inclusion-services", Cible = atelier.Source.Id });
        Assert.Equal((null, 1), (report.Failure, report.Published));
        return new Servi(atelier, await Noeud.StartAsync(atelier.Store));
    }

    private sealed record Servi(Atelier Atelier, Noeud Noeud) : IAsyncDisposable
    {
        public HttpClient Client => Noeud.Client;

        public async ValueTask DisposeAsync()
        {
            await Noeud.DisposeAsync();
            await Atelier.DisposeAsync();
        }
    }

    [GeneratedRegex("http://127\\.0\\.0\\.1:\\d+")]
    private static partial Regex Home();

    [GeneratedRegex("(?<before>\"origine\":\"|-v[0-9]+-)[0-9a-f]{8}")]
    private static partial Regex Origin();

    [GeneratedRegex("(?<before>curseur=)[A-Za-z0-9_-]+")]
    private static partial Regex Cursor();

    [GeneratedRegex("(?<before>\"prepares_le\":\")[^\"]+\"")]
    private static partial Regex Prepared();

    // How small gzip makes a file depends on its version.
    [GeneratedRegex("(?<before>\"octets_gzip\":)(?<size>\\d+)|(?<before>\"sha256_gzip\":)\"[0-9a-f]{64}\"")]
    private static partial Regex Compressed();
}
