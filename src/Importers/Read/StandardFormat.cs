using System.Text.Json;
using Maillage.Importers.Fetch;
using Maillage.Importers.Sources;
using Maillage.Schema.Lieux;
using Maillage.Schema.MediationNumerique;
using Maillage.Schema.Parsing;

namespace Maillage.Importers.Read;

/// <summary>The national standard « lieux de médiation numérique », v0 or v1, JSON or CSV.</summary>
internal sealed class StandardFormat : ILieuFormat
{
    public string Name => "standard-mediation-numerique";

    public IEnumerable<SourceItem> Read(IEnumerable<FetchedMember> members, SourceDeclaration source) => members.ReadEach(member => Read(member.Content));

    public RawLieu Map(string canonical, ICollection<Issue> issues)
    {
        var cells = JsonSerializer.Deserialize(canonical, ImportersJson.Default.SortedDictionaryStringString) ?? [];
        return LectureStandard.ToRawLieu(cells, issues) with { Identifiants = CompositeId.Parts(cells.GetValueOrDefault("id")) };
    }

    private static IEnumerable<SourceItem> Read(Stream stream) => LectureStandard.ReadCells(stream).Select(item =>
        item.Record is { } cells
            ? new SourceItem(
                item.Number, item.Place, cells.GetValueOrDefault("id")?.Trim(), JsonSerializer.Serialize(cells, ImportersJson.Default.SortedDictionaryStringString))
            : new SourceItem(item.Number, item.Place, null, "", item.Issues[0]));
}
