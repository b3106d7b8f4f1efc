using System.CommandLine;
using System.Text;
using System.Text.Json;
using Maillage.Api.Attributions;
using Maillage.Api.Exports;
using Maillage.Api.Feed;
using Maillage.Api.Sources;
using Maillage.Catalogue;
using Maillage.Schema.Publication;
using Maillage.Schema.Vocabulaires;
using Maillage.Store;

namespace Maillage.Api.Commands;

/// <summary><c>maillage export --out DOSSIER</c>: the files that the service offers, written without it: to be put on any web server, or sent to an open-data portal.</summary>
internal static class ExportCommand
{
    // Imports that end while the journal is read: once more is enough, but for a source that changes without end.
    private const int MostReadings = 5;

    public static Command Create()
    {
        var folder = new Option<string>("--out") { Description = "Dossier où écrire ; il est créé au besoin, et ce qui y porte les mêmes noms est remplacé. Un dossier par territoire.", Required = true };
        var territory = new Option<string?>("--territoire") { Description = "france (par défaut), ou region-93, departement-04, epci-200067437, commune-04070." };
        var formats = new Option<string?>("--format") { Description = $"Formats, séparés par des virgules, parmi {string.Join(", ", ExportFormat.All.Select(format => format.Extension))} ; tous, si rien n'est dit." };
        var store = new Option<string?>(Settings.Store.Option) { Description = Settings.Store.Description };
        var command = new Command("export", "Écrit dans un dossier les fichiers de ce qui est publié : chaque jeu de données dans chaque format, leur liste, leurs schémas et les mentions à afficher.") { folder, territory, formats, store };
        command.SetAction((call, cancellationToken) => RunAsync(
            call.GetValue(folder) ?? "", call.GetValue(territory) ?? ExportTerritory.France.ToString(), call.GetValue(formats), call.GetValue(store), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(string folder, string territoryName, string? formatNames, string? storeSetting, CancellationToken cancellationToken)
    {
        if (ExportTerritory.Parse(territoryName) is not { } territory)
        {
            Terminal.Complain($"« --territoire {territoryName} » : écrivez france, ou par exemple departement-04, region-93, epci-200067437, commune-04070, avec le code d'un territoire d'aujourd'hui.");
            return ExitCode.WrongCall;
        }

        if (Formats(formatNames) is not { } formats)
        {
            return ExitCode.WrongCall;
        }

        if (folder.Trim().Length == 0 || folder.Contains('\0', StringComparison.Ordinal) || File.Exists(folder))
        {
            Terminal.Complain($"« --out {folder} » : ce n'est pas un dossier.");
            return ExitCode.WrongCall;
        }

        return await StoreOpener.UseAsync(storeSetting, store => WriteAsync(store, folder, territory, formats, TimeProvider.System, cancellationToken), mustExist: true);
    }

    private static async Task<int> WriteAsync(SqlStore store, string folder, ExportTerritory territory, IReadOnlyList<ExportFormat> formats, TimeProvider clock, CancellationToken cancellationToken)
    {
        await store.MigrateAsync(cancellationToken);
        var (snapshot, known) = await ReadAsync(store, cancellationToken);
        if (snapshot.Version == 0)
        {
            // Whoever puts these files online every night would put nothing in the place of everything.
            Terminal.Complain("la base n'a encore rien publié : rien n'est écrit. « import » y met des données.");
            return ExitCode.BadData;
        }

        var apart = Path.Combine(folder, $"{Guid.NewGuid():N}{ExportFile.UnderWay}");
        try
        {
            if (TerritoryOf(folder) is { } other && other != territory.ToString())
            {
                Terminal.Complain($"« --out {folder} » : ce dossier tient déjà les fichiers de « {other} », que {ExportFile.Manifest} ne nommerait plus ; choisissez un dossier par territoire.");
                return ExitCode.WrongCall;
            }

            // Apart, until all of it is there: what is served meanwhile is of one version.
            Directory.CreateDirectory(apart);
            WriteAll(apart, snapshot, territory, known, formats, clock, cancellationToken);
            Place(apart, folder);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            Terminal.Complain($"on ne peut pas écrire dans {folder} (droits, place sur le disque : il y faut de quoi garder les fichiers d'avant et les nouveaux) ; ce qui y était déjà y est encore.");
            return ExitCode.WrongCall;
        }
        finally
        {
            if (Directory.Exists(apart))
            {
                Directory.Delete(apart, recursive: true);
            }
        }

        Console.WriteLine($"Version {snapshot.VersionText}, dans {folder} : {ExportFile.Manifest} liste les fichiers.");
        return ExitCode.Fine;
    }

    // What must be shown beside the lieux is read apart from them: a source imported in between would be missing from one of them.
    private static async Task<(Snapshot Snapshot, KnownSources Known)> ReadAsync(SqlStore store, CancellationToken cancellationToken)
    {
        for (var reading = 1; ; reading++)
        {
            var head = await store.HeadAsync(cancellationToken);
            var known = new KnownSources(head.Origin, await store.SourcesAsync(cancellationToken));
            var (snapshot, _) = await SnapshotReader.ReadAsync(store, Snapshot.EmptyOf(head.Origin), head, known.Served, cancellationToken);
            if (reading == MostReadings || (await store.HeadAsync(cancellationToken)).Run == known.Run)
            {
                return (snapshot, known);
            }
        }
    }

    // The territory of the files that a folder already lists; null when it lists none.
    private static string? TerritoryOf(string folder)
    {
        var path = Path.Combine(folder, ExportFile.Manifest);
        if (!File.Exists(path))
        {
            return null;
        }

        try
        {
            using var file = File.OpenRead(path);
            return JsonSerializer.Deserialize(file, ApiJson.Default.ListeExports)?.Donnees.Select(one => one.Territoire).FirstOrDefault();
        }
        catch (JsonException)
        {
            // Whatever it is, it lists no files of ours.
            return null;
        }
    }

    private static void WriteAll(
        string folder, Snapshot snapshot, ExportTerritory territory, KnownSources known, IReadOnlyList<ExportFormat> formats, TimeProvider clock, CancellationToken cancellationToken)
    {
        List<ExportPublie> files = [];
        foreach (var dataset in ExportedDataset.All.Where(dataset => dataset.HasTerritories || territory == ExportTerritory.France))
        {
            foreach (var format in dataset.Formats.Intersect(formats))
            {
                cancellationToken.ThrowIfCancellationRequested();
                var file = ExportFile.Write(snapshot, dataset, new ExportName(dataset.Nom, territory, null, format), folder);
                Terminal.Show(file);
                files.Add(file with { Url = file.Nom, Schema = file.Schema.TrimStart('/') });
            }
        }

        PutBeside(folder, snapshot, territory, known, files, clock);
    }

    // The list comes last: whoever reads it finds what it names.
    private static void Place(string apart, string folder)
    {
        foreach (var file in Directory.EnumerateFiles(apart, "*", SearchOption.AllDirectories).OrderBy(file => Path.GetFileName(file) == ExportFile.Manifest).ToList())
        {
            var place = Path.Combine(folder, Path.GetRelativePath(apart, file));
            Directory.CreateDirectory(Path.GetDirectoryName(place) ?? folder);
            File.Move(file, place, overwrite: true);
        }
    }

    private static void PutBeside(string folder, Snapshot snapshot, ExportTerritory territory, KnownSources known, List<ExportPublie> files, TimeProvider clock)
    {
        foreach (var path in files.Select(file => file.Schema).Distinct())
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(folder, path)) ?? folder);
            Put(path, FichiersDeSchema.Tous[path]);
        }

        Put(ExportFile.Mentions, Mentions.Text(Mentions.Of(snapshot, territory.Query, known)));
        var manifest = new ListeExports
        {
            Version = snapshot.VersionText,
            Origine = snapshot.Origin,
            PreparesLe = SourcesView.Seconds(clock.GetUtcNow()),
            Total = files.Count,
            Donnees = files,
            Versions = [snapshot.VersionText],
        };
        ExportFile.Put(Path.Combine(folder, ExportFile.Manifest), stream => JsonSerializer.Serialize(stream, manifest, ApiJson.Default.ListeExports));

        void Put(string path, string text) => ExportFile.Put(Path.Combine(folder, path), stream => stream.Write(Encoding.UTF8.GetBytes(text)));
    }

    private static IReadOnlyList<ExportFormat>? Formats(string? names)
    {
        List<ExportFormat> formats = [];
        foreach (var name in names?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [])
        {
            if (ExportFormat.All.FirstOrDefault(format => format.Extension == name) is not { } format)
            {
                var known = ExportFormat.All.Select(one => one.Extension).ToList();
                Terminal.Complain($"« --format {name} » : {string.Join(", ", known)}{(Suggestion.PlusProche(name, known) is { } nearest ? $" ; vouliez-vous dire « {nearest} » ?" : ".")}");
                return null;
            }

            formats.Add(format);
        }

        return formats is [] ? ExportFormat.All : formats;
    }
}
