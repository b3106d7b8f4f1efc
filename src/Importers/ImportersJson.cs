using System.Text.Json.Serialization;

namespace Maillage.Importers;

/// <summary>The few types that the importers write as JSON beside the lieux.</summary>
[JsonSourceGenerationOptions]
[JsonSerializable(typeof(SortedDictionary<string, string>))]
[JsonSerializable(typeof(Fetch.Http.CopyMemory))]
internal sealed partial class ImportersJson : JsonSerializerContext;
