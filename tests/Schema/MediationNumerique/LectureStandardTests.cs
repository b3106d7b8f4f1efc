using System.Text;
using System.Text.Json;
using Maillage.Schema.Lieux;
using Maillage.Schema.MediationNumerique;
using Maillage.Schema.Parsing;
using Maillage.Tests.Support;

namespace Maillage.Tests.Schema.MediationNumerique;

public sealed class LectureStandardTests
{
    [Fact]
    public void The_example_of_v1_is_read_whole()
    {
        var (lieu, issues) = One(File.ReadAllBytes(EcritureStandardTests.Fichier("exemple-valide-v1.csv")));
        Assert.Empty(issues);
        Assert.Equal(("structure-1", "43493312300029", "Anonymal", "43.52609"), (lieu.Id, lieu.Pivot, lieu.Nom, lieu.Latitude));
        Assert.Equal(["TIERS_LIEUX", "ASSO"], lieu.Typologie);
        Assert.Equal(["contact@laquincaillerie.tl", "responsable@laquincaillerie.tl"], lieu.Courriels);
        Assert.Equal(["Jeunes", "Femmes"], lieu.PublicsSpecifiquementAdresses);
        Assert.Equal(["Surdité", "Illettrisme", "Langues étrangères (anglais)"], lieu.PriseEnChargeSpecifique);
        Assert.Equal(["Gratuit sous condition", "Payant"], lieu.FraisACharge);
        Assert.Equal(["Formé à « Mon Espace Santé »", "Arnia/MedNum BFC (Bourgogne-Franche-Comté)"], lieu.FormationsLabels);
        Assert.Equal(["Dans un atelier collectif", "À distance", "En autonomie", "Accompagnement individuel"], lieu.ModalitesAccompagnement);
    }

    [Fact]
    public void The_example_of_v0_is_translated()
    {
        var (lieu, issues) = One(File.ReadAllBytes(EcritureStandardTests.Fichier("exemple-valide-v0.1.1.csv")));
        Assert.All(issues, issue => Assert.Equal("valeur_traduite", issue.Code.Code));
        Assert.Equal(["Aide aux démarches administratives", "Maîtrise des outils numériques du quotidien"], lieu.Services);
        Assert.Equal(["Familles et/ou enfants"], lieu.PublicsSpecifiquementAdresses);
        Assert.Equal(["Déficience visuelle"], lieu.PriseEnChargeSpecifique);
        Assert.Equal(["Payant", "Gratuit sous condition"], lieu.FraisACharge);
        Assert.Equal(["France Services", "Point d'accès numérique CAF"], lieu.DispositifProgrammesNationaux);
        Assert.Equal(["APTIC", "SudLabs", "Nièvre médiation numérique"], lieu.AutresFormationsLabels.Order(StringComparer.Ordinal).OrderBy(label => label != "APTIC").ThenByDescending(label => label));
        Assert.Equal(["En autonomie", "Accompagnement individuel"], lieu.ModalitesAccompagnement);
        Assert.Equal(["contact@laquincaillerie.tl"], lieu.Courriels);
        Assert.StartsWith("https://acceslibre.beta.gouv.fr/", lieu.FicheAccesLibre, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("frais_a_charge", "Gratuit|Payant", "Gratuit|Payant")]
    [InlineData("frais_a_charge", "Gratuit;Payant", "Gratuit|Payant")]
    [InlineData("frais_a_charge", "Gratuit, Payant", "Gratuit|Payant")]
    [InlineData("frais_a_charge", "gratuit | PAYANT | Gratuit", "Gratuit|Payant")]
    [InlineData("frais_a_charge", "Gratuit, inconnu", "Gratuit, inconnu")]
    [InlineData("conditions_acces", "Gratuit sous condition : La gratuité est conditionnée à des critères (situation familiale, convention avec un organisme social...)", "Gratuit sous condition")]
    [InlineData("conditions_access", "Adhésion", "Payant")]
    [InlineData("Conditions Accès", "Payant : L’accès au lieu et/ou à ses services est payant", "Payant")]
    public void Closed_lists_are_split_at_any_separator_that_is_no_part_of_a_value(string column, string cell, string expected)
    {
        var (lieu, _) = One(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(new[] { new Dictionary<string, string> { ["nom"] = "a", [column] = cell } })));
        Assert.Equal(expected, string.Join('|', lieu.FraisACharge));
    }

    [Theory]
    [InlineData("Ce lieu n'accueille pas de public")]
    [InlineData("Ce lieu n’accueille pas de public")]
    public void Both_apostrophes_are_the_same(string value)
    {
        var (lieu, issues) = One(Encoding.UTF8.GetBytes($"nom;modalites_acces\na;{value}\n"));
        Assert.Equal(["Ce lieu n'accueille pas de public"], lieu.ModalitesAcces);
        Assert.Empty(issues);
    }

    [Theory]
    [InlineData(",", "\n", 65001)]
    [InlineData(";", "\r\n", 65001)]
    [InlineData("\t", "\r", 65001)]
    [InlineData("|", "\n", 65001)]
    [InlineData(";", "\r\n", 1252)]
    [InlineData(",", "\n", 1252)]
    public void A_csv_is_read_whatever_its_delimiter_line_end_and_encoding(string delimiter, string end, int codePage)
    {
        var encoding = CodePagesEncodingProvider.Instance.GetEncoding(codePage) ?? new UTF8Encoding(false);
        var text = $"id{delimiter}Nom{delimiter}adresse{delimiter}services{end}1{delimiter}Médiathèque d’été{delimiter}\"1, rue; du \"\"Port\"\"\"{delimiter}Aide aux démarches administratives;Loisirs et créations numériques{end}";
        if (delimiter == ";")
        {
            text = text.Replace("administratives;Loisirs", "administratives|Loisirs", StringComparison.Ordinal);
        }

        var (lieu, _) = One(encoding.GetBytes(text));
        Assert.Equal(("1", "Médiathèque d’été", "1, rue; du \"Port\""), (lieu.Id, lieu.Nom, lieu.Adresse));
        Assert.Equal(["Aide aux démarches administratives", "Loisirs et créations numériques"], lieu.Services);
    }

    [Theory]
    [InlineData("nom\na")]
    [InlineData("[{\"nom\":\"a\"}]")]
    [InlineData("{\"donnees\":[{\"nom\":\"a\"}]}")]
    public void A_byte_order_mark_is_no_part_of_the_data(string text)
    {
        Assert.Equal("a", One(Encoding.UTF8.GetBytes("\uFEFF" + text)).Lieu.Nom);
    }

    [Theory]
    [InlineData("a;b;c\n1;2;3\n", "colonnes_inconnues")]
    [InlineData("", "fichier_vide")]
    [InlineData("<html></html>", "fichier_html")]
    [InlineData("{\"records\":[]}", "fichier_sans_liste")]
    public void A_file_that_is_not_of_the_standard_says_why(string text, string code)
    {
        var item = Assert.Single(LectureStandard.Read(new MemoryStream(Encoding.UTF8.GetBytes(text))));
        Assert.Null(item.Record);
        Assert.Equal(code, Assert.Single(item.Issues).Code.Code);
    }

    [Fact]
    public void Columns_of_v0_and_v1_may_stand_side_by_side()
    {
        var (lieu, _) = One(Encoding.UTF8.GetBytes(
            "[{\"nom\":\"a\",\"services\":\"Aide aux démarches administratives|Créer avec le numérique\",\"publics_accueillis\":\"Adultes;Seniors (+ 65 ans);Surdité\",\"publics_specifiquement_adresses\":\"Jeunes\"}]"));
        Assert.Equal(["Aide aux démarches administratives", "Loisirs et créations numériques"], lieu.Services);
        Assert.Equal(["Jeunes", "Seniors"], lieu.PublicsSpecifiquementAdresses.Order(StringComparer.Ordinal));
        Assert.Equal(["Surdité"], lieu.PriseEnChargeSpecifique);
    }

    [Fact]
    [Trait("Category", "Corpus")]
    public void The_services_of_real_v0_files_become_those_of_their_v1_files()
    {
        var (kept, total, lost) = (0, 0, new SortedDictionary<string, int>());
        foreach (var file in new[] { "20230517-hub-du-sud-paca.json", "20240320-nouvelle-caledonie.json" })
        {
            var current = Read(Path.Combine(Corpus.Dossier, "national", "standard", "v1", file)).ToLookup(cells => cells.GetValueOrDefault("id"));
            foreach (var former in Read(Path.Combine(Corpus.Dossier, "national", "standard", "v0", file)))
            {
                if (current[former.GetValueOrDefault("id")].ToList() is not [var same] || !former.TryGetValue("services", out var services))
                {
                    continue;
                }

                var expected = same.GetValueOrDefault("services", "").Split('|');
                foreach (var service in services.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
                {
                    var translated = LectureStandard.ToRawLieu(new Dictionary<string, string> { ["services"] = service }, []).Services;
                    var found = translated is [var one] && expected.Contains(one);
                    (kept, total) = (kept + (found ? 1 : 0), total + 1);
                    if (!found)
                    {
                        lost[service] = lost.GetValueOrDefault(service) + 1;
                    }
                }
            }
        }

        Assert.Equal("2657/2665 Promouvoir la citoyenneté numérique 8", $"{kept}/{total} {string.Join(", ", lost.OrderByDescending(pair => pair.Value).Select(pair => $"{pair.Key} {pair.Value}"))}");
    }

    [Theory]
    [Trait("Category", "Corpus")]
    [InlineData("v0/20230517-hub-du-sud-paca.json", 646)]
    [InlineData("v0/20240320-nouvelle-caledonie.json", 90)]
    [InlineData("v0/bus-france-services-charente.json", 12)]
    [InlineData("v1/20230517-hub-du-sud-paca.json", 646)]
    [InlineData("v1/20240320-nouvelle-caledonie.json", 90)]
    public void Every_record_of_a_real_file_is_read(string file, int records)
    {
        using var stream = File.OpenRead(Path.Combine(Corpus.Dossier, "national", "standard", file));
        var items = LectureStandard.Read(stream).ToList();
        Assert.Equal(records, items.Count(item => item.Record?.Nom is not null));
        Assert.DoesNotContain(items, item => item.Issues.Any(issue => issue.IsFatal));
    }

    private static List<SortedDictionary<string, string>> Read(string path)
    {
        using var stream = File.OpenRead(path);
        return [.. LectureStandard.ReadCells(stream).Select(item => item.Record).OfType<SortedDictionary<string, string>>()];
    }

    private static (RawLieu Lieu, IReadOnlyList<Issue> Issues) One(byte[] bytes)
    {
        var item = Assert.Single(LectureStandard.Read(new MemoryStream(bytes)));
        Assert.NotNull(item.Record);
        return (item.Record, item.Issues);
    }
}
