using System.Text;
using System.Text.Json.Nodes;
using FsCheck.Fluent;
using Maillage.Schema.Fields;
using Maillage.Schema.Formats;
using Maillage.Schema.Lieux;
using Maillage.Schema.MediationNumerique;
using Maillage.Schema.Publication;
using Maillage.Tests.Schema.Formats;
using Maillage.Tests.Support;

namespace Maillage.Tests.Schema.MediationNumerique;

public sealed class EcritureStandardTests
{
    private static readonly Lieu Complet = FichiersDeSchema.Exemple<Lieu>();
    private static readonly HashSet<string> Sources = ["mediation"];

    [Fact]
    public async Task Whatever_the_lieu_what_is_written_is_accepted_by_the_official_schema()
    {
        var written = Loi.Echantillon(Gen.OneOf(Arbitraires.Valide<Lieu>(), Arbitraires.Quelconque<Lieu>()), 600)
            .Select(lieu => EcritureStandard.Depuis(lieu, Sources)).OfType<LieuMediationNumerique>().DistinctBy(lieu => lieu.Id).ToList();
        Assert.True(written.Count > 50, $"{written.Count} lieux écrits");

        Assert.Equal([], await Erreurs(written));
    }

    [Fact]
    public void What_is_written_is_read_back_the_same() =>
        Loi.Tient(Arbitraires.Valide<Lieu>(), lieu =>
        {
            if (EcritureStandard.Depuis(Present(lieu), Sources) is not { } written)
            {
                Assert.Fail("Un lieu qui a tout ce que le standard demande doit être écrit.");
                return;
            }

            var bytes = EcrireLireTests.Write("csv", [written]);
            var read = Assert.Single(CsvFormat.Read<LieuMediationNumerique>(new MemoryStream(bytes)));
            Assert.Empty(read.Issues);
            Assert.NotNull(read.Record);
            Assert.Empty(RecordShape.Of<LieuMediationNumerique>().Differences(written, read.Record));

            var national = Assert.Single(LectureStandard.Read(new MemoryStream(bytes))).Record;
            Assert.Equal(lieu.Services.Count == 0 ? ["Aide aux démarches administratives"] : lieu.Services, national?.Services);
            Assert.Equal(lieu.ModalitesAcces, national?.ModalitesAcces);
            Assert.Equal(lieu.PublicsSpecifiquementAdresses, national?.PublicsSpecifiquementAdresses);
            Assert.Equal(lieu.FormationsLabels, national?.FormationsLabels);
            Assert.Equal(lieu.Typologie, national?.Typologie);
            Assert.Equal(lieu.CodeInsee, national?.CodeInsee);
        });

    [Fact]
    public async Task The_example_is_written_whole_and_accepted()
    {
        var written = EcritureStandard.Depuis(Complet, Sources);
        Assert.NotNull(written);
        Assert.Equal([], await Erreurs([written]));
        Assert.All(RecordShape.Of<LieuMediationNumerique>().Fields, field => Assert.False(field.IsUnknown(written), field.Name));
    }

    public static TheoryData<string, string, string> Cas => new()
    {
        { "telephone", "3646", "" },
        { "telephone", "+33492314387", "+33492314387" },
        { "telephone", "+32470123456", "" },
        { "pivot", "", "00000000000000" },
        { "pivot", "W041000123", "W041000123" },
        { "site_web", "https://example.fr/a|https://example.fr/b\\|c", "https://example.fr/a|https://example.fr/b%7Cc" },
        { "autres_formations_labels", "un\\|deux|trois", "un/deux|trois" },
        { "presentation_resume", new string('a', 280), new string('a', 280) },
        { "presentation_resume", new string('a', 281), "" },
        { "code_insee", "2A004", "2A004" },
        { "modalites_acces", "Se présenter|Téléphoner", "Se présenter|Téléphoner" },
        { "horaires", "", "" },
    };

    [Theory]
    [MemberData(nameof(Cas))]
    public async Task A_value_that_the_standard_does_not_know_is_left_empty(string field, string cell, string expected)
    {
        var written = EcritureStandard.Depuis(With(Complet with { Siret = null, Rna = null }, field, cell), Sources);
        Assert.NotNull(written);
        Assert.Equal(expected, RecordShape.Of<LieuMediationNumerique>().Find(field)?.ToCell(written));
        Assert.Equal([], await Erreurs([written]));
    }

    [Theory]
    [InlineData("code_postal")]
    [InlineData("adresse")]
    [InlineData("date_maj")]
    public void A_lieu_without_a_required_column_is_not_written(string field)
    {
        Assert.Null(EcritureStandard.Depuis(RecordShape.Of<Lieu>().Without(Complet, [field]), Sources));
    }

    [Fact]
    public void A_lieu_without_service_is_a_member_only_when_its_source_is_of_mediation()
    {
        var without = Complet with { Services = [], Sources = [new SourceLieu { Source = "mediation", Id = "1" }] };
        Assert.NotNull(EcritureStandard.Depuis(without, Sources));
        Assert.Null(EcritureStandard.Depuis(without, new HashSet<string> { "autre" }));
    }

    [Fact]
    public void The_siret_comes_before_the_pivot_and_the_pivot_before_the_rna()
    {
        Assert.Equal("43493312300029", EcritureStandard.Depuis(Complet with { Siret = "43493312300029", Pivot = "1234567890" }, Sources)?.Pivot);
        Assert.Equal("W041000123", EcritureStandard.Depuis(Complet with { Siret = null, Pivot = null, Rna = "W041000123" }, Sources)?.Pivot);
    }

    [Fact]
    public void The_file_bears_the_name_that_the_standard_asks_for()
    {
        Assert.Equal(
            "20260402_maillage_lieux-de-mediation-numerique_04.csv", EcritureStandard.NomDeFichier(new DateOnly(2026, 4, 2), "maillage", "04"));
    }

    private static Lieu Present(Lieu lieu) => lieu with
    {
        CodePostal = lieu.CodePostal ?? "04000",
        Adresse = lieu.Adresse ?? "1 rue",
        DateMaj = lieu.DateMaj ?? new DateOnly(2026, 1, 1),
        Services = lieu.Services.Count == 0 ? ["Aide aux démarches administratives"] : lieu.Services,
    };

    private static Lieu With(Lieu lieu, string name, string cell)
    {
        var shape = RecordShape.Of<Lieu>();
        return shape.ReadRow(shape.Fields, [.. shape.Fields.Select(field => field.Name == name ? cell : field.ToCell(lieu))], [])
            ?? throw new InvalidOperationException(name);
    }

    private static async Task<IEnumerable<string>> Erreurs(IReadOnlyList<LieuMediationNumerique> lieux)
    {
        var text = await File.ReadAllTextAsync(Fichier("schema-v1.0.2.json"), TestContext.Current.CancellationToken);
        var schema = JsonNode.Parse(text) ?? throw new InvalidOperationException();
        var csv = Encoding.UTF8.GetString(EcrireLireTests.Write("csv", lieux));
        return (await Oracle.Current.TableSchema(schema, csv)).Select(error => $"{error.Row} {error.Column} {error.Message}").Take(10);
    }

    internal static string Fichier(string name) => Path.Combine(Depot.Racine, "tests", "Schema", "MediationNumerique", name);
}
