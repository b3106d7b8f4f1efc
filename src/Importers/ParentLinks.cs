using Maillage.Importers.Map.Language;
using Maillage.Importers.Read;
using Maillage.Schema.Parsing;
using Maillage.Schema.Texte;

namespace Maillage.Importers;

/// <summary>
/// Ties the antennes of one source to their lieu. An antenne waits until the records that may be its parent are published, whatever the order of the file; it is
/// tied to a lieu that is published, when there is one and only one.
/// </summary>
/// <param name="mapping">The mapping of the source; null when it has none.</param>
/// <param name="elsewhere">Gives the published lieu of a record that this file does not hold.</param>
internal sealed class ParentLinks(LieuMapping? mapping, Func<string, string?> elsewhere)
{
    private readonly ParentRule? rule = mapping?.Parent;
    private readonly Dictionary<string, string> published = [];
    private readonly Dictionary<string, List<string>> mains = [];
    private readonly List<Antenne> waiting = [];

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
            return LieuMapping.First(rule.Id, row) is { } parent && Repli.Plier(parent) != Repli.Plier(id) && Wait(new Antenne(item, Repli.Plier(parent), null, parent));
        }

        if (rule.GroupOf(row) is not { } group)
        {
            return false;
        }

        if (!rule.IsMain.All(condition => condition.Holds(row)))
        {
            return Wait(new Antenne(item, null, group, group));
        }

        (mains.TryGetValue(group, out var ids) ? ids : mains[group] = []).Add(id);
        return false;
    }

    /// <summary>Takes note that the record is behind that published lieu.</summary>
    public void Published(string id, string? lieuId)
    {
        if (rule is not null && lieuId is not null)
        {
            published[Repli.Plier(id)] = lieuId;
        }
    }

    /// <summary>The antennes that can be tied now, each with its lieu; none when all are. To be asked again once these are published.</summary>
    public IReadOnlyList<SourceItem> Next()
    {
        var pending = waiting.Select(antenne => Repli.Plier(antenne.Item.Id)).ToHashSet();
        var ready = waiting.FindAll(antenne => antenne.ParentId is null || !pending.Contains(antenne.ParentId));
        if (ready.Count == 0)
        {
            // Each of these is an antenne of another of them: nobody is the first.
            ready = [.. waiting];
        }

        waiting.RemoveAll(ready.Contains);
        return [.. ready.Select(Tie)];
    }

    private bool Wait(Antenne antenne)
    {
        waiting.Add(antenne);
        return true;
    }

    private SourceItem Tie(Antenne antenne)
    {
        var parent = antenne.Group is { } group ? OfGroup(group) : published.GetValueOrDefault(antenne.ParentId ?? "") ?? elsewhere(antenne.Written);
        return parent is null
            ? antenne.Item with { Issues = [.. antenne.Item.Issues, new Issue("lieu_parent_id", IssueCodes.ParentIntrouvable, antenne.Written)] }
            : antenne.Item with { ParentLieuId = parent };
    }

    private string? OfGroup(string group) =>
        mains.TryGetValue(group, out var ids) && ids.Select(id => published.GetValueOrDefault(Repli.Plier(id))).OfType<string>().Distinct().Take(2).ToList() is [var only] ? only : null;

    /// <summary>An antenne that waits: the folded id of its parent, or its group, and how the source wrote it.</summary>
    private sealed record Antenne(SourceItem Item, string? ParentId, string? Group, string Written);
}
