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

namespace Maillage.Importers.Derive;

/// <summary>Makes a lieu of a record.</summary>
internal sealed class LieuDerivation(SourceDeclaration source, ILieuFormat format, Cog cog, DateOnly today) : Derivation
{
    private readonly LieuNormaliser normaliser = new(source, cog, today);

    public override string NewId(string recordId) => LieuId.Nouveau(source.Id, recordId);

    public override Derived Derive(string entityId, SourceItem item)
    {
        List<Issue> issues = [.. item.Issues];
        var raw = format.Map(item.Canonical, issues);
        if (NotPublished(raw) is { } reason)
        {
            return new Derived(RecordState.NonPublie, reason, null, issues);
        }

        var lieu = normaliser.Normalise(entityId, item.Id ?? "", raw, issues);
        if (lieu is not null && item.ParentLieuId is { } parent)
        {
            lieu = lieu with { LieuParentId = parent, Provenance = new SortedDictionary<string, string>(lieu.Provenance.ToDictionary()) { ["lieu_parent_id"] = source.Id } };
        }

        lieu = lieu is null ? null : LieuCheck.Apply(LieuDeduction.Apply(lieu, issues), issues);
        return lieu is null
            ? Derived.Rejected(issues)
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
