using System.Text.Json;
using System.Text.Json.Nodes;
using Maillage.Api.Sources;

namespace Maillage.Api.Attributions;

/// <summary>The answer that the documentation shows: the source of the sample territory.</summary>
internal static class AttributionsExample
{
    public static JsonNode Liste()
    {
        var source = SourceExample.Source;
        AttributionPubliee only = new()
        {
            Source = source.Id,
            Attribution = source.Attribution,
            Licence = source.Licence,
            DateFichier = source.DateFichier,
            ImporteeLe = source.ImporteeLe ?? throw new InvalidOperationException("The example was imported."),
            Lieux = source.Lieux,
        };
        return JsonSerializer.SerializeToNode(
            new ListeAttributions { Version = "316", Total = 1, Donnees = [only], Texte = AttributionsAnswer.Text([only]) }, ApiJson.Default.ListeAttributions)
            ?? throw new InvalidOperationException("The example is no JSON.");
    }
}
