using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Maillage.Tests.Support;

// One Node process serves every test class: starting it costs half a second, and it holds nothing from one question to the next.
// An assembly fixture rather than a collection fixture, which would make the classes that share it run one after the other.
[assembly: AssemblyFixture(typeof(Oracle))]

namespace Maillage.Tests.Support;

/// <summary>
/// The independent validators of tests/oracles: <c>await Oracle.Current.GeoJson(text)</c>. Thread-safe.
/// </summary>
internal sealed class Oracle : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly ConcurrentDictionary<int, TaskCompletionSource<JsonElement>> waiting = new();
    private readonly StringBuilder complaints = new();
    private readonly SemaphoreSlim writing = new(1, 1);
    private readonly Lazy<Process> node;
    private int lastId;

    public Oracle() => node = new Lazy<Process>(Start);

    /// <summary>
    /// The one of this run. A constructor argument would show this internal type on the public test classes that xunit wants.
    /// </summary>
    public static Oracle Current =>
        (Oracle?)TestContext.Current.GetFixture(typeof(Oracle)).AsTask().Result ?? throw new InvalidOperationException("Hors d'un test xunit.");

    /// <summary>The instances that a JSON Schema 2020-12 refuses, formats checked and Ajv's strict mode on.</summary>
    /// <param name="schema">The schema; one that is itself wrong is an <see cref="OracleException"/>.</param>
    /// <param name="instances">What it must accept.</param>
    /// <param name="keywords">Annotation keywords to let through; strict mode refuses any other unknown one.</param>
    public Task<IReadOnlyList<RefusedInstance>> JsonSchema(
        JsonNode schema, IEnumerable<JsonNode?> instances, IEnumerable<string>? keywords = null) =>
        Ask<IReadOnlyList<RefusedInstance>>("jsonschema", new()
        {
            ["schema"] = schema.DeepClone(),
            ["instances"] = List(instances.Select(instance => instance?.DeepClone())),
            ["keywords"] = Strings(keywords ?? []),
        });

    /// <summary>The errors of a CSV text against a Frictionless Table Schema: header, types, constraints, primary key.</summary>
    /// <param name="schema">The Table Schema.</param>
    /// <param name="csv">The text, header included.</param>
    /// <param name="anchored">Whether a pattern must match the whole cell, whatever the schema forgot.</param>
    /// <param name="delimiter">What stands between two cells.</param>
    public Task<IReadOnlyList<TableError>> TableSchema(JsonNode schema, string csv, bool anchored = true, char delimiter = ',') =>
        Ask<IReadOnlyList<TableError>>("tableschema", new()
        {
            ["schema"] = schema.DeepClone(),
            ["csv"] = csv,
            ["anchored"] = anchored,
            ["delimiter"] = delimiter.ToString(),
        });

    /// <summary>When OSM opening hours are open in France between two local instants, as opening_hours.js reads them.</summary>
    /// <remarks>Without the name of its region, which tells the school holidays, hours that name them are not valid.</remarks>
    public async Task<OpeningHours> OpeningHours(
        string value, double latitude, double longitude, DateTime from, DateTime to, string timeZone = "Europe/Paris", string? region = null)
    {
        var answer = await Ask<OpeningHoursAnswer>("opening_hours", new()
        {
            ["value"] = value,
            ["lat"] = latitude,
            ["lon"] = longitude,
            ["from"] = Local(from),
            ["to"] = Local(to),
            ["timeZone"] = timeZone,
            ["state"] = region,
        });
        return Hours(answer);
    }

    /// <summary>The same for many values, in the Alpes-de-Haute-Provence, in their order.</summary>
    public async Task<IReadOnlyList<OpeningHours>> OpeningHours(IEnumerable<string> values, DateTime from, DateTime to)
    {
        var answers = await Ask<IReadOnlyList<OpeningHoursAnswer>>("opening_hours", new()
        {
            ["values"] = Strings(values),
            ["from"] = Local(from),
            ["to"] = Local(to),
            ["state"] = "Provence-Alpes-Côte d'Azur",
        });
        return [.. answers.Select(Hours)];
    }

    /// <summary>Which of many values opening_hours.js can read, in their order.</summary>
    public Task<IReadOnlyList<OpeningHoursValidity>> OpeningHoursValidity(IEnumerable<string> values, string? region = null) =>
        Ask<IReadOnlyList<OpeningHoursValidity>>("opening_hours", new() { ["values"] = Strings(values), ["state"] = region });

    /// <summary>The states of many hours at many instants, as opening_hours.js reads them: a letter an instant, o(pen), c(losed), u(nknown) or x (it gives up); null for hours that it does not read.</summary>
    /// <param name="values">The hours.</param>
    /// <param name="instants">The instants.</param>
    /// <param name="region">Name of the region or collectivité, which tells the holidays.</param>
    /// <param name="timeZone">The zone of the clock on the wall.</param>
    public Task<IReadOnlyList<string?>> Ouvertures(
        IEnumerable<string> values, IEnumerable<DateTimeOffset> instants, string region = HorairesLus.Region, string timeZone = "Europe/Paris") =>
        Ask<IReadOnlyList<string?>>("ouvertures", new()
        {
            ["values"] = Strings(values),
            ["instants"] = Strings(instants.Select(instant => instant.ToString("O", CultureInfo.InvariantCulture))),
            ["state"] = region,
            ["timeZone"] = timeZone,
        });

    /// <summary>What check-geojson finds wrong in a text.</summary>
    public Task<IReadOnlyList<GeoJsonIssue>> GeoJson(string text) =>
        Ask<IReadOnlyList<GeoJsonIssue>>("geojson", new() { ["text"] = text });

    /// <summary>What tests/oracles/valeurs.mjs makes of cells of one kind, in their order.</summary>
    /// <param name="kind"><c>telephone</c>, <c>siret</c>, <c>insee</c> or <c>code_postal</c>.</param>
    /// <param name="cells">The text as the source gives it, and for a phone the INSEE code of the commune where it rings.</param>
    public Task<IReadOnlyList<JudgedValue>> Values(string kind, IEnumerable<(string? Raw, string? Insee)> cells) =>
        Ask<IReadOnlyList<JudgedValue>>("valeurs", new()
        {
            ["kind"] = kind,
            ["cells"] = List(cells.Select(cell => new JsonObject { ["raw"] = cell.Raw, ["insee"] = cell.Insee })),
        });

    /// <summary>The records of a partner that carry a name and a locatable address, as tests/oracles/partenaires.mjs reads them.</summary>
    /// <param name="corpus">The corpus.</param>
    /// <param name="cog">The folder of the official list of communes.</param>
    /// <param name="dossier">Folder of the partner.</param>
    public Task<LocatableRecords> Localisables(string corpus, string cog, string dossier) =>
        Ask<LocatableRecords>("localisables", new() { ["corpus"] = corpus, ["cog"] = cog, ["dossier"] = dossier });

    /// <summary>Asks an operation by name: what the typed methods send, for a test of the protocol itself.</summary>
    internal async Task<T> Ask<T>(string operation, JsonObject request)
    {
        var id = Interlocked.Increment(ref lastId);
        request["id"] = id;
        request["op"] = operation;
        var reply = waiting[id] = new(TaskCreationOptions.RunContinuationsAsynchronously);
        try
        {
            await Send(request.ToJsonString());
            var answer = await reply.Task.WaitAsync(Patience);
            return answer.GetProperty("ok").GetBoolean()
                ? answer.GetProperty("result").Deserialize<T>(JsonSerializerOptions.Web)
                    ?? throw new OracleException($"L'oracle « {operation} » a répondu null.")
                : throw new OracleException($"L'oracle « {operation} » n'a pas pu répondre : {answer.GetProperty("error").GetString()}");
        }
        catch (Exception failure) when (failure is TimeoutException or IOException)
        {
            throw new OracleException($"L'oracle « {operation} » n'a pas répondu en {Patience.TotalSeconds} s. {Complaints()}", failure);
        }
        finally
        {
            waiting.TryRemove(id, out _);
        }
    }

    public async ValueTask DisposeAsync()
    {
        writing.Dispose();
        if (!node.IsValueCreated)
        {
            return;
        }

        using var process = node.Value;
        process.StandardInput.Close();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(5));
        try
        {
            await process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
        }
    }

    private static JsonArray List(IEnumerable<JsonNode?> values) => [.. values];

    private static JsonArray Strings(IEnumerable<string> values) => List(values.Select(value => (JsonNode?)value));

    private static string Local(DateTime instant) => instant.ToString("s", CultureInfo.InvariantCulture);

    private static OpeningHours Hours(OpeningHoursAnswer answer) => new()
    {
        Valid = answer.Valid,
        Error = answer.Error,
        Intervals = [.. answer.Intervals.Select(Interval)],
        Warnings = answer.Warnings,
    };

    private static OpeningInterval Interval(JsonElement parts) => new()
    {
        From = DateTime.Parse(parts[0].ToString(), CultureInfo.InvariantCulture),
        To = DateTime.Parse(parts[1].ToString(), CultureInfo.InvariantCulture),
        Unknown = parts[2].GetBoolean(),
        Comment = parts[3].GetString(),
    };

    private Process Start()
    {
        var utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        var process = Process.Start(new ProcessStartInfo("node", "oracle.mjs")
        {
            WorkingDirectory = Path.Combine(Depot.Racine, "tests", "oracles"),
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = utf8,
            StandardOutputEncoding = utf8,
            StandardErrorEncoding = utf8,
        }) ?? throw new OracleException("Node n'a pas démarré.");
        process.ErrorDataReceived += (_, line) =>
        {
            lock (complaints)
            {
                complaints.AppendLine(line.Data);
            }
        };
        process.BeginErrorReadLine();
        _ = Listen(process.StandardOutput);
        return process;
    }

    private async Task Send(string line)
    {
        await writing.WaitAsync();
        try
        {
            var input = node.Value.StandardInput;
            await input.WriteLineAsync(line);
            await input.FlushAsync();
        }
        finally
        {
            writing.Release();
        }
    }

    private async Task Listen(StreamReader output)
    {
        while (await output.ReadLineAsync() is { } line)
        {
            using var answer = JsonDocument.Parse(line);
            if (answer.RootElement.GetProperty("id").TryGetInt32(out var id) && waiting.TryRemove(id, out var reply))
            {
                reply.SetResult(answer.RootElement.Clone());
            }
        }

        foreach (var reply in waiting.Values)
        {
            reply.TrySetException(new OracleException($"L'oracle s'est arrêté. {Complaints()}"));
        }
    }

    private string Complaints()
    {
        lock (complaints)
        {
            return complaints.ToString();
        }
    }

    private sealed record OpeningHoursAnswer
    {
        public required bool Valid { get; init; }
        public string? Error { get; init; }
        public IReadOnlyList<JsonElement> Intervals { get; init; } = [];
        public IReadOnlyList<string> Warnings { get; init; } = [];
    }
}
