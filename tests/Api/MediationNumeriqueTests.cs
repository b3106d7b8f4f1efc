using System.Text.Json.Nodes;
using Maillage.Schema.Fields;
using Maillage.Schema.MediationNumerique;
using Maillage.Tests.Support;

namespace Maillage.Tests.Api;

public sealed class MediationNumeriqueTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_row_validates_against_the_official_schema_with_anchored_patterns()
    {
        var csv = await Territoire.Current.Client.GetStringAsync("/api/v1/mediation-numerique.csv?limite=1000", Cancellation);
        var schema = JsonNode.Parse(await File.ReadAllTextAsync(
            Path.Combine(Depot.Racine, "tests", "Schema", "MediationNumerique", "schema-v1.0.2.json"), Cancellation))!;

        Assert.Equal(43, csv.TrimEnd().Split("\r\n").Length);
        Assert.Empty(await Oracle.Current.TableSchema(schema, csv, anchored: true));
    }

    [Fact]
    public async Task The_columns_are_those_of_the_standard_in_its_order()
    {
        var schema = JsonNode.Parse(await File.ReadAllTextAsync(
            Path.Combine(Depot.Racine, "tests", "Schema", "MediationNumerique", "schema-v1.0.2.json"), Cancellation))!;

        Assert.Equal(
            schema["fields"]!.AsArray().Select(field => field!["name"]!.GetValue<string>()),
            RecordShape.Of<LieuMediationNumerique>().Fields.Select(field => field.Name));
    }

    [Fact]
    public async Task Members_have_services_and_every_required_column()
    {
        var answer = JsonNode.Parse(await Territoire.Current.Client.GetStringAsync("/api/v1/mediation-numerique?limite=1000", Cancellation))!;
        var members = answer["donnees"]!.AsArray();

        // 47 in the source, of which 5 are dated 1970-01-01: unknown, and the standard asks for a date.
        Assert.Equal(42, answer["total"]!.GetValue<int>());
        Assert.All(members, member => Assert.Equal("00000000000000", member!["pivot"]!.GetValue<string>()));
        Assert.All(members, member => Assert.NotNull(member!["services"]));
    }

    [Theory]
    [InlineData("", "_maillage_lieux-de-mediation-numerique_france.csv")]
    [InlineData("?code_departement=04", "_maillage_lieux-de-mediation-numerique_departement-04.csv")]
    [InlineData("?code_departement=04&types=mairie", "_maillage_lieux-de-mediation-numerique_selection.csv")]
    [InlineData("?bbox=5,43,7,45", "_maillage_lieux-de-mediation-numerique_selection.csv")]
    [InlineData("?code_insee=04070", "_maillage_lieux-de-mediation-numerique_commune-04070.csv")]
    public async Task The_file_is_named_as_the_standard_asks(string query, string expected)
    {
        using var response = await Territoire.Current.Client.GetAsync("/api/v1/mediation-numerique.csv" + query, Cancellation);
        var name = response.Content.Headers.ContentDisposition?.FileName?.Trim('"') ?? "";

        Assert.Matches("^[0-9]{8}_", name);
        Assert.EndsWith(expected, name, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_filters_and_formats_are_those_of_the_lieux()
    {
        var client = Territoire.Current.Client;
        var near = JsonNode.Parse(await client.GetStringAsync("/api/v1/mediation-numerique?lat=44.09&lon=6.23&rayon=5000", Cancellation))!;
        var geojson = await client.GetStringAsync("/api/v1/mediation-numerique.geojson?code_insee=04070", Cancellation);

        Assert.All(near["donnees"]!.AsArray(), member => Assert.True(member!["calcul"]!["distance"]!.GetValue<double>() <= 5000));
        Assert.Empty(await Oracle.Current.GeoJson(geojson));
        Assert.Equal(9, JsonNode.Parse(geojson)!["features"]!.AsArray().Count);
    }
}
