using Maillage.Importers;
using Maillage.Schema.Parsing;
using Maillage.Store;
using Maillage.Tests.Support;
using static Maillage.Tests.Support.Atelier;

namespace Maillage.Tests.Importers;

public abstract class PipelineTests(SorteDeBase sorte)
{
    [Fact]
    public async Task What_is_read_is_published_or_not_published_or_rejected()
    {
        await using var atelier = new Atelier(sorte);
        var report = await atelier.ImportAsync(Annuaire(
            Record("a"),
            Record("b", type: "gendarmerie"),
            Record("c", nom: " "),
            Record("d", codeInsee: "99999"),
            Record("a"),
            Record(""),
            With(Record("e"), "statut_de_diffusion", "false"),
            With(Record("f"), "categorie", "SIL")));

        Assert.Null(report.Failure);
        Assert.Equal(8, report.Read);
        // d: the code is unknown, postal code and name still tell the commune.
        Assert.Equal(2, report.Published);
        Assert.Equal(["categorie", "statut_de_diffusion", "type_gendarmerie"], report.NonPublie.Keys);
        Assert.Equal(["identifiant_absent", "identifiant_double", "nom_absent"], report.Rejected.Keys);
        Assert.Equal(3, report.Rejections.Count);
        Assert.Contains("enregistrement 3", report.Rejections[0].Place, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_id_that_no_database_holds_rejects_its_record_alone()
    {
        await using var atelier = new Atelier(sorte);
        var report = await atelier.ImportAsync(Annuaire(Record("a\0b"), Record("c")));

        Assert.Null(report.Failure);
        Assert.Equal(1, report.Rejected["texte_corrompu"]);
        Assert.Equal("ab", Assert.Single(report.Rejections).Id);
        Assert.Equal(["Mairie c"], (await atelier.PublishedAsync()).Select(lieu => lieu.Nom));
    }

    [Fact]
    public async Task A_type_that_the_table_does_not_know_is_not_published()
    {
        await using var atelier = new Atelier(sorte);
        var report = await atelier.ImportAsync(Annuaire(Record("a", type: "guichet_nouveau"), Record("b", type: "")));

        Assert.Equal(["type_inconnu"], report.NonPublie.Keys);
        Assert.Equal(["Mairie b"], (await atelier.PublishedAsync()).Select(lieu => lieu.Nom));
    }

    [Fact]
    public async Task A_remark_that_names_a_person_is_published_without_the_name()
    {
        await using var atelier = new Atelier(sorte);
        var record = Record("a");
        record["commentaire_plage_ouverture"] = "Urgences : appeler Mme Durand-Petit au 06 12 34 56 78. Madame le maire reçoit le samedi.";
        record["plage_ouverture"] = System.Text.Json.Nodes.JsonNode.Parse("""
            [{"nom_jour_debut":"Lundi","nom_jour_fin":"Lundi","valeur_heure_debut_1":"09:00:00","valeur_heure_fin_1":"12:00:00","commentaire":"avec M. Martin"},
             {"nom_jour_debut":"Mardi","nom_jour_fin":"Mercredi","valeur_heure_debut_1":"14:00:00","valeur_heure_fin_1":"10:15:00","commentaire":""}]
            """);
        await atelier.ImportAsync(Annuaire(record));
        var lieu = Assert.Single(await atelier.PublishedAsync());

        Assert.Equal(
            "mardi, mercredi : 14:00-10:15 (horaire à vérifier) ; lundi : avec [nom retiré] ; Urgences : appeler [nom retiré] au [numéro retiré]. Madame le maire reçoit le samedi.",
            lieu.HorairesNote);
        Assert.Equal("Mo 09:00-12:00 \"voir note\"", lieu.Horaires);
    }

    [Theory]
    [InlineData("windows-1252")]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    [InlineData("utf-8")]
    public async Task A_file_in_another_encoding_is_read_as_it_was_written(string encoding)
    {
        await using var atelier = new Atelier(sorte);
        var text = Annuaire(Record("a", nom: "Mairie de Château-Arnoux")).Replace("\\u00E2", "â", StringComparison.Ordinal);
        var codec = encoding == "windows-1252"
            ? System.Text.CodePagesEncodingProvider.Instance.GetEncoding(1252)!
            : System.Text.Encoding.GetEncoding(encoding);
        Assert.Contains("â", text, StringComparison.Ordinal);
        var report = await atelier.ImportAsync([.. codec.GetPreamble(), .. codec.GetBytes(text)]);

        Assert.Null(report.Failure);
        Assert.Equal("Mairie de Château-Arnoux", Assert.Single(await atelier.PublishedAsync()).Nom);
    }

    [Fact]
    public async Task A_quote_that_is_never_closed_refuses_the_whole_file()
    {
        await using var atelier = new Atelier(sorte);
        var source = atelier.Source with { Format = "standard-mediation-numerique" };
        const string Header = "id,nom,commune,code_postal\r\n";
        await atelier.ImportAsync(Header + "1,Un,Digne-les-Bains,04000\r\n2,Deux,Digne-les-Bains,04000\r\n", source: source);
        var report = await atelier.ImportAsync(Header + "1,\"Un,Digne-les-Bains,04000\r\n2,Deux,Digne-les-Bains,04000\r\n", source: source);

        Assert.Equal(IssueCodes.FichierTronque, report.Failure?.Issue.Code);
        Assert.Equal(2, (await atelier.PublishedAsync()).Count);
    }

    [Fact]
    public async Task The_same_file_again_writes_nothing()
    {
        await using var atelier = new Atelier(sorte);
        var text = Annuaire(Record("a"), Record("b", type: "gendarmerie"), Record("c", nom: ""));
        await atelier.ImportAsync(text);
        var before = await atelier.EntriesAsync();
        var again = await atelier.ImportAsync(text);

        Assert.Empty(again.Operations);
        Assert.Equal(3, again.Read);
        Assert.Equal(3, again.Unchanged);
        Assert.Equal(before.Select(entry => entry.Seq), (await atelier.EntriesAsync()).Select(entry => entry.Seq));
    }

    [Fact]
    public async Task A_changed_record_is_a_modification_that_names_its_fields()
    {
        await using var atelier = new Atelier(sorte);
        await atelier.ImportAsync(Annuaire(Record("a"), Record("b")));
        var report = await atelier.ImportAsync(Annuaire(Record("a"), Record("b", nom: "Mairie principale")));
        var change = Assert.Single(await atelier.EntriesAsync(2));

        Assert.Equal([Operation.Modification], report.Operations.Keys);
        Assert.Equal(3, change.Seq);
        Assert.Equal(["nom"], change.Champs);
        Assert.Equal("Mairie principale", change.Entite?.Nom);
        Assert.Equal(change.Date, change.Entite?.ModifieLe);
    }

    [Fact]
    public async Task A_record_gone_from_a_complete_file_is_withdrawn_and_comes_back_under_its_id()
    {
        await using var atelier = new Atelier(sorte);
        var all = Enumerable.Range(0, 10).Select(rank => Record($"r{rank}")).ToList();
        await atelier.ImportAsync(Annuaire(all.Select(record => record.DeepClone().AsObject())));
        var id = (await atelier.PublishedAsync())[0].Id;
        var without = await atelier.ImportAsync(Annuaire(all.Skip(1).Select(record => record.DeepClone().AsObject())));
        var tombstone = (await atelier.EntriesAsync()).Single(entry => entry.Id == id);
        var back = await atelier.ImportAsync(Annuaire(all.Select(record => record.DeepClone().AsObject())));

        Assert.Equal([Operation.Suppression], without.Operations.Keys);
        Assert.Equal((Operation.Suppression, null), (tombstone.Operation, tombstone.Entite));
        Assert.Equal([Operation.Retour], back.Operations.Keys);
        Assert.Equal(10, (await atelier.PublishedAsync()).Count);
        Assert.Contains(id, (await atelier.PublishedAsync()).Select(lieu => lieu.Id));
    }

    [Fact]
    public async Task An_incomplete_source_withdraws_nothing()
    {
        await using var atelier = new Atelier(sorte);
        var source = atelier.Source with { Complete = false };
        await atelier.ImportAsync(Annuaire(Record("a"), Record("b")), source: source);
        await atelier.ImportAsync(Annuaire(Record("b")), source: source);

        Assert.Equal(2, (await atelier.PublishedAsync()).Count);
    }

    [Theory]
    [InlineData(8, true)]
    [InlineData(7, false)]
    [InlineData(0, false)]
    public async Task A_file_that_shrinks_by_more_than_the_threshold_is_refused_whole(int left, bool accepted)
    {
        await using var atelier = new Atelier(sorte);
        await atelier.ImportAsync(Annuaire(Enumerable.Range(0, 10).Select(rank => Record($"r{rank}"))));
        var text = Annuaire(Enumerable.Range(0, left).Select(rank => Record($"r{rank}")));
        var report = await atelier.ImportAsync(text);

        Assert.Equal(accepted, report.Failure is null);
        Assert.Equal(accepted ? left : 10, (await atelier.PublishedAsync()).Count);
        if (!accepted)
        {
            Assert.Equal(left == 0 ? IssueCodes.SourceVidee : IssueCodes.BaisseSuspecte, report.Failure?.Issue.Code);
            Assert.Null((await atelier.ImportAsync(text, new ImportOptions { AcceptDrop = true })).Failure);
            Assert.Equal(left, (await atelier.PublishedAsync()).Count);
        }
    }

    public static TheoryData<string, byte[], string> BrokenFiles()
    {
        var whole = Annuaire(Enumerable.Range(0, 50).Select(rank => Record($"n{rank}")));
        var gzip = Gzip(whole);
        var corrupted = (byte[])gzip.Clone();
        corrupted[gzip.Length / 2] ^= 0xFF;
        return new TheoryData<string, byte[], string>
        {
            { "gzip cut in the middle", gzip[..(gzip.Length / 2)], "fichier_tronque" },
            { "gzip without its last byte", gzip[..^1], "fichier_tronque" },
            { "gzip with a wrong byte", corrupted, "fichier_illisible" },
            { "JSON cut in the middle", System.Text.Encoding.UTF8.GetBytes(whole[..(whole.Length / 2)]), "fichier_tronque" },
            { "JSON without its last brace", System.Text.Encoding.UTF8.GetBytes(whole[..^1]), "fichier_tronque" },
            { "HTML page", "<!doctype html><html><body>Service indisponible</body></html>"u8.ToArray(), "fichier_html" },
            { "empty file", [], "fichier_vide" },
            { "blank file", "  \n "u8.ToArray(), "fichier_vide" },
            { "another JSON", "{\"results\": {\"a\": 1}}"u8.ToArray(), "fichier_sans_liste" },
            { "text", "bonjour"u8.ToArray(), "fichier_illisible" },
        };
    }

    [Theory]
    [MemberData(nameof(BrokenFiles))]
    public async Task A_broken_file_says_where_and_changes_nothing(string what, byte[] bytes, string code)
    {
        await using var atelier = new Atelier(sorte);
        await atelier.ImportAsync(Annuaire(Record("a"), Record("b")));
        var report = await atelier.ImportAsync(bytes);

        Assert.NotNull(report.Failure);
        Assert.True(code == report.Failure.Issue.Code.Code || (what.Contains("wrong byte", StringComparison.Ordinal) && report.Failure.Issue.Code.Code.StartsWith("fichier_", StringComparison.Ordinal)), report.Failure.ToString());
        Assert.Contains(atelier.File, report.Failure.Place, StringComparison.Ordinal);
        Assert.Equal(["Mairie a", "Mairie b"], (await atelier.PublishedAsync()).Select(lieu => lieu.Nom));
        Assert.Equal(2, (await atelier.Store.HeadAsync(TestContext.Current.CancellationToken)).Seq);
    }

    [Fact]
    public async Task A_missing_file_is_said_by_name()
    {
        await using var atelier = new Atelier(sorte);
        await atelier.ImportAsync(Annuaire(Record("a")));
        var report = await atelier.ImportAsync("", new ImportOptions { File = "/nulle/part.json" });

        Assert.Equal(IssueCodes.FichierIntrouvable, report.Failure?.Issue.Code);
        Assert.Contains("/nulle/part.json", report.Failure?.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_dry_run_says_what_would_change_and_changes_nothing()
    {
        await using var atelier = new Atelier(sorte);
        var report = await atelier.ImportAsync(Annuaire(Record("a")), new ImportOptions { DryRun = true });

        Assert.Equal(1, report.Operations[Operation.Creation]);
        Assert.Empty(await atelier.PublishedAsync());
        Assert.Equal(0, (await atelier.Store.HeadAsync(TestContext.Current.CancellationToken)).Seq);
    }

    [Fact]
    public async Task Names_of_individuals_are_never_stored()
    {
        await using var atelier = new Atelier(sorte);
        var record = Record("a");
        record["affectation_personne"] = System.Text.Json.Nodes.JsonNode.Parse("""[{"personne":{"nom":"Secretissime","prenom":"Alix"},"fonction":"Maire"}]""");
        record["adresse_courriel"] = new System.Text.Json.Nodes.JsonArray("mairie.personne.masquee@digne.fr", "contact@digne.fr");
        await atelier.ImportAsync(Annuaire(record));

        var lieu = Assert.Single(await atelier.PublishedAsync());
        Assert.Equal(["contact@digne.fr"], lieu.Courriels);
        Assert.DoesNotContain("Secretissime", atelier.Base.Everything(), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_record_of_the_sample_is_accounted_for()
    {
        var reports = Territoire.Current.Reports.ToDictionary(report => report.Source);

        Assert.Equal((341, 269, 72, 0), Counts(reports["annuaire-04"]));
        Assert.Equal((47, 47, 0, 0), Counts(reports["hub-du-sud-04"]));
        Assert.Equal((16, 16, 0, 0), Counts(reports["france-services-04"]));
        Assert.Equal((124, 124, 0, 0), Counts(reports["regionsud-04"]));
    }

    [Fact]
    public async Task A_file_of_changes_may_hold_nothing_and_may_not_empty_what_it_names()
    {
        await using var atelier = new Atelier(sorte);
        var source = atelier.Source with { Complete = false };
        await atelier.ImportAsync(Annuaire(Enumerable.Range(0, 10).Select(rank => Record($"r{rank}"))), source: source);
        Assert.Null((await atelier.ImportAsync(Annuaire(), source: source)).Failure);
        var emptied = await atelier.ImportAsync(Annuaire(Enumerable.Range(0, 10).Select(rank => Record($"r{rank}", ""))), source: source);

        Assert.Equal("baisse_suspecte", emptied.Failure?.Issue.Code.Code);
        Assert.Equal(10, (await atelier.PublishedAsync()).Count);
    }

    [Fact]
    [Trait("Category", "Corpus")]
    public async Task The_annuaire_of_all_France_is_read_to_the_last_record()
    {
        await using var atelier = new Atelier(sorte);
        var options = new ImportOptions { File = Path.Combine(Corpus.Dossier, "service-public/annuaire-v4/2017-france-data.gouv_local.json.gz") };
        var source = atelier.Source with { Identifiant = "ancien_code_pivot" };
        var first = await atelier.ImportAsync("", options, source);
        var again = await atelier.ImportAsync("", options, source);

        Assert.Equal((56_794, 47_097, 9_697, 0), Counts(first));
        Assert.Equal((56_794, 47_097, 9_697, 0), Counts(again));
        // Some 200 records tell a lieu that another one tells already: a point d'information famille and its host, a mairie listed twice.
        Assert.Equal(46_892, first.Operations[Operation.Creation]);
        Assert.Empty(again.Operations);
        Assert.Equal(56_794, again.Unchanged);
    }

    private static (long Read, long Published, long NonPublie, long Rejected) Counts(ImportReport report) =>
        (report.Read, report.Published, report.NonPublie.Values.Sum(), report.Rejected.Values.Sum());

    private static System.Text.Json.Nodes.JsonObject With(System.Text.Json.Nodes.JsonObject record, string name, string value)
    {
        record[name] = value;
        return record;
    }
}

public sealed class PipelineOnSqliteTests() : PipelineTests(SorteDeBase.Sqlite);

public sealed class PipelineOnPostgresTests() : PipelineTests(SorteDeBase.Postgres);
