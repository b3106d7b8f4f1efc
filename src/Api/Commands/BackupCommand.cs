using System.CommandLine;
using Maillage.Store.Sqlite;

namespace Maillage.Api.Commands;

/// <summary><c>maillage sauvegarder FICHIER</c>: copies the whole database into a file, while it is served and imported into.</summary>
internal static class BackupCommand
{
    public static Command Create()
    {
        var file = new Argument<string>("FICHIER") { Description = "Fichier de la sauvegarde ; il ne doit pas exister déjà." };
        var store = new Option<string?>(Settings.Store.Option) { Description = Settings.Store.Description };
        var command = new Command("sauvegarder", "Copie toute la base SQLite dans un fichier, sans rien arrêter.") { file, store };
        command.SetAction((call, cancellationToken) => RunAsync(call.GetValue(file) ?? "", call.GetValue(store), cancellationToken));
        return command;
    }

    private static Task<int> RunAsync(string file, string? storeSetting, CancellationToken cancellationToken) => StoreOpener.UseAsync(storeSetting, async opened =>
    {
        if (opened is not SqliteStore store)
        {
            Terminal.Complain("une base PostgreSQL se sauvegarde avec « pg_dump -Fc » (docs/sauvegarde.md).");
            return ExitCode.WrongCall;
        }

        if (File.Exists(file) || Directory.Exists(file))
        {
            Terminal.Complain($"{file} existe déjà ; donnez un autre nom.");
            return ExitCode.WrongCall;
        }

        var head = await store.HeadAsync(cancellationToken);
        await store.BackupAsync(file, cancellationToken);
        Console.WriteLine($"Base sauvegardée dans {file} (au moins jusqu'à la version {head.Seq}).");
        return ExitCode.Fine;
    });
}
