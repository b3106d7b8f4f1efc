using Maillage.Schema.Lieux;
using Maillage.Schema.Parsing;

namespace Maillage.Importers.Read;

/// <summary>A format whose records complete lieux of another source.</summary>
public interface IComplementFormat : ISourceFormat
{
    /// <summary>What a record adds to the lieu it names.</summary>
    /// <param name="canonical">The canonical form that <see cref="ISourceFormat.Read"/> gave.</param>
    /// <param name="issues">Receives what had to be translated, and what could not be.</param>
    Complement Map(string canonical, ICollection<Issue> issues);
}
