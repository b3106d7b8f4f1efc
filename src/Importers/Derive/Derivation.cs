using Maillage.Importers.Geocode;
using Maillage.Importers.Read;
using Maillage.Importers.Sources;
using Maillage.Schema.Lieux;
using Maillage.Schema.Parsing;
using Maillage.Schema.Publication;
using Maillage.Schema.Territoires;
using Maillage.Store;

namespace Maillage.Importers.Derive;

/// <summary>What one source record became.</summary>
/// <param name="State">Published, of a kind that is not, or rejected.</param>
/// <param name="Reason">Code of the reason when it is not published.</param>
/// <param name="Fiche">The entity, when it makes one.</param>
/// <param name="Issues">Everything that was found on the way.</param>
/// <param name="Question">What to ask the geocoder to locate it; null when there is nothing to ask.</param>
internal sealed record Derived(RecordState State, string? Reason, IEntite? Fiche, IReadOnlyList<Issue> Issues, AddressQuestion? Question = null)
{
    /// <summary>The lieu, when it makes one.</summary>
    public Lieu? Lieu => Fiche as Lieu;

    /// <summary>What it adds to the lieu of another source.</summary>
    public SourcedComplement? Complement { get; init; }

    /// <summary>The record of another source that it completes or belongs to.</summary>
    public RecordKey? Cible { get; init; }

    /// <summary>A record that cannot be used: for the first fatal issue, else the last one.</summary>
    public static Derived Rejected(IReadOnlyList<Issue> issues) =>
        new(RecordState.Rejete, issues.FirstOrDefault(issue => issue.IsFatal)?.Code.Code ?? issues[^1].Code.Code, null, issues);
}

/// <summary>map → normalise → deduce → check, for one record: a pure function of the record, the declaration, the rules and the day.</summary>
internal abstract class Derivation
{
    /// <summary>Version of the rules of this assembly: raising it re-derives every record at the next import.</summary>
    public const string RulesVersion = "2026-11-22.11";

    /// <summary>The id of the entity that a record makes the first time it is seen.</summary>
    public abstract string NewId(string recordId);

    /// <param name="entityId">The identifier the entity has or will have.</param>
    /// <param name="item">The record as read.</param>
    public abstract Derived Derive(string entityId, SourceItem item);

    /// <summary>How the records of a source are derived, by the kind of its format.</summary>
    public static Derivation Of(SourceDeclaration source, ISourceFormat format, Cog cog, DateOnly today) => format switch
    {
        ILieuFormat lieux => new LieuDerivation(source, lieux, cog, today),
        IServiceFormat services => new ServiceDerivation(source, services, cog, today),
        IDemarcheFormat demarches => new DemarcheDerivation(source, demarches),
        IComplementFormat complements => new ComplementDerivation(source, complements),
        _ => throw new InvalidOperationException($"Nothing is made of the format {format.Name}."),
    };
}
