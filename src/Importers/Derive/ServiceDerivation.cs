using Maillage.Importers.Normalise.Services;
using Maillage.Importers.Read;
using Maillage.Importers.Sources;
using Maillage.Schema.Parsing;
using Maillage.Schema.Territoires;
using Maillage.Store;

namespace Maillage.Importers.Derive;

/// <summary>Makes a service of a record; it belongs to the structure that another source describes.</summary>
internal sealed class ServiceDerivation(SourceDeclaration source, IServiceFormat format, Cog cog, DateOnly today) : Derivation
{
    private readonly ServiceNormaliser normaliser = new(source, cog, today);

    // The id of data·inclusion is unique over all producers, and theirs to keep.
    public override string NewId(string recordId) => recordId;

    public override Derived Derive(string entityId, SourceItem item)
    {
        List<Issue> issues = [.. item.Issues];
        var raw = format.Map(item.Canonical, issues);
        if (!source.Publier)
        {
            return new Derived(RecordState.NonPublie, "source_non_publiee", null, issues);
        }

        return normaliser.Normalise(entityId, raw, issues) is { } service && !issues.Exists(issue => issue.IsFatal)
            ? new Derived(RecordState.Publie, null, service, issues) { Cible = source.Cible is { } structures ? new RecordKey(structures, service.StructureId) : null }
            : Derived.Rejected(issues);
    }
}
