using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Maillage.Tests.Support;
using static Maillage.Tests.Support.Atelier;

namespace Maillage.Tests.Api;

/// <summary>The command as its users run it: a process, its exit code, what it prints.</summary>
public sealed class CommandTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("maillage-").FullName;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Import_then_a_broken_file_exits_with_1_and_keeps_what_was_there()
    {
        WriteSource(Annuaire(Record("a"), Record("b")));
        var (good, said, _) = await RunAsync("import", "essai.yaml");
        Assert.Equal(0, good);
        Assert.Contains("2 fiches lues = 2 publiées", said, StringComparison.Ordinal);

        foreach (var (bytes, expected) in new (byte[], string)[]
        {
            (Gzip(Annuaire(Record("a")))[..60], "incomplet"),
            (Encoding.UTF8.GetBytes("<html><body>502 Bad Gateway</body></html>"), "page web"),
            ([], "vide"),
        })
        {
            await File.WriteAllBytesAsync(Path.Combine(folder, "casse"), bytes, Cancellation);
            var (code, _, complaint) = await RunAsync("import", "essai.yaml", "--fichier", "casse");

            Assert.Equal(1, code);
            Assert.Contains(expected, complaint, StringComparison.Ordinal);
            Assert.Contains("octet", complaint, StringComparison.Ordinal);
            Assert.DoesNotContain("Exception", complaint, StringComparison.Ordinal);
        }

        var (_, again, _) = await RunAsync("import", "essai.yaml");
        Assert.Contains("rien à changer", again, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("import", "inconnue")]
    [InlineData("import", "--fichier", "x.json")]
    [InlineData("import", "absente.yaml")]
    [InlineData("import", "--store", "mysql:x")]
    [InlineData("import", "--store", "sqlite:nulle/part/x.db")]
    [InlineData("import", "--geocodeur", "data.geopf.fr")]
    [InlineData("import", "--geocodeur", "ftp://data.geopf.fr/geocodage")]
    [InlineData("import", "--geocodeur", "https://data.geopf.fr/geocodage?q=")]
    [InlineData("serve", "--publications", "souvent")]
    [InlineData("serve", "--publications", "-1")]
    [InlineData("serve", "--geocodeur", "oui")]
    [InlineData("serve", "--urls", "n'importe")]
    [InlineData("serve", "--urls", "https://127.0.0.1:5443")]
    [InlineData("serve", "--urls", "http://192.0.2.1:5094")]
    [InlineData("serve", "--sources", "nulle-part")]
    [InlineData("--inconnu")]
    [InlineData("validate")]
    [InlineData("validate", "absent.csv", "--schema", "lieu")]
    [InlineData("validate", "absent.csv")]
    [InlineData("export")]
    [InlineData("export", "--out", "x")]
    [InlineData("export", "--out", "x", "--format", "cvs")]
    [InlineData("export", "--out", "x", "--territoire", "departement-99")]
    [InlineData("export", "--out", "x", "--territoire", "04")]
    public async Task A_wrong_call_exits_with_2_and_says_why(params string[] arguments)
    {
        var (code, _, complaint) = await RunAsync(arguments);

        Assert.Equal(2, code);
        Assert.NotEmpty(complaint);
        Assert.DoesNotContain("   at ", complaint, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_published_is_written_in_a_folder_that_stands_by_itself()
    {
        WriteSource(Annuaire(Record("a"), Record("b")));
        await RunAsync("import", "essai.yaml");
        var (code, said, _) = await RunAsync("export", "--out", "fichiers", "--territoire", "departement-04", "--format", "csv,geojson");

        Assert.Equal(0, code);
        Assert.Matches("^lieux-departement-04.geojson : 2 fiches, [0-9\\u202f]+ octets\\.\n", said);
        var written = Path.Combine(folder, "fichiers");
        var manifest = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(written, "exports.json"), Cancellation))!;
        Assert.Equal("2", manifest["version"]!.GetValue<string>());
        Assert.Equal(6, manifest["total"]!.GetValue<int>());
        Assert.All(manifest["donnees"]!.AsArray(), file =>
        {
            Assert.Equal(file!["sha256"]!.GetValue<string>(), Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(Path.Combine(written, file["url"]!.GetValue<string>())))));
            Assert.True(File.Exists(Path.Combine(written, file["url"]!.GetValue<string>() + ".gz")));
            Assert.True(File.Exists(Path.Combine(written, file["schema"]!.GetValue<string>())));
        });
        Assert.Contains("Licence Ouverte 2.0", await File.ReadAllTextAsync(Path.Combine(written, "ATTRIBUTION.txt"), Cancellation), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_that_cannot_be_written_is_named_and_a_base_without_anything_replaces_nothing()
    {
        WriteSource(Annuaire(Record("a")));
        await RunAsync("import", "essai.yaml");
        await File.WriteAllTextAsync(Path.Combine(folder, "pris"), "à moi", Cancellation);
        foreach (var taken in (string[])["pris", "pris/dedans"])
        {
            var (code, _, complaint) = await RunAsync("export", "--out", taken);
            Assert.Equal(2, code);
            Assert.Matches($"^Maillage : .*{taken}.*\n$", complaint);
        }

        await using var empty = new Atelier();
        await empty.Store.MigrateAsync(Cancellation);
        var (bad, _, why) = await RunAsync("export", "--out", "fichiers", "--store", "sqlite:" + Path.Combine(empty.Folder, "maillage.db"));
        Assert.Equal(1, bad);
        Assert.Contains("rien publié", why, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(folder, "fichiers")));
    }

    [Fact]
    public async Task A_dry_run_writes_nothing()
    {
        WriteSource(Annuaire(Record("a")));
        await RunAsync("import", "essai.yaml", "--dry-run");
        Assert.Empty(Directory.EnumerateFiles(folder, "*.db*"));
        var (_, said, _) = await RunAsync("import", "essai.yaml");

        Assert.Contains("1 création.", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_dry_run_shows_what_would_change_and_an_import_only_counts_it()
    {
        WriteSource(Annuaire(Enumerable.Range(0, 10).Select(rank => Record($"r{rank}"))));
        await RunAsync("import", "essai.yaml");
        WriteSource(Annuaire(Enumerable.Range(1, 33).Select(rank => Record($"r{rank}", rank == 5 ? "Mairie annexe" : null))));
        var (code, said, _) = await RunAsync("import", "essai.yaml", "--dry-run");
        var (_, done, _) = await RunAsync("import", "essai.yaml");

        Assert.Equal(0, code);
        Assert.Contains("24 créations, 1 modification, 1 suppression (essai : rien n'est écrit)", said, StringComparison.Ordinal);
        Assert.Equal(20, said.Split("  création : Mairie r").Length - 1);
        Assert.Contains("  … et 4 autres créations.", said, StringComparison.Ordinal);
        Assert.Matches("  modification : Mairie annexe \\(Digne-les-Bains\\), [0-9a-f-]{36} : nom\n", said);
        Assert.Matches("  suppression : Mairie r0 \\(Digne-les-Bains\\), [0-9a-f-]{36}\n", said);
        Assert.Contains("24 créations, 1 modification, 1 suppression.", done, StringComparison.Ordinal);
        Assert.DoesNotContain("Mairie annexe", done, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_import_says_what_the_geocoder_was_asked_and_found()
    {
        await using var geocoder = await FauxGeocodeur.StartAsync();
        geocoder.Knows("1 place de la Mairie").Fails(1, 429, "1");
        var record = Record("a");
        record["adresse"]![0]!.AsObject().Remove("latitude");
        record["adresse"]![0]!.AsObject().Remove("longitude");
        WriteSource(Annuaire(record));
        var (code, said, progress) = await RunAsync("import", "essai.yaml", "--geocodeur", geocoder.Address.AbsoluteUri);

        Assert.Equal(0, code);
        Assert.Contains("géocodage : adresses demandées 1, lieux localisés 1", said, StringComparison.Ordinal);
        Assert.Contains("essai : adresses demandées au géocodeur 1", progress, StringComparison.Ordinal);
        Assert.Equal(2, geocoder.Requests.Count);
    }

    [Fact]
    public async Task Killed_in_the_middle_of_an_import_it_restarts_on_the_last_published_version()
    {
        WriteSource(Annuaire(Record("a"), Record("b")));
        await RunAsync("import", "essai.yaml");
        WriteSource(Annuaire(Enumerable.Range(0, 40_000).Select(rank => Record($"n{rank}"))));
        using (var process = Start("import", "essai.yaml", "--accepter-baisse"))
        {
            // Its first progress line: ten thousand records are written, none is published yet.
            var progress = await process.StandardError.ReadLineAsync(Cancellation);
            Assert.Matches("10.000 fiches lues", progress);
            process.Kill();
            await process.WaitForExitAsync(Cancellation);
        }

        Directory.CreateDirectory(Path.Combine(folder, "aucune"));
        using var server = Start("serve", "--urls", "http://127.0.0.1:0", "--sources", "aucune");
        try
        {
            var line = await server.StandardOutput.ReadLineAsync(Cancellation) ?? "";
            using var client = new HttpClient { BaseAddress = new Uri(line.Split(' ').First(word => word.StartsWith("http", StringComparison.Ordinal))) };
            var body = await client.GetStringAsync("/api/v1/lieux", Cancellation);

            Assert.Contains("\"total\":2", body, StringComparison.Ordinal);
            Assert.Contains("Mairie a", body, StringComparison.Ordinal);
            // The run that was killed is not among those that are told.
            var sources = JsonNode.Parse(await client.GetStringAsync("/api/v1/sources/essai", Cancellation))!;
            Assert.Equal([2L], sources["executions"]!.AsArray().Select(run => run!["lues"]!.GetValue<long>()));
        }
        finally
        {
            server.Kill();
            await server.WaitForExitAsync(Cancellation);
        }
    }

    [Fact]
    public async Task Validate_says_what_is_wrong_and_writes_the_file_repaired()
    {
        await File.WriteAllTextAsync(Path.Combine(folder, "lieux.csv"), "id;pivot;nom;commune;code_postal;adresse;date_maj\n1;;Mairie;Digne-les-Bains;4000;1 rue;2026-01-01\n2;;;Digne-les-Bains;04000;1 rue;2026-01-01\n", Cancellation);

        var (code, said, _) = await RunAsync("validate", "lieux.csv", "--schema", "mediation-numerique", "--fix", "repare.csv", "--rapport", "r.html", "--rapport", "r.json", "--format", "csv");
        Assert.Equal(1, code);
        Assert.Contains("nom_absent", said, StringComparison.Ordinal);
        Assert.Equal(["lieux.csv", "r.html", "r.json", "repare.csv", "repare.csv.reparations.csv"], Directory.EnumerateFiles(folder).Select(Path.GetFileName).Order(StringComparer.Ordinal));

        var (again, verdict, _) = await RunAsync("validate", "repare.csv", "--schema", "mediation-numerique");
        Assert.Equal(0, again);
        Assert.StartsWith("Votre fichier est bon : 1 lieu publiable tel quel.", verdict, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--schema lieux", "vouliez-vous dire « lieu »")]
    [InlineData("--schema lieu --format htm", "vouliez-vous dire « html »")]
    [InlineData("--schema lieu --fix lieux.csv", "ne sera pas remplacé")]
    [InlineData("--schema lieu --fix ./a/../lieux.csv", "ne sera pas remplacé")]
    [InlineData("--schema lieu --fix lien.csv", "ne sera pas remplacé")]
    [InlineData("--schema lieu --fix sortie.xlsx", "un nom en .csv")]
    [InlineData("--schema lieu --rapport lieux.pdf", "l'extension dit le format")]
    [InlineData("--schema lieu --rapport nulle-part/r.html", "ce dossier n'existe pas")]
    [InlineData("--schema lieu --rapport r.html --rapport r.html", "deux fois")]
    public async Task Validate_refuses_a_wrong_call_and_touches_nothing(string arguments, string expected)
    {
        await File.WriteAllTextAsync(Path.Combine(folder, "lieux.csv"), "id;nom\n1;a\n", Cancellation);
        File.CreateSymbolicLink(Path.Combine(folder, "lien.csv"), Path.Combine(folder, "lieux.csv"));

        var (code, _, complaint) = await RunAsync(["validate", "lieux.csv", .. arguments.Split(' ')]);

        Assert.Equal(2, code);
        Assert.Contains(expected, complaint, StringComparison.Ordinal);
        Assert.Equal("id;nom\n1;a\n", await File.ReadAllTextAsync(Path.Combine(folder, "lieux.csv"), Cancellation));
        Assert.Equal(2, Directory.EnumerateFiles(folder).Count());
    }

    private void WriteSource(string annuaire)
    {
        File.WriteAllText(Path.Combine(folder, "essai.json"), annuaire);
        File.WriteAllText(
            Path.Combine(folder, "essai.yaml"),
            "id: essai\nnom: Essai\nproducteur: Nous\nattribution: Nous\nlicence: etalab-2.0\nformat: annuaire-v4\nfichier: essai.json\n");
    }

    private async Task<(int Code, string Output, string Complaint)> RunAsync(params string[] arguments)
    {
        var end = await new Commande(folder).RunAsync(arguments);
        return (end.Code, end.Output, end.Complaint);
    }

    private Process Start(params string[] arguments) => new Commande(folder).Start(arguments);
}
