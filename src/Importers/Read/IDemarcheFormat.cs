using Maillage.Schema.Demarches;
using Maillage.Schema.Parsing;

namespace Maillage.Importers.Read;

/// <summary>A format whose records are démarches.</summary>
internal interface IDemarcheFormat : ISourceFormat
{
    /// <summary>What a record says of a démarche, less what is ours: its sources and the instant of its change.</summary>
    /// <param name="canonical">The canonical form that <see cref="ISourceFormat.Read"/> gave.</param>
    /// <param name="issues">Receives what could not be used; a fatal one when there is no démarche.</param>
    DemarcheLue Map(string canonical, ICollection<Issue> issues);
}

/// <summary>What was read of a démarche.</summary>
/// <param name="Demarche">The démarche; null when there is none.</param>
/// <param name="NonPubliee">Code of the reason why it is not to be published; null when it is.</param>
internal sealed record DemarcheLue(Demarche? Demarche, string? NonPubliee = null);
