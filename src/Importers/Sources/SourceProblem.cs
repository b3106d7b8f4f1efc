namespace Maillage.Importers.Sources;

/// <summary>Something wrong in a declaration, for a person: the file, the line, the key, what to do.</summary>
public sealed record SourceProblem(string File, long Line, string Message)
{
    // A suggestion ends with its question mark, which closes the sentence.
    public override string ToString() => (Line > 0 ? $"{File}, ligne {Line} : {Message}" : $"{File} : {Message}").Replace("?.", "?", StringComparison.Ordinal);
}

/// <summary>What reading one declaration or a folder gave: declarations, or everything wrong with them at once.</summary>
public sealed record SourceReading(IReadOnlyList<SourceDeclaration> Declarations, IReadOnlyList<SourceProblem> Problems)
{
    /// <summary>What deserves a look and prevents nothing.</summary>
    public IReadOnlyList<SourceProblem> Remarks { get; init; } = [];
}
