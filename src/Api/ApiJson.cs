using System.Text.Json.Serialization;
using Maillage.Api.Attributions;
using Maillage.Api.Exports;
using Maillage.Api.Sante;
using Maillage.Api.Sources;
using Maillage.Api.Territoires;
using Maillage.Api.Validation;

namespace Maillage.Api;

/// <summary>The few types that the API writes as JSON beside the records; a forgotten type fails at once.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(EtatVivant))]
[JsonSerializable(typeof(EtatPret))]
[JsonSerializable(typeof(ListeSources))]
[JsonSerializable(typeof(TerritoirePublie))]
[JsonSerializable(typeof(ListeAttributions))]
[JsonSerializable(typeof(ListeExports))]
[JsonSerializable(typeof(RapportPublie))]
internal sealed partial class ApiJson : JsonSerializerContext;
