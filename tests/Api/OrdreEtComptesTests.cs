using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Maillage.Schema.Horaires.Ouverture;
using Maillage.Schema.Lieux;
using Maillage.Schema.Texte;
using Maillage.Tests.Support;

namespace Maillage.Tests.Api;

/// <summary>Orders, counts and what is computed for a request, over HTTP.</summary>
public sealed class OrdreEtComptesTests
{
    private static HttpClient Client => Territoire.Current.Client;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task By_name_or_by_date_the_whole_list_is_in_order()
    {
        var names = (await RecordsAsync("/api/v1/lieux?limite=1000&tri=nom")).Select(lieu => Repli.Plier(Text(lieu, "nom"))).ToList();
        var dates = (await RecordsAsync("/api/v1/lieux?limite=1000&tri=date_maj")).Select(lieu => lieu["date_maj"]?.GetValue<string>()).ToList();

        Assert.Equal(names.Order(StringComparer.Ordinal), names);
        Assert.Equal(401, dates.Count);
        Assert.Equal(dates.OfType<string>().OrderDescending(StringComparer.Ordinal), dates.Take(dates.OfType<string>().Count()));
    }

    [Theory]
    [InlineData("")]
    [InlineData("&q=mairie")]
    [InlineData("&code_epci=200067437&limite=3")]
    public async Task Counts_are_those_of_all_the_results_and_the_most_frequent_come_first(string filter)
    {
        var answer = await JsonAsync("/api/v1/lieux?facettes=types,niveau_accueil,code_epci" + filter);
        var all = await RecordsAsync("/api/v1/lieux?" + filter.Replace("&limite=3", "", StringComparison.Ordinal).TrimStart('&') + "&limite=1000");
        var facets = answer["facettes"]!.AsObject();

        Assert.Equal(["types", "niveau_accueil", "code_epci"], facets.Select(pair => pair.Key));
        foreach (var (field, counts) in facets)
        {
            var expected = all.SelectMany(lieu => Values(lieu[field])).CountBy(value => value).OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key, StringComparer.Ordinal);
            Assert.Equal(
                expected.Select(pair => $"{pair.Key} {pair.Value}"),
                counts!.AsArray().Select(count => $"{Text(count!, "valeur")} {count!["nombre"]!.GetValue<int>()}"));
        }
    }

    [Fact]
    public async Task Whether_a_lieu_is_open_and_when_it_opens_next_is_told_when_asked()
    {
        const string moment = "2026-11-25T10:30";
        var local = DateTime.Parse(moment, CultureInfo.InvariantCulture);
        var lieux = await RecordsAsync($"/api/v1/lieux?limite=1000&ouvert_a={moment}&calcul=ouvert");
        Assert.NotEmpty(lieux);
        Assert.All(lieux, lieu => Assert.True(lieu["calcul"]!["ouvert"]!.GetValue<bool>()));

        foreach (var lieu in (await RecordsAsync("/api/v1/lieux?limite=60&calcul=ouvert,prochaine_ouverture&ouvert_a=2026-11-25T10:30")).Take(20))
        {
            var times = OpeningTimes.Of(new Lieu
            {
                Id = "a",
                Nom = "b",
                Commune = "c",
                CodeInsee = "04070",
                CodeDepartement = "04",
                CodeRegion = "93",
                Horaires = lieu["horaires"]?.GetValue<string>(),
                HorairesNote = lieu["horaires_note"]?.GetValue<string>(),
            });
            var next = lieu["calcul"]!["prochaine_ouverture"]?.GetValue<string>();

            Assert.Equal(times.NextOpening(local), next is null ? null : DateTime.Parse(next[..19], CultureInfo.InvariantCulture));
            Assert.True(next is null || next.EndsWith("+01:00", StringComparison.Ordinal) || next.EndsWith("+02:00", StringComparison.Ordinal), next);
        }
    }

    [Fact]
    public async Task One_lieu_tells_it_too_in_json_and_in_geojson()
    {
        var id = Text((await RecordsAsync("/api/v1/lieux?limite=1&types=mairie"))[0], "id");
        var plain = await JsonAsync("/api/v1/lieux/" + id);
        var json = await JsonAsync($"/api/v1/lieux/{id}?calcul=ouvert");
        var geojson = await JsonAsync($"/api/v1/lieux/{id}?calcul=ouvert&format=geojson");

        Assert.False(plain.AsObject().ContainsKey("calcul"));
        Assert.True(json["calcul"]!.AsObject().ContainsKey("ouvert"));
        Assert.True(geojson["calcul"]!.AsObject().ContainsKey("ouvert"));
        Assert.True(json.AsObject().Remove("calcul"));
        Assert.Equal(plain.ToJsonString(), json.ToJsonString());
    }

    [Theory]
    [InlineData("ouvert_a=maintenant", false)]
    [InlineData("calcul=ouvert", false)]
    [InlineData("calcul=ouvert&ouvert_a=2026-11-25T10:30", true)]
    [InlineData("ouvert_a=2026-11-25T10:30", true)]
    public async Task What_depends_on_the_clock_has_no_tag(string query, bool isTagged)
    {
        using var answer = await Client.GetAsync("/api/v1/lieux?" + query, Cancellation);
        Assert.Equal(isTagged, answer.Headers.ETag is not null);

        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/lieux?" + query);
        request.Headers.TryAddWithoutValidation("If-None-Match", "*");
        using var again = await Client.SendAsync(request, Cancellation);
        Assert.Equal(isTagged ? HttpStatusCode.NotModified : HttpStatusCode.OK, again.StatusCode);
    }

    private static IEnumerable<string> Values(JsonNode? value) => value switch
    {
        null => [],
        JsonArray list => list.Select(one => one!.ToString()),
        _ => [value.ToString()],
    };

    private static string Text(JsonNode record, string field) => record[field]!.GetValue<string>();

    private static async Task<JsonNode> JsonAsync(string path) => JsonNode.Parse(await Client.GetStringAsync(path, Cancellation))!;

    private static async Task<IReadOnlyList<JsonNode>> RecordsAsync(string path) => [.. (await JsonAsync(path))["donnees"]!.AsArray().Select(record => record!)];
}
