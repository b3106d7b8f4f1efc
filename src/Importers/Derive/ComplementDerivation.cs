using Maillage.Importers.Read;
using Maillage.Importers.Sources;
using Maillage.Schema.Lieux;
using Maillage.Schema.Parsing;
using Maillage.Store;

namespace Maillage.Importers.Derive;

/// <summary>Makes a complement of a record: it joins the lieu of the source that the declaration names, now or when that lieu comes.</summary>
internal sealed class ComplementDerivation(SourceDeclaration source, IComplementFormat format) : Derivation
{
    private const string Unattached = "sans_cible";
    private const string Empty = "sans_apport";

    public override string NewId(string recordId) => "";

    public override Derived Derive(string entityId, SourceItem item)
    {
        List<Issue> issues = [.. item.Issues];
        var complement = format.Map(item.Canonical, issues);
        if (NotUsed(complement, issues) is { } reason)
        {
            return issues.Exists(issue => issue.IsFatal) ? Derived.Rejected(issues) : new Derived(RecordState.NonPublie, reason, null, issues);
        }

        return new Derived(RecordState.Publie, null, null, issues)
        {
            Complement = new SourcedComplement(Mention(item.Id ?? "", complement), complement),
            Cible = new RecordKey(source.Cible ?? "", complement.CibleId),
        };
    }

    private string? NotUsed(Complement complement, List<Issue> issues) =>
        issues.Exists(issue => issue.IsFatal) ? "" : !source.Publier ? "source_non_publiee"
        : complement.CibleId.Length == 0 ? Unattached
        : complement is { ZoneCompetence: [], FicheAccesLibre: null, AccessibilitePmr: null, AccessibiliteHandicaps: [], AccessibiliteNote: null } ? Empty
        : null;

    private SourceLieu Mention(string id, Complement complement) => new()
    {
        Source = source.Id,
        Id = id,
        DateMaj = complement.DateMaj,
        Licence = source.Licence,
        Url = complement.Url ?? source.Url,
        UrlModification = source.UrlModification?.Replace("{id}", Uri.EscapeDataString(id), StringComparison.Ordinal),
        Origine = source.Origine,
    };
}
