using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Maillage.Schema.Horaires.Ouverture;

namespace Maillage.Bench.Heures;

/// <summary>The independent reader of tests/oracles, in one process.</summary>
internal static class Reader
{
    private const int Batch = 250;

    /// <summary>Each text with the states that the reader finds, a letter an instant; null when it cannot read it.</summary>
    public static async IAsyncEnumerable<(string Text, Schedule? Schedule, string? States)> Ask(
        IReadOnlyList<string> texts, IReadOnlyList<Schedule?> schedules, IReadOnlyList<DateTimeOffset> instants)
    {
        var utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        using var node = Process.Start(new ProcessStartInfo("node", "--max-old-space-size=1024 oracle.mjs")
        {
            WorkingDirectory = Folder(),
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            StandardInputEncoding = utf8,
            StandardOutputEncoding = utf8,
        }) ?? throw new InvalidOperationException("Node n'a pas démarré.");
        var times = instants.Select(instant => instant.ToString("O", CultureInfo.InvariantCulture)).ToList();
        for (var from = 0; from < texts.Count; from += Batch)
        {
            var batch = texts.Skip(from).Take(Batch).ToList();
            await node.StandardInput.WriteLineAsync(Question(from, batch, times));
            await node.StandardInput.FlushAsync();
            var line = await node.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("Node s'est arrêté.");
            using var answer = JsonDocument.Parse(line);
            var states = answer.RootElement.GetProperty("result").EnumerateArray().Select(state => state.GetString()).ToList();
            for (var at = 0; at < batch.Count; at++)
            {
                yield return (batch[at], schedules[from + at], states[at]);
            }
        }

        node.StandardInput.Close();
        await node.WaitForExitAsync();
    }

    private static string Question(int id, IEnumerable<string> texts, IEnumerable<string> times) => new JsonObject
    {
        ["id"] = id,
        ["op"] = "ouvertures",
        ["values"] = new JsonArray([.. texts.Select(text => (JsonNode?)text)]),
        ["instants"] = new JsonArray([.. times.Select(time => (JsonNode?)time)]),
        // Tells the zone of the school holidays.
        ["state"] = "Provence-Alpes-Côte d'Azur",
    }.ToJsonString();

    private static string Folder()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Maillage.slnx")))
            {
                return Path.Combine(folder.FullName, "tests", "oracles");
            }
        }

        throw new DirectoryNotFoundException("tests/oracles");
    }
}
