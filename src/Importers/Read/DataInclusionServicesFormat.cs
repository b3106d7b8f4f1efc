using System.Text.Json;
using Maillage.Importers.Fetch;
using Maillage.Importers.Map.DataInclusion;
using Maillage.Importers.Sources;
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
        foreach (var item in JsonRecords.Items(stream, ListMembers, "structure_id", record => Item(record, canonical)))
        {
            yield return item;
        }
    }

    private static SourceItem Item(JsonElement record, CanonicalJson canonical) =>
        new(0, "", GlobalId.Of(JsonRecords.Text(record, "source"), JsonRecords.Text(record, "id")), canonical.Of(record));
}
