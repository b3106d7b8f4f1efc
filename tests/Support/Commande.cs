using System.Diagnostics;

namespace Maillage.Tests.Support;

/// <summary>How a command ended.</summary>
/// <param name="Code">Its exit code.</param>
/// <param name="Output">What it printed.</param>
/// <param name="Complaint">What it complained of.</param>
internal sealed record Fin(int Code, string Output, string Complaint);

/// <summary>The command as its users run it: processes of its own, in a folder of a test's.</summary>
/// <param name="folder">Where it is run.</param>
/// <param name="store">The database, as MAILLAGE_STORE names it; null: the one that the command makes there.</param>
internal sealed class Commande(string folder, string? store = null)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>A process that begins; killed by the test, or waited for.</summary>
    public Process Start(params IReadOnlyList<string> arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Maillage.Api.dll"), .. arguments])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["MAILLAGE_RACINE"] = Depot.Racine },
        };
        if (store is not null)
        {
            start.Environment["MAILLAGE_STORE"] = store;
        }

        return Process.Start(start) ?? throw new InvalidOperationException("dotnet ne démarre pas.");
    }

    public async Task<Fin> RunAsync(params IReadOnlyList<string> arguments)
    {
        using var process = Start(arguments);
        return await EndAsync(process);
    }

    /// <summary>Waits for the end of a process, and reads all that it says.</summary>
    public static async Task<Fin> EndAsync(Process process)
    {
        var output = process.StandardOutput.ReadToEndAsync(Cancellation);
        var complaint = process.StandardError.ReadToEndAsync(Cancellation);
        await process.WaitForExitAsync(Cancellation);
        return new Fin(process.ExitCode, await output, await complaint);
    }
}
