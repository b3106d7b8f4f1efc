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
        var dryRun = new Option<bool>("--dry-run") { Description = "Dit ce qui serait effacé, n'efface rien." };
        var store = new Option<string?>(Settings.Store.Option) { Description = Settings.Store.Description };
        var copies = new Option<string?>(Settings.Copies.Option) { Description = Settings.Copies.Description };
        var decisions = RulingsOpener.Option();
        var command = new Command("effacer", "Efface pour toujours un lieu, un service ou une démarche : journal, fiches des sources, copies téléchargées.") { ids, dryRun, store, copies, decisions };
        command.SetAction((call, cancellationToken) => RunAsync(
            call.GetValue(ids) ?? [], call.GetValue(dryRun), call.GetValue(store), call.GetValue(decisions), FetcherSettings.Folder(call.GetValue(copies), call.GetValue(store)), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(string[] ids, bool dryRun, string? storeSetting, string? decisions, string copies, CancellationToken cancellationToken)
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
                var erased = await new Erasure(store, rulings).EraseAsync([.. ids.Select(id => id.Trim().ToLowerInvariant() is var lower && Guid.TryParse(lower, out _) ? lower : id.Trim())], dryRun, cancellationToken);
                if (!erased.IsDone)
                {
                    Refuse(erased);
                    return ExitCode.BadData;
                }

                if (!dryRun)
                {
                    await store.PurgeAsync(cancellationToken);
                }

                Show(erased, dryRun, dryRun ? [] : Forget(copies, erased.Sources));
                return ExitCode.Fine;
            },
            rehearsal: dryRun);
    }

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

        Terminal.Complain("rien n'a été effacé.");
    }

    private static void Show(ErasureReport erased, bool dryRun, List<string> copies)
    {
        foreach (var one in erased.Ids)
        {
            Console.WriteLine($"{(dryRun ? "Serait effacé" : "Effacé")} : {one.Id}{(one.Nom is null ? " (plus publié)" : $", {one.Nom}")}.");
        }

        foreach (var key in erased.Records.Order(RecordKey.Order))
        {
            Console.WriteLine($"  fiche {key.Id} de {key.Source} : rien n'en {(dryRun ? "serait" : "est")} gardé que cet identifiant, pour ne jamais la republier.");
        }

        Terminal.ShowOperations(erased.Report);
        if (copies.Count > 0)
        {
            Console.WriteLine($"  copies téléchargées supprimées : {string.Join(", ", copies)}.");
        }

        if (!dryRun)
        {
            Console.WriteLine("  Restent à votre main : les sauvegardes de la base, les fichiers locaux des sources, et ceux qui ont repris les données (le journal leur dit l'effacement).");
        }
    }

    private static List<string> Forget(string folder, IReadOnlyList<string> sources)
    {
        List<string> forgotten = [];
        foreach (var source in sources)
        {
            try
            {
                if (Fetcher.ForgetCopies(folder, source))
                {
                    forgotten.Add(source);
                }
            }
            catch (Exception held) when (held is IOException or UnauthorizedAccessException)
            {
                Terminal.Complain($"les copies de {source}, dans {Path.Combine(folder, source)}, ne peuvent pas être supprimées : faites-le à la main.");
            }
        }

        return forgotten;
    }
}
