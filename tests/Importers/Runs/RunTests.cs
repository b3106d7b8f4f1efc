using System.Text.Json.Nodes;
using Maillage.Importers;
using Maillage.Store;
using Maillage.Tests.Support;
using Microsoft.Data.Sqlite;
using static Maillage.Tests.Support.Atelier;

namespace Maillage.Tests.Importers.Runs;

/// <summary>What an import leaves of itself in the store.</summary>
public sealed class RunTests : IAsyncDisposable
{
    private readonly Atelier atelier = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => atelier.DisposeAsync();

    [Fact]
    public async Task The_counts_add_up_on_a_first_an_unchanged_and_a_changed_import()
    {
        await atelier.ImportAsync(File());
        var first = await LastRunAsync();
        await atelier.ImportAsync(File());
        var unchanged = await LastRunAsync();
        await atelier.ImportAsync(File("Mairie principale"));
        var changed = await LastRunAsync();

        Assert.All([first, unchanged, changed], run =>
        {
            Assert.Equal(RunOutcome.Reussie, run.Resultat);
            Assert.Equal((8, 3, 2), (run.Lues, run.Publiees, run.Reparees));
            Assert.Equal([("type_gendarmerie", 1L)], run.NonPubliees.Select(pair => (pair.Key, pair.Value)));
            Assert.Equal([("commune_introuvable", 1L), ("identifiant_absent", 1), ("identifiant_double", 1), ("nom_absent", 1)], run.Rejetees.Select(pair => (pair.Key, pair.Value)));
            Assert.Equal(run.Lues, run.Publiees + run.NonPubliees.Values.Sum() + run.Rejetees.Values.Sum());
            // About all the records, whether they were derived or not.
            Assert.Equal([("site_web", "url_reparee", 2L)], run.Anomalies.Take(1).Select(count => (count.Champ, count.Code, count.Nombre)));
            Assert.Equal(4, run.Rejets.Count);
            Assert.True(run.Debut <= run.Fin);
        });
        Assert.Equal([(3, 0, 0), (0, 0, 6), (0, 1, 5)], new[] { first, unchanged, changed }.Select(run => (run.Crees, run.Modifies, run.Inchangees)));
        Assert.Equal(first.Anomalies, unchanged.Anomalies);
        Assert.Equal(first.Rejets, unchanged.Rejets);
    }

    [Fact]
    public async Task An_unchanged_import_leaves_a_run_and_nothing_in_the_journal()
    {
        await atelier.ImportAsync(File());
        var before = await atelier.Store.HeadAsync(Cancellation);
        await atelier.ImportAsync(File());
        var after = await atelier.Store.HeadAsync(Cancellation);

        Assert.Equal(before.Seq, after.Seq);
        Assert.True(after.Run > before.Run);
    }

    [Fact]
    public async Task Withdrawn_and_restored_lieux_are_counted()
    {
        var all = Enumerable.Range(0, 10).Select(rank => $"r{rank}").ToList();
        await atelier.ImportAsync(Annuaire(all.Select(id => Record(id))));
        await atelier.ImportAsync(Annuaire(all.Skip(1).Select(id => Record(id))));
        var without = await LastRunAsync();
        await atelier.ImportAsync(Annuaire(all.Select(id => Record(id))));
        var back = await LastRunAsync();

        Assert.Equal((9, 9, 1, 0), (without.Lues, without.Inchangees, without.Retires, without.Retablis));
        Assert.Equal((10, 9, 0, 1), (back.Lues, back.Inchangees, back.Retires, back.Retablis));
    }

    [Fact]
    public async Task A_refused_import_is_recorded_by_itself_and_the_last_good_data_stay()
    {
        await atelier.ImportAsync(Annuaire(Enumerable.Range(0, 10).Select(rank => Record($"r{rank}"))));
        var good = await SourceAsync();
        var shrunk = Annuaire(Enumerable.Range(0, 5).Select(rank => Record($"r{rank}", "Autre nom")));
        await atelier.ImportAsync(shrunk, source: atelier.Source with { Licence = "CC0-1.0" });
        var drop = await LastRunAsync();
        await atelier.ImportAsync(shrunk[..^2]);
        var broken = await LastRunAsync();
        await atelier.ImportAsync("", new ImportOptions { File = Path.Combine(atelier.Folder, "absent.json") });
        var missing = await LastRunAsync();
        var source = await SourceAsync();

        Assert.All([drop, broken, missing], run =>
        {
            Assert.Equal(RunOutcome.Refusee, run.Resultat);
            Assert.Equal((0, 0, 0, 0), (run.Crees, run.Modifies, run.Retires, run.Retablis));
        });
        Assert.Equal((5, new RunFailure("baisse_suspecte", null, "5 lieux retirés sur 10, seuil 20 %")), (drop.Lues, drop.Echec));
        Assert.Equal("fichier_tronque", broken.Echec?.Code);
        Assert.StartsWith("octet", broken.Echec?.Place, StringComparison.Ordinal);
        Assert.Equal((new RunFailure("fichier_introuvable", null, null), "absent.json"), (missing.Echec, missing.Fichier));
        // What is said of the source, its licence first, stays with the data that it came with.
        Assert.Equal((good.Card, good.ImporteeLe), (source.Card, source.ImporteeLe));
        Assert.Equal(["refusee", "refusee", "refusee", "reussie"], source.Runs.Select(run => run.Resultat.ToStored()));
        Assert.Equal(10, (await atelier.PublishedAsync()).Count(lieu => lieu.Nom.StartsWith("Mairie", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_first_import_that_is_refused_makes_a_source_of_which_nothing_is_served()
    {
        await atelier.ImportAsync("<html></html>");
        var source = await SourceAsync();

        Assert.Equal(("annuaire", null), (source.Card.Id, source.ImporteeLe));
        Assert.Equal("fichier_html", Assert.Single(source.Runs).Echec?.Code);
    }

    [Fact]
    public async Task A_dry_run_leaves_no_run()
    {
        await atelier.ImportAsync(File(), new ImportOptions { DryRun = true });
        await atelier.ImportAsync("<html></html>", new ImportOptions { DryRun = true });

        Assert.Empty(await atelier.Store.SourcesAsync(Cancellation));
        Assert.Equal(0, (await atelier.Store.HeadAsync(Cancellation)).Run);
    }

    [Fact]
    public async Task An_import_that_is_stopped_leaves_no_run()
    {
        await atelier.ImportAsync(Annuaire(Record("a")));
        await System.IO.File.WriteAllTextAsync(atelier.File, Annuaire(Enumerable.Range(0, 1200).Select(rank => Record($"r{rank}"))), Cancellation);
        using var stop = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => new Pipeline(atelier.Store, TimeProvider.System)
            .ImportAsync(atelier.Source, new ImportOptions { Progress = new StopAtFirstReport(stop), AcceptDrop = true }, stop.Token));

        Assert.Equal(1, Assert.Single((await SourceAsync()).Runs).Lues);
        Assert.Equal(["Mairie a"], (await atelier.PublishedAsync()).Select(lieu => lieu.Nom));
    }

    [Fact]
    public async Task A_run_names_nobody_and_no_folder()
    {
        var person = Record("c", nom: "");
        person["id"] = "jeanne.durand@example.fr";
        person["mission"] = "Demander Jeanne Durand";
        await atelier.ImportAsync(Annuaire(person, Lost("d", "Trifouilly"), Lost("e", "Durand Jeanne, 0612345678"), JsonNode.Parse("""{"id":"06 12 34 56 78"}""")!.AsObject()));
        var run = await LastRunAsync();
        atelier.Store.Dispose();
        await using var connection = new SqliteConnection($"Data Source={Path.Combine(atelier.Folder, "maillage.db")};Mode=ReadOnly;Pooling=False");
        await connection.OpenAsync(Cancellation);
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT group_concat(donnees) FROM run";
        var kept = (string?)await command.ExecuteScalarAsync(Cancellation) ?? "";

        Assert.Equal(
            [
                ("[courriel]", "nom", "nom_absent", null),
                ("d", "commune", "commune_introuvable", "99999 99999 Trifouilly"),
                ("e", "commune", "commune_introuvable", null),
                ("[téléphone]", "nom", "nom_absent", null),
            ],
            run.Rejets.Select(rejection => (rejection.Id, rejection.Champ, rejection.Code, rejection.Valeur)));
        Assert.All(run.Rejets, rejection => Assert.StartsWith("enregistrement", rejection.Place, StringComparison.Ordinal));
        Assert.Equal("annuaire.json", run.Fichier);
        Assert.All(["urand", "example.fr", "12 34", "1234", atelier.Folder], secret => Assert.DoesNotContain(secret, kept, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Records_kept_before_their_issues_were_are_read_again_and_stay_as_they_are()
    {
        await atelier.ImportAsync(File());
        var first = await LastRunAsync();
        var before = await atelier.EntriesAsync();
        await using (var connection = new SqliteConnection($"Data Source={Path.Combine(atelier.Folder, "maillage.db")};Pooling=False"))
        {
            await connection.OpenAsync(Cancellation);
            await using var command = connection.CreateCommand();
            command.CommandText = "UPDATE source_record SET issues = NULL";
            await command.ExecuteNonQueryAsync(Cancellation);
        }

        await atelier.ImportAsync(File());
        var again = await LastRunAsync();

        Assert.Equal((0, first.Reparees), (again.Inchangees, again.Reparees));
        Assert.Equal(first.Anomalies, again.Anomalies);
        Assert.Equal(before.Select(entry => entry.Seq), (await atelier.EntriesAsync()).Select(entry => entry.Seq));
        await atelier.ImportAsync(File());
        Assert.Equal(6, (await LastRunAsync()).Inchangees);
    }

    [Fact]
    public async Task A_dry_run_tells_the_first_lieux_of_each_change_with_the_fields_that_change()
    {
        await atelier.ImportAsync(Annuaire(Enumerable.Range(0, 200).Select(rank => Record($"r{rank:000}"))));
        var next = Enumerable.Range(10, 200).Select(rank => Record($"r{rank:000}", rank is >= 100 and < 125 ? "Autre nom" : null));
        var report = await atelier.ImportAsync(Annuaire(next), new ImportOptions { DryRun = true });

        Assert.Equal(
            [(Operation.Creation, 10L, 10), (Operation.Modification, 25, 20), (Operation.Suppression, 10, 10)],
            report.Operations.Select(pair => (pair.Key, pair.Value, report.Changes.Count(change => change.Operation == pair.Key))));
        var renamed = report.Changes.First(change => change.Operation == Operation.Modification);
        Assert.Equal("Autre nom", renamed.Nom);
        Assert.Equal(["nom"], renamed.Champs);
        Assert.Equal("Mairie r000", report.Changes.First(change => change.Operation == Operation.Suppression).Nom);
        Assert.Contains(renamed.Id, (await atelier.PublishedAsync()).Select(lieu => lieu.Id));
    }

    // Three published, two of which are repaired; one of a kind that is not; four rejected.
    private static string File(string nom = "Mairie b") => Annuaire(
        WithSite(Record("a")), WithSite(Record("b", nom)), Record("c"), Record("d", type: "gendarmerie"), Record("e", nom: ""), Lost("f", "Trifouilly"), Record("a"), Record(""));

    private static JsonObject WithSite(JsonObject record)
    {
        record["site_internet"] = new JsonArray(new JsonObject { ["libelle"] = "", ["valeur"] = "www.dignelesbains.fr" });
        return record;
    }

    private static JsonObject Lost(string id, string commune)
    {
        var record = Record(id, codeInsee: "99999");
        record["adresse"] = new JsonArray(new JsonObject { ["type_adresse"] = "Adresse", ["code_postal"] = "99999", ["nom_commune"] = commune });
        return record;
    }

    private async Task<SourceState> SourceAsync() => Assert.Single(await atelier.Store.SourcesAsync(Cancellation));

    private async Task<SourceRun> LastRunAsync() => (await SourceAsync()).Runs[0];

    private sealed class StopAtFirstReport(CancellationTokenSource stop) : IProgress<ImportProgress>
    {
        public void Report(ImportProgress value) => stop.Cancel();
    }
}
