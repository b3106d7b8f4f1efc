using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Maillage.Schema.Fields;
using Maillage.Schema.Formats;
using Maillage.Schema.Horaires.Ouverture;
using Maillage.Schema.Lieux;
using Maillage.Schema.Publication;
using Maillage.Schema.Territoires;
using Maillage.Schema.Texte;
using Maillage.Schema.Vocabulaires;
using Maillage.Tests.Support;

namespace Maillage.Tests.Api;

public sealed class LieuxTests
{
    private static HttpClient Client => Territoire.Current.Client;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_sample_territory_has_401_lieux_of_four_sources()
    {
        var lieux = await AllAsync();

        Assert.Equal(401, lieux.Count);
        Assert.Equal(268, Of("annuaire-04"));
        Assert.Equal(47, Of("hub-du-sud-04"));
        Assert.Equal(16, Of("france-services-04"));
        Assert.Equal(123, Of("regionsud-04"));
        Assert.All(lieux, lieu => Assert.Equal("04", lieu.CodeDepartement));

        int Of(string source) => lieux.Count(lieu => lieu.Sources.Any(record => record.Source == source));
    }

    [Fact]
    public async Task The_counter_that_four_sources_tell_is_one_lieu_and_says_who_gave_what()
    {
        var lieu = Assert.Single(await AllAsync(), lieu => lieu.CodeInsee == "04088" && lieu.Types.Contains("france_services"));

        Assert.Equal(["annuaire-04", "france-services-04", "hub-du-sud-04", "regionsud-04"], lieu.Sources.Select(source => source.Source).Distinct().Order(StringComparer.Ordinal));
        Assert.Contains(lieu.AnciensNoms, name => name.StartsWith("Maison de services au public", StringComparison.Ordinal));
        Assert.InRange(lieu.ScoreQualite ?? 0, 0.5, 1);
    }

    public static TheoryData<string, Func<Lieu, bool>> Filters => new()
    {
        { "code_insee=04070", lieu => lieu.CodeInsee == "04070" },
        { "code_commune=04070", lieu => lieu.CodeInsee == "04070" },
        { "code_insee=04070,04112", lieu => lieu.CodeInsee is "04070" or "04112" },
        { "code_insee=04070&code_insee=04112", lieu => lieu.CodeInsee is "04070" or "04112" },
        { "code_epci=200067437", lieu => lieu.CodeEpci == "200067437" },
        { "code_departement=04", _ => true },
        { "code_departement=05", _ => false },
        { "types=mairie", lieu => lieu.Types.Contains("mairie") },
        { "types=msap", lieu => lieu.Types.Contains("france_services") },
        { "types=mairie,caf&code_insee=04070", lieu => lieu.CodeInsee == "04070" && (lieu.Types.Contains("mairie") || lieu.Types.Contains("caf")) },
        { "services=" + Uri.EscapeDataString("aide aux demarches administratives"), lieu => lieu.Services.Contains("Aide aux démarches administratives") },
        { "bbox=6,44,6.4,44.2", lieu => lieu is { Latitude: >= 44 and <= 44.2, Longitude: >= 6 and <= 6.4 } },
        { "lat=44.09&lon=6.23&rayon=5000", lieu => Near(lieu, 44.09, 6.23, 5000) },
        { "lat=44.09&lon=6.23&types=mairie", lieu => Near(lieu, 44.09, 6.23, 10_000) && lieu.Types.Contains("mairie") },
        { "q=mairie", lieu => Words(lieu).Any(word => word.StartsWith("mairie", StringComparison.Ordinal)) },
        { "q=DIGNE+postal", lieu => Words(lieu).Any(word => word.StartsWith("digne", StringComparison.Ordinal)) && Words(lieu).Any(word => word.StartsWith("postal", StringComparison.Ordinal)) },
        { "code_postal=04000", lieu => lieu.CodePostal == "04000" },
        { "code_region=93", _ => true },
        { "niveau_accueil=1,2", lieu => lieu.NiveauAccueil is 1 or 2 },
        { "typologie=RFS", lieu => lieu.Typologie.Contains("RFS") },
        { "thematiques=numerique", lieu => lieu.Thematiques.Any(one => one.StartsWith("numerique--", StringComparison.Ordinal)) },
        { "frais_a_charge=Gratuit&source=hub-du-sud-04", lieu => lieu.FraisACharge.Contains("Gratuit") && lieu.Sources.Any(source => source.Source == "hub-du-sud-04") },
        { "score_qualite_minimum=0.8", lieu => lieu.ScoreQualite >= 0.8 },
        { "modifie_depuis=2020-01-01", _ => true },
        { "modifie_depuis=2099-01-01T00:00:00Z", _ => false },
        { "ouvert_a=2026-11-25T10:30", lieu => OpeningTimes.Of(lieu).IsOpen(new DateTime(2026, 11, 25, 10, 30, 0)) == true },
        { "ouvert_a=2026-11-25T03:00&types=mairie", _ => false },
        { "utm_source=lettre&_=1&fbclid=x&types=mairie", lieu => lieu.Types.Contains("mairie") },
    };

    [Theory]
    [MemberData(nameof(Filters))]
    public async Task A_filter_gives_exactly_the_lieux_that_answer_it(string query, Func<Lieu, bool> expected)
    {
        var found = await ReadAsync($"/api/v1/lieux?limite=1000&{query}");

        Assert.Equal((await AllAsync()).Where(expected).Select(lieu => lieu.Id).Order(), found.Select(lieu => lieu.Id).Order());
    }

    [Fact]
    public async Task Around_a_point_the_nearest_come_first_with_their_distance()
    {
        var answer = await JsonAsync("/api/v1/lieux?lat=44.09&lon=6.23&rayon=20000&limite=1000");
        var distances = answer["donnees"]!.AsArray().Select(lieu => lieu!["calcul"]!["distance"]!.GetValue<double>()).ToList();

        Assert.NotEmpty(distances);
        Assert.Equal(distances.Order(), distances);
        Assert.True(distances[^1] <= 20_000);
    }

    [Theory]
    [InlineData("")]
    [InlineData("&types=mairie")]
    [InlineData("&lat=44.09&lon=6.23&rayon=30000")]
    [InlineData("&q=maison")]
    [InlineData("&tri=nom")]
    [InlineData("&tri=date_maj&types=mairie")]
    [InlineData("&tri=pertinence&q=maison")]
    [InlineData("&ouvert_a=maintenant")]
    public async Task Walking_the_pages_gives_the_whole_list_once(string filter)
    {
        List<string> walked = [];
        var total = 0;
        for (var next = $"/api/v1/lieux?limite=7{filter}"; next is not null;)
        {
            var page = await JsonAsync(next);
            total = page["total"]!.GetValue<int>();
            walked.AddRange(page["donnees"]!.AsArray().Select(lieu => lieu!["id"]!.GetValue<string>()));
            next = page["suivant"]?.GetValue<string>();
        }

        Assert.Equal(total, walked.Count);
        Assert.Equal((await ReadAsync($"/api/v1/lieux?limite=1000{filter}")).Select(lieu => lieu.Id), walked);
    }

    [Theory]
    [InlineData("/api/v1/lieux.json", "", "application/json")]
    [InlineData("/api/v1/lieux.geojson", "", "application/geo+json")]
    [InlineData("/api/v1/lieux.csv", "", "text/csv")]
    [InlineData("/api/v1/lieux?format=csv", "application/json", "text/csv")]
    [InlineData("/api/v1/lieux.csv", "application/json", "text/csv")]
    [InlineData("/api/v1/lieux", "", "application/json")]
    [InlineData("/api/v1/lieux", "*/*", "application/json")]
    [InlineData("/api/v1/lieux", "text/csv", "text/csv")]
    [InlineData("/api/v1/lieux", "application/geo+json;q=0.9, text/csv;q=0.1", "application/geo+json")]
    [InlineData("/api/v1/lieux", "text/html,application/xhtml+xml,*/*;q=0.8", "application/json")]
    [InlineData("/api/v1/lieux", "text/*", "text/csv")]
    public async Task The_suffix_then_the_parameter_then_the_accept_header_choose_the_format(string path, string accept, string expected)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (accept.Length > 0)
        {
            request.Headers.TryAddWithoutValidation("Accept", accept);
        }

        using var response = await Client.SendAsync(request, Cancellation);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(expected, response.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task The_three_formats_hold_the_same_lieux()
    {
        var json = await AllAsync();
        var geojson = Records(GeoJsonFormat.Read<Lieu>(await Client.GetStreamAsync("/api/v1/lieux.geojson?limite=1000", Cancellation)));
        var csv = Records(CsvFormat.Read<Lieu>(await Client.GetStreamAsync("/api/v1/lieux.csv?limite=1000", Cancellation)));
        var shape = RecordShape.Of<Lieu>();

        Assert.Equal(json.Count, csv.Count);
        Assert.All(json.Zip(geojson), pair => Assert.Empty(shape.Differences(pair.First, pair.Second)));
        // A list leaves provenance out; a CSV has every column of its schema.
        Assert.All(json.Zip(csv), pair => Assert.Equal(["provenance"], shape.Differences(pair.First, pair.Second)));
    }

    [Fact]
    public async Task Every_record_validates_against_the_published_JSON_schema()
    {
        var ids = (await AllAsync()).Select(lieu => lieu.Id);
        List<JsonNode?> records = [];
        foreach (var id in ids)
        {
            records.Add(await JsonAsync("/api/v1/lieux/" + id));
        }

        Assert.Empty(await Oracle.Current.JsonSchema(SchemaJson.Of(JeuDeDonnees.Lieu), records));
        var list = (await JsonAsync("/api/v1/lieux?limite=1000&lat=44.09&lon=6.23"))["donnees"]!.AsArray();
        Assert.NotEmpty(list);
        Assert.Empty(await Oracle.Current.JsonSchema(SchemaJson.Of(JeuDeDonnees.Lieu), list));
    }

    [Fact]
    public async Task The_CSV_validates_against_the_published_table_schema()
    {
        var csv = await Client.GetStringAsync("/api/v1/lieux.csv?limite=1000", Cancellation);

        Assert.Empty(await Oracle.Current.TableSchema(SchemaTable.Of(JeuDeDonnees.Lieu), csv));
    }

    [Fact]
    public async Task Published_hours_are_read_by_an_independent_parser()
    {
        var hours = (await AllAsync()).Select(lieu => lieu.Horaires).OfType<string>().Distinct().ToList();
        var answers = await Oracle.Current.OpeningHoursValidity(hours);

        Assert.True(hours.Count > 100);
        Assert.All(answers, answer => Assert.True(answer.Valid, answer.Error));
    }

    [Fact]
    public async Task The_GeoJSON_is_valid_and_opens_in_GDAL()
    {
        var text = await Client.GetStringAsync("/api/v1/lieux.geojson?limite=1000", Cancellation);
        Assert.Empty(await Oracle.Current.GeoJson(text));
        var file = Path.Combine(Path.GetTempPath(), Guid.NewGuid() + ".geojson");
        await File.WriteAllTextAsync(file, text, Cancellation);
        try
        {
            var layer = await OgrInfo.Read(file, Cancellation);
            Assert.Equal(401, layer.FeatureCount);
            Assert.Equal("Point", layer.GeometryType);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public async Task A_single_lieu_has_every_field_and_its_provenance()
    {
        var id = (await AllAsync())[0].Id;
        var lieu = await JsonAsync("/api/v1/lieux/" + id.ToUpperInvariant());

        Assert.Equal(RecordShape.Of<Lieu>().Fields.Select(field => field.Name), lieu.AsObject().Select(member => member.Key));
        Assert.Equal("annuaire-04", lieu["provenance"]!["nom"]!.GetValue<string>());
    }

    [Fact]
    public async Task An_unchanged_answer_is_304_after_its_parameters_were_checked()
    {
        using var first = await Client.GetAsync("/api/v1/lieux?limite=1", Cancellation);
        var etag = first.Headers.ETag!;
        using var known = await GetAsync("/api/v1/lieux?limite=1", etag.ToString());
        using var otherFormat = await GetAsync("/api/v1/lieux.csv?limite=1", etag.ToString());
        using var wrong = await GetAsync("/api/v1/lieux?limite=0", etag.ToString());

        Assert.True(etag.IsWeak);
        Assert.Equal(HttpStatusCode.NotModified, known.StatusCode);
        Assert.Equal(etag, known.Headers.ETag);
        Assert.Equal(HttpStatusCode.OK, otherFormat.StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
    }

    [Fact]
    public async Task HEAD_answers_like_GET_without_the_body()
    {
        using var head = await Client.SendAsync(new HttpRequestMessage(HttpMethod.Head, "/api/v1/lieux?limite=3"), Cancellation);
        using var get = await Client.GetAsync("/api/v1/lieux?limite=3", Cancellation);

        Assert.Equal(get.StatusCode, head.StatusCode);
        Assert.Equal(get.Content.Headers.ContentLength, head.Content.Headers.ContentLength);
        Assert.Empty(await head.Content.ReadAsByteArrayAsync(Cancellation));
    }

    [Fact]
    public async Task Answers_carry_version_links_and_open_access()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/lieux.csv?limite=2&types=mairie");
        request.Headers.Add("Origin", "https://mairie.example.fr");
        using var response = await Client.SendAsync(request, Cancellation);
        var links = string.Join(", ", response.Headers.GetValues("Link"));

        Assert.Equal("*", string.Join(',', response.Headers.GetValues("Access-Control-Allow-Origin")));
        Assert.Equal("482", string.Join(',', response.Headers.GetValues("Maillage-Version")));
        Assert.Equal("oui", string.Join(',', response.Headers.GetValues("Maillage-Demonstration")));
        // The 199 mairies of the annuaire; two records of other sources are of them.
        Assert.Equal("199", string.Join(',', response.Headers.GetValues("Maillage-Total")));
        Assert.Contains("rel=\"next\"", links, StringComparison.Ordinal);
        Assert.Contains("</schemas/lieu/1.0.0/table-schema.json>; rel=\"describedby\"", links, StringComparison.Ordinal);
        Assert.Contains("rel=\"license\"", links, StringComparison.Ordinal);
    }

    private static async Task<HttpResponseMessage> GetAsync(string path, string etag)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.TryAddWithoutValidation("If-None-Match", etag);
        return await Client.SendAsync(request, Cancellation);
    }

    private static Task<IReadOnlyList<Lieu>> AllAsync() => ReadAsync("/api/v1/lieux?limite=1000");

    private static async Task<IReadOnlyList<Lieu>> ReadAsync(string path) =>
        Records(JsonFormat.Read<Lieu>(await Client.GetStreamAsync(path, Cancellation)));

    private static IReadOnlyList<Lieu> Records(IEnumerable<Maillage.Schema.Parsing.ReadItem<Lieu>> items) =>
        [.. items.Select(item => item.Record ?? throw new InvalidDataException(string.Join(", ", item.Issues)))];

    private static async Task<JsonNode> JsonAsync(string path) =>
        JsonNode.Parse(await Client.GetStringAsync(path, Cancellation)) ?? throw new JsonException(path);

    private static bool Near(Lieu lieu, double latitude, double longitude, double metres) =>
        lieu is { Latitude: { } north, Longitude: { } east } && Geodesie.Distance(latitude, longitude, north, east) <= metres;

    private static string[] Words(Lieu lieu) =>
        Repli.Plier(string.Join(' ', [lieu.Nom, .. lieu.AnciensNoms, .. lieu.Types, .. lieu.Types.Select(type => TypesLieu.Trouver(type)?.Libelle), lieu.Adresse, lieu.ComplementAdresse, lieu.Commune])).Split(' ');
}
