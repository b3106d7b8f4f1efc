using Maillage.Importers.Read;
using Maillage.Importers.Sources;
using Maillage.Schema.Lieux;
using Maillage.Schema.Parsing;
using Maillage.Store;

namespace Maillage.Importers.Derive;

/// <summary>Makes a démarche of a record.</summary>
internal sealed class DemarcheDerivation(SourceDeclaration source, IDemarcheFormat format) : Derivation
{
    // The number of the fiche: what everyone who speaks of a démarche names it by.
    public override string NewId(string recordId) => recordId;

    public override Derived Derive(string entityId, SourceItem item)
    {
        List<Issue> issues = [.. item.Issues];
        var (demarche, reserve) = format.Map(item.Canonical, issues);
        if ((source.Publier ? reserve : "source_non_publiee") is { } reason)
        {
            return new Derived(RecordState.NonPublie, reason, null, issues);
        }

        return demarche is null ? Derived.Rejected(issues)
            : new Derived(RecordState.Publie, null, demarche with { Sources = [Mention(item.Id ?? "", demarche.DateMaj)] }, issues);
    }

    private SourceLieu Mention(string id, DateOnly? date) => new()
    {
        Source = source.Id,
        Id = id,
        DateMaj = date,
        Licence = source.Licence,
        Url = source.Url,
        UrlModification = source.UrlModification?.Replace("{id}", Uri.EscapeDataString(id), StringComparison.Ordinal),
        Origine = source.Origine,
    };
}
