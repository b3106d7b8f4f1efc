using System.Text.Json.Nodes;
using Maillage.Schema.Publication;

namespace Maillage.Api.Rapprochements;

/// <summary>The schema of the records and pairs behind a lieu.</summary>
internal static class RapprochementsSchema
{
    /// <summary>Its name in the description.</summary>
    public const string Name = "RapprochementsDuLieu";

    public static JsonObject Schema() => Object(
        "Pourquoi des fiches ont été réunies dans un lieu.",
        ("id", Text("Identifiant du lieu.")),
        ("fiches", SchemaJson.Of(JeuDeDonnees.Lieu)["properties"]?["sources"]?.DeepClone() ?? throw new InvalidOperationException("The lieux have sources.")),
        ("paires", List("Les paires de fiches comparées, la plus ressemblante d'abord.", Pair())));

    private static JsonObject Pair()
    {
        var pair = Object(
            "Deux fiches comparées.",
            ("a", Key()),
            ("b", Key()),
            ("score", new JsonObject { ["type"] = "number", ["minimum"] = 0, ["maximum"] = 1, ["description"] = "À quel point elles semblent dire un même lieu." }),
            ("reunies", new JsonObject { ["type"] = "boolean", ["description"] = "Les deux sont derrière ce lieu." }),
            ("preuves", List("Ce qui a compté ; la somme des points fait le score.", Object(
                "Une preuve.", ("code", Text("Code stable.")), ("libelle", Text("La même, pour une personne.")), ("points", Number("Au-dessus de 0, pour ; au-dessous, contre."))))));
        pair["properties"]?.AsObject().Add("obstacle", new JsonObject
        {
            ["anyOf"] = new JsonArray(
                Object("Ce qui interdit de les réunir, quel que soit le score.", ("code", Text("Code stable.")), ("libelle", Text("Le même, pour une personne."))),
                new JsonObject { ["type"] = "null" }),
        });
        pair["required"]?.AsArray().Add("obstacle");
        return pair;
    }

    private static JsonObject Key() => Object(
        "Une fiche.", ("source", Text("Source.")), ("id", Text("Identifiant de la fiche dans la source.")), ("lieu_id", Text("Lieu derrière lequel elle est.")));

    private static JsonObject Object(string description, params (string Name, JsonNode Schema)[] members) => new()
    {
        ["type"] = "object",
        ["description"] = description,
        ["required"] = new JsonArray([.. members.Select(member => JsonValue.Create(member.Name))]),
        ["properties"] = new JsonObject(members.Select(member => KeyValuePair.Create<string, JsonNode?>(member.Name, member.Schema))),
    };

    private static JsonObject List(string description, JsonObject items) => new() { ["type"] = "array", ["description"] = description, ["items"] = items };

    private static JsonObject Text(string description) => new() { ["type"] = "string", ["description"] = description };

    private static JsonObject Number(string description) => new() { ["type"] = "number", ["description"] = description };
}
