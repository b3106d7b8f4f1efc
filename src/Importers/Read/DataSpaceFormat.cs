using System.Text.Json;
using Maillage.Importers.Fetch;
using Maillage.Importers.Map;
using Maillage.Importers.Sources;
using Maillage.Schema.Lieux;
using Maillage.Schema.MediationNumerique;
using Maillage.Schema.Parsing;

namespace Maillage.Importers.Read;

/// <summary>The national map of médiation numérique as its DataSpace API writes it: nested address, real lists. The mediators, who are people, are never read.</summary>
internal sealed class DataSpaceFormat : ILieuFormat
{
    private static readonly string[] Lists = ["data", "items", "results"];

    public string Name => "dataspace-carto";

    public IEnumerable<SourceItem> Read(IEnumerable<FetchedMember> members, SourceDeclaration source) =>
        members.ReadEach(member => JsonRecords.Items(member.Content, Lists, "id", Item));

    public RawLieu Map(string canonical, ICollection<Issue> issues)
    {
        var cells = JsonSerializer.Deserialize(canonical, ImportersJson.Default.SortedDictionaryStringString) ?? [];
        return LectureStandard.ToRawLieu(cells, issues) with { Identifiants = CompositeId.Parts(cells.GetValueOrDefault("id")) };
    }

    private static SourceItem Item(JsonElement record) => new(
        0, "", JsonRecords.Text(record, "id")?.Trim(), JsonSerializer.Serialize(DataSpaceMap.ToStandard(record), ImportersJson.Default.SortedDictionaryStringString));
}
