using System.Globalization;
using System.Text.Json.Nodes;
using Maillage.Importers.Sources;
using Maillage.Tests.Support;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Maillage.Tests.Importers.Map;

/// <summary>The JSON Schema that editors read accepts what the program accepts, and refuses the mistakes that people make.</summary>
public sealed class SourceSchemaTests
{
    private static JsonNode Schema => JsonNode.Parse(SourceSchema.Text) ?? throw new InvalidOperationException();

    [Fact]
    public async Task Every_declaration_of_the_house_follows_it()
    {
        var files = Directory.EnumerateFiles(Path.Combine(Depot.Racine, "sources"), "*.yaml").ToList();
        Assert.NotEmpty(files);
        Assert.Equal([], await Oracle.Current.JsonSchema(Schema, files.Select(file => FromYaml(File.ReadAllText(file)))));
    }

    [Fact]
    public async Task Every_example_of_the_page_follows_it()
    {
        const string head = "id: essai\nnom: Essai\nproducteur: E\nattribution: E\nlicence: etalab-2.0\nformat: csv\n";
        var refused = await Oracle.Current.JsonSchema(Schema, MappingDocTests.Examples.Select(example => FromYaml(head + example.Data.Item2)));
        Assert.Equal([], refused);
    }

    [Theory]
    [InlineData("licence: etalab-3.0")]
    [InlineData("format: tableau")]
    [InlineData("couleur: bleu")]
    [InlineData("territoire: 04")]
    [InlineData("correspondance: { nom: nom, comune: ville }")]
    [InlineData("correspondance: { commune: ville }")]
    [InlineData("correspondance: { nom: nom, typologie: { valeur: BIBLI } }")]
    [InlineData("correspondance: { nom: nom, typologie: { colonne: type, termes: { mairie: MAIRIE } } }")]
    [InlineData("correspondance: { nom: { colone: nom } }")]
    [InlineData("correspondance: { nom: nom, horaires: { lundi: a, mardy: b } }")]
    [InlineData("lecture: { ligne: 3 }")]
    public async Task A_mistake_is_refused(string line)
    {
        var key = line.Split(':')[0];
        var whole = "id: essai\nnom: Essai\nproducteur: E\nattribution: E\nlicence: etalab-2.0\nformat: csv\n";
        var yaml = string.Concat(whole.Split('\n').Where(kept => kept.Length > 0 && !kept.StartsWith(key + ":", StringComparison.Ordinal)).Select(kept => kept + "\n")) + line + "\n";
        Assert.Single(await Oracle.Current.JsonSchema(Schema, [FromYaml(yaml)]));
    }

    // As the editors that complete YAML read it: plain numbers are numbers, the rest is text.
    private static JsonNode? FromYaml(string text)
    {
        var yaml = new YamlStream();
        yaml.Load(new StringReader(text));
        return Convert(yaml.Documents[0].RootNode);
    }

    private static JsonNode? Convert(YamlNode node) => node switch
    {
        YamlMappingNode mapping => new JsonObject(mapping.Children.Select(pair => KeyValuePair.Create(((YamlScalarNode)pair.Key).Value ?? "", Convert(pair.Value)))),
        YamlSequenceNode sequence => new JsonArray([.. sequence.Children.Select(Convert)]),
        YamlScalarNode { Style: ScalarStyle.Plain, Value: "~" or "" or "null" } => null,
        YamlScalarNode { Style: ScalarStyle.Plain, Value: { } plain } when int.TryParse(plain, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && plain == number.ToString(CultureInfo.InvariantCulture) => JsonValue.Create(number),
        YamlScalarNode scalar => JsonValue.Create(scalar.Value),
        _ => null,
    };
}
