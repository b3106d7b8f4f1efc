using System.CommandLine;
using Maillage.Importers.Upkeep;

namespace Maillage.Api.Commands;

/// <summary><c>maillage rapprocher</c>: applies the decisions on pairs and the priorities of sources at once.</summary>
internal static class RegroupCommand
{
    public static Command Create()
    {
        var command = new Command("rapprocher", "Applique tout de suite les décisions « meme » et « distinct » et les priorités des sources, sans attendre un import.");
        new UpkeepCommand { RefusesOtherDecisions = false }.Attach(command, (_, store, rulings, dryRun, cancellationToken) => RunAsync(new Regrouping(store, rulings), dryRun, cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(Regrouping regrouping, bool dryRun, CancellationToken cancellationToken)
    {
        var report = await regrouping.RegroupAsync(dryRun, cancellationToken);
        Console.WriteLine(report.Operations.Count == 0 ? "Rien à changer." : $"Lieux rapprochés{(dryRun ? " (essai : rien n'est écrit)" : "")}.");
        Terminal.ShowOperations(report);
        return ExitCode.Fine;
    }
}
