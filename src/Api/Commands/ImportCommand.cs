using System.CommandLine;
using Maillage.Importers;
using Maillage.Importers.Fetch.Http;
using Maillage.Importers.Sources;
using Maillage.Schema.Vocabulaires;
using Maillage.Store;

namespace Maillage.Api.Commands;

/// <summary><c>maillage import [SOURCE…]</c>: reads sources into the store.</summary>
internal static class ImportCommand
{
    public static Command Create()
    {
        var names = new Argument<string[]>("SOURCE") { Description = "Id d'une source, ou chemin d'un fichier YAML ; toutes les sources actives si rien n'est dit.", Arity = ArgumentArity.ZeroOrMore };
        var store = new Option<string?>(Settings.Store.Option) { Description = Settings.Store.Description };
        var folder = new Option<string?>(Settings.Sources.Option) { Description = Settings.Sources.Description };
        var file = new Option<string?>("--fichier") { Description = "Lit ce fichier, ce dossier ou cette archive à la place de ce que la source déclare (une seule source)." };
        var dryRun = new Option<bool>("--dry-run") { Description = "Dit ce qui changerait, n'écrit rien." };
        var acceptDrop = new Option<bool>("--accepter-baisse") { Description = "Accepte un fichier qui retire plus de lieux que le seuil_baisse de la source, dont les identifiants ont tous changé, ou qui n'a plus aucune fiche." };
        var decisions = RulingsOpener.Option();
        var geocoder = new Option<string?>(Settings.Geocoder.Option) { Description = Settings.Geocoder.Description };
        var command = new Command("import", "Importe des sources.") { names, store, folder, file, dryRun, acceptDrop, decisions, geocoder };
        var fetching = new FetcherSettings();
        fetching.AddTo(command);
        command.SetAction((call, cancellationToken) => RunAsync(
            call.GetValue(names) ?? [],
            call.GetValue(store),
            call.GetValue(folder),
            call.GetValue(decisions),
            call.GetValue(geocoder),
            () => fetching.Open(call, call.GetValue(store)),
            new ImportOptions { File = call.GetValue(file), DryRun = call.GetValue(dryRun), AcceptDrop = call.GetValue(acceptDrop) },
            cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(
        string[] names, string? storeSetting, string? folderSetting, string? decisionsSetting, string? geocoderSetting, Func<Fetcher?> openFetcher, ImportOptions options, CancellationToken cancellationToken)
    {
        if (Choose(names, Settings.SourcesFolder(folderSetting)) is not { } chosen)
        {
            return ExitCode.WrongCall;
        }

        if (options.File is not null && chosen.Count != 1)
        {
            Terminal.Complain("« --fichier » demande de nommer une source, et une seule.");
            return ExitCode.WrongCall;
        }

        var rulings = RulingsOpener.Open(decisionsSetting);
        using var geocoder = GeocoderOpener.Open(geocoderSetting);
        using var fetcher = openFetcher();
        if (rulings is null || geocoder is null || fetcher is null)
        {
            return ExitCode.WrongCall;
        }

        return await StoreOpener.UseAsync(
            storeSetting,
            async store =>
            {
                await store.MigrateAsync(cancellationToken);
                return await ImportAllAsync(store, chosen, options with { Geocoder = geocoder.Geocoder, Fetcher = fetcher, Rulings = rulings }, cancellationToken);
            },
            rehearsal: options.DryRun);
    }

    /// <summary>Imports one source after the other; a source that fails does not stop the next.</summary>
    public static async Task<int> ImportAllAsync(
        IStore store, IReadOnlyList<SourceDeclaration> sources, ImportOptions options, CancellationToken cancellationToken)
    {
        var exitCode = ExitCode.Fine;
        var pipeline = new Pipeline(store, TimeProvider.System);
        foreach (var source in sources)
        {
            exitCode = Math.Max(exitCode, await ImportOneAsync(pipeline, source, options, cancellationToken));
        }

        return exitCode;
    }

    private static async Task<int> ImportOneAsync(
        Pipeline pipeline, SourceDeclaration source, ImportOptions options, CancellationToken cancellationToken)
    {
        try
        {
            var report = await Terminal.FollowAsync(
                source.Id, progress => pipeline.ImportAsync(source, options with { Progress = progress }, cancellationToken));
            Terminal.Show(report, options.DryRun);
            return report.Failure is null ? ExitCode.Fine : ExitCode.BadData;
        }
        catch (StoreException unusable)
        {
            Terminal.Complain($"{source.Id} : {(unusable.IsUncertain ? "" : "rien n'a changé. ")}{unusable.Message}");
            return ExitCode.WrongCall;
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            // The last rampart: the transaction is undone, the next source is read, and what happened can be reported.
            Terminal.Complain($"{source.Id} : rien n'a changé. Erreur de Maillage, à signaler : {fault.GetType().Name}, {fault.Message}");
            return ExitCode.BadData;
        }
    }

    private static IReadOnlyList<SourceDeclaration>? Choose(string[] names, string folder)
    {
        var files = names.Where(name => name.EndsWith(".yaml", StringComparison.Ordinal)).ToList();
        var ids = names.Except(files).ToList();
        List<SourceReading> readings = [.. files.Select(SourceReader.ReadFile)];
        if (ids.Count > 0 || names.Length == 0)
        {
            readings.Add(SourceReader.ReadFolder(folder));
        }

        // A source that is named does not wait until another is put right.
        var problems = readings.SelectMany(reading => reading.Problems).ToList();
        Terminal.Complain(readings.SelectMany(reading => reading.Remarks));
        var declared = readings.SelectMany(reading => reading.Declarations).ToList();
        Terminal.Complain(problems);
        var unknown = ids.Where(id => declared.All(source => source.Id != id)).ToList();
        foreach (var id in unknown)
        {
            Terminal.Complain($"aucune source « {id} » dans {folder}{(Suggestion.PlusProche(id, declared.Select(source => source.Id)) is { } nearest ? $" ; vouliez-vous dire « {nearest} » ?" : ".")}");
        }

        var stops = names.Length == 0 ? problems.Count > 0 : problems.Exists(problem => files.Contains(problem.File));
        return stops || unknown.Count > 0 ? null
            : names.Length == 0 ? [.. declared.Where(source => source.Actif)]
            : [.. declared.Where(source => ids.Contains(source.Id) || files.Contains(source.Chemin))];
    }
}
