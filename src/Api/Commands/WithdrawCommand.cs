using System.CommandLine;
using Maillage.Importers.Upkeep;
using Maillage.Schema.Vocabulaires;

namespace Maillage.Api.Commands;

/// <summary><c>maillage retirer SOURCE</c>: takes a source away, and what only it told.</summary>
internal static class WithdrawCommand
{
    public static Command Create()
    {
        var source = new Argument<string>("SOURCE") { Description = "Id d'une source importée ; sa déclaration peut ne plus exister." };
        var dryRun = new Option<bool>("--dry-run") { Description = "Dit ce qui changerait, n'écrit rien." };
        var store = new Option<string?>(Settings.Store.Option) { Description = Settings.Store.Description };
        var decisions = RulingsOpener.Option();
        var command = new Command("retirer", "Retire une source : ses fiches, ses exécutions, les lieux qu'elle seule donnait.") { source, dryRun, store, decisions };
        command.SetAction((call, cancellationToken) => RunAsync(
            call.GetValue(source) ?? "", call.GetValue(dryRun), call.GetValue(store), call.GetValue(decisions), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(string source, bool dryRun, string? storeSetting, string? decisions, CancellationToken cancellationToken)
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
                if (!await RulingsOpener.AreThoseOfAsync(store, rulings, cancellationToken))
                {
                    return ExitCode.WrongCall;
                }

                if (await new SourceWithdrawal(store, rulings).WithdrawAsync(source, dryRun, cancellationToken) is { } report)
                {
                    Console.WriteLine($"{source} : retirée{(dryRun ? " (essai : rien n'est écrit)" : " ; désactivez ou supprimez sa déclaration, sans quoi elle revient au prochain import")}.");
                    Terminal.ShowOperations(report);
                    return ExitCode.Fine;
                }

                var known = (await store.SourcesAsync(cancellationToken)).Select(state => state.Card.Id);
                Terminal.Complain($"aucune source « {source} » n'a été importée{(Suggestion.PlusProche(source, known) is { } nearest ? $" ; vouliez-vous dire « {nearest} » ?" : ".")}");
                return ExitCode.WrongCall;
            },
            mustExist: true);
    }
}
