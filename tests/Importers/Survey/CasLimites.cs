using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Maillage.Tests.Support;

namespace Maillage.Tests.Importers.Survey;

/// <summary>The anomalous records of 2017, kept in the shape of the XML of the time: the same values, in the shape of the annuaire of today.</summary>
internal static class CasLimites
{
    /// <summary>Each record in v4 shape, with the anomalies that it is kept for.</summary>
    public static IEnumerable<(IReadOnlyList<string> Anomalies, JsonObject Record)> All() =>
        File.ReadLines(Path.Combine(Corpus.Dossier, "service-public", "cas-limites", "cas-limites.ndjson"))
            .Where(line => line.Length > 0)
            .Select(line => JsonNode.Parse(line)?.AsObject() ?? [])
            .Select(line => (Anomalies(line), Record(line["feature"]?["properties"]?.AsObject() ?? [])));

    /// <summary>All of them as one file.</summary>
    public static Stream Open() =>
        new MemoryStream(Encoding.UTF8.GetBytes(new JsonObject { ["service"] = new JsonArray([.. All().Select(one => one.Record)]) }.ToJsonString()));

    private static IReadOnlyList<string> Anomalies(JsonObject line) => [.. (line["anomalies"]?.AsArray() ?? []).Select(Text)];

    private static JsonObject Record(JsonObject properties)
    {
        var numbers = properties["CoordonnéesNum"] as JsonObject ?? [];
        return new JsonObject
        {
            ["ancien_code_pivot"] = Text(properties["id"]),
            ["nom"] = Text(properties["Nom"]),
            ["categorie"] = "SL",
            ["pivot"] = new JsonArray(new JsonObject { ["type_service_local"] = Text(properties["pivotLocal"]), ["code_insee_commune"] = new JsonArray(Text(properties["codeInsee"])) }),
            ["code_insee_commune"] = Text(properties["codeInsee"]),
            ["date_modification"] = Text(properties["dateMiseAJour"]),
            ["adresse"] = new JsonArray([.. Items(properties["Adresse"]).Select(Address)]),
            ["telephone"] = new JsonArray([.. Items(numbers["Téléphone"]).Select(phone => new JsonObject { ["valeur"] = Text(phone), ["description"] = "" })]),
            ["adresse_courriel"] = new JsonArray([.. Items(numbers["Email"]).Select(email => (JsonNode)Text(email))]),
            ["site_internet"] = new JsonArray([.. Items(numbers["Url"]).Select(url => new JsonObject { ["libelle"] = "", ["valeur"] = Text(url) })]),
            ["plage_ouverture"] = new JsonArray([.. Items(properties["Ouverture"]?["PlageJ"]).OfType<JsonObject>().Select(Range)]),
        };
    }

    private static JsonNode Address(JsonNode? address)
    {
        var lines = Items(address?["Ligne"]).Select(Text).ToList();
        return new JsonObject
        {
            ["type_adresse"] = Text(address?["type"]) == "postale" ? "Adresse postale" : "Adresse",
            ["complement1"] = lines.Count > 2 ? lines[0] : "",
            ["numero_voie"] = lines.Count > 2 ? lines[1] : lines.FirstOrDefault() ?? "",
            ["complement2"] = string.Join(", ", lines.Skip(lines.Count > 2 ? 2 : 1)),
            ["code_postal"] = Text(address?["CodePostal"]),
            ["nom_commune"] = Text(address?["NomCommune"]),
            ["latitude"] = Text(address?["Localisation"]?["Latitude"]),
            ["longitude"] = Text(address?["Localisation"]?["Longitude"]),
        };
    }

    private static JsonNode Range(JsonObject range)
    {
        var times = Items(range["PlageH"]).OfType<JsonObject>().ToList();
        return new JsonObject
        {
            ["nom_jour_debut"] = Text(range["début"]),
            ["nom_jour_fin"] = Text(range["fin"]),
            ["valeur_heure_debut_1"] = Text(times.ElementAtOrDefault(0)?["début"]),
            ["valeur_heure_fin_1"] = Text(times.ElementAtOrDefault(0)?["fin"]),
            ["valeur_heure_debut_2"] = Text(times.ElementAtOrDefault(1)?["début"]),
            ["valeur_heure_fin_2"] = Text(times.ElementAtOrDefault(1)?["fin"]),
            ["commentaire"] = Text(range["Note"]),
        };
    }

    private static JsonNode?[] Items(JsonNode? node) => node switch
    {
        null => [],
        JsonArray list => list.ToArray(),
        _ => [node],
    };

    // An element with attributes carries its text under « $t »; an empty one is {}.
    private static string Text(JsonNode? node) => node switch
    {
        null => "",
        JsonObject element => Text(element["$t"]),
        JsonValue value => value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : value.ToJsonString(),
        _ => "",
    };
}
