namespace Maillage.Importers.Sources;

/// <summary>The sources that this process knows, as declared when it started.</summary>
public sealed class SourceCatalog(IReadOnlyList<SourceDeclaration> declarations)
{
    public IReadOnlyList<SourceDeclaration> Declarations { get; } = declarations;

    /// <summary>The sources that are imported without being named.</summary>
    public IEnumerable<SourceDeclaration> Active => Declarations.Where(source => source.Actif);
}
