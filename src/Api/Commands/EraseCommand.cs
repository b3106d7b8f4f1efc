using System.CommandLine;
using Maillage.Importers.Fetch.Http;
using Maillage.Importers.Upkeep;
using Maillage.Store;

namespace Maillage.Api.Commands;

/// <summary><c>maillage effacer ID…</c>: leaves nothing of what was published of a lieu, a service or a démarche, nor of what its sources said.</summary>
internal static class EraseCommand
{
    public static Command Create()
    {
        var ids = new Argument<string[]>("ID") { Description = "Identifiant d'un lieu, d'un service ou d'une démarche.", Arity = ArgumentArity.OneOrMore };
        var copies = new Option<string?>(Settings.Copies.Option) { Description = Settings.Copies.Description };
        var command = new Command("effacer", "Efface pour toujours un lieu, un service ou une démarche : journal, fiches des sources, copies téléchargées.") { ids, copies };
        var upkeep = new UpkeepCommand();
        upkeep.Attach(command, (call, store, rulings, dryRun, cancellationToken) => EraseAsync(
            store, new Erasure(store, rulings), [.. (call.GetValue(ids) ?? []).Select(Written)], dryRun, FetcherSettings.Folder(call.GetValue(copies), call.GetValue(upkeep.Store)), cancellationToken));
        return command;
    }

    private static async Task<int> EraseAsync(SqlStore store, Erasure erasure, string[] ids, bool dryRun, string copies, CancellationToken cancellationToken)
    {
        var erased = await erasure.EraseAsync(ids, dryRun, cancellationToken);
        if (erased.Ids.All(id => id.Outcome == ErasureOutcome.AlreadyErased))
        {
            Refuse(erased);
            return await PurgeAsync(store, cancellationToken);
        }

        if (!erased.IsDone)
        {
            Refuse(erased);
            Terminal.Complain("rien n'a été effacé.");
            return ExitCode.WrongCall;
        }

        Show(erased, dryRun);
        if (dryRun)
        {
            return ExitCode.Fine;
        }

        Forget(copies, erased.Sources);
        Console.WriteLine("  Les exports d'avant sont oubliés dès que le serveur voit l'effacement. Restent à votre main : les sauvegardes de la base, les fichiers locaux des sources, les copies des autres machines, et ceux qui ont repris les données (le journal leur dit l'effacement).");
        return await PurgeAsync(store, cancellationToken);
    }

    // It is erased by then, whatever becomes of the file: to say otherwise would be false.
    private static async Task<int> PurgeAsync(SqlStore store, CancellationToken cancellationToken)
    {
        try
        {
            await store.PurgeAsync(cancellationToken);
            return ExitCode.Fine;
        }
        catch (StoreException unwritable)
        {
            Terminal.Complain($"c'est effacé, mais le fichier de la base n'a pas pu être réécrit : il en garde des traces que seul un outil lirait. Relancez la même commande. ({unwritable.Message})");
            return ExitCode.BadData;
        }
    }

    private static string Written(string id) => Guid.TryParse(id, out var uuid) ? uuid.ToString() : id.Trim();

    private static void Refuse(ErasureReport erased)
    {
        foreach (var one in erased.Ids)
        {
            var why = one.Outcome switch
            {
                ErasureOutcome.AlreadyErased => "est déjà effacé.",
                ErasureOutcome.MergedInto => $"ne désigne plus rien : le lieu est aujourd'hui {one.RemplacePar} ; c'est lui qu'il faut effacer.",
                ErasureOutcome.Unknown => "n'a jamais été publié par cette base.",
                _ => null,
            };
            if (why is not null)
            {
                Terminal.Complain($"{one.Id} {why}");
            }
        }

    }

    private static void Show(ErasureReport erased, bool dryRun)
    {
        foreach (var one in erased.Ids)
        {
            Console.WriteLine($"{(dryRun ? "Serait effacé" : "Effacé")} : {one.Id}{(one.Nom is null ? " (plus publié)" : $", {one.Nom}")}.");
        }

        foreach (var key in erased.Records.Order(RecordKey.Order))
        {
            Console.WriteLine($"  fiche {key.Id} de {key.Source} : rien n'en {(dryRun ? "serait" : "est")} gardé que l'empreinte de cet identifiant, pour ne jamais la republier.");
        }

        foreach (var service in erased.Services)
        {
            Console.WriteLine($"  le service {service.Id}, {service.Nom}, {(dryRun ? "resterait" : "reste")} publié, sans lieu : effacez-le aussi s'il le faut.");
        }

        Terminal.ShowOperations(erased.Report);
    }

    private static void Forget(string folder, IReadOnlyList<string> sources)
    {
        foreach (var source in sources)
        {
            try
            {
                Console.WriteLine(Fetcher.ForgetCopies(folder, source) ? $"  copies téléchargées de {source} : supprimées." : $"  copies téléchargées de {source} : aucune sous {folder}.");
            }
            catch (Exception held) when (held is IOException or UnauthorizedAccessException)
            {
                Terminal.Complain($"les copies de {source}, dans {Path.Combine(folder, source)}, ne peuvent pas être supprimées : faites-le à la main.");
            }
        }
    }
}
