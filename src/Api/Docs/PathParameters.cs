using System.Text.Json.Nodes;

namespace Maillage.Api.Docs;

/// <summary>What is written in an address, described by name; the example is that of the question of the operation.</summary>
internal static class PathParameters
{
    private static readonly Dictionary<string, string> Descriptions = new(StringComparer.Ordinal)
    {
        ["id"] = "Identifiant : le champ « id » de la liste.",
        ["code"] = "Code : celui du code officiel géographique (un ancien code de commune mène au nouveau), ou le SIREN d'une intercommunalité.",
        ["fichier"] = "Nom du fichier : le jeu, le territoire, et l'extension ; avec « -v » et une version, il ne change jamais.",
    };

    public static string DescriptionOf(string? name) =>
        name is not null && Descriptions.TryGetValue(name, out var description) ? description : throw new InvalidOperationException($"The path parameter {name} is not described.");

    /// <summary>The part of the question that stands there.</summary>
    /// <param name="operation">Whose question it is.</param>
    /// <param name="route">Its route, such as <c>api/v1/lieux/{id}</c>.</param>
    /// <param name="name">Name of the parameter.</param>
    public static JsonNode? ExampleOf(string? operation, string? route, string? name)
    {
        var rank = Array.IndexOf(route?.Split('/') ?? [], $"{{{name}}}");
        return rank >= 0 && Examples.QuestionOf(operation) is { } question
            ? JsonValue.Create(Uri.UnescapeDataString(question.TrimStart('/').Split('?')[0].Split('/')[rank]))
            : null;
    }
}
