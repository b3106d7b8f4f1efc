using System.CommandLine;
using Maillage.Importers.Upkeep;
using Maillage.Schema.Vocabulaires;
using Maillage.Store;

namespace Maillage.Api.Commands;

/// <summary><c>maillage retirer SOURCE</c>: takes a source away, and what only it told.</summary>
internal static class WithdrawCommand
{
    public static Command Create()
    {
        var source = new Argument<string>("SOURCE") { Description = "Id d'une source importée ; sa déclaration peut ne plus exister." };
        var command = new Command("retirer", "Retire une source : ses fiches, ses exécutions, les lieux qu'elle seule donnait.") { source };
        new UpkeepCommand().Attach(
            command, (call, store, rulings, dryRun, cancellationToken) => RunAsync(store, new SourceWithdrawal(store, rulings), call.GetValue(source) ?? "", dryRun, cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(SqlStore store, SourceWithdrawal withdrawal, string source, bool dryRun, CancellationToken cancellationToken)
    {
        if (await withdrawal.WithdrawAsync(source, dryRun, cancellationToken) is { } report)
        {
            Console.WriteLine($"{source} : retirée{(dryRun ? " (essai : rien n'est écrit)" : " ; désactivez ou supprimez sa déclaration, sans quoi elle revient au prochain import")}.");
            Terminal.ShowOperations(report);
            return ExitCode.Fine;
        }

        var known = (await store.SourcesAsync(cancellationToken)).Select(state => state.Card.Id);
        Terminal.Complain($"aucune source « {source} » n'a été importée{(Suggestion.PlusProche(source, known) is { } nearest ? $" ; vouliez-vous dire « {nearest} » ?" : ".")}");
        return ExitCode.WrongCall;
    }
}
