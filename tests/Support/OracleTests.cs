using System.Text.Json.Nodes;

namespace Maillage.Tests.Support;

/// <summary>Each oracle accepts what is good and refuses what is bad: without that, a test that relies on one proves nothing.</summary>
public sealed class OracleTests
{
    private const string Table = """
        {
          "fields": [
            { "name": "id", "type": "string", "constraints": { "required": true, "unique": true } },
            { "name": "frais", "type": "string", "constraints": { "pattern": "(?:(?:^|\\|)(Gratuit|Payant))+$" } },
            { "name": "latitude", "type": "number" },
            { "name": "maj", "type": "date" },
            { "name": "etat", "type": "string", "constraints": { "enum": ["ouvert", "en travaux"], "maxLength": 6 } }
          ],
          "primaryKey": "id"
        }
        """;

    private const string Header = "id,frais,latitude,maj,etat";

    [Fact]
    public async Task A_json_schema_refuses_wrong_types_formats_and_unknown_properties()
    {
        var schema = Json("""
            {
              "type": "object",
              "properties": { "date_maj": { "type": ["string", "null"], "format": "date" } },
              "required": ["date_maj"],
              "additionalProperties": false
            }
            """);

        var refused = await Oracle.Current.JsonSchema(schema,
        [
            Json("""{ "date_maj": "2024-02-29" }"""),
            Json("""{ "date_maj": "2023-02-29" }"""),
            Json("""{ "date_maj": null }"""),
            Json("""{ "date_maj": 3 }"""),
            Json("""{ "date_maj": null, "nom": "x" }"""),
            Json("{}"),
            null,
        ]);

        Assert.Equal([1, 3, 4, 5, 6], refused.Select(instance => instance.Index));
        Assert.Contains("format", Assert.Single(refused[0].Errors), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_json_schema_with_an_unknown_keyword_is_itself_refused_unless_it_is_declared()
    {
        var schema = Json("""{ "type": "string", "exemple": "x" }""");

        var refusal = await Assert.ThrowsAsync<OracleException>(() => Oracle.Current.JsonSchema(schema, []));
        Assert.Contains("exemple", refusal.Message, StringComparison.Ordinal);
        Assert.Empty(await Oracle.Current.JsonSchema(schema, [Json("\"y\"")], ["exemple"]));
    }

    [Theory]
    [InlineData(Header, "a,Gratuit|Payant,44.09,2024-02-29,ouvert", null)]
    [InlineData(Header, "a,,,,", null)]
    [InlineData(Header, ",,,,", "2 id")]
    [InlineData(Header, "a,n'importe quoi|Gratuit,,,", "2 frais")]
    [InlineData(Header, "a,,\"44,09\",,", "2 latitude")]
    [InlineData(Header, "a,, 44.09,,", "2 latitude")]
    [InlineData(Header, "a,,,2023-02-29,", "2 maj")]
    [InlineData(Header, "a,,,,fermé", "2 etat")]
    [InlineData(Header, "a,,,,en travaux", "2 etat")]
    [InlineData(Header, "a,,,", "2 ")]
    [InlineData(Header, "a,,zéro,,\na,,,,", "2 latitude;3 id")]
    [InlineData("id,frais,latitude,maj", "a,,,", "1 etat;2 ")]
    [InlineData("frais,id,latitude,maj,etat", "Gratuit,Gratuit,,,", "1 ")]
    [InlineData(Header + ",nom", "a,,,,,", "1 nom;2 ")]
    public async Task A_table_schema_names_the_row_and_the_column_of_what_it_refuses(string header, string rows, string? places)
    {
        var errors = await Oracle.Current.TableSchema(Json(Table), $"{header}\n{rows}\n");

        var found = string.Join(';', errors.Select(error => $"{error.Row} {error.Column}").Distinct());
        Assert.Equal(places ?? "", found);
    }

    [Fact]
    public async Task A_pattern_that_forgets_to_be_anchored_lets_anything_through_when_it_is_not_anchored_for_it()
    {
        const string Csv = $"{Header}\na,n'importe quoi|Gratuit,,,\n";

        Assert.Empty(await Oracle.Current.TableSchema(Json(Table), Csv, anchored: false));
        Assert.Single(await Oracle.Current.TableSchema(Json(Table), Csv, anchored: true));
    }

    [Fact]
    public async Task Opening_hours_know_french_holidays_comments_and_the_sun()
    {
        // Monday 13 July 2026 to the 16th: Tuesday is a public holiday in France.
        var closedOnHolidays = await Open("Mo-Fr 09:00-12:00; PH off");
        var onAppointment = await Open("Mo 14:00-16:00 \"sur rendez-vous\"");
        var daylight = await Open("Mo sunrise-sunset");

        Assert.Equal([13, 15], closedOnHolidays.Intervals.Select(interval => interval.From.Day));
        Assert.Equal(new TimeSpan(3, 0, 0), closedOnHolidays.Intervals[0].To - closedOnHolidays.Intervals[0].From);
        Assert.All(closedOnHolidays.Intervals, interval => Assert.False(interval.Unknown));
        var appointment = Assert.Single(onAppointment.Intervals);
        Assert.True(appointment.Unknown);
        Assert.Equal("sur rendez-vous", appointment.Comment);
        Assert.InRange(Assert.Single(daylight.Intervals).To.TimeOfDay, new TimeSpan(21, 0, 0), new TimeSpan(21, 45, 0));
    }

    [Fact]
    public async Task Opening_hours_that_no_one_can_read_are_invalid_and_vague_ones_get_a_warning()
    {
        var vague = await Open("Mo 9-12");
        var wrong = await Open("ouvert quand il fait beau");
        var many = await Oracle.Current.OpeningHoursValidity(["24/7", "Mo-Fr 25:99", "n'importe quoi", "Mo-Fr 09:00-12:00"]);

        Assert.NotEmpty(vague.Warnings);
        Assert.False(wrong.Valid);
        Assert.NotEmpty(wrong.Error ?? "");
        Assert.Equal([true, false, false, true], many.Select(value => value.Valid));
    }

    [Theory]
    [InlineData("""{ "type": "Feature", "geometry": null, "properties": {} }""", true)]
    [InlineData("""{ "type": "Feature", "geometry": { "type": "Point", "coordinates": [6.24] }, "properties": {} }""", false)]
    [InlineData("""{ "type": "Feature", "geometry": null }""", false)]
    [InlineData("""{ "type": "Feature", "type": "Feature", "geometry": null, "properties": {} }""", false)]
    [InlineData("""{ "type": "Feature", """, false)]
    public async Task A_geojson_text_is_refused_for_its_shape_its_duplicate_keys_and_its_syntax(string text, bool good)
    {
        Assert.Equal(good, (await Oracle.Current.GeoJson(text)).Count == 0);
    }

    [Fact]
    public async Task A_question_that_cannot_be_answered_names_its_operation_and_leaves_the_others_answered()
    {
        var questions = Enumerable.Range(0, 50).Select(number => number % 2 == 0
            ? Oracle.Current.Ask<JsonNode>("devine", [])
            : Oracle.Current.Ask<JsonNode>("geojson", new() { ["text"] = "{}" })).ToArray();

        var refusal = await Assert.ThrowsAsync<OracleException>(() => Task.WhenAll(questions));

        Assert.Contains("devine", refusal.Message, StringComparison.Ordinal);
        Assert.All(questions, (question, number) => Assert.Equal(number % 2 != 0, question.IsCompletedSuccessfully));
    }

    [Fact]
    public async Task Gdal_tells_the_features_the_geometry_and_the_fields_of_a_file_and_refuses_what_is_none()
    {
        var folder = Directory.CreateTempSubdirectory("maillage-");
        try
        {
            var good = Path.Combine(folder.FullName, "lieux.geojson");
            var bad = Path.Combine(folder.FullName, "faux.geojson");
            await File.WriteAllTextAsync(good, """
                { "type": "FeatureCollection", "features": [
                  { "type": "Feature", "geometry": { "type": "Point", "coordinates": [6.24, 44.09] },
                    "properties": { "nom": "Mairie de Digne", "nombre_postes": 3, "types": ["mairie"], "date_maj": "2024-02-29" } },
                  { "type": "Feature", "geometry": { "type": "Point", "coordinates": [5.78, 43.83] },
                    "properties": { "nom": null, "nombre_postes": null, "types": [], "date_maj": null } } ] }
                """, TestContext.Current.CancellationToken);
            await File.WriteAllTextAsync(bad, "{ \"type\": \"Rien\" }", TestContext.Current.CancellationToken);

            var seen = await OgrInfo.Read(good, TestContext.Current.CancellationToken);

            Assert.Equal(2, seen.FeatureCount);
            Assert.Equal("Point", seen.GeometryType);
            Assert.Equal("", seen.Warnings);
            var fields = seen.Fields.Select(field => $"{field.Key} {field.Value}");
            Assert.Equal(["nom String", "nombre_postes Integer", "types StringList", "date_maj Date"], fields);
            await Assert.ThrowsAsync<InvalidDataException>(() => OgrInfo.Read(bad, TestContext.Current.CancellationToken));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Theory]
    [InlineData("telephone", "04 92 31 43 87", "04070", "ok +33492314387")]
    [InlineData("telephone", "0033 (0)4.92.31.43.87", null, "ok +33492314387")]
    [InlineData("telephone", "04 92 31 43 87 / 3646", "04070", "ok +33492314387")]
    [InlineData("telephone", "492314387", "04070", "ok +33492314387")]
    [InlineData("telephone", "492314387", "97105", "refuse ")]
    [InlineData("telephone", "0590 41 74 97", "97105", "ok +590590417497")]
    [InlineData("telephone", "40 415 700", "98735", "ok +68940415700")]
    [InlineData("telephone", "35 17 06", "98802", "ok +687351706")]
    [InlineData("telephone", "35 17 06", "04070", "ok 351706")]
    [InlineData("telephone", "39 36", "04070", "ok 3936")]
    [InlineData("telephone", "056573432700", "12202", "refuse ")]
    [InlineData("telephone", "ouvert de 13h30 à 16h", "04070", "refuse ")]
    [InlineData("siret", "43493312300029", null, "ok 43493312300029")]
    [InlineData("siret", "43493312300028", null, "refuse ")]
    [InlineData("siret", "35600000009075", null, "ok 35600000009075")]
    [InlineData("siret", "21760400000000", null, "refuse ")]
    [InlineData("siret", "00000000000000", null, "vide ")]
    [InlineData("siret", "8323455900026", null, "refuse ")]
    [InlineData("insee", "2A004", null, "ok 2A004")]
    [InlineData("insee", "13201", null, "ok 13201")]
    [InlineData("insee", "1003", null, "ok 01165")]
    [InlineData("insee", "20004", null, "refuse ")]
    [InlineData("insee", "99999", null, "refuse ")]
    [InlineData("code_postal", " 4000", null, "ok 04000")]
    [InlineData("code_postal", "380000", null, "refuse ")]
    [InlineData("code_postal", "L'Isle Adam", null, "refuse ")]
    [InlineData("code_postal", "\u00A0", null, "vide ")]
    public async Task Values_are_read_refused_or_absent(string kind, string raw, string? insee, string expected)
    {
        var judged = Assert.Single(await Oracle.Current.Values(kind, [(raw, insee)]));

        Assert.Equal(expected, $"{judged.State} {judged.Value}");
    }

    private static Task<OpeningHours> Open(string value) =>
        Oracle.Current.OpeningHours(value, 44.09, 6.24, new DateTime(2026, 7, 13), new DateTime(2026, 7, 16));

    private static JsonNode Json(string text) =>
        JsonNode.Parse(text) ?? throw new ArgumentException("null n'est pas un schéma.", nameof(text));
}
