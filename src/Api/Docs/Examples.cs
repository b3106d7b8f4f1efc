using System.Text;
using System.Text.Json.Nodes;
using Maillage.Api.Http;

namespace Maillage.Api.Docs;

/// <summary>
/// A question and what the sample territory answers, for each operation and each of its formats. The answers are files beside this one, as the service gave them; a test
/// asks again and compares.
/// </summary>
internal static class Examples
{
    private const string Folder = "Maillage.Api.Docs.Exemples.";
    private const string Problems = Folder + "problemes.";

    private static readonly Dictionary<string, string> Questions = new(StringComparer.Ordinal)
    {
        ["listerLieux"] = "/api/v1/lieux?q=france+services&code_departement=04&limite=1",
        ["lireLieu"] = "/api/v1/lieux/68e85c1b-2020-5c45-ab10-b0ed6f8cde68",
        ["lireLieuParIdentifiant"] = "/api/v1/lieux/par-identifiant?source=annuaire-04&id=mairie-04070-01",
        ["lireRapprochements"] = "/api/v1/lieux/68e85c1b-2020-5c45-ab10-b0ed6f8cde68/rapprochements",
        ["listerMediationNumerique"] = "/api/v1/mediation-numerique?code_insee=04070&limite=1",
        ["listerDemarches"] = "/api/v1/demarches?q=compte+bancaire&limite=1",
        ["lireDemarche"] = "/api/v1/demarches/F2417",
        ["lireGuichetsDeLaDemarche"] = "/api/v1/demarches/F2417/lieux?code_insee=04070",
        ["listerServices"] = "/api/v1/services?limite=1",
        ["lireService"] = "/api/v1/services/dora--AidantsConnect%3A2024-47BXY",
        ["rechercher"] = "/api/v1/recherche?q=mairie+dign&limite=1",
        ["listerChangements"] = "/api/v1/changements?limite=1",
        ["listerSources"] = "/api/v1/sources",
        ["lireSource"] = "/api/v1/sources/hub-du-sud-04",
        ["listerAttributions"] = "/api/v1/attributions?code_insee=04112",
        ["lireCommune"] = "/api/v1/territoires/communes/04070",
        ["lireEpci"] = "/api/v1/territoires/epci/200067437",
        ["lireDepartement"] = "/api/v1/territoires/departements/04",
        ["lireRegion"] = "/api/v1/territoires/regions/93",
        ["listerExports"] = "/api/v1/exports",
        ["exporterCompetences"] = "/api/v1/exports/competences.csv",
        ["telechargerExport"] = "/api/v1/exports/lieux-commune-04007.csv",
        ["validerFichier"] = "/api/v1/validation?schema=mediation-numerique",
        ["santeVive"] = "/sante/vive",
        ["santePrete"] = "/sante/prete",
    };

    /// <summary>What is asked; null when the operation is not known here.</summary>
    public static string? QuestionOf(string? operation) => operation is null ? null : Questions.GetValueOrDefault(operation);

    /// <summary>What is answered in that format; null when that was not written down.</summary>
    public static JsonNode? AnswerOf(string operation, OutputFormat format) => Read($"{Folder}{operation}.{format.Name}") switch
    {
        null => null,
        var text when format == OutputFormat.Json || format == OutputFormat.GeoJson => JsonNode.Parse(text),
        var text => JsonValue.Create(text),
    };

    /// <summary>A request that has this problem, and its answer.</summary>
    public static JsonNode ProblemOf(ProblemType type) => JsonNode.Parse(TextOf(type)) ?? throw new InvalidOperationException($"The example of the problem {type.Code} is empty.");

    /// <summary>That answer, as it is written.</summary>
    public static string TextOf(ProblemType type) => Read($"{Problems}{type.Code}.json") ?? throw new InvalidOperationException($"The problem {type.Code} has no example.");

    private static string? Read(string name)
    {
        using var file = typeof(Examples).Assembly.GetManifestResourceStream(name);
        if (file is null)
        {
            return null;
        }

        using var reader = new StreamReader(file, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
