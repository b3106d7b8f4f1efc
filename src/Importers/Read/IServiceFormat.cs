using Maillage.Importers.Map.DataInclusion;
using Maillage.Schema.Parsing;

namespace Maillage.Importers.Read;

/// <summary>A format whose records are services.</summary>
internal interface IServiceFormat : ISourceFormat
{
    /// <summary>What a record says of a service.</summary>
    /// <param name="canonical">The canonical form that <see cref="ISourceFormat.Read"/> gave.</param>
    /// <param name="issues">Receives what had to be translated.</param>
    RawService Map(string canonical, ICollection<Issue> issues);
}
