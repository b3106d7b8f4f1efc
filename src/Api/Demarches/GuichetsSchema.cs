using System.Text.Json.Nodes;
using Maillage.Api.Docs;
using Maillage.Catalogue;
using Maillage.Schema.Demarches;
using Maillage.Schema.Publication;

namespace Maillage.Api.Demarches;

/// <summary>The schema of the answer with the guichets: that of the démarches and of the lieux, and what is said of how they were chosen.</summary>
internal static class GuichetsSchema
{
    /// <summary>Its name in the description.</summary>
    public const string Name = "GuichetsDeLaDemarche";

    public static JsonObject Schema() => new()
    {
        ["type"] = "object",
        ["description"] = "Les guichets d'une démarche pour les habitants d'une commune.",
        ["required"] = new JsonArray("version", "demarche", "commune", "guichets", "centres_de_contact", "services_en_ligne"),
        ["properties"] = new JsonObject
        {
            ["version"] = Text("Version du catalogue."),
            ["demarche"] = Object("La démarche ; « mention_source » est à afficher, avec un lien vers « url ».", "id", "titre", "url", "mention_source"),
            ["commune"] = Object("La commune, actuelle.", "code_insee", "nom", "code_departement"),
            ["guichets"] = new JsonObject { ["type"] = "array", ["description"] = "Dans l'ordre de la fiche.", ["items"] = Guichet() },
            ["centres_de_contact"] = OfDemarche("centres_de_contact"),
            ["services_en_ligne"] = OfDemarche("services_en_ligne"),
        },
    };

    private static JsonObject Guichet()
    {
        var schema = OfDemarche("guichets")["items"]?.DeepClone().AsObject() ?? throw new InvalidOperationException("The démarches have guichets.");
        var properties = schema["properties"]?.AsObject() ?? [];
        properties["choix"] = new JsonObject
        {
            ["type"] = "string",
            ["enum"] = new JsonArray(ChoixGuichet.Competence, ChoixGuichet.PlusProche, ChoixGuichet.Aucun),
            ["description"] = "Comment les lieux ont été choisis : une source les dit compétents, ce sont les plus proches de leur type, ou il n'y en a aucun.",
        };
        properties["ressort"] = new JsonObject
        {
            ["type"] = new JsonArray("string", "null"),
            ["enum"] = new JsonArray([.. Ressorts.Tous.Select(ressort => JsonValue.Create(ressort.Nom)), null]),
            ["description"] = "Le territoire respecté, quand ce sont les plus proches.",
        };
        properties["motif"] = new JsonObject { ["type"] = new JsonArray("string", "null"), ["description"] = "Pourquoi aucun lieu n'est proposé, ou ce qu'il faut savoir de ceux qui le sont." };
        properties["lieux"] = new JsonObject
        {
            ["type"] = "array",
            ["description"] = "Trois au plus, le plus proche d'abord ; « calcul.distance » (mètres, à vol d'oiseau depuis la mairie) s'y ajoute.",
            ["items"] = new JsonObject { ["$ref"] = $"#/components/schemas/{OpenApiSchemas.NameOf(JeuDeDonnees.Lieu)}" },
        };
        foreach (var name in (string[])["choix", "ressort", "motif", "lieux"])
        {
            schema["required"]?.AsArray().Add(name);
        }

        return schema;
    }

    private static JsonObject OfDemarche(string field) =>
        SchemaJson.Of(JeuDeDonnees.Demarche)["properties"]?[field]?.DeepClone().AsObject() ?? throw new InvalidOperationException($"The démarches have no field {field}.");

    private static JsonObject Object(string description, params string[] members) => new()
    {
        ["type"] = "object",
        ["description"] = description,
        ["required"] = new JsonArray([.. members.Select(member => JsonValue.Create(member))]),
        ["properties"] = new JsonObject(members.Select(member => KeyValuePair.Create<string, JsonNode?>(member, new JsonObject { ["type"] = "string" }))),
    };

    private static JsonObject Text(string description) => new() { ["type"] = "string", ["description"] = description };
}
