using System.IO.Compression;
using System.Text.Json;
using System.Text.Json.Nodes;
using Maillage.Importers.Read;
using Maillage.Tests.Schema.Formats;
using Maillage.Tests.Support;

namespace Maillage.Tests.Importers.Officiels;

/// <summary>The annuaire of service-public.fr in each of its shapes: the same record, whatever it came in.</summary>
public sealed class AnnuaireTests
{
    private static readonly string[] Lists =
        ["adresse", "adresse_courriel", "formulaire_contact", "pivot", "plage_ouverture", "site_internet", "telephone"];

    private static readonly Lazy<JsonArray> Departement = new(() =>
    {
        using var file = File.OpenRead(Path.Combine(Depot.Racine, "data", "exemple", "annuaire-04.json.gz"));
        using var text = new GZipStream(file, CompressionMode.Decompress);
        return JsonNode.Parse(text)?["service"]?.AsArray() ?? [];
    });

    public static TheoryData<string> Shapes => ["tableau", "reponse", "export", "lignes", "joli"];

    [Theory]
    [MemberData(nameof(Shapes))]
    public void A_record_is_the_same_whatever_it_came_in(string shape)
    {
        var bulk = Officiels.LireTexte("annuaire-v4", new JsonObject { ["service"] = Departement.Value.DeepClone() }.ToJsonString());
        var other = Officiels.LireTexte("annuaire-v4", Written(shape));

        Assert.True(bulk.Count > 300);
        Assert.Equal(bulk.Select(item => (item.Id, item.Canonical)), other.Select(item => (item.Id, item.Canonical)));
        Assert.All(other, item => Assert.Null(item.Failure));
    }

    [Fact]
    public void One_record_alone_is_a_source()
    {
        var item = Assert.Single(Officiels.LireTexte("annuaire-v4", """{ "nom": "Mairie", "id": "a", "pivot": "[{\"type_service_local\": \"mairie\"}]", "adresse_courriel": "a@mairie.fr;b@mairie.fr ; " }"""));
        Assert.Equal(("a", """{"adresse_courriel":["a@mairie.fr","b@mairie.fr"],"id":"a","nom":"Mairie","pivot":[{"type_service_local":"mairie"}]}"""), (item.Id, item.Canonical));
    }

    [Theory]
    [InlineData("null", "")]
    [InlineData("\"\"", "")]
    [InlineData("\" \"", "")]
    [InlineData("[]", "")]
    [InlineData("\"[]\"", "")]
    [InlineData("{\"valeur\":\"3646\"}", "3646")]
    [InlineData("\"{\\\"valeur\\\": \\\"3646\\\"}\"", "3646")]
    [InlineData("\"[{\\\"valeur\\\": \\\"3646\\\"}]\"", "3646")]
    [InlineData("\"04 92 30 00 00; 3646\"", "04 92 30 00 00|3646")]
    public void A_list_is_read_in_all_its_spellings(string written, string expected)
    {
        var item = Assert.Single(Officiels.LireTexte("annuaire-v4", $$"""[{"id":"a","telephone":{{written}}}]"""));
        var raw = Assert.IsAssignableFrom<ILieuFormat>(Officiels.Format("annuaire-v4")).Map(item.Canonical, []);
        Assert.Equal(expected, string.Join('|', raw.Telephones));
        Assert.Empty(item.Issues);
    }

    [Fact]
    public void A_list_that_is_cut_is_named_and_the_rest_of_the_record_stands()
    {
        var item = Assert.Single(Officiels.LireTexte("annuaire-v4", """[{"id":"a","nom":"Mairie","telephone":"[{\"valeur\": \"36"}]"""));
        Assert.Equal(("telephone", "type_invalide"), (Assert.Single(item.Issues).Field, item.Issues[0].Code.Code));
        Assert.Equal("""{"id":"a","nom":"Mairie"}""", item.Canonical);
    }

    [Fact]
    public void The_answer_of_the_api_gives_its_lieux()
    {
        var items = Officiels.Lire("annuaire-v4", "annuaire-opendatasoft.json");
        var lieux = Officiels.Lieux("annuaire-v4", "annuaire-opendatasoft.json");

        // The third extract was asked for without id nor name.
        Assert.Equal([true, true, false], items.Select(item => item.Id is not null));
        var bus = lieux["533cea79-fcee-4186-9b18-c6b3ea08892d"];
        Assert.Equal(["france_services"], bus.Types);
        Assert.Equal(("38185", "97 galerie de l'Arlequin", "Mo-Fr 09:00-12:00,13:00-17:00"), (bus.CodeInsee, bus.Adresse, bus.Horaires));
        Assert.Equal(("75111", "accessible", "rampe"), (lieux["b7c5ef55-664f-4e16-90c3-87518a823b81"] is var mission ? mission.CodeInsee : null, mission.AccessibilitePmr, mission.AccessibiliteNote));
    }

    [Fact]
    public void The_street_of_2022_is_found_in_the_complement()
    {
        var mairie = Assert.Single(Officiels.Lieux("annuaire-v4", "annuaire-2022.json").Values);
        Assert.Equal(("27115", "10 ancienne route du Mans", "Le Bourg"), (mairie.CodeInsee, mairie.Adresse, mairie.ComplementAdresse));
        Assert.Equal(["mairie"], mairie.Types);
    }

    [Theory]
    [InlineData("SIL", "categorie")]
    [InlineData("SN", "categorie")]
    [InlineData("SL", null)]
    public void Only_local_services_are_published(string category, string? reason)
    {
        var text = $$"""[{"id":"a","nom":"Mairie","categorie":"{{category}}","code_insee_commune":"04070","pivot":[{"type_service_local":"mairie"}]}]""";
        var item = Assert.Single(Officiels.LireTexte("annuaire-v4", text));
        var derived = Officiels.Deriver(LecteursSousTest.Declaration("annuaire-v4"), Assert.IsAssignableFrom<ILieuFormat>(Officiels.Format("annuaire-v4")), item);
        Assert.Equal(reason, derived.Reason);
    }

    [Theory]
    [InlineData("msap", "france_services")]
    [InlineData("pole_emploi", "france_travail")]
    [InlineData("antenne_justice", "point_justice")]
    [InlineData("permanence_juridique", "point_justice")]
    [InlineData("direccte_ut", "ddets")]
    [InlineData("ddcs", "ddets")]
    [InlineData("ddcspp", "ddets")]
    [InlineData("bdf", "banque_de_france")]
    [InlineData("ddsp", null)]
    public void A_former_type_is_read_under_its_name_of_today(string former, string? current)
    {
        var text = $$"""[{"id":"a","nom":"Lieu","code_insee_commune":"04070","pivot":[{"type_service_local":"{{former}}"}]}]""";
        var item = Assert.Single(Officiels.LireTexte("annuaire-v4", text));
        var derived = Officiels.Deriver(LecteursSousTest.Declaration("annuaire-v4"), Assert.IsAssignableFrom<ILieuFormat>(Officiels.Format("annuaire-v4")), item);
        Assert.Equal(current, derived.Lieu?.Types.Single());
        Assert.Equal(current is null ? "type_ddpn_dipn" : null, derived.Reason);
    }

    private static string Written(string shape) => shape switch
    {
        "tableau" => Departement.Value.ToJsonString(),
        "reponse" => new JsonObject { ["total_count"] = 3, ["results"] = AsText() }.ToJsonString(),
        "export" => AsText().ToJsonString(),
        "lignes" => string.Join('\n', Departement.Value.Select(record => record?.ToJsonString())),
        "joli" => string.Join('\n', Departement.Value.Select(record => record?.ToJsonString(new JsonSerializerOptions(JsonSerializerDefaults.General) { WriteIndented = true }))),
        _ => throw new ArgumentOutOfRangeException(nameof(shape)),
    };

    // As Opendatasoft does: the lists of objects are JSON in a text, those of texts are joined by semicolons, the empty ones are null.
    private static JsonArray AsText()
    {
        var records = Departement.Value.DeepClone().AsArray();
        foreach (var record in records.OfType<JsonObject>())
        {
            foreach (var name in Lists.Where(name => record[name] is JsonArray))
            {
                var list = record[name]?.AsArray() ?? [];
                record[name] = list.Count == 0 ? null : list[0] is JsonValue ? string.Join(';', list.Select(item => (string?)item)) : list.ToJsonString();
            }
        }

        return records;
    }
}
