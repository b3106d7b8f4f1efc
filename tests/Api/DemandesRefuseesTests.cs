using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Maillage.Api.Changements;
using Maillage.Api.Demarches;
using Maillage.Api.Http;
using Maillage.Api.Lieux;
using Maillage.Api.Recherche;
using Maillage.Api.Services;
using Maillage.Tests.Support;

namespace Maillage.Tests.Api;

/// <summary>Each parameter with each kind of fault, and the problem that it gets; then whatever comes.</summary>
public sealed class DemandesRefuseesTests
{
    private const int Fuzzed = 100_000;
    private const int AtOnce = 16;

    private static readonly (string Path, ParameterTable Table)[] Lists =
    [
        ("/api/v1/lieux", LieuxParameters.Liste), ("/api/v1/mediation-numerique", LieuxParameters.MediationNumerique), ("/api/v1/services", ServicesParameters.Liste),
        ("/api/v1/demarches", DemarchesParameters.Liste), ("/api/v1/recherche", RechercheParameters.Table), ("/api/v1/changements", ChangementsParameters.Liste),
        ("/api/v1/attributions", LieuxParameters.Attributions), ("/api/v1/lieux/par-identifiant", LieuxParameters.ParIdentifiant),
    ];

    // What is given instead of a value, percent-encoded.
    private static readonly (string Fault, Func<Parameter, string> Query)[] Faults =
    [
        ("vide", row => $"{row.Name}="),
        ("mauvais type", row => $"{row.Name}=abc"),
        ("négatif", row => $"{row.Name}=-1"),
        ("hors limites", row => $"{row.Name}=99999999999999999999"),
        ("pas un nombre", row => $"{row.Name}=NaN"),
        ("inconnu", row => $"{row.Name}={Uri.EscapeDataString(row.Example)}x"),
        ("répété", row => $"{row.Name}={Uri.EscapeDataString(row.Example)}&{row.Name}={Uri.EscapeDataString(row.Example)}"),
        ("mal nommé", row => $"{row.Name}s={Uri.EscapeDataString(row.Example)}"),
        ("énorme", row => $"{row.Name}={new string('9', 5000)}"),
        ("pas de l'UTF-8", row => $"{row.Name}=%FF%FE%C0"),
        ("caractère nul", row => $"{row.Name}=a%00b"),
        ("SQL", row => $"{row.Name}=%27%3B%20DROP%20TABLE%20lieu%3B--"),
        ("HTML", row => $"{row.Name}=%3Cscript%3Ealert(1)%3C%2Fscript%3E"),
        ("en-tête", row => $"{row.Name}=a%0D%0ASet-Cookie:%20a=b"),
    ];

    private static readonly string[] Accepts = ["text/csv;q=0.5", "*/*;q=2", "application/geo+json, */*", ";;;", "image/png", "text/html;q=x"];
    private static readonly string[] Tags = ["*", "W/\"1-a-json\"", "\"", "abc", "W/\"~\""];
    private static readonly string[] Ranges = ["bytes=0-10", "bytes=-5", "octets=1", "bytes=9-1"];

    private static HttpClient Client => Territoire.Current.Client;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    // The problems that the description tells of.
    private static IEnumerable<string> Described(JsonNode description, string path, HttpStatusCode status)
    {
        var answer = description["paths"]![path]!["get"]!["responses"]![((int)status).ToString(CultureInfo.InvariantCulture)]!["$ref"]!.GetValue<string>().Split('/')[^1];
        return description["components"]!["responses"]![answer]!["content"]!["application/problem+json"]!["examples"]!.AsObject().Select(example => "/problemes/" + example.Key);
    }

    [Fact]
    public async Task Each_fault_of_each_parameter_gets_a_problem_that_names_it()
    {
        var description = JsonNode.Parse(await Client.GetStringAsync("/openapi.json", Cancellation))!;
        var table = new StringBuilder("demande,faute,statut,probleme,detail\n");
        var refused = 0;
        foreach (var (path, parameters) in Lists)
        {
            foreach (var row in parameters.Rows)
            {
                foreach (var (fault, query) in Faults)
                {
                    var url = $"{path}?{query(row)}";
                    using var answer = await Client.GetAsync(url, Cancellation);
                    Assert.True((int)answer.StatusCode < 500, url);
                    Assert.False(answer.Headers.Contains("Set-Cookie"), url);
                    if (answer.IsSuccessStatusCode)
                    {
                        continue;
                    }

                    var problem = JsonNode.Parse(await answer.Content.ReadAsStringAsync(Cancellation))!;
                    Assert.True(answer.StatusCode is HttpStatusCode.BadRequest or HttpStatusCode.NotFound or HttpStatusCode.Gone, $"{url} → {(int)answer.StatusCode}");
                    Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
                    Assert.False(string.IsNullOrWhiteSpace(problem["detail"]!.GetValue<string>()), url);
                    Assert.True(answer.StatusCode != HttpStatusCode.BadRequest || problem["erreurs"]!.AsArray().Count > 0, url);
                    Assert.Contains(problem["type"]!.GetValue<string>(), Described(description, path, answer.StatusCode));
                    table.Append(CultureInfo.InvariantCulture, $"{Cell(url)},{fault},{(int)answer.StatusCode},{problem["type"]},{Cell(problem["detail"]!.GetValue<string>())}\n");
                    refused++;
                }
            }
        }

        Assert.True(refused >= 200, $"{refused}");
        await Fichiers.SameAsTheTree("docs/demandes-refusees.csv", table.ToString());
    }

    [Fact]
    public async Task Whatever_is_asked_is_never_a_fault_of_ours()
    {
        // Until they are written, the exports of the whole country are told to be on their way (503).
        await ExportsTests.ManifestAsync();
        var seed = Environment.TickCount;
        Console.WriteLine($"demandes au hasard : graine {seed}");
        var counts = new System.Collections.Concurrent.ConcurrentDictionary<int, int>();
        await Parallel.ForEachAsync(Enumerable.Range(0, Fuzzed), new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = Cancellation }, async (rank, token) =>
        {
            using var request = Draw(new Random(unchecked(seed + (rank * 7919))));
            using var answer = await Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, token);
            counts.AddOrUpdate((int)answer.StatusCode, 1, (_, count) => count + 1);
            Assert.True((int)answer.StatusCode < 500, $"graine {seed}, rang {rank} : {request.Method} {request.RequestUri} → {(int)answer.StatusCode}");
        });
        Console.WriteLine("demandes au hasard : " + string.Join(", ", counts.OrderBy(pair => pair.Key).Select(pair => $"{pair.Value} × {pair.Key}")));
        Assert.True(counts.Count >= 4, "Elles n'ont pas assez varié.");
    }

    private static HttpRequestMessage Draw(Random random)
    {
        var (path, table) = Lists[random.Next(Lists.Length)];
        path = random.Next(12) switch
        {
            0 => path + Noise(random, 6),
            1 => path + "/" + Noise(random, 20),
            2 => path + "." + new[] { "csv", "geojson", "ndjson", "json", "xml", "txt" }[random.Next(6)],
            3 => "/api/v1/territoires/" + new[] { "communes", "epci", "departements", "regions", "villes" }[random.Next(5)] + "/" + new[] { "04070", "04", "93", "200067437", Noise(random, 5) }[random.Next(5)],
            4 => "/api/v1/exports/" + new[] { "lieux", "demarches", Noise(random, 4) }[random.Next(3)] + new[] { "-france", "-departement-04", "-commune-04070", Noise(random, 5) }[random.Next(4)] + new[] { ".json", ".csv", ".gz", "-v1.csv", "" }[random.Next(5)],
            5 => "/schemas/" + Noise(random, 8),
            _ => path,
        };
        var query = string.Join('&', Enumerable.Range(0, random.Next(5)).Select(_ => Parameter(random, table)));
        var request = new HttpRequestMessage(random.Next(10) switch { 0 => HttpMethod.Head, 1 => HttpMethod.Options, 2 => HttpMethod.Post, _ => HttpMethod.Get }, $"{path}?{query}");
        if (random.Next(4) == 0)
        {
            request.Headers.TryAddWithoutValidation("Accept", Among(random, Accepts));
        }

        if (random.Next(6) == 0)
        {
            request.Headers.TryAddWithoutValidation("If-None-Match", Among(random, Tags));
        }

        if (random.Next(10) == 0)
        {
            request.Headers.TryAddWithoutValidation("Range", Among(random, Ranges));
        }

        return request;
    }

    private static string Parameter(Random random, ParameterTable table)
    {
        var row = table.Rows[random.Next(table.Rows.Count)];
        var name = random.Next(15) == 0 ? Noise(random, 6) : row.Name;
        var values = row.Values?.Invoke().Take(50).ToList() ?? [];
        var value = random.Next(6) switch
        {
            0 => Noise(random, 12),
            1 when values.Count > 0 => Uri.EscapeDataString(values[random.Next(values.Count)]),
            2 => Uri.EscapeDataString(Mutated(random, row.Example)),
            3 => random.Next(-5, 2000).ToString(CultureInfo.InvariantCulture),
            _ => Uri.EscapeDataString(row.Example),
        };
        return $"{name}={value}";
    }

    private static string Among(Random random, string[] values) => values[random.Next(values.Length)];

    private static string Mutated(Random random, string text)
    {
        var letters = text.ToCharArray();
        letters[random.Next(letters.Length)] = (char)random.Next(32, 400);
        return new string(letters);
    }

    // Any bytes, percent-encoded: some are no UTF-8.
    private static string Noise(Random random, int longest)
    {
        var bytes = new byte[random.Next(1, longest + 1)];
        random.NextBytes(bytes);
        return string.Concat(bytes.Select(one => random.Next(2) == 0 ? ((char)('a' + (one % 26))).ToString() : $"%{one:X2}"));
    }

    private static string Cell(string text)
    {
        const int longest = 300;
        var cell = text.Length > longest ? text[..longest] + "…" : text;
        return $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal).Replace("\r", "", StringComparison.Ordinal).Replace('\n', ' ').Replace('\0', ' ')}\"";
    }
}
