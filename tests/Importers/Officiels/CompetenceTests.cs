using Maillage.Importers.Fetch;
using Maillage.Tests.Schema.Formats;

namespace Maillage.Tests.Importers.Officiels;

/// <summary>Who is competent where: files of communes turned round, territories written shortly.</summary>
public sealed class CompetenceTests
{
    private const string Caf = "11111111-2222-3333-4444-000000000caf";

    [Fact]
    public void The_files_of_communes_become_a_record_a_body()
    {
        var complements = Officiels.Complements("competence-service-public", "competence/04070.json", "competence/04112.json");

        Assert.Equal(["11111111-2222-3333-4444-000000004070", Caf, "11111111-2222-3333-4444-000000004112"], complements.Select(one => one.Complement.CibleId));
        Assert.Equal(["04070|", "04070|04112|", "04112|"], complements.Select(one => string.Concat(one.Complement.ZoneCompetence.Select(code => code + "|"))));
        Assert.Contains("\"types\":[\"caf\"]", Officiels.Lire("competence-service-public", "competence/04070.json")[1].Canonical, StringComparison.Ordinal);
    }

    [Fact]
    public void The_rows_of_the_api_say_the_same()
    {
        var rows = Officiels.LireTexte("competence-service-public", $$"""
            {"total_count":2,"results":[
            {"code_insee_commune":"04070","nom_commune":"Digne","code_type_service_local":"mairie","id_service_local":"[\"11111111-2222-3333-4444-000000004070\"]"},
            {"code_insee_commune":"04070","nom_commune":"Digne","code_type_service_local":"caf","id_service_local":"[\"{{Caf}}\"]"},
            {"code_insee_commune":"04112","nom_commune":"Manosque","code_type_service_local":"caf","id_service_local":"[\"{{Caf}}\"]"},
            {"code_insee_commune":"04112","nom_commune":"Manosque","code_type_service_local":"mairie","id_service_local":["11111111-2222-3333-4444-000000004112"]}]}
            """);
        Assert.Equal(Officiels.Lire("competence-service-public", "competence/04070.json", "competence/04112.json").Select(item => item.Canonical), rows.Select(item => item.Canonical));
    }

    [Theory]
    [InlineData("""[{"code_insee_commune":"04112","code_type_service_local":"sip","id_service_local":"[\"cut"}]""")]
    [InlineData("""[{"code_insee_commune":"04112","type_service_local":{"code_type_service_local":"caf"}}]""")]
    [InlineData("""[{"code_insee_commune":"04112"}]""")]
    [InlineData("""[{"code_insee_commune":"04112","type_service_local":["x"]}]""")]
    [InlineData("""["x"]""")]
    public void A_commune_of_another_shape_leaves_every_territory_as_it_was(string text)
    {
        var item = Assert.Single(Officiels.LireTexte("competence-service-public", text));
        Assert.Equal((true, "enregistrement_inattendu"), (item.EndsTheFile, item.Failure?.Code.Code));
    }

    [Fact]
    public void One_broken_commune_leaves_every_territory_as_it_was()
    {
        FetchedMember[] members =
        [
            new("04070.json", new MemoryStream(File.ReadAllBytes(Officiels.Chemin("competence/04070.json")))) { IsOneOfSeveral = true },
            new("04112.json", new MemoryStream("{ \"commune\": ["u8.ToArray())) { IsOneOfSeveral = true },
        ];
        var item = Assert.Single(Officiels.Format("competence-service-public").Read(members, LecteursSousTest.Declaration("competence-service-public")));
        Assert.True(item.EndsTheFile);
        Assert.StartsWith("04112.json", item.Place, StringComparison.Ordinal);
        Assert.Equal("fichier_tronque", item.Failure?.Code.Code);
    }

    [Fact]
    public void An_unknown_commune_is_named_and_a_former_one_is_the_one_of_today()
    {
        var complement = Assert.Single(Officiels.LireTexte("competence-service-public", """[{"code_insee_commune":"99999","code_type_service_local":"caf","id_service_local":["a"]},{"code_insee_commune":"93059","code_type_service_local":"caf","id_service_local":["a"]}]"""));
        Assert.Equal(("zone_competence", "99999"), (Assert.Single(complement.Issues).Field, complement.Issues[0].Value));
        Assert.Contains("\"zone\":[\"93066\"]", complement.Canonical, StringComparison.Ordinal);
    }
}
