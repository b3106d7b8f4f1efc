using System.Text.Json.Nodes;

namespace Maillage.Api.Recherche;

/// <summary>The completion, for the description of the API.</summary>
internal static class RechercheSchema
{
    /// <summary>Name of the type.</summary>
    public const string Name = "Recherche";

    /// <summary>JSON Schema.</summary>
    public static JsonObject Schema() => new()
    {
        ["type"] = "object",
        ["description"] = "Les communes, les lieux et les services qui répondent le mieux, dans cet ordre de pertinence.",
        ["required"] = new JsonArray("version", "communes", "lieux", "services"),
        ["properties"] = new JsonObject
        {
            ["version"] = Of("string", "Version du catalogue."),
            ["communes"] = List(new()
            {
                ["code_insee"] = Of("string", "Code officiel géographique, à donner à « code_insee »."),
                ["nom"] = Of("string", "Nom de la commune."),
                ["codes_postaux"] = new JsonObject { ["type"] = "array", ["items"] = new JsonObject { ["type"] = "string" }, ["description"] = "Codes postaux." },
                ["code_departement"] = Of("string", "Code du département."),
                ["departement"] = Maybe("string", "Nom du département."),
                ["latitude"] = Maybe("number", "Latitude de la mairie, à défaut du centre."),
                ["longitude"] = Maybe("number", "Longitude de la mairie, à défaut du centre."),
            }),
            ["lieux"] = List(new()
            {
                ["id"] = Of("string", "Identifiant du lieu."),
                ["nom"] = Of("string", "Nom du lieu."),
                ["types"] = new JsonObject { ["type"] = "array", ["items"] = new JsonObject { ["type"] = "string" }, ["description"] = "Types de guichet." },
                ["adresse"] = Maybe("string", "Numéro et voie."),
                ["code_postal"] = Maybe("string", "Code postal."),
                ["commune"] = Of("string", "Commune."),
                ["code_insee"] = Of("string", "Code officiel géographique."),
                ["latitude"] = Maybe("number", "Latitude."),
                ["longitude"] = Maybe("number", "Longitude."),
            }),
            ["services"] = List(new()
            {
                ["id"] = Of("string", "Identifiant du service."),
                ["nom"] = Of("string", "Nom du service."),
                ["type"] = Maybe("string", "Type de service."),
                ["commune"] = Maybe("string", "Commune."),
                ["code_insee"] = Maybe("string", "Code officiel géographique."),
                ["lieu_id"] = Maybe("string", "Lieu du service."),
            }),
        },
    };

    private static JsonObject Of(string type, string description) => new() { ["type"] = type, ["description"] = description };

    private static JsonObject Maybe(string type, string description) => new() { ["type"] = new JsonArray(type, "null"), ["description"] = description };

    private static JsonObject List(JsonObject properties) => new()
    {
        ["type"] = "array",
        ["items"] = new JsonObject { ["type"] = "object", ["required"] = new JsonArray([.. properties.Select(pair => JsonValue.Create(pair.Key))]), ["properties"] = properties },
    };
}
