using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Maillage.Importers.Derive;
using Maillage.Importers.Read;
using Maillage.Schema.Fields;
using Maillage.Schema.Services;
using Maillage.Schema.Territoires;
using Maillage.Tests.Schema.Formats;
using Maillage.Tests.Support;

namespace Maillage.Tests.Importers.Services;

/// <summary>Every real service, v0, through our schema, against the JSON Schema that data·inclusion publishes for v1.</summary>
[Trait("Category", "Corpus")]
public sealed class DataInclusionCorpusTests
{
    private const string Services = "national/data-inclusion/samples/services-v0-extract-2022.json";
    private const string Schema = "national/data-inclusion/schemas/v1/service.json";

    // Ours, beside the fields of data·inclusion.
    private static readonly string[] OwnFields = ["lieu_id", "permanences", "sources", "provenance", "score_qualite", "modifie_le"];

    [Fact]
    public async Task Every_service_is_valid_in_v1_but_for_what_the_file_does_not_give()
    {
        var services = Read();
        var refused = await Oracle.Current.JsonSchema(Read(Schema), services.Select(ToV1));
        var reasons = refused.SelectMany(one => one.Errors.Select(Reason)).CountBy(reason => reason).OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key} {pair.Value}");

        Assert.Equal(4261, services.Count);
        // The extract of 2022 dates none of them; 255 have no text and one has three letters of it; two have a name of two letters.
        Assert.Equal(["date_maj 4261", "description 256", "nom 2"], reasons);
    }

    [Fact]
    public async Task Dated_and_described_every_service_is_valid_in_v1()
    {
        var services = Read().Select(service => service with { DateMaj = new DateOnly(2022, 10, 1), Description = service.Description is { Length: >= 5 } said ? said : service.Nom + " …", Nom = service.Nom.PadRight(3, '.') });

        Assert.Empty(await Oracle.Current.JsonSchema(Read(Schema), services.Select(ToV1)));
    }

    private static List<Service> Read()
    {
        var source = LecteursSousTest.Declaration("data-inclusion-services");
        var format = SourceFormats.Of(source);
        var derivation = Derivation.Of(source, format, Cog.Courant, new DateOnly(2026, 11, 22));
        using var file = File.OpenRead(Path.Combine(Corpus.Dossier, Services));
        return [.. format.Read(file, source).Select(item => (Service)(derivation.Derive(item.Id ?? "", item).Fiche ?? throw new InvalidDataException(item.Place)))];
    }

    private static JsonNode Read(string schema) => JsonNode.Parse(File.ReadAllText(Path.Combine(Corpus.Dossier, schema))) ?? throw new InvalidDataException(schema);

    // In v1 what is unknown is null, lists too.
    private static JsonNode? ToV1(Service service)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, Json.WriterOptions))
        {
            RecordShape.Of<Service>().WriteCompact(writer, service);
        }

        var record = JsonNode.Parse(Encoding.UTF8.GetString(buffer.ToArray()))?.AsObject();
        foreach (var field in OwnFields)
        {
            record?.Remove(field);
        }

        return record;
    }

    private static string Reason(string error) => Array.Find((string[])["date_maj", "description", "nom"], field => error.Contains(field, StringComparison.Ordinal)) ?? error;
}
