using System.Text;
using System.Text.Json.Nodes;
using FsCheck.Fluent;
using Maillage.Schema.Demarches;
using Maillage.Schema.Fields;
using Maillage.Schema.Lieux;
using Maillage.Schema.MediationNumerique;
using Maillage.Schema.Publication;
using Maillage.Tests.Schema.Formats;
using Maillage.Tests.Support;

namespace Maillage.Tests.Schema.Publication;

/// <summary>The published schemas, asked of independent validators: they accept what we write and refuse what is wrong.</summary>
public sealed class SchemasTests
{
    [Fact]
    public async Task The_json_schemas_accept_the_example_and_any_valid_record_as_written()
    {
        Assert.Equal([], await Refused(JeuDeDonnees.Demarche, [FichiersDeSchema.Exemple<Demarche>(), .. Loi.Echantillon(Arbitraires.Valide<Demarche>(), 200)]));
        Assert.Equal([], await Refused(JeuDeDonnees.Lieu, [FichiersDeSchema.Exemple<Lieu>(), .. Loi.Echantillon(Arbitraires.Valide<Lieu>(), 200)]));
        Assert.Equal([], await Refused(
            JeuDeDonnees.MediationNumerique,
            [FichiersDeSchema.Exemple<LieuMediationNumerique>(), .. Loi.Echantillon(Arbitraires.Valide<LieuMediationNumerique>(), 200)]));
    }

    [Theory]
    [InlineData("id", "null")]
    [InlineData("id", "\"pas-un-uuid\"")]
    [InlineData("nom", "null")]
    [InlineData("nom", "5")]
    [InlineData("code_postal", "\"4000\"")]
    [InlineData("code_postal", "\"x04000\"")]
    [InlineData("code_insee", "\"20004\"")]
    [InlineData("latitude", "90.5")]
    [InlineData("latitude", "\"44.09\"")]
    [InlineData("longitude", "-181")]
    [InlineData("typologie", "null")]
    [InlineData("typologie", "[\"INCONNUE\"]")]
    [InlineData("services", "[\"Aide aux démarches administratives\",\"Aide aux démarches administratives\"]")]
    [InlineData("courriels", "[\"mairie\"]")]
    [InlineData("site_web", "[\"www.example.fr\"]")]
    [InlineData("date_maj", "\"02/04/2026\"")]
    [InlineData("date_maj", "\"2026-02-30\"")]
    [InlineData("modifie_le", "\"2026-04-03\"")]
    [InlineData("niveau_accueil", "4")]
    [InlineData("niveau_accueil", "1.5")]
    [InlineData("niveau_accueil_origine", "\"autre\"")]
    [InlineData("score_qualite", "1.01")]
    [InlineData("nombre_postes", "-1")]
    [InlineData("langues", "[\"français\"]")]
    [InlineData("zone_competence", "[\"Digne\"]")]
    [InlineData("provenance", "{\"nom\":5}")]
    [InlineData("permanences", "[{}]")]
    [InlineData("sources", "[{\"source\":\"a\"}]")]
    public async Task The_json_schema_of_the_lieux_refuses_a_broken_field(string field, string value)
    {
        var record = Node(FichiersDeSchema.Exemple<Lieu>());
        record[field] = JsonNode.Parse(value);
        var refused = Assert.Single(await Oracle.Current.JsonSchema(SchemaJson.Of(JeuDeDonnees.Lieu), [record]));
        Assert.All(refused.Errors, error => Assert.StartsWith($"/{field}", error, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_json_schemas_ask_for_every_field()
    {
        await AsksForEveryField<Lieu>(JeuDeDonnees.Lieu);
        await AsksForEveryField<LieuMediationNumerique>(JeuDeDonnees.MediationNumerique);
        await AsksForEveryField<Demarche>(JeuDeDonnees.Demarche);
    }

    [Fact]
    public async Task The_table_schemas_accept_the_valid_example()
    {
        foreach (var jeu in JeuDeDonnees.Tous)
        {
            Assert.Equal([], await Errors(jeu, FichiersDeSchema.Tous[$"{jeu.Dossier}/exemple-valide.csv"]));
        }
    }

    [Fact]
    public async Task The_table_schemas_accept_any_valid_record_as_written()
    {
        Assert.Equal([], await Errors(JeuDeDonnees.Demarche, Csv(Loi.Echantillon(Arbitraires.Valide<Demarche>(), 200).DistinctBy(demarche => demarche.Id))));
        Assert.Equal([], await Errors(JeuDeDonnees.Lieu, Csv(Loi.Echantillon(Arbitraires.Valide<Lieu>(), 200).DistinctBy(lieu => lieu.Id))));
        Assert.Equal([], await Errors(
            JeuDeDonnees.MediationNumerique, Csv(Loi.Echantillon(Arbitraires.Valide<LieuMediationNumerique>(), 200).DistinctBy(lieu => lieu.Id))));
    }

    [Fact]
    public async Task The_table_schemas_refuse_columns_that_are_not_theirs()
    {
        foreach (var jeu in JeuDeDonnees.Tous)
        {
            var example = FichiersDeSchema.Tous[$"{jeu.Dossier}/exemple-valide.csv"];
            var columns = example.Split('\n')[0].Split(',');
            foreach (var csv in new[] { Renamed(example, columns[1], columns[0]), Renamed(example, columns[0], columns[1], "name"), "id\na\n" })
            {
                Assert.Contains(await Errors(jeu, csv), error => error.StartsWith("1 ", StringComparison.Ordinal));
            }
        }
    }

    // The same rows under other first columns.
    private static string Renamed(string csv, params string[] first) =>
        string.Join(',', first.Concat(csv.Split('\n')[0].Split(',').Skip(first.Length))) + csv[csv.IndexOf('\n', StringComparison.Ordinal)..];

    [Theory]
    [InlineData("id", "")]
    [InlineData("code_insee", "20004")]
    [InlineData("typologie", "RFS|INCONNUE")]
    [InlineData("typologie", "RFS||RFS")]
    [InlineData("latitude", "44,09")]
    [InlineData("latitude", "91")]
    [InlineData("date_maj", "02/04/2026")]
    [InlineData("modifie_le", "hier")]
    [InlineData("niveau_accueil", "4")]
    [InlineData("permanences", "[{")]
    [InlineData("provenance", "[]")]
    [InlineData("accessibilite_pmr", "oui")]
    public async Task The_table_schema_of_the_lieux_refuses_a_broken_cell(string field, string cell)
    {
        var shape = RecordShape.Of<Lieu>();
        var example = FichiersDeSchema.Exemple<Lieu>();
        var cells = shape.Fields.Select(one => one.Name == field ? cell : one.ToCell(example)).Select(text => $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"");
        var csv = $"{string.Join(',', shape.Fields.Select(one => one.Name))}\n{string.Join(',', cells)}\n";
        Assert.All(await Errors(JeuDeDonnees.Lieu, csv), error => Assert.StartsWith($"2 {field} ", error, StringComparison.Ordinal));
        Assert.NotEmpty(await Errors(JeuDeDonnees.Lieu, csv));
    }

    [Fact]
    public void Every_field_has_a_title_and_a_description_and_every_dataset_too()
    {
        foreach (var jeu in JeuDeDonnees.Tous)
        {
            Assert.NotEmpty(jeu.Titre);
            Assert.NotEmpty(jeu.Description);
            Described(jeu.Shape);
        }
    }

    [Fact]
    public void A_scalar_field_has_an_example_that_its_own_rule_accepts()
    {
        foreach (var field in RecordShape.Of<Lieu>().Fields.Where(field => field.Items is null))
        {
            Assert.NotNull(field.Example);
        }

        Assert.Empty(FieldRules.Check(FichiersDeSchema.Exemple<Lieu>()));
        Assert.Empty(FieldRules.Check(FichiersDeSchema.Exemple<LieuMediationNumerique>()));
        Assert.Empty(FieldRules.Check(FichiersDeSchema.Exemple<Demarche>()));
    }

    [Fact]
    public void The_files_of_the_tree_are_the_generated_ones()
    {
        foreach (var (path, text) in FichiersDeSchema.Tous)
        {
            Assert.Equal(text, File.ReadAllText(Path.Combine(Depot.Racine, path)));
        }

        var found = Directory.EnumerateFiles(Path.Combine(Depot.Racine, "schemas"), "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Depot.Racine, file).Replace('\\', '/'));
        Assert.Empty(FichiersDeSchema.Tous.Keys.Except(found));
    }

    private static async Task AsksForEveryField<TRecord>(JeuDeDonnees jeu)
        where TRecord : class
    {
        var names = RecordShape.Of<TRecord>().Fields.Where(field => !field.Rule.HorsListes).Select(field => field.Name).ToList();
        var broken = names.Select(name =>
        {
            var record = Node(FichiersDeSchema.Exemple<TRecord>());
            record.Remove(name);
            return (JsonNode?)record;
        });
        var refused = await Oracle.Current.JsonSchema(SchemaJson.Of(jeu), broken);
        Assert.Equal(names.Count, refused.Count);
    }

    private static async Task<IEnumerable<string>> Refused<TRecord>(JeuDeDonnees jeu, IReadOnlyList<TRecord> records)
        where TRecord : class
    {
        var array = JsonNode.Parse(EcrireLireTests.Write("json", records))?.AsArray() ?? throw new InvalidOperationException();
        return (await Oracle.Current.JsonSchema(SchemaJson.Of(jeu), array)).SelectMany(refused => refused.Errors).Take(10);
    }

    private static async Task<IReadOnlyList<string>> Errors(JeuDeDonnees jeu, string csv) =>
        [.. (await Oracle.Current.TableSchema(SchemaTable.Of(jeu), csv)).Select(error => $"{error.Row} {error.Column} {error.Message}").Take(10)];

    private static string Csv<TRecord>(IEnumerable<TRecord> records)
        where TRecord : class => Encoding.UTF8.GetString(EcrireLireTests.Write("csv", [.. records]));

    private static JsonObject Node<TRecord>(TRecord record)
        where TRecord : class =>
        JsonNode.Parse(EcrireLireTests.Write("json", [record]))?[0]?.AsObject() ?? throw new InvalidOperationException();

    private static void Described(IRecordShape shape)
    {
        foreach (var field in shape.Describe())
        {
            Assert.False(string.IsNullOrWhiteSpace(field.Rule.Titre), field.Name);
            Assert.False(string.IsNullOrWhiteSpace(field.Description), field.Name);
            if (field.Items is { } items)
            {
                Described(items);
            }
        }
    }
}
