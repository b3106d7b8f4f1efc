using System.CommandLine;
using Maillage.Api.Docs;
using Maillage.Importers.Sources;
using Maillage.Schema.Publication;
using Maillage.Store.Sqlite;
using Swashbuckle.AspNetCore.Swagger;

namespace Maillage.Api.Commands;

/// <summary><c>maillage generer</c>: writes the generated files of the tree: <c>openapi.yaml</c>, <c>schemas/</c>, the pages of <c>docs/</c> that tell a table.</summary>
internal static class GenerateCommand
{
    public static Command Create()
    {
        var root = new Argument<string>("DOSSIER") { Description = "Racine du dépôt.", DefaultValueFactory = _ => "." };
        var command = new Command("generer", "Écrit openapi.yaml, schemas/ et les pages de docs/ tirées de tables (pour qui développe Maillage).") { root };
        command.SetAction((call, _) => RunAsync(call.GetValue(root) ?? "."));
        return command;
    }

    /// <summary>Path and text of every generated file.</summary>
    /// <param name="root">Root of the tree, which holds the figures that the page on anomalies shows.</param>
    public static async Task<IReadOnlyDictionary<string, string>> FilesAsync(string root)
    {
        var folder = Directory.CreateTempSubdirectory("maillage-");
        try
        {
            using var store = new SqliteStore(Path.Combine(folder.FullName, "vide.db"), TimeProvider.System);
            await store.MigrateAsync(CancellationToken.None);
            await using var app = Server.Build(store, "http://127.0.0.1:0");
            // Routes are only known to the description once the application has started.
            await app.StartAsync();
            return new Dictionary<string, string>(FichiersDeSchema.Tous)
            {
                ["openapi.yaml"] = await DocsApi.WriteAsync(app.Services.GetRequiredService<ISwaggerProvider>(), yaml: true),
                [SourceSchema.Path] = SourceSchema.Text,
                ["docs/sources.md"] = OfficialSourcesPage.Write(
                    SourcesPage.Write(await DocAsync(root, "sources.md"), await DocAsync(root, "sources.csv"), await DocAsync(root, "accords.csv")),
                    await DocAsync(root, "sources-officielles.csv")),
                ["docs/qualite.md"] = QualityPage.Write(),
                ["docs/anomalies.md"] = AnomaliesPage.Write(await File.ReadAllTextAsync(Path.Combine(root, "docs", "anomalies.csv"))),
            };
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static Task<string> DocAsync(string root, string name) => File.ReadAllTextAsync(Path.Combine(root, "docs", name));

    private static async Task<int> RunAsync(string root)
    {
        foreach (var (path, text) in await FilesAsync(root))
        {
            var file = Path.Combine(root, path);
            Directory.CreateDirectory(Path.GetDirectoryName(file) ?? root);
            await File.WriteAllTextAsync(file, text);
            Console.WriteLine(path);
        }

        return ExitCode.Fine;
    }
}
