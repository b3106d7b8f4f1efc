using System.Text.Json.Serialization;
using Maillage.Api.Sante;
using Maillage.Api.Sources;

namespace Maillage.Api;

/// <summary>The few types that the API writes as JSON beside the records; a forgotten type fails at once.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(EtatVivant))]
[JsonSerializable(typeof(EtatPret))]
[JsonSerializable(typeof(ListeSources))]
internal sealed partial class ApiJson : JsonSerializerContext;
