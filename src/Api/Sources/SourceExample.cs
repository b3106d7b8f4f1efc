using System.Text.Json;
using System.Text.Json.Nodes;
using Maillage.Importers.Sources;
using Maillage.Schema.Parsing;
using Maillage.Store;

namespace Maillage.Api.Sources;

/// <summary>The answers that the documentation shows: the sample territory, imported a first time one morning.</summary>
internal static class SourceExample
{
    private static readonly DateTime Begun = new(2026, 11, 22, 6, 0, 0, DateTimeKind.Utc);

    private static readonly Execution Run = new()
    {
        Debut = Begun,
        Fin = Begun.AddSeconds(1),
        Resultat = RunOutcome.Reussie,
        Fichier = "hub-du-sud-04.json",
        Lues = 47,
        Publiees = 47,
        Reparees = 47,
        NonPubliees = 0,
        Rejetees = 0,
        Inchangees = 0,
        LieuxCrees = 47,
        LieuxModifies = 0,
        LieuxRetires = 0,
        LieuxFusionnes = 2,
        LieuxSepares = 0,
        LieuxRetablis = 0,
        MotifsNonPubliees = new Dictionary<string, long>(),
        MotifsRejetees = new Dictionary<string, long>(),
    };

    /// <summary>The source of the sample territory.</summary>
    public static SourcePubliee Source { get; } = new()
    {
        Id = "hub-du-sud-04",
        Nom = "Lieux de médiation numérique du Hub du Sud, Alpes-de-Haute-Provence (mai 2023)",
        Producteur = "Hub du Sud",
        Attribution = "Hub du Sud – cartographie nationale des lieux de médiation numérique, mai 2023",
        Licence = new LicencePubliee { Code = "etalab-2.0", Titre = Licences.Toutes["etalab-2.0"].Titre, Url = Licences.Toutes["etalab-2.0"].Url },
        DateFichier = new DateOnly(2023, 5, 17),
        Territoire = "departement-04",
        Complete = true,
        Mediation = true,
        Demonstration = true,
        Lieux = 47,
        Services = 0,
        Demarches = 0,
        ImporteeLe = Run.Fin,
        DerniereExecution = Run,
    };

    public static JsonNode Liste() => Node(JsonSerializer.SerializeToNode(
        new ListeSources { Version = "316", Total = 1, Donnees = [Source] }, ApiJson.Default.ListeSources));

    public static JsonNode Une() => Node(JsonSerializer.SerializeToNode(
        Source with
        {
            Anomalies = [Anomalie("services", IssueCodes.ValeurTraduite, 155), Anomalie("date_maj", IssueCodes.DateInconnue, 5)],
            Rejets = [],
            Executions = [Run],
        },
        ApiJson.Default.SourcePubliee));

    private static Anomalie Anomalie(string champ, IssueCode code, long nombre) =>
        new() { Champ = champ, Code = code.Code, Titre = code.Libelle, Traitement = code.Reparation, Nombre = nombre };

    private static JsonNode Node(JsonNode? node) => node ?? throw new InvalidOperationException("An example is no JSON.");
}
