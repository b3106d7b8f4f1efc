using System.Text.Json.Nodes;
using Maillage.Api.Docs;
using Maillage.Schema.Publication;
using Maillage.Store;

namespace Maillage.Api.Changements;

/// <summary>The schema of a page of the journal.</summary>
internal static class ChangementsSchema
{
    /// <summary>Its name in the description.</summary>
    public const string Name = "PageDeChangements";

    public static JsonObject Schema() => new()
    {
        ["type"] = "object",
        ["description"] = "Une page du journal. En NDJSON : une entrée par ligne, la page suivante dans Link (next).",
        ["required"] = new JsonArray("version", "origine", "donnees", "suivant"),
        ["properties"] = new JsonObject
        {
            ["version"] = Text("Version du catalogue : le « depuis » à redemander une fois tout lu."),
            ["origine"] = Text("Origine du journal : elle change quand la base est restaurée, et ses numéros ne se comparent plus aux précédents. L'« origine » à redemander. En NDJSON : en-tête Maillage-Origine."),
            ["donnees"] = new JsonObject { ["type"] = "array", ["description"] = "Les entrées, dans l'ordre.", ["items"] = Entry() },
            ["suivant"] = new JsonObject { ["type"] = new JsonArray("string", "null"), ["format"] = "uri", ["description"] = "Adresse de la page suivante ; null à la fin." },
        },
    };

    private static JsonObject Entry() => new()
    {
        ["type"] = "object",
        ["required"] = new JsonArray("seq", "type", "operation", "id", "remplace_par", "date", "champs", "donnees"),
        ["properties"] = new JsonObject
        {
            ["seq"] = new JsonObject { ["type"] = "integer", ["description"] = "Numéro du changement : ils se suivent, sans trou tant qu'ils sont gardés un à un." },
            ["type"] = Among("De quoi il s'agit.", Enum.GetValues<TypeEntite>().Select(ChangementsPage.NameOf)),
            ["operation"] = Among("Ce qui est arrivé.", Enum.GetValues<Operation>().Select(ChangementsPage.NameOf)),
            ["id"] = Text("Identifiant de la fiche."),
            ["remplace_par"] = new JsonObject { ["type"] = new JsonArray("string", "null"), ["description"] = "Identifiant du lieu auquel celui-ci a été réuni (fusion) ; null sinon." },
            ["date"] = new JsonObject { ["type"] = "string", ["format"] = "date-time", ["description"] = "Instant du changement, UTC." },
            ["champs"] = new JsonObject
            {
                ["type"] = "array",
                ["items"] = new JsonObject { ["type"] = "string" },
                ["description"] = "Noms des champs qui ont changé (modification).",
            },
            ["donnees"] = new JsonObject
            {
                ["description"] = "La fiche entière après le changement, provenance comprise ; null quand elle n'est plus publiée.",
                ["anyOf"] = new JsonArray(
                [
                    .. ((JeuDeDonnees[])[JeuDeDonnees.Lieu, JeuDeDonnees.Service, JeuDeDonnees.Demarche])
                        .Select(jeu => (JsonNode)new JsonObject { ["$ref"] = $"#/components/schemas/{OpenApiSchemas.NameOf(jeu)}" }),
                    new JsonObject { ["type"] = "null" },
                ]),
            },
        },
    };

    private static JsonObject Among(string description, IEnumerable<string> values) =>
        new() { ["type"] = "string", ["description"] = description, ["enum"] = new JsonArray([.. values.Select(value => JsonValue.Create(value))]) };

    private static JsonObject Text(string description) => new() { ["type"] = "string", ["description"] = description };
}
