using System.CommandLine;
using Maillage.Importers.Upkeep;

namespace Maillage.Api.Commands;

/// <summary><c>maillage rapprocher</c>: applies the decisions on pairs and the priorities of sources at once.</summary>
internal static class RegroupCommand
{
    public static Command Create()
    {
        var dryRun = new Option<bool>("--dry-run") { Description = "Dit ce qui changerait, n'écrit rien." };
        var store = new Option<string?>(Settings.Store.Option) { Description = Settings.Store.Description };
        var decisions = RulingsOpener.Option();
        var command = new Command("rapprocher", "Applique tout de suite les décisions « meme » et « distinct » et les priorités des sources, sans attendre un import.") { dryRun, store, decisions };
        command.SetAction((call, cancellationToken) => RunAsync(call.GetValue(dryRun), call.GetValue(store), call.GetValue(decisions), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(bool dryRun, string? storeSetting, string? decisions, CancellationToken cancellationToken)
    {
        if (RulingsOpener.Open(decisions) is not { } rulings)
        {
            return ExitCode.WrongCall;
        }

        return await StoreOpener.UseAsync(
            storeSetting,
            async store =>
            {
                await store.MigrateAsync(cancellationToken);
                var report = await new Regrouping(store, rulings).RegroupAsync(dryRun, cancellationToken);
                Console.WriteLine(report.Operations.Count == 0 ? "Rien à changer." : $"Lieux rapprochés{(dryRun ? " (essai : rien n'est écrit)" : "")}.");
                Terminal.ShowOperations(report);
                return ExitCode.Fine;
            },
            mustExist: true);
    }
}
