using System.Text.Json;
using Maillage.Importers.Fetch;
using Maillage.Importers.Map.DataInclusion;
using Maillage.Importers.Sources;
using Maillage.Schema.Fields;
using Maillage.Schema.Formats;
using Maillage.Schema.Parsing;

namespace Maillage.Importers.Read;

/// <summary>The services of data·inclusion, v1 or v0: a JSON array, or pages that hold one.</summary>
internal sealed class DataInclusionServicesFormat : IServiceFormat
{
    private static readonly string[] ListMembers = ["items", "services", "data", "results"];

    public string Name => "data-inclusion-services";

    public IEnumerable<SourceItem> Read(IEnumerable<FetchedMember> members, SourceDeclaration source) => members.ReadEach(member => Read(member.Content));

    public RawService Map(string canonical, ICollection<Issue> issues)
    {
        using var document = JsonDocument.Parse(canonical);
        return ServiceMap.ToRawService(document.RootElement);
    }

    private static IEnumerable<SourceItem> Read(Stream stream)
    {
        using var canonical = new CanonicalJson(ServiceMap.KeptMembers);
        using var elements = new JsonArrayReader(PeekedStream.Over(stream).AsUtf8(), ListMembers);
        while (elements.MoveNext())
        {
            yield return Item(elements, canonical);
        }

        if (elements.Failure is { } failure)
        {
            yield return new SourceItem(0, $"octet {elements.Position}, après {elements.Count} enregistrements", null, "", failure);
        }
    }

    private static SourceItem Item(JsonArrayReader elements, CanonicalJson canonical)
    {
        var place = $"enregistrement {elements.Count}, octet {elements.Position}";
        var record = elements.Current;
        return record.ValueKind == JsonValueKind.Object
            ? new SourceItem(elements.Count, place, GlobalId.Of(Text(record, "source"), Text(record, "id")), canonical.Of(record))
            : new SourceItem(elements.Count, place, null, "", new Issue("*", IssueCodes.EnregistrementInattendu, Json.Raw(record)));
    }

    private static string? Text(JsonElement record, string name) => Json.Member(record, name) is { } member ? Json.Text(member) : null;
}
