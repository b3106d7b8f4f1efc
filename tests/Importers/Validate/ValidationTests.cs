using System.Globalization;
using System.Text;
using Maillage.Importers.Validate;
using Maillage.Schema.Fields;
using Maillage.Schema.Lieux;
using Maillage.Schema.MediationNumerique;
using Maillage.Schema.Parsing;
using Maillage.Schema.Publication;
using Maillage.Tests.Schema.Formats;
using Maillage.Tests.Support;

namespace Maillage.Tests.Importers.Validate;

public sealed class ValidationTests
{
    private const string Standard = "mediation-numerique";

    private static readonly DateOnly Today = new(2026, 11, 22);

    // A row that respects the standard to the letter, and that no normaliser changes.
    internal static readonly Dictionary<string, string> Good = new()
    {
        ["id"] = "1",
        ["pivot"] = "00000000000000",
        ["nom"] = "Médiathèque",
        ["commune"] = "Digne-les-Bains",
        ["code_postal"] = "04000",
        ["code_insee"] = "04070",
        ["adresse"] = "1 place de la Mairie",
        ["date_maj"] = "2026-04-02",
    };

    [Fact]
    public void A_good_file_is_valid_and_its_repaired_file_says_the_same()
    {
        var (report, repaired, repairs) = Check(Csv(Good));

        Assert.True(report.IsValid);
        Assert.Equal((1, 1, 0, 0, 0), (report.Records, report.AsIs, report.Repairable, report.ToCorrect, report.IssueCount));
        Assert.StartsWith(string.Join(',', RecordShape.Of<LieuMediationNumerique>().Fields.Select(field => field.Name)), repaired, StringComparison.Ordinal);
        Assert.Equal(0, report.RepairCount);
        Assert.Single(repairs.TrimEnd().Split('\n'));
    }

    /// <summary>Field, what is written, then: code, effect, does the schema refuse it, what to write instead.</summary>
    public static TheoryData<string, string, string, Effect, bool, string?> Valeurs => new()
    {
        // What the schema refuses and we repair.
        { "code_postal", "4000", "code_postal_repare", Effect.Repaired, true, "04000" },
        { "code_postal", "", "valeur_completee", Effect.Repaired, true, "04000" },
        { "pivot", "", "valeur_completee", Effect.Repaired, true, "00000000000000" },
        { "telephone", "04 92 30 52 00", "mise_en_forme", Effect.Repaired, true, "+33492305200" },
        { "date_maj", "02/04/2026", "mise_en_forme", Effect.Repaired, true, "2026-04-02" },
        { "frais_a_charge", "gratuit", "mise_en_forme", Effect.Repaired, true, "Gratuit" },
        { "services", "Aide aux démarches administratives; Parentalité et éducation avec le numérique", "mise_en_forme", Effect.Repaired, true, "Aide aux démarches administratives|Parentalité et éducation avec le numérique" },
        { "services", "Prendre en main un ordinateur", "valeur_traduite", Effect.Repaired, true, "Maîtrise des outils numériques du quotidien" },
        { "latitude", "44,0925", "mise_en_forme", Effect.Repaired, true, "44.0925" },
        // What the schema refuses and nobody can guess, in a field that may stay empty.
        { "telephone", "3646", "motif_non_respecte", Effect.LeftOut, true, null },
        { "telephone", "04 92", "telephone_invalide", Effect.LeftOut, true, null },
        { "frais_a_charge", "Gratuits sous conditions", "hors_vocabulaire", Effect.LeftOut, true, "Gratuit sous condition" },
        // An unanchored pattern would let this through: it ends well.
        { "frais_a_charge", "n'importe quoi|Gratuit", "hors_vocabulaire", Effect.LeftOut, true, null },
        // What only a person can correct.
        { "nom", "", "nom_absent", Effect.ToCorrect, true, null },
        { "id", "", "champ_requis", Effect.ToCorrect, true, null },
        { "adresse", "", "champ_requis", Effect.ToCorrect, true, null },
        { "adresse", "néant", "champ_requis", Effect.ToCorrect, true, null },
        { "date_maj", "", "champ_requis", Effect.ToCorrect, true, null },
        { "date_maj", "hier", "date_invalide", Effect.ToCorrect, true, null },
        { "date_maj", "2099-01-01", "date_future", Effect.ToCorrect, true, null },
        { "date_maj", "1970-01-01", "date_inconnue", Effect.ToCorrect, true, null },
        // What the schema lets through, and is wrong.
        { "presentation_detail", "M\uFFFDdiath\uFFFDque", "texte_corrompu", Effect.LeftOut, true, null },
        { "pivot", "43493312300028", "siret_invalide", Effect.Repaired, false, "00000000000000" },
        { "site_web", "example.fr", "url_reparee", Effect.Repaired, false, "https://example.fr" },
        { "adresse", "=A1&B1", "formule", Effect.ToCorrect, true, null },
    };

    [Theory]
    [MemberData(nameof(Valeurs))]
    public void Each_value_is_judged_by_the_schema_and_by_the_normalisers(string field, string cell, string code, Effect effect, bool breaks, string? proposal)
    {
        var cells = new Dictionary<string, string>(Good) { [field] = cell };
        if (field == "latitude")
        {
            cells["longitude"] = "6.2357";
        }

        var (report, _, _) = Check(Csv(cells));

        var issue = Assert.Single(report.Issues, issue => issue.Code.Code == code);
        Assert.Equal((field, field, "ligne 2", 2L), (issue.Field, issue.Column, issue.Place, issue.Line));
        Assert.Equal((effect, breaks), (issue.Effect, issue.Breaks));
        Assert.True(proposal is null ? issue.Proposal is null : issue.Proposal?.StartsWith(proposal, StringComparison.Ordinal) == true, $"« {issue.Proposal} »");
        Assert.False(string.IsNullOrEmpty(issue.Rule));
        Assert.Equal(effect == Effect.ToCorrect ? 1 : 0, report.ToCorrect);
        Assert.Equal(!breaks, report.IsValid);
    }

    [Fact]
    public void A_row_that_cannot_be_published_breaks_the_file_even_when_its_schema_is_respected()
    {
        var (report, _, _) = Check(Csv(new Dictionary<string, string>(Good) { ["commune"] = "Trifouilly", ["code_postal"] = "99999", ["code_insee"] = "" }));

        Assert.False(report.IsValid);
        Assert.Equal(["commune : " + IssueCodes.CommuneIntrouvable.Libelle], Assert.Single(report.LinesToCorrect).Reasons);
        Assert.Equal("Médiathèque", report.LinesToCorrect[0].Name);
    }

    [Fact]
    public void Columns_are_told_unknown_former_misnamed_or_missing()
    {
        var (report, repaired, _) = Check("id;pivot;Nom;comune;code postal;adresse;courriel;date_maj;couleur\n1;00000000000000;Mairie;Digne-les-Bains;04000;1 rue;a@example.fr;2026-01-01;bleu\n");

        Assert.Equal(
            ["C nom colonne_mal_nommee nom", "D * colonne_inconnue commune", "E code_postal colonne_mal_nommee code_postal", "G courriels colonne_ancienne courriels", "I * colonne_inconnue ", " commune colonne_absente commune"],
            report.Issues.Where(issue => issue.Place == "fichier").Select(issue => $"{issue.Letter} {issue.Field} {issue.Code.Code} {issue.Proposal}"));
        Assert.Equal(["commune"], report.MissingColumns);
        Assert.Equal((0, 1), (report.AsIs, report.Records));
        Assert.False(report.IsValid);
        Assert.NotEmpty(repaired);
    }

    [Fact]
    public void An_id_seen_twice_is_said_with_its_first_line_and_the_first_record_is_kept()
    {
        var (report, repaired, _) = Check(Csv(Good, new Dictionary<string, string>(Good) { ["nom"] = "Préfecture" }, new Dictionary<string, string>(Good) { ["id"] = "2" }));

        var issue = Assert.Single(report.Issues);
        Assert.Equal(("identifiant_double", "1", 3L), (issue.Code.Code, issue.Value, issue.Line));
        Assert.Contains("ligne 2", issue.Proposal, StringComparison.Ordinal);
        Assert.DoesNotContain("Préfecture", repaired, StringComparison.Ordinal);
        Assert.Equal((2, 1), (report.AsIs, report.ToCorrect));
    }

    [Fact]
    public void The_summary_of_a_field_adds_up()
    {
        string[] phones = ["+33492305200", "04 92 30 52 00", "3646", ""];
        var (report, _, _) = Check(Csv([.. phones.Select((phone, index) => new Dictionary<string, string>(Good) { ["id"] = $"{index}", ["telephone"] = phone })]));

        var phone = Assert.Single(report.Fields, field => field.Field == "telephone");
        Assert.Equal((3, 1, 1, 1), (phone.Filled, phone.Valid, phone.Repaired, phone.LeftOut));
        Assert.Equal((2, 2), (report.AsIs, report.Repairable));
    }

    [Fact]
    public void A_name_that_is_taken_out_is_quoted_nowhere()
    {
        var (report, repaired, repairs) = Check(Csv(new Dictionary<string, string>(Good)
        {
            ["nom"] = "Mairie - Madame Untel",
            ["presentation_detail"] = "<p>Demander Madame Untel au 06 00 00 00 00</p>",
            ["presentation_resume"] = new string('a', 300) + " Madame Untel",
        }));

        Assert.Contains(report.Issues, issue => issue.Code == IssueCodes.PersonneRetiree);
        foreach (var text in new[] { repaired, repairs, string.Join('\n', report.Issues), string.Join('\n', report.LinesToCorrect) })
        {
            Assert.DoesNotContain("Untel", text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Every_repair_is_listed_before_and_after_and_no_spreadsheet_computes_it()
    {
        var (_, repaired, repairs) = Check(Csv(new Dictionary<string, string>(Good) { ["telephone"] = "04 92 30 52 00", ["presentation_resume"] = " -1+1", ["date_maj"] = "02/04/2026" }));

        Assert.Equal(
            ["ligne,place,id,champ,avant,apres,code", "2,ligne 2,1,telephone,04 92 30 52 00,'+33492305200,mise_en_forme", "2,ligne 2,1,presentation_resume,' -1+1,'-1+1,mise_en_forme", "2,ligne 2,1,date_maj,02/04/2026,2026-04-02,mise_en_forme"],
            repairs.TrimEnd().Split("\r\n"));
        Assert.Contains(",+33492305200,", repaired, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<html>503</html>", "fichier_html")]
    [InlineData("", "fichier_vide")]
    [InlineData("couleur;taille\nbleu;1\n", "colonnes_inconnues")]
    [InlineData("[{\"id\":1},", "fichier_tronque")]
    public void A_file_that_cannot_be_read_says_why(string text, string code)
    {
        var (report, _, _) = Check(text);
        Assert.Equal(code, report.Failure?.Code.Code);
        Assert.False(report.IsValid);
    }

    [Fact]
    public void The_same_lieu_is_judged_the_same_in_every_kind_of_table()
    {
        var cells = new Dictionary<string, string>(Good) { ["telephone"] = "04 92 30 52 00", ["date_maj"] = "hier" };
        var json = "{" + string.Join(',', cells.Select(pair => $"\"{pair.Key}\":\"{pair.Value}\"")) + "}";
        byte[][] files =
        [
            Encoding.UTF8.GetBytes(Csv(cells)),
            Encoding.UTF8.GetBytes($"[{json}]"),
            Encoding.UTF8.GetBytes(json + "\n"),
            Encoding.UTF8.GetBytes($"{{\"type\":\"FeatureCollection\",\"features\":[{{\"type\":\"Feature\",\"geometry\":null,\"properties\":{json}}}]}}"),
            Classeur.DeTextes([.. cells.Keys], [.. cells.Values]),
        ];
        foreach (var file in files)
        {
            var (report, _, _) = Check(file, Standard);
            Assert.Equal(["telephone mise_en_forme", "date_maj date_invalide"], report.Issues.Select(issue => $"{issue.Field} {issue.Code.Code}"));
        }
    }

    [Theory]
    [InlineData("csv")]
    [InlineData("json")]
    [InlineData("geojson")]
    public void Our_own_example_of_a_lieu_is_valid_and_comes_back_whole(string format)
    {
        var example = FichiersDeSchema.Exemple<Lieu>() with
        {
            Fermetures = [new Fermeture { Debut = new DateOnly(2026, 8, 1), Fin = new DateOnly(2026, 8, 15), Motif = "congés" }],
        };
        var (report, repaired, _) = Check(EcrireLireTests.Write(format, [example]), "lieu");

        Assert.Equal([], report.Issues.Where(issue => issue.Breaks).Select(issue => $"{issue.Place} {issue.Field} {issue.Code.Code} {issue.Value}"));
        var back = Assert.Single(Maillage.Schema.Formats.CsvFormat.Read<Lieu>(new MemoryStream(Encoding.UTF8.GetBytes(repaired)))).Record;
        Assert.NotNull(back);
        Assert.Equal([], RecordShape.Of<Lieu>().Differences(example, back));
    }

    [Fact]
    public void A_lieu_with_an_id_of_the_sender_s_own_takes_a_lasting_one()
    {
        var (report, first, _) = Check(Encoding.UTF8.GetBytes("id;nom;code_insee;commune;code_departement;code_region\nm1;Mairie;04070;Digne-les-Bains;04;93\n"), "lieu");
        var (_, second, _) = Check(Encoding.UTF8.GetBytes("id;nom;code_insee;commune;code_departement;code_region\nm1;Mairie;04070;Digne-les-Bains;04;93\n"), "lieu");

        Assert.Equal(LieuId.Nouveau("fichier", "m1"), Assert.Single(report.Issues).Proposal);
        Assert.Equal(first, second);
        Assert.True(Check(Encoding.UTF8.GetBytes(first), "lieu").Report.IsValid);
    }

    [Fact]
    public void Only_the_first_issues_are_kept_and_all_are_counted()
    {
        var rows = string.Concat(Enumerable.Range(1, 500).Select(rank => string.Create(CultureInfo.InvariantCulture, $"{rank};Mairie;04000;hier\n")));
        using var input = new MemoryStream(Encoding.UTF8.GetBytes("id;nom;code_postal;date_maj\n" + rows));
        var report = Validation.Run(input, Standard, new ValidationOptions { Today = Today, IssuesKept = 10 }, TestContext.Current.CancellationToken);

        Assert.Equal(10, report.Issues.Count);
        Assert.True(report.IssueCount > 500, $"{report.IssueCount}");
        Assert.Equal(500, report.Problems.First(problem => problem.Example.Code == IssueCodes.CommuneIntrouvable).Count);
    }

    [Fact]
    [Trait("Category", "Corpus")]
    public void What_is_repaired_of_the_real_files_is_valid()
    {
        var files = Directory.EnumerateFiles(Path.Combine(Corpus.Dossier, "national", "standard"), "*", SearchOption.AllDirectories)
            .Where(path => !path.Contains("schemas", StringComparison.Ordinal)).ToList();
        Assert.True(files.Count >= 7, $"{files.Count}");
        foreach (var path in files)
        {
            foreach (var schema in Validation.Schemas)
            {
                var (report, repaired, _) = Check(File.ReadAllBytes(path), schema);
                Assert.Null(report.Failure);
                if (report.AsIs + report.Repairable > 0)
                {
                    var (again, _, _) = Check(Encoding.UTF8.GetBytes(repaired), schema);
                    Assert.Equal([], again.Issues.Where(issue => issue.Breaks).Select(issue => $"{path} {schema} {issue}"));
                    Assert.True(again.IsValid);
                    Assert.Equal(report.AsIs + report.Repairable, again.Records);
                }
            }
        }
    }

    private static string Csv(params Dictionary<string, string>[] rows)
    {
        var names = rows.SelectMany(row => row.Keys).Distinct().ToList();
        return string.Join(';', names) + "\n" + string.Concat(rows.Select(row => string.Join(';', names.Select(name => Quoted(row.GetValueOrDefault(name, "")))) + "\n"));
    }

    private static string Quoted(string cell) => cell.Contains(';', StringComparison.Ordinal) ? $"\"{cell}\"" : cell;

    private static (ValidationReport Report, string Repaired, string Repairs) Check(string text) => Check(Encoding.UTF8.GetBytes(text), Standard);

    private static (ValidationReport Report, string Repaired, string Repairs) Check(byte[] bytes, string schema)
    {
        using var repaired = new MemoryStream();
        using var repairs = new MemoryStream();
        var report = Validation.Run(new MemoryStream(bytes), schema, new ValidationOptions { Today = Today, Repaired = repaired, Repairs = repairs }, TestContext.Current.CancellationToken);
        Assert.Equal(report.Records, report.AsIs + report.Repairable + report.ToCorrect);
        Assert.All(report.Fields, field => Assert.Equal(field.Filled, field.Valid + field.Repaired + field.LeftOut));
        return (report, Encoding.UTF8.GetString(repaired.ToArray()), Encoding.UTF8.GetString(repairs.ToArray()));
    }
}
