using System.Text.Json.Serialization;

namespace Maillage.Store;

/// <summary>The few types that the store writes as JSON beside the lieux.</summary>
[JsonSerializable(typeof(string[]))]
internal sealed partial class StoreJson : JsonSerializerContext;
