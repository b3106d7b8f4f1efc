using System.CommandLine;
using Maillage.Api.Schedules;

namespace Maillage.Api.Commands;

/// <summary><c>maillage compacter</c>: keeps, of the old part of the journal, the last entry of each entity.</summary>
internal static class CompactCommand
{
    public static Command Create()
    {
        var days = new Option<string?>(Settings.Journal.Option) { Description = Settings.Journal.Description };
        var store = new Option<string?>(Settings.Store.Option) { Description = Settings.Store.Description };
        var command = new Command("compacter", "Ne garde, de la partie ancienne du journal, que la dernière ligne de chaque lieu. Le serveur le fait chaque jour.") { days, store };
        command.SetAction((call, cancellationToken) => RunAsync(call.GetValue(days), call.GetValue(store), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(string? daysSetting, string? storeSetting, CancellationToken cancellationToken)
    {
        if (Compaction.Days(daysSetting) is not { } days)
        {
            return ExitCode.WrongCall;
        }

        return await StoreOpener.UseAsync(
            storeSetting,
            async store =>
            {
                await store.MigrateAsync(cancellationToken);
                var removed = await Compaction.RunAsync(store, days, TimeProvider.System, cancellationToken);
                var head = await store.HeadAsync(cancellationToken);
                Console.WriteLine($"Journal compacté : {removed} lignes de plus de {days} jours retirées ; il se suit depuis la version {head.Horizon}.");
                return ExitCode.Fine;
            },
            mustExist: true);
    }
}
