using System.Text.Json.Serialization;

namespace Maillage.Store;

/// <summary>The few types that the store writes as JSON beside the entities.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DictionaryKeyPolicy = JsonKnownNamingPolicy.Unspecified,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(string[]))]
[JsonSerializable(typeof(string[][]))]
[JsonSerializable(typeof(SourceRun))]
[JsonSerializable(typeof(SourcedComplement))]
internal sealed partial class StoreJson : JsonSerializerContext;
