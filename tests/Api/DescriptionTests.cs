using System.Diagnostics;
using System.Text.Json.Nodes;
using Maillage.Tests.Support;

namespace Maillage.Tests.Api;

/// <summary>What independent tools make of <c>openapi.yaml</c>: a linter, the types of a reuser, a client that nobody wrote.</summary>
public sealed class DescriptionTests
{
    private static readonly string Oracles = Path.Combine(Depot.Racine, "tests", "oracles");
    private static readonly string Description = Path.Combine(Depot.Racine, "openapi.yaml");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public Task Spectral_finds_no_fault_however_slight() => RunAsync("regles", Description);

    [Fact]
    public Task The_types_made_from_it_compile_strictly() => InFolderAsync(folder => RunAsync("types", Description, folder));

    [Fact]
    public async Task A_client_made_from_it_makes_real_calls()
    {
        await ExportsTests.ManifestAsync();
        var said = "";
        await InFolderAsync(async folder => said = await RunAsync("client", Description, folder, Territoire.Current.Client.BaseAddress!.ToString().TrimEnd('/')));
        var called = JsonNode.Parse(said)!;
        Assert.Equal([200, 200, 200, 200, 400, 200], called["statuts"]!.AsArray().Select(status => status!.GetValue<int>()));
        Assert.All(called["autres"]!.AsArray(), status => Assert.Equal(200, status!.GetValue<int>()));
        Assert.Equal(("limite", 3, 2, 1), (called["refus"]!.GetValue<string>(), called["page"]!.GetValue<int>(), called["carte"]!.GetValue<int>(), called["lignes"]!.GetValue<int>()));
    }

    private static async Task InFolderAsync(Func<string, Task> act)
    {
        var folder = Directory.CreateTempSubdirectory("maillage-");
        try
        {
            await act(folder.FullName);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<string> RunAsync(params IEnumerable<string> arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("node", [Path.Combine(Oracles, "description.mjs"), .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true })
            ?? throw new InvalidOperationException("node ne démarre pas.");
        var said = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(Cancellation), process.StandardError.ReadToEndAsync(Cancellation));
        await process.WaitForExitAsync(Cancellation);
        Assert.True(process.ExitCode == 0, string.Concat(said));
        return said[0];
    }
}
