using System.CommandLine;
using Maillage.Store;
using Maillage.Store.Sqlite;

namespace Maillage.Api.Commands;

/// <summary><c>maillage restaurer FICHIER</c>: puts a backup in the place of the database; <c>--nouvelle-origine</c>: says that it was done by other means.</summary>
internal static class RestoreCommand
{
    private const string Renews = "ceux qui suivaient le journal des changements repartiront de zéro";

    public static Command Create()
    {
        var file = new Argument<string?>("FICHIER") { Description = "Sauvegarde écrite par « maillage sauvegarder ».", Arity = ArgumentArity.ZeroOrOne };
        var renew = new Option<bool>("--nouvelle-origine") { Description = "Sans FICHIER : la base vient d'être restaurée autrement, par exemple avec pg_restore." };
        var store = new Option<string?>(Settings.Store.Option) { Description = Settings.Store.Description };
        var command = new Command("restaurer", "Met une sauvegarde à la place de la base SQLite, ou dit que la base vient d'être restaurée autrement.") { file, renew, store };
        command.SetAction((call, cancellationToken) => RunAsync(call.GetValue(file), call.GetValue(renew), call.GetValue(store), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(string? file, bool renew, string? storeSetting, CancellationToken cancellationToken)
    {
        if (renew == file is not null)
        {
            Terminal.Complain("donnez le fichier de la sauvegarde, ou « --nouvelle-origine » quand la base vient d'être restaurée autrement.");
            return ExitCode.WrongCall;
        }

        return await StoreOpener.UseAsync(storeSetting, store => file is null ? RenewAsync(store, cancellationToken) : RestoreAsync(store, file, cancellationToken));
    }

    private static async Task<int> RestoreAsync(SqlStore opened, string file, CancellationToken cancellationToken)
    {
        if (opened is not SqliteStore store)
        {
            Terminal.Complain("une base PostgreSQL se restaure avec « pg_restore », puis « ./maillage restaurer --nouvelle-origine » (docs/sauvegarde.md).");
            return ExitCode.WrongCall;
        }

        if (!File.Exists(file))
        {
            Terminal.Complain($"« {file} » n'existe pas.");
            return ExitCode.WrongCall;
        }

        var replaced = await store.RestoreAsync(file, cancellationToken);
        var head = await store.HeadAsync(cancellationToken);
        Console.WriteLine($"Base restaurée à la version {head.Seq} ; {Renews}.{(replaced is null ? "" : $" La base remplacée est gardée : {replaced}.")}");
        return ExitCode.Fine;
    }

    private static async Task<int> RenewAsync(SqlStore store, CancellationToken cancellationToken)
    {
        await store.MigrateAsync(cancellationToken);
        var origin = await store.RenewOriginAsync(cancellationToken);
        Console.WriteLine($"Nouvelle origine : {origin} ; {Renews}.");
        return ExitCode.Fine;
    }
}
