using Maillage.Importers.Normalise;
using Maillage.Importers.Sources;
using Maillage.Schema.Fields;
using Maillage.Schema.Parsing;
using Maillage.Schema.Territoires;
using Maillage.Schema.Vocabulaires;

namespace Maillage.Importers.Validate;

/// <summary>What the normalisers make of one record of a file.</summary>
/// <param name="Record">The record in its right form; null when a person must correct it first.</param>
/// <param name="Issues">What was repaired or refused on the way.</param>
/// <param name="Missing">Required fields whose value could not be told.</param>
/// <param name="Cell">The cell of a field in its right form, empty when there is none; null when nothing could be made of the record.</param>
internal sealed record Judged<TRecord>(TRecord? Record, IReadOnlyList<Issue> Issues, IReadOnlyList<string> Missing, Func<string, string>? Cell)
    where TRecord : class;

/// <summary>A schema that files are checked against: what it takes a column for, and what the rules of imports make of a record.</summary>
internal abstract class RecordJudge<TRecord>
    where TRecord : class
{
    protected static RecordShape<TRecord> Shape { get; } = RecordShape.Of<TRecord>();

    /// <summary>The declaration under which the file is read: nobody's, so that nothing is said that the file does not say.</summary>
    protected static SourceDeclaration Nobody { get; } = new()
    {
        Id = "fichier",
        Nom = "",
        Producteur = "",
        Attribution = "",
        Licence = "etalab-2.0",
        Format = "",
        Chemin = "",
    };

    /// <summary>Names that a column may bear, those of former versions included.</summary>
    public abstract IReadOnlyList<string> ColumnNames { get; }

    /// <summary>Members of JSON records that hold objects.</summary>
    public virtual IReadOnlyCollection<string> Whole => [];

    /// <param name="cells">The cells, under the names that <see cref="Recognise"/> gave.</param>
    public abstract Judged<TRecord> Judge(IReadOnlyDictionary<string, string> cells);

    public ColumnUse Recognise(string name) =>
        Canonical(name) is not var (canonical, field) ? new ColumnUse(name, null, null) { Code = IssueCodes.ColonneInconnue }
        : canonical != field ? new ColumnUse(name, null, field) { Canonical = canonical, Code = IssueCodes.ColonneAncienne }
        : new ColumnUse(name, null, field) { Canonical = canonical, Code = name == field || IsPoint(name) ? null : IssueCodes.ColonneMalNommee };

    /// <summary>The column that a person probably meant.</summary>
    public string? Nearest(string name) => Suggestion.PlusProche(name, ColumnNames);

    /// <summary>The name of the column, and the field of the schema that it feeds.</summary>
    protected abstract (string Canonical, string Field)? CanonicalName(string name);

    protected static LieuNormaliser Normaliser(Cog cog, DateOnly today) => new(Nobody, cog, today);

    // The point of a GeoJSON feature is its coordinates.
    private static bool IsPoint(string name) => name.StartsWith("geometry.", StringComparison.Ordinal);

    private (string Canonical, string Field)? Canonical(string name) => CanonicalName(IsPoint(name) ? name["geometry.".Length..] : name);
}
