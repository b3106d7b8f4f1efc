using System.CommandLine;
using Maillage.Importers.Rulings;
using Maillage.Store;

namespace Maillage.Api.Commands;

/// <summary>What the commands that keep a database have in common: its address, what persons decided, a rehearsal.</summary>
internal sealed class UpkeepCommand
{
    private readonly Option<bool> dryRun = new("--dry-run") { Description = "Dit ce qui changerait, n'écrit rien." };
    private readonly Option<string?> decisions = RulingsOpener.Option();

    public Option<string?> Store { get; } = new(Settings.Store.Option) { Description = Settings.Store.Description };

    /// <summary>True unless the command is the one that applies what was decided: it would change other lieux than those that it is called for.</summary>
    public bool RefusesOtherDecisions { get; init; } = true;

    /// <summary>Gives the command its options, and what it does on an existing database; the last parameter tells a rehearsal.</summary>
    public void Attach(Command command, Func<ParseResult, SqlStore, HumanRulings, bool, CancellationToken, Task<int>> act)
    {
        command.Options.Add(dryRun);
        command.Options.Add(Store);
        command.Options.Add(decisions);
        command.SetAction((call, cancellationToken) => RunAsync(call, (store, rulings) => act(call, store, rulings, call.GetValue(dryRun), cancellationToken), cancellationToken));
    }

    private async Task<int> RunAsync(ParseResult call, Func<SqlStore, HumanRulings, Task<int>> act, CancellationToken cancellationToken)
    {
        if (RulingsOpener.Open(call.GetValue(decisions)) is not { } rulings)
        {
            return ExitCode.WrongCall;
        }

        return await StoreOpener.UseAsync(
            call.GetValue(Store),
            async store =>
            {
                await store.MigrateAsync(cancellationToken);
                return !RefusesOtherDecisions || await RulingsOpener.AreThoseOfAsync(store, rulings, cancellationToken) ? await act(store, rulings) : ExitCode.WrongCall;
            },
            mustExist: true);
    }
}
