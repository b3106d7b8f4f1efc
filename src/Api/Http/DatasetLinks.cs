using Maillage.Schema.Publication;

namespace Maillage.Api.Http;

/// <summary>What the header <c>Link</c> says of a dataset in a format (RFC 8288): its schema and its licence.</summary>
internal static class DatasetLinks
{
    private static readonly Dictionary<string, (string Json, string Csv)> ByName = JeuDeDonnees.Tous.ToDictionary(
        jeu => jeu.Nom, jeu => (Written(jeu, "json-schema.json"), Written(jeu, "table-schema.json")));

    public static string Of(JeuDeDonnees jeu, OutputFormat format) => format == OutputFormat.Csv ? ByName[jeu.Nom].Csv : ByName[jeu.Nom].Json;

    private static string Written(JeuDeDonnees jeu, string schema) =>
        $"</{jeu.Dossier}/{schema}>; rel=\"describedby\", <https://www.etalab.gouv.fr/licence-ouverte-open-licence>; rel=\"license\"";
}
