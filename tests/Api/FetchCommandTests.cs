using System.Diagnostics;
using System.Globalization;
using Maillage.Tests.Support;
using static Maillage.Tests.Support.Atelier;

namespace Maillage.Tests.Api;

/// <summary>The command downloads, is killed, begins again.</summary>
public sealed class FetchCommandTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("maillage-").FullName;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Killed_in_the_middle_of_a_download_it_goes_on_where_it_was()
    {
        await using var server = await FauxServeur.StartAsync(Annuaire(Enumerable.Range(0, 20).Select(rank => Record($"r{rank}"))));
        WriteSource(server);
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        server.WaitsAt(2_000, begun, Task.Delay(Timeout.Infinite, Cancellation));
        using (var process = Start("import", "essai.yaml"))
        {
            await begun.Task.WaitAsync(Cancellation);
            await UntilAsync(() => new FileInfo(Path.Combine(folder, "copies", "essai", "telechargement.partiel")) is { Exists: true, Length: 2_000 });
            process.Kill();
            await process.WaitForExitAsync(Cancellation);
        }

        var (code, said, complaint) = await RunAsync("import", "essai.yaml");

        Assert.True(code == 0, complaint);
        Assert.Contains("20 fiches lues = 20 publiées", said, StringComparison.Ordinal);
        Assert.Equal("bytes=2000-", server.Requests.Last().Headers["Range"]);
        Assert.Contains("reçus", said, StringComparison.Ordinal);
        Assert.Contains("téléchargement, ", complaint, StringComparison.Ordinal);
        Assert.StartsWith("Maillage/", server.Requests.Last().Headers["User-Agent"], StringComparison.Ordinal);
        var (_, again, _) = await RunAsync("import", "essai.yaml");
        Assert.Contains("téléchargement : inchangé (304)", again, StringComparison.Ordinal);
        Assert.Contains("rien à changer", again, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_import_leaves_the_processors_to_servers_and_killed_in_the_middle_it_imports_the_whole_the_next_time()
    {
        await using var server = await FauxServeur.StartAsync(Annuaire(Enumerable.Range(0, 40_000).Select(rank => Record($"n{rank}"))));
        WriteSource(server);
        using (var process = Start("import", "essai.yaml"))
        {
            // Ten thousand records are written, none is published yet.
            var line = "";
            while (!line.Contains("fiches lues", StringComparison.Ordinal))
            {
                line = await process.StandardError.ReadLineAsync(Cancellation) ?? throw new InvalidOperationException("fini trop tôt");
            }

            var workers = NiceOfWorkers(process);
            process.Kill();
            await process.WaitForExitAsync(Cancellation);
            Assert.NotEmpty(workers);
            Assert.All(workers, nice => Assert.Equal(10, nice));
        }

        var (code, said, complaint) = await RunAsync("import", "essai.yaml");

        Assert.True(code == 0, complaint);
        Assert.Contains("inchangé (304)", said, StringComparison.Ordinal);
        Assert.Contains("40 000 créations", said.Replace('\u202F', ' ').Replace('\u00A0', ' '), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_download_that_fails_exits_with_1_and_a_sentence()
    {
        await using var server = await FauxServeur.StartAsync(Annuaire(Record("a")));
        WriteSource(server);
        server.Answers(404);
        var (code, _, complaint) = await RunAsync("import", "essai.yaml");

        Assert.Equal(1, code);
        Assert.Contains($"rien n'a changé. {server.Address} : Le serveur de la source n'a pas donné le fichier (« il répond 404 »)", complaint, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_imports_what_is_due_and_says_nothing_to_anyone_else()
    {
        await using var due = await FauxServeur.StartAsync(Annuaire(Record("a")));
        await using var asleep = await FauxServeur.StartAsync(Annuaire(Record("b")));
        WriteSource(due, "planification: chaque jour à 05:30\n");
        File.Move(Path.Combine(folder, "essai.yaml"), Path.Combine(Directory.CreateDirectory(Path.Combine(folder, "sources")).FullName, "due.yaml"));
        WriteSource(asleep, "actif: non\nplanification: toutes les heures\n");
        File.Move(Path.Combine(folder, "essai.yaml"), Path.Combine(folder, "sources", "endormie.yaml"));
        await File.WriteAllTextAsync(Path.Combine(folder, "sources", "endormie.yaml"), (await File.ReadAllTextAsync(Path.Combine(folder, "sources", "endormie.yaml"), Cancellation)).Replace("id: essai", "id: endormie", StringComparison.Ordinal), Cancellation);
        using var server = Start("serve", "--urls", "http://127.0.0.1:0", "--sources", "sources");
        try
        {
            var said = "";
            while (!said.Contains("1 fiches lues = 1 publiées", StringComparison.Ordinal))
            {
                said += await server.StandardOutput.ReadLineAsync(Cancellation) ?? throw new InvalidOperationException(said);
            }

            Assert.Single(due.Requests);
            Assert.Empty(asleep.Requests);
        }
        finally
        {
            server.Kill();
            await server.WaitForExitAsync(Cancellation);
        }
    }

    [Theory]
    [InlineData("--contact", "moi")]
    [InlineData("--copies", "essai.yaml")]
    public async Task A_wrong_setting_exits_with_2(string option, string value)
    {
        await using var server = await FauxServeur.StartAsync(Annuaire(Record("a")));
        WriteSource(server);
        var (code, _, complaint) = await RunAsync("import", "essai.yaml", option, value);

        Assert.Equal(2, code);
        Assert.Contains(option, complaint, StringComparison.Ordinal);
        Assert.Empty(server.Requests);
    }

    private static async Task UntilAsync(Func<bool> holds)
    {
        while (!holds())
        {
            await Task.Delay(20, Cancellation);
        }
    }

    private void WriteSource(FauxServeur server, string others = "") => File.WriteAllText(
        Path.Combine(folder, "essai.yaml"),
        $"id: essai\nnom: Essai\nproducteur: Nous\nattribution: Nous\nlicence: etalab-2.0\nformat: annuaire-v4\ntelechargement: {server.Address}\n{others}");

    private async Task<(int Code, string Output, string Complaint)> RunAsync(params string[] arguments)
    {
        using var process = Start(arguments);
        var output = process.StandardOutput.ReadToEndAsync(Cancellation);
        var complaint = process.StandardError.ReadToEndAsync(Cancellation);
        await process.WaitForExitAsync(Cancellation);
        return (process.ExitCode, await output, await complaint);
    }

    // As Linux tells it: the 19th field, the second of which is a name that may hold anything.
    private static List<int> NiceOfWorkers(Process process) => [.. Directory.EnumerateDirectories($"/proc/{process.Id}/task")
        .Select(thread => File.ReadAllText(Path.Combine(thread, "stat")))
        .Where(stat => stat.Contains("(.NET TP Worker)", StringComparison.Ordinal))
        .Select(stat => int.Parse(stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[16], CultureInfo.InvariantCulture))];

    private Process Start(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["MAILLAGE_RACINE"] = Depot.Racine },
        };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "Maillage.Api.dll"));
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        return Process.Start(start) ?? throw new InvalidOperationException("dotnet ne démarre pas.");
    }
}
