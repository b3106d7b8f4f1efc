using Maillage.Importers.Map.Language;
using Maillage.Importers.Read;

namespace Maillage.Importers;

/// <summary>
/// Ties the antennes of one source to their lieu. An antenne waits for the end of the file, where every lieu that may be its parent is known; it is tied to a
/// lieu that is published, when there is one and only one.
/// </summary>
internal sealed class ParentLinks(LieuMapping? mapping)
{
    private readonly ParentRule? rule = mapping?.Parent;
    private readonly Dictionary<string, string> published = [];
    private readonly Dictionary<string, List<string>> mains = [];
    private readonly List<(SourceItem Item, string? ParentId, string? Group)> waiting = [];

    /// <summary>True when the item is that of an antenne, and must wait.</summary>
    public bool Defers(SourceItem item)
    {
        if (rule is null || item is not { Failure: null, Id: { } id })
        {
            return false;
        }

        var row = MappedFormat.Cells(item.Canonical);
        if (rule.Id.Count > 0)
        {
            var parent = LieuMapping.First(rule.Id, row);
            Wait(item, parent == id ? null : parent, null);
            return parent is not null && parent != id;
        }

        var group = rule.GroupOf(row);
        if (group is null)
        {
            return false;
        }

        if (rule.IsMain.All(condition => condition.Holds(row)))
        {
            (mains.TryGetValue(group, out var ids) ? ids : mains[group] = []).Add(id);
            return false;
        }

        Wait(item, null, group);
        return true;
    }

    /// <summary>Takes note that the record is behind that published lieu.</summary>
    public void Published(string id, string? lieuId)
    {
        if (rule is not null && lieuId is not null)
        {
            published[id] = lieuId;
        }
    }

    /// <summary>The antennes, each with the lieu it belongs to.</summary>
    public IEnumerable<SourceItem> Tied() => waiting.Select(antenne => antenne.Item with { ParentLieuId = ParentOf(antenne.ParentId, antenne.Group) });

    private void Wait(SourceItem item, string? parentId, string? group)
    {
        if (parentId is not null || group is not null)
        {
            waiting.Add((item, parentId, group));
        }
    }

    private string? ParentOf(string? parentId, string? group)
    {
        var id = parentId ?? (group is not null && mains.GetValueOrDefault(group) is [var only] ? only : null);
        return id is null ? null : published.GetValueOrDefault(id);
    }
}
