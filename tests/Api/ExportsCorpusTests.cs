using System.Text.Json.Nodes;
using Maillage.Schema.Demarches;
using Maillage.Schema.Fields;
using Maillage.Schema.Formats;
using Maillage.Schema.Lieux;
using Maillage.Schema.MediationNumerique;
using Maillage.Schema.Parsing;
using Maillage.Schema.Services;
using Maillage.Tests.Support;

namespace Maillage.Tests.Api;

/// <summary>The exports of all that the corpus holds, by the commands, before independent validators.</summary>
[Trait("Category", "Corpus")]
public sealed class ExportsCorpusTests : IDisposable
{
    private const int TogetherBeforeAValidator = 2000;

    private static readonly (string Id, string Declared)[] Sources =
    [
        ("annuaire-2017", "format: annuaire-v4\nidentifiant: ancien_code_pivot\nmembre: data.gouv_local.json\nfichier: {0}/service-public/annuaire-v4/2017-france-data.gouv_local.json.gz"),
        ("hub-du-sud", "format: standard-mediation-numerique\nfichier: {0}/national/standard/v1/20230517-hub-du-sud-paca.json"),
        ("conseiller-numerique", "format: standard-mediation-numerique\nfichier: {0}/national/standard/v0-pre/conseiller-numerique-national.json"),
        ("nouvelle-caledonie", "format: standard-mediation-numerique\nfichier: {0}/national/standard/v1/20240320-nouvelle-caledonie.json"),
        ("normandie", "format: data-inclusion-structures\nfichier: {0}/national/data-inclusion/samples/structures-v0-normandie-numi.json"),
        ("services-2022", "format: data-inclusion-services\ncible: normandie\nfichier: {0}/national/data-inclusion/samples/services-v0-extract-2022.json"),
        ("demarches", "format: comarquage\nfichier: {1}/data/exemple/demarches"),
    ];

    private readonly string folder = Directory.CreateTempSubdirectory("maillage-").FullName;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string Out => Path.Combine(folder, "fichiers");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Every_file_of_every_dataset_is_valid_by_its_schema_and_all_formats_hold_the_same()
    {
        var commande = new Commande(folder);
        foreach (var (id, declared) in Sources)
        {
            await File.WriteAllTextAsync(
                Path.Combine(folder, id + ".yaml"),
                $"id: {id}\nnom: {id}\nproducteur: Essai\nattribution: Essai\nlicence: etalab-2.0\n" + declared.Replace("{0}", Corpus.Dossier, StringComparison.Ordinal).Replace("{1}", Depot.Racine, StringComparison.Ordinal) + "\n",
                Cancellation);
        }

        var imported = await commande.RunAsync(["import", .. Sources.Select(source => source.Id + ".yaml")]);
        Assert.True(imported.Code == 0, imported.Complaint);
        var exported = await commande.RunAsync("export", "--out", "fichiers");
        Assert.True(exported.Code == 0, exported.Complaint);

        var files = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(Out, "exports.json"), Cancellation))!["donnees"]!.AsArray().OfType<JsonNode>()
            .Select(file => new Written(file["nom"]!.GetValue<string>(), file["jeu"]!.GetValue<string>(), file["format"]!.GetValue<string>(), file["enregistrements"]!.GetValue<int>(), file["schema"]!.GetValue<string>()))
            .ToList();
        Assert.Equal([("demarches", 28), ("lieux", 49_780), ("mediation-numerique", 3_126), ("services", 4_261)], files.Select(file => (file.Jeu, file.Count)).Distinct().OrderBy(one => one.Jeu, StringComparer.Ordinal));
        foreach (var file in files)
        {
            await AssertValidAsync(file);
        }

        AssertSame<Lieu>("lieux");
        AssertSame<LieuMediationNumerique>("mediation-numerique");
        AssertSame<Service>("services");
        AssertSame<Demarche>("demarches");
    }

    // Each spreadsheet and each layer is made of the same records by the same writers; those that a schema describes are judged.
    private async Task AssertValidAsync(Written file)
    {
        var path = Path.Combine(Out, file.Name);
        var schema = await ReadAsync(Path.Combine(Out, file.Schema));
        var count = 0;
        switch (file.Format)
        {
            case "json":
                foreach (var some in (await ReadAsync(path)).AsArray().Chunk(TogetherBeforeAValidator))
                {
                    count += some.Length;
                    Assert.Empty(await Oracle.Current.JsonSchema(schema, some));
                }

                break;
            case "ndjson":
                foreach (var some in File.ReadLines(path).Chunk(TogetherBeforeAValidator))
                {
                    count += some.Length;
                    Assert.Empty(await Oracle.Current.JsonSchema(schema, some.Select(line => JsonNode.Parse(line))));
                }

                break;
            case "geojson":
                var layer = (await ReadAsync(path)).AsObject();
                foreach (var some in layer["features"]!.AsArray().Chunk(TogetherBeforeAValidator))
                {
                    count += some.Length;
                    // What GeoJSON says of properties is that they are an object: those of one in a hundred are shown to the validator, the others are only long.
                    var features = some.Select((feature, rank) => Shown(feature!.DeepClone(), rank % 100 == 0));
                    Assert.Empty(await Oracle.Current.GeoJson(new JsonObject { ["type"] = layer["type"]!.DeepClone(), ["features"] = new JsonArray([.. features]) }.ToJsonString()));
                }

                break;
            case "csv":
                var text = await File.ReadAllTextAsync(path, Cancellation);
                count = file.Count;
                Assert.Empty(await Oracle.Current.TableSchema(schema, text));
                if (file.Jeu == "mediation-numerique")
                {
                    Assert.Empty(await Oracle.Current.TableSchema(await ReadAsync(Path.Combine(Depot.Racine, "tests", "Schema", "MediationNumerique", "schema-v1.0.2.json")), text));
                }

                break;
            default:
                count = file.Count;
                break;
        }

        Assert.Equal(file.Count, count);
    }

    private static JsonNode Shown(JsonNode feature, bool whole)
    {
        if (!whole)
        {
            Assert.IsType<JsonObject>(feature["properties"]);
            feature["properties"] = new JsonObject();
        }

        return feature;
    }

    // In their order, without holding any of them whole.
    private void AssertSame<TRecord>(string dataset)
        where TRecord : class
    {
        foreach (var (format, read) in new (string, Func<Stream, IEnumerable<ReadItem<TRecord>>>)[] { ("csv", CsvFormat.Read<TRecord>), ("geojson", GeoJsonFormat.Read<TRecord>) })
        {
            var path = Path.Combine(Out, $"{dataset}-france.{format}");
            if (dataset == "demarches" && format == "geojson")
            {
                Assert.False(File.Exists(path));
                continue;
            }

            using var json = File.OpenRead(Path.Combine(Out, $"{dataset}-france.json"));
            using var other = File.OpenRead(path);
            using var expected = JsonFormat.Read<TRecord>(json).GetEnumerator();
            var count = 0;
            foreach (var found in read(other))
            {
                Assert.True(expected.MoveNext());
                Assert.Equal([], RecordShape.Of<TRecord>().Differences(Of(expected.Current), Of(found)));
                count++;
            }

            Assert.False(expected.MoveNext());
            Assert.True(count > 0);
        }
    }

    private static TRecord Of<TRecord>(ReadItem<TRecord> item)
        where TRecord : class => item.Record ?? throw new InvalidOperationException(item.Place);

    private static async Task<JsonNode> ReadAsync(string path)
    {
        await using var file = File.OpenRead(path);
        return await JsonNode.ParseAsync(file, cancellationToken: Cancellation) ?? throw new InvalidDataException(path);
    }

    private sealed record Written(string Name, string Jeu, string Format, int Count, string Schema);
}
