using Maillage.Importers.Check;
using Maillage.Importers.Deduce;
using Maillage.Importers.Geocode;
using Maillage.Importers.Normalise;
using Maillage.Importers.Read;
using Maillage.Importers.Sources;
using Maillage.Schema.Lieux;
using Maillage.Schema.Parsing;
using Maillage.Schema.Territoires;
using Maillage.Schema.Vocabulaires;
using Maillage.Store;

namespace Maillage.Importers;

/// <summary>What one source record became.</summary>
/// <param name="State">Published, of a kind that is not, or rejected.</param>
/// <param name="Reason">Code of the reason when it is not published.</param>
/// <param name="Lieu">The lieu, when it is.</param>
/// <param name="Issues">Everything that was found on the way.</param>
/// <param name="Question">What to ask the geocoder to locate it; null when there is nothing to ask.</param>
internal sealed record Derived(RecordState State, string? Reason, Lieu? Lieu, IReadOnlyList<Issue> Issues, AddressQuestion? Question = null);

/// <summary>map → normalise → deduce → check, for one record: a pure function of the record, the declaration, the rules and the day.</summary>
internal sealed class Derivation(SourceDeclaration source, ILieuFormat format, Cog cog, DateOnly today)
{
    /// <summary>Version of the rules of this assembly: raising it re-derives every record at the next import.</summary>
    public const string RulesVersion = "2026-11-22.8";

    private readonly LieuNormaliser normaliser = new(source, cog, today);

    /// <param name="lieuId">The identifier the lieu has or will have.</param>
    /// <param name="item">The record as read.</param>
    public Derived Derive(string lieuId, SourceItem item)
    {
        List<Issue> issues = [.. item.Issues];
        var raw = format.Map(item.Canonical, issues);
        if (NotPublished(raw) is { } reason)
        {
            return new Derived(RecordState.NonPublie, reason, null, issues);
        }

        var lieu = normaliser.Normalise(lieuId, item.Id ?? "", raw, issues);
        if (lieu is not null && item.ParentLieuId is { } parent)
        {
            lieu = lieu with { LieuParentId = parent, Provenance = new SortedDictionary<string, string>(lieu.Provenance.ToDictionary()) { ["lieu_parent_id"] = source.Id } };
        }

        lieu = lieu is null ? null : LieuCheck.Apply(LieuDeduction.Apply(lieu, issues), issues);
        return lieu is null
            ? new Derived(RecordState.Rejete, issues.FirstOrDefault(issue => issue.IsFatal)?.Code.Code ?? issues[^1].Code.Code, null, issues)
            : new Derived(RecordState.Publie, null, lieu, issues, AddressQuestion.Of(lieu, raw, issues));
    }

    // A record of several types is published when one of them is. A record without type is not held back; one of a type that the table does not
    // know is: what it is must be decided first.
    private string? NotPublished(RawLieu raw)
    {
        if (!source.Publier)
        {
            return "source_non_publiee";
        }

        if (raw.NonDiffusable is { } said)
        {
            return said;
        }

        var types = raw.Types.Where(code => !string.IsNullOrWhiteSpace(code)).Select(TypesLieu.Trouver).ToList();
        return types.Count == 0 || types.Any(type => type is { Publie: true }) ? null
            : types.OfType<TypeLieu>().FirstOrDefault() is { } known ? $"type_{known.Code}"
            : "type_inconnu";
    }
}
