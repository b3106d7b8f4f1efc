using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Maillage.Importers;
using Maillage.Importers.Sources;
using Maillage.Schema.Fields;
using Maillage.Schema.Lieux;
using Maillage.Tests.Support;

namespace Maillage.Tests.Importers.Map;

/// <summary>Every worked example of docs/mapping.md: the table, the mapping, what is published.</summary>
public sealed partial class MappingDocTests
{
    private const string Head = """
        id: essai
        nom: Essai
        producteur: Essai
        attribution: Essai
        licence: etalab-2.0
        format: csv
        fichier: tableau.csv

        """;

    public static TheoryData<string, string, string> Examples { get; } =
        [.. Blocks().Matches(File.ReadAllText(Path.Combine(Depot.Racine, "docs", "mapping.md")).ReplaceLineEndings("\n"))
            .Select(match => new TheoryDataRow<string, string, string>(match.Groups["csv"].Value, match.Groups["yaml"].Value, match.Groups["json"].Value))];

    [Fact]
    public void The_page_has_its_examples() => Assert.True(Examples.Count >= 9);

    [Theory]
    [MemberData(nameof(Examples))]
    public async Task An_example_gives_what_it_says(string csv, string yaml, string json)
    {
        await using var atelier = new Atelier();
        await File.WriteAllTextAsync(Path.Combine(atelier.Folder, "tableau.csv"), csv, TestContext.Current.CancellationToken);
        var declaration = Path.Combine(atelier.Folder, "essai.yaml");
        await File.WriteAllTextAsync(declaration, Head + yaml, TestContext.Current.CancellationToken);

        var reading = SourceReader.ReadFile(declaration);
        Assert.Empty(reading.Problems);
        var source = Assert.Single(reading.Declarations);
        await atelier.Store.MigrateAsync(TestContext.Current.CancellationToken);
        var report = await new Pipeline(atelier.Store, TimeProvider.System).ImportAsync(source, new ImportOptions(), TestContext.Current.CancellationToken);
        Assert.Null(report.Failure);

        var published = (await atelier.EntriesAsync()).Select(entry => entry.Entite).OfType<Lieu>().ToList();
        var expected = JsonNode.Parse(json)?.AsArray() ?? throw new JsonException("not a list");
        Assert.Equal(expected.Count, published.Count);
        for (var i = 0; i < expected.Count; i++)
        {
            AssertSays(expected[i]?.AsObject() ?? [], published[i]);
        }
    }

    private static void AssertSays(JsonObject expected, Lieu lieu)
    {
        var written = JsonNode.Parse(Write(lieu))?.AsObject() ?? [];
        foreach (var (field, value) in expected)
        {
            // « ${1} » is the lieu of the record 1 of the same source.
            var wanted = value is JsonValue text && text.TryGetValue<string>(out var id) && Reference().Match(id) is { Success: true } reference
                ? JsonValue.Create(LieuId.Nouveau("essai", reference.Groups[1].Value))
                : value;
            Assert.True(Contains(written[field], wanted), $"{lieu.Nom}, {field} : {written[field]?.ToJsonString()} au lieu de {wanted?.ToJsonString()}");
        }
    }

    // Members of an object that the page does not mention are not compared.
    private static bool Contains(JsonNode? actual, JsonNode? expected) => (actual, expected) switch
    {
        (JsonObject one, JsonObject other) => other.All(member => Contains(one[member.Key], member.Value)),
        (JsonArray one, JsonArray other) => one.Count == other.Count && one.Zip(other).All(pair => Contains(pair.First, pair.Second)),
        _ => JsonNode.DeepEquals(actual, expected),
    };

    private static string Write(Lieu lieu)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, Json.WriterOptions))
        {
            RecordShape.Of<Lieu>().WriteObject(writer, lieu, RecordShape.Of<Lieu>().Fields);
        }

        return System.Text.Encoding.UTF8.GetString(buffer.ToArray());
    }

    [GeneratedRegex(@"```csv\n(?<csv>.*?)```\s*```yaml\n(?<yaml>.*?)```\s*```json\n(?<json>.*?)```", RegexOptions.Singleline)]
    private static partial Regex Blocks();

    [GeneratedRegex(@"\A\$\{(.+)\}\z")]
    private static partial Regex Reference();
}
