using System.Text;
using System.Text.Json.Nodes;
using Maillage.Importers.Validate;
using Maillage.Schema.DataInclusion;
using Maillage.Schema.Formats;
using Maillage.Schema.Publication;
using Maillage.Tests.Support;

namespace Maillage.Tests.Importers.Validate;

/// <summary>Files of data·inclusion, checked against its schemas v1.</summary>
public sealed class DataInclusionJudgeTests
{
    private static readonly ValidationOptions Options = new() { Today = new DateOnly(2026, 11, 22) };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("structure")]
    [InlineData("service")]
    public void The_examples_of_the_fields_are_valid_as_they_are_and_repaired_into_themselves(string schema)
    {
        var csv = schema == "structure" ? Csv(FichiersDeSchema.Exemple<StructureDataInclusion>()) : Csv(FichiersDeSchema.Exemple<ServiceDataInclusion>());
        var (report, repaired) = Check(csv, schema);
        Assert.True(report.IsValid, string.Join("; ", report.Issues));
        Assert.Equal((1, 1, 0), (report.Records, report.AsIs, report.IssueCount));
        Assert.Equal(csv, repaired);
    }

    [Fact]
    public void Columns_and_values_of_v0_become_those_of_v1()
    {
        var structures = new JsonArray(new JsonObject
        {
            ["id"] = "42",
            ["source"] = "dora",
            ["nom"] = "Espace numérique",
            ["date_maj"] = "2024-01-05T10:00:00",
            ["presentation_detail"] = "Un espace ouvert à tous.",
            ["labels_nationaux"] = new JsonArray("point-justice", "france-service", "envie"),
            ["telephone"] = "04 92 31 43 87",
            ["commune"] = "Digne",
            ["code_postal"] = "04000",
        });
        var (report, repaired) = Check(structures.ToJsonString(), "structure");
        Assert.Equal((0, 1, 0), (report.AsIs, report.Repairable, report.ToCorrect));
        var structure = Read<StructureDataInclusion>(repaired);
        Assert.Equal(("dora--42", new DateOnly(2024, 1, 5), "+33492314387", "04070"), (structure.Id, structure.DateMaj, structure.Telephone, structure.CodeInsee));
        Assert.Equal(("Un espace ouvert à tous.", "points-justice|france-service"), (structure.Description, string.Join('|', structure.ReseauxPorteurs)));

        var services = new JsonArray(new JsonObject
        {
            ["id"] = "a",
            ["structure_id"] = "42",
            ["source"] = "dora",
            ["nom"] = "Atelier",
            ["date_maj"] = "2024-01-05",
            ["presentation_resume"] = "Un atelier pour tous.",
            ["types"] = new JsonArray("atelier"),
            ["profils"] = new JsonArray("seniors-65"),
            ["zone_diffusion_code"] = "04",
            ["contact_nom_prenom"] = "Jeanne Exemple",
        });
        (report, repaired) = Check(services.ToJsonString(), "service");
        Assert.Equal((0, 1, 0), (report.AsIs, report.Repairable, report.ToCorrect));
        var service = Read<ServiceDataInclusion>(repaired);
        Assert.Equal(("dora--a", "dora--42", "atelier", "04"), (service.Id, service.StructureId, service.Type, Assert.Single(service.ZoneEligibilite)));
        Assert.DoesNotContain("Jeanne", repaired, StringComparison.Ordinal);
        Assert.DoesNotContain(report.Issues, issue => issue.Value?.Contains("Jeanne", StringComparison.Ordinal) == true);
    }

    [Theory]
    [InlineData("structure", "id,source,nom,date_maj\r\n1,dora,ab,2024-01-05\r\n", "nom")]
    [InlineData("structure", "id,source,nom,date_maj\r\n1,dora,Espace,hier\r\n", "date_maj")]
    [InlineData("structure", "id,source,nom,date_maj\r\n,dora,Espace,2024-01-05\r\n", "id")]
    [InlineData("service", "id,source,structure_id,nom,description,date_maj\r\n1,dora,2,Atelier,,2024-01-05\r\n", "description")]
    [InlineData("service", "id,source,structure_id,nom,description,date_maj\r\n1,dora,,Atelier,Un atelier,2024-01-05\r\n", "structure_id")]
    public void What_only_a_person_can_tell_is_asked_for(string schema, string csv, string field)
    {
        var (report, _) = Check(csv, schema);
        Assert.Equal((1, 1), (report.Records, report.ToCorrect));
        Assert.Contains(report.Issues, issue => issue.Field == field && issue.Effect == Effect.ToCorrect);
    }

    [Fact]
    public void Without_a_producer_it_is_the_producer_that_is_missing()
    {
        var (report, _) = Check("id,nom,date_maj\r\n42,Espace,2024-01-05\r\n", "structure");
        Assert.Equal(["source"], report.MissingColumns);
        Assert.DoesNotContain(report.Issues, issue => issue.Field == "id");
        Assert.Equal(1, report.ToCorrect);
    }

    [Fact]
    [Trait("Category", "Corpus")]
    public async Task Real_structures_once_repaired_are_valid_for_data_inclusion_itself()
    {
        var folder = Path.Combine(Corpus.Dossier, "national", "data-inclusion");
        var (report, repaired) = Check(await File.ReadAllTextAsync(Path.Combine(folder, "samples", "structures-v0-normandie-numi.json"), Cancellation), "structure");
        Assert.Equal((757, 757, 0), (report.Records, report.Repairable, report.ToCorrect));
        var structures = CsvFormat.Read<StructureDataInclusion>(new MemoryStream(Encoding.UTF8.GetBytes(repaired))).Select(read => read.Record!).ToList();
        Assert.Equal(757, structures.Count);
        using var json = new MemoryStream();
        JsonFormat.Write(json, structures);
        var schema = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(folder, "schemas", "v1", "structure.json"), Cancellation))!;
        Assert.Empty(await Oracle.Current.JsonSchema(schema, JsonNode.Parse(json.ToArray())!.AsArray()));
    }

    private static string Csv<TRecord>(TRecord record)
        where TRecord : class
    {
        using var buffer = new MemoryStream();
        CsvFormat.Write(buffer, [record]);
        return Encoding.UTF8.GetString(buffer.ToArray());
    }

    private static TRecord Read<TRecord>(string csv)
        where TRecord : class => Assert.Single(CsvFormat.Read<TRecord>(new MemoryStream(Encoding.UTF8.GetBytes(csv)))).Record!;

    private static (ValidationReport Report, string Repaired) Check(string file, string schema)
    {
        using var repaired = new MemoryStream();
        var report = Validation.Run(new MemoryStream(Encoding.UTF8.GetBytes(file)), schema, Options with { Repaired = repaired }, Cancellation);
        return (report, Encoding.UTF8.GetString(repaired.ToArray()));
    }
}
