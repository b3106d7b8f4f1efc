using System.Diagnostics;
using Maillage.Tests.Support;
using static Maillage.Tests.Support.Atelier;

namespace Maillage.Tests.Api;

/// <summary>The commands on each kind of database: import, serve, save, restore.</summary>
public sealed class StoreCommandTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(SorteDeBase.Sqlite)]
    [InlineData(SorteDeBase.Postgres)]
    public async Task A_database_is_rehearsed_imported_into_and_served(SorteDeBase sorte)
    {
        await using var atelier = new Atelier(sorte);
        await WriteSourceAsync(atelier);
        var (rehearsed, said, _) = await RunAsync(atelier, "import", "essai.yaml", "--dry-run");
        Assert.Equal(0, rehearsed);
        Assert.Contains("2 créations (essai : rien n'est écrit)", said, StringComparison.Ordinal);
        var (imported, done, _) = await RunAsync(atelier, "import", "essai.yaml");
        Assert.Equal(0, imported);
        Assert.Contains("2 créations.", done, StringComparison.Ordinal);
        // The copies of a server are not beside a file.
        Assert.False(Directory.Exists(Path.Combine(atelier.Folder, "copies")));

        using var server = Start(atelier, "serve", "--urls", "http://127.0.0.1:0", "--sources", ".");
        try
        {
            var line = await server.StandardOutput.ReadLineAsync(Cancellation) ?? "";
            using var client = new HttpClient { BaseAddress = new Uri(line.Split(' ').First(word => word.StartsWith("http", StringComparison.Ordinal))) };
            Assert.Contains("\"total\":2", await client.GetStringAsync("/api/v1/lieux", Cancellation), StringComparison.Ordinal);
        }
        finally
        {
            server.Kill();
            await server.WaitForExitAsync(Cancellation);
        }
    }

    [Fact]
    public async Task A_file_is_saved_and_restored()
    {
        await using var atelier = new Atelier();
        await WriteSourceAsync(atelier);
        await RunAsync(atelier, "import", "essai.yaml");
        var (saved, said, _) = await RunAsync(atelier, "sauvegarder", "copie.db");
        Assert.Equal((0, "Base sauvegardée dans copie.db (au moins jusqu'à la version 2).\n"), (saved, said));
        Assert.Equal(2, (await RunAsync(atelier, "sauvegarder", "copie.db")).Code);
        var before = await atelier.Store.HeadAsync(Cancellation);
        var (restored, told, _) = await RunAsync(atelier, "restaurer", "copie.db");

        Assert.Equal(0, restored);
        Assert.Contains("Base restaurée à la version 2", told, StringComparison.Ordinal);
        Assert.Contains("maillage.db.remplacee-", told, StringComparison.Ordinal);
        Assert.NotEqual(before.Origin, (await atelier.Store.HeadAsync(Cancellation)).Origin);
        foreach (var (arguments, expected) in new (string[], string)[] { (["restaurer"], "donnez le fichier"), (["restaurer", "absent.db"], "n'existe pas"), (["restaurer", "essai.yaml"], "n'est pas une base Maillage"), (["restaurer", "copie.db", "--nouvelle-origine"], "donnez le fichier") })
        {
            var (code, _, complaint) = await RunAsync(atelier, arguments);
            Assert.Equal(2, code);
            Assert.Contains(expected, complaint, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_server_is_saved_by_its_own_programs_then_takes_a_new_origin()
    {
        await using var atelier = new Atelier(SorteDeBase.Postgres);
        var before = await atelier.Store.HeadAsync(Cancellation);
        Assert.Contains("pg_dump", (await RunAsync(atelier, "sauvegarder", "copie.dump")).Complaint, StringComparison.Ordinal);
        Assert.Contains("pg_restore", (await RunAsync(atelier, "restaurer", "copie.dump")).Complaint, StringComparison.Ordinal);
        var (code, said, _) = await RunAsync(atelier, "restaurer", "--nouvelle-origine");
        var after = await atelier.Store.HeadAsync(Cancellation);

        Assert.Equal(0, code);
        Assert.Contains("Nouvelle origine : " + after.Origin, said, StringComparison.Ordinal);
        Assert.NotEqual(before.Origin, after.Origin);
    }

    [Fact]
    public async Task A_lieu_is_erased_a_source_is_withdrawn_decisions_are_applied_and_the_journal_is_compacted()
    {
        await using var atelier = new Atelier();
        await WriteSourceAsync(atelier);
        await RunAsync(atelier, "import", "essai.yaml");
        Directory.CreateDirectory(Path.Combine(atelier.Folder, "copies", "essai"));
        var id = (await atelier.PublishedAsync()).Single(lieu => lieu.Nom == "Mairie a").Id;

        var (wrong, _, why) = await RunAsync(atelier, "effacer", id, "inconnu");
        Assert.Equal(2, wrong);
        Assert.Equal("Maillage : inconnu n'a jamais été publié par cette base.\nMaillage : rien n'a été effacé.\n", why);
        Assert.Contains($"Serait effacé : {id}, Mairie a.", (await RunAsync(atelier, "effacer", id, "--dry-run")).Output, StringComparison.Ordinal);
        Assert.Equal(2, (await atelier.PublishedAsync()).Count);

        var (erased, said, _) = await RunAsync(atelier, "effacer", id.ToUpperInvariant());
        Assert.Equal(0, erased);
        Assert.Contains($"Effacé : {id}, Mairie a.\n  fiche a de essai : rien n'en est gardé", said, StringComparison.Ordinal);
        Assert.Contains("copies téléchargées de essai : supprimées.", said, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(atelier.Folder, "copies", "essai")));
        Assert.Equal((0, "", $"Maillage : {id} est déjà effacé.\n"), await RunAsync(atelier, "effacer", id));
        Assert.Equal((2, "", "Maillage : « absente.db » n'existe pas ; « --store » dit où est la base.\n"), await RunAsync(atelier, "effacer", id, "--store", "sqlite:absente.db"));

        Assert.Equal((0, "Rien à changer.\n", ""), await RunAsync(atelier, "rapprocher"));
        Assert.Contains("vouliez-vous dire « essai » ?", (await RunAsync(atelier, "retirer", "essais")).Complaint, StringComparison.Ordinal);
        Assert.Contains("essai : retirée (essai : rien n'est écrit).\n  suppression : Mairie b (Digne-les-Bains)", (await RunAsync(atelier, "retirer", "essai", "--dry-run")).Output, StringComparison.Ordinal);
        Assert.Equal(0, (await RunAsync(atelier, "retirer", "essai")).Code);
        Assert.Empty(await atelier.PublishedAsync());

        Assert.Equal((0, "Journal compacté : 0 lignes de plus de 90 jours retirées ; il se suit depuis la version 0.\n", ""), await RunAsync(atelier, "compacter"));
        Assert.Contains("écrivez un nombre de jours", (await RunAsync(atelier, "compacter", "--journal", "0")).Complaint, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("postgres://moi:tressecret@127.0.0.1:1/base", "ne répond pas")]
    [InlineData("postgres://moi:tressecret@127.0.0.1:port/base", "mal écrite")]
    [InlineData("postgre://moi:tressecret@127.0.0.1/base", "écrivez sqlite:FICHIER")]
    [InlineData("Hots=h;Password=tressecret", "écrivez sqlite:FICHIER")]
    [InlineData("Host=h;Pasword=tressecret;Database=b", "mal écrite")]
    public async Task A_password_is_never_shown(string address, string expected)
    {
        await using var atelier = new Atelier();
        await WriteSourceAsync(atelier);
        var (code, said, complaint) = await RunAsync(atelier, "import", "essai.yaml", "--store", address);

        Assert.Equal(2, code);
        Assert.Contains(expected, complaint, StringComparison.Ordinal);
        Assert.DoesNotContain("tressecret", said + complaint, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", complaint, StringComparison.Ordinal);
    }

    private static async Task WriteSourceAsync(Atelier atelier)
    {
        await File.WriteAllTextAsync(Path.Combine(atelier.Folder, "essai.json"), Annuaire(Record("a"), Record("b")), Cancellation);
        await File.WriteAllTextAsync(
            Path.Combine(atelier.Folder, "essai.yaml"),
            "id: essai\nnom: Essai\nproducteur: Nous\nattribution: Nous\nlicence: etalab-2.0\nformat: annuaire-v4\nfichier: essai.json\nactif: non\n", Cancellation);
    }

    private static async Task<(int Code, string Output, string Complaint)> RunAsync(Atelier atelier, params string[] arguments)
    {
        using var process = Start(atelier, arguments);
        var output = process.StandardOutput.ReadToEndAsync(Cancellation);
        var complaint = process.StandardError.ReadToEndAsync(Cancellation);
        await process.WaitForExitAsync(Cancellation);
        return (process.ExitCode, await output, await complaint);
    }

    private static Process Start(Atelier atelier, params string[] arguments) => Process.Start(
        new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Maillage.Api.dll"), .. arguments])
        {
            WorkingDirectory = atelier.Folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["MAILLAGE_RACINE"] = Depot.Racine, ["MAILLAGE_STORE"] = atelier.Base.Setting },
        }) ?? throw new InvalidOperationException("dotnet ne démarre pas.");
}
