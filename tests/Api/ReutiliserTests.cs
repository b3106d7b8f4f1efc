using System.Diagnostics;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Maillage.Tests.Support;

namespace Maillage.Tests.Api;

/// <summary>The examples of docs/reutiliser.md, run as they are written, but for the address.</summary>
public sealed partial class ReutiliserTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static string Here => Territoire.Current.Client.BaseAddress?.ToString().TrimEnd('/') ?? "";

    [Fact]
    public async Task The_script_counts_the_lieux_that_there_are() =>
        Assert.Equal(await TotalAsync(), (await RunAsync("node", ["--input-type=module", "-e", await ExampleAsync("js")])).Trim());

    [Fact]
    public async Task The_script_in_python_too_where_there_is_one()
    {
        if (await HasAsync("python3"))
        {
            Assert.Equal(await TotalAsync(), (await RunAsync("python3", ["-c", await ExampleAsync("python")])).Trim());
            await ExportsTests.ManifestAsync();
            Assert.Equal("401", (await RunAsync("python3", ["-c", await ExampleAsync("python", "changements")])).Trim());
        }
        else
        {
            Console.WriteLine("docs/reutiliser.md : pas de python3 ici, l'exemple n'est pas lancé.");
            Assert.Contains("urlopen", await ExampleAsync("python"), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_program_counts_them_too()
    {
        var folder = Directory.CreateTempSubdirectory("maillage-").FullName;
        try
        {
            await File.WriteAllTextAsync(Path.Combine(folder, "exemple.cs"), await ExampleAsync("csharp"), Cancellation);
            Assert.Equal(await TotalAsync(), (await RunAsync("dotnet", ["run", "exemple.cs"], folder)).Trim());
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task What_was_downloaded_is_what_was_published()
    {
        var folder = Directory.CreateTempSubdirectory("maillage-").FullName;
        try
        {
            await ExportsTests.ManifestAsync();
            var said = await RunAsync("sh", ["-c", await ExampleAsync("sh", "sha256sum")], folder);
            Assert.Equal(4, Regex.Count(said, "^demarches-france-v\\d+-[0-9a-f]{8}\\.[a-z.]+: (OK|Réussi)$", RegexOptions.Multiline));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task The_tools_of_GDAL_open_lists_and_exports()
    {
        var folder = Directory.CreateTempSubdirectory("maillage-").FullName;
        try
        {
            foreach (var line in (await ExampleAsync("sh")).Split('\n', StringSplitOptions.RemoveEmptyEntries))
            {
                var said = await RunAsync("sh", ["-c", line], folder);
                Assert.True(!line.StartsWith("ogrinfo", StringComparison.Ordinal) || said.Contains("Feature Count: 401", StringComparison.Ordinal), said);
            }

            Assert.Equal(await TotalAsync(), (await OgrInfo.Read(Path.Combine(folder, "lieux.gpkg"), Cancellation)).FeatureCount.ToString(System.Globalization.CultureInfo.InvariantCulture));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task The_addresses_of_the_page_with_a_map_answer()
    {
        var page = await ExampleAsync("html");
        foreach (Match address in Fetched().Matches(page))
        {
            using var answer = await Territoire.Current.Client.GetAsync("/api/v1" + address.Groups["path"].Value, Cancellation);
            Assert.True(answer.IsSuccessStatusCode, address.Value);
        }

        Assert.Equal(2, Fetched().Count(page));
    }

    private static async Task<string> TotalAsync() =>
        JsonNode.Parse(await Territoire.Current.Client.GetStringAsync("/api/v1/lieux?types=france_services&limite=1", Cancellation))!["total"]!.ToString();

    // The first in that language that has that word: the page shows the simplest first.
    private static async Task<string> ExampleAsync(string language, string word = "")
    {
        var page = await File.ReadAllTextAsync(Path.Combine(Depot.Racine, "docs", "reutiliser.md"), Cancellation);
        return Block().Matches(page).First(block => block.Groups["language"].Value == language && block.Value.Contains(word, StringComparison.Ordinal)).Groups["text"].Value.Replace("http://localhost:5080", Here, StringComparison.Ordinal);
    }

    private static async Task<bool> HasAsync(string program)
    {
        using var asked = Process.Start(new ProcessStartInfo("sh", ["-c", $"command -v {program}"]) { RedirectStandardOutput = true });
        await (asked?.WaitForExitAsync(Cancellation) ?? Task.CompletedTask);
        return asked?.ExitCode == 0;
    }

    private static async Task<string> RunAsync(string program, IReadOnlyList<string> arguments, string? folder = null)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = folder ?? "" })
            ?? throw new InvalidOperationException($"{program} n'a pas démarré.");
        var error = process.StandardError.ReadToEndAsync(Cancellation);
        var said = await process.StandardOutput.ReadToEndAsync(Cancellation);
        await process.WaitForExitAsync(Cancellation);
        Assert.True(process.ExitCode == 0, said + await error);
        return said;
    }

    [GeneratedRegex("^```(?<language>\\w+)\n(?<text>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex("fetch\\(`\\$\\{api\\}(?<path>[^`]+)`\\)")]
    private static partial Regex Fetched();
}
