using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;
using Maillage.Api;
using Maillage.Api.Traces;
using Maillage.Tests.Support;
using Microsoft.Extensions.Logging;

namespace Maillage.Tests.Api;

/// <summary>What a server says of itself to what collects it.</summary>
public sealed class TracesTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_server_tells_its_imports_publications_exports_and_requests_a_json_object_a_line()
    {
        await using var atelier = new Atelier();
        await atelier.ImportAsync(Atelier.Annuaire(Atelier.Record("a"), Atelier.Record("b")));
        var nothing = Directory.CreateDirectory(Path.Combine(atelier.Folder, "aucune-source")).FullName;
        using var server = new Commande(atelier.Folder, atelier.Base.Setting).Start("serve", "--urls", "http://127.0.0.1:0", "--sources", nothing, "--traces", "json");
        List<JsonNode> said = [];
        try
        {
            // Sentences are for persons: they stand apart.
            var ready = await server.StandardError.ReadLineAsync(Cancellation) ?? "";
            using var client = new HttpClient { BaseAddress = new Uri(ready.Split(' ').First(word => word.StartsWith("http", StringComparison.Ordinal))) };
            (await client.GetAsync("/api/v1/lieux?q=mairie", Cancellation)).Dispose();
            (await client.GetAsync("/api/v1/lieux?typ=mairie", Cancellation)).Dispose();
            while (said.Count < 3)
            {
                said.Add(JsonNode.Parse(await server.StandardOutput.ReadLineAsync(Cancellation) ?? "")!);
            }

            // It ends as a service is asked to.
            using var ended = Process.Start("kill", ["-TERM", server.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
            foreach (var line in (await server.StandardOutput.ReadToEndAsync(Cancellation)).Split('\n', StringSplitOptions.RemoveEmptyEntries))
            {
                said.Add(JsonNode.Parse(line)!);
            }
        }
        finally
        {
            server.Kill();
            await server.WaitForExitAsync(Cancellation);
        }

        Assert.All(said, one => Assert.Equal("information", one["niveau"]!.GetValue<string>()));
        var import = Assert.Single(said, one => Is(one, "import"));
        Assert.Equal((atelier.Source.Id, "accepté", 2), (import["source"]!.GetValue<string>(), import["resultat"]!.GetValue<string>(), import["publiees"]!.GetValue<int>()));
        var publication = Assert.Single(said, one => Is(one, "publication"));
        Assert.Equal((2, 2), (publication["version"]!.GetValue<int>(), publication["lieux"]!.GetValue<int>()));
        Assert.Equal(22, Assert.Single(said, one => Is(one, "exports"))["fichiers"]!.GetValue<int>());
        // A minute may have ended in between.
        Assert.Equal([("/api/v1/lieux", 200, 1), ("/api/v1/lieux", 400, 1)], said.Where(one => Is(one, "demandes"))
            .GroupBy(one => (Route: one["route"]!.GetValue<string>(), Status: one["statut"]!.GetValue<int>()))
            .Select(group => (group.Key.Route, group.Key.Status, group.Sum(one => one["nombre"]!.GetValue<int>()))));
        // Neither what was looked for nor who looked for it.
        Assert.DoesNotContain(said, one => one.ToJsonString().Contains("mairie", StringComparison.Ordinal) || one.ToJsonString().Contains("127.0.0.1", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_fault_is_told_once_with_the_number_that_its_reader_was_given()
    {
        await using var atelier = new Atelier();
        await atelier.Store.MigrateAsync(Cancellation);
        using var output = new MemoryStream();
        var broken = Panne.Of(atelier.Store, () => new InvalidOperationException("un secret"), "ChangesAsync");
        string detail;
        await using (var noeud = await Noeud.StartAsync(broken, new ServerOptions { Traces = new TraceFormat { Json = () => output } }))
        {
            using var answer = await noeud.Client.GetAsync("/api/v1/changements", Cancellation);
            detail = JsonNode.Parse(await answer.Content.ReadAsStringAsync(Cancellation))!["detail"]!.GetValue<string>();
        }

        var faults = Encoding.UTF8.GetString(output.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!).Where(one => one["niveau"]!.GetValue<string>() != "information");
        var fault = Assert.Single(faults);
        Assert.True(Is(fault, "erreur"));
        Assert.Contains(fault["numero"]!.GetValue<string>(), detail, StringComparison.Ordinal);
        Assert.Equal(("GET", "/api/v1/changements"), (fault["methode"]!.GetValue<string>(), fault["route"]!.GetValue<string>()));
        Assert.Contains("un secret", fault["exception"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Readers_are_answered_when_nobody_collects_the_traces_any_more()
    {
        await using var atelier = new Atelier();
        await atelier.ImportAsync(Atelier.Annuaire(Atelier.Record("a")));
        // Any write to it fails.
        using var full = new FileStream("/dev/full", FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
        await using var noeud = await Noeud.StartAsync(atelier.Store, new ServerOptions { Traces = new TraceFormat { Json = () => full } });
        Assert.Equal(1, (await noeud.JsonAsync("/api/v1/lieux"))["total"]!.GetValue<int>());
        await atelier.ImportAsync(Atelier.Annuaire(Atelier.Record("a"), Atelier.Record("b")));
        for (var begun = Environment.TickCount64; (await noeud.JsonAsync("/api/v1/lieux"))["total"]!.GetValue<int>() < 2; await Task.Delay(50, Cancellation))
        {
            Assert.True(Environment.TickCount64 - begun < 10_000);
        }

        // Nor is the database said not to answer.
        Assert.Null((await noeud.JsonAsync("/sante/prete"))["base_injoignable_depuis"]);
    }

    [Fact]
    public async Task Who_stops_reading_the_traces_holds_nobody_and_is_told_how_many_were_lost()
    {
        using var output = new Bouchon();
        var traces = new JsonTraces(output, TimeProvider.System);
        var log = traces.CreateLogger("essai");
        // One is being written, ten thousand wait.
        log.Log(LogLevel.Information, default, "première", null, (said, _) => said);
        await output.Begun.WaitAsync(Cancellation);
        for (var rank = 0; rank < 10_003; rank++)
        {
            log.Log(LogLevel.Information, default, "suivante", null, (said, _) => said);
        }

        output.Open();
        traces.Dispose();
        log.Log(LogLevel.Information, default, "trop tard", null, (said, _) => said);
        var said = Encoding.UTF8.GetString(output.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!).ToList();
        Assert.Equal(10_002, said.Count);
        Assert.Equal(3, Assert.Single(said, one => Is(one, "traces-perdues"))["nombre"]!.GetValue<int>());
    }

    /// <summary>A pipe that nobody reads, until it is opened.</summary>
    private sealed class Bouchon : MemoryStream
    {
        private readonly SemaphoreSlim begun = new(0);
        private readonly ManualResetEventSlim opened = new();

        public SemaphoreSlim Begun => begun;

        public void Open() => opened.Set();

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            begun.Release();
            opened.Wait();
            base.Write(buffer);
        }

        protected override void Dispose(bool disposing)
        {
            begun.Dispose();
            opened.Dispose();
            base.Dispose(disposing);
        }
    }

    private static bool Is(JsonNode one, string name) => one["evenement"]!.GetValue<string>() == name;
}
