using System.Text.Json;
using System.Text.Json.Nodes;

namespace Maillage.Api.Exports;

/// <summary>The answer that the documentation shows: a file of the sample territory.</summary>
internal static class ExportsExample
{
    public static JsonNode Liste() => JsonSerializer.SerializeToNode(
        new ListeExports
        {
            Version = "482",
            PreparesLe = new DateTime(2026, 11, 22, 6, 0, 4, DateTimeKind.Utc),
            Total = 1,
            Donnees =
            [
                new()
                {
                    Nom = "lieux-france-v482.geojson",
                    Url = ExportsApi.Root + "/lieux-france-v482.geojson",
                    Jeu = "lieux",
                    Territoire = "france",
                    Format = "geojson",
                    TypeMedia = "application/geo+json",
                    Enregistrements = 401,
                    Sha256Identifiants = "6b0d7c1e3f575d0a9c1b0e6a2f4d8b936b0d7c1e3f575d0a9c1b0e6a2f4d8b93",
                    Octets = 1_214_930,
                    Sha256 = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                    OctetsGzip = 171_204,
                    Sha256Gzip = "2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae",
                    Schema = "/schemas/lieu/0.1.0/json-schema.json",
                    Licence = ExportFolder.Licence,
                },
            ],
            Versions = ["482", "316"],
        },
        ApiJson.Default.ListeExports) ?? throw new InvalidOperationException("The example is no JSON.");
}
