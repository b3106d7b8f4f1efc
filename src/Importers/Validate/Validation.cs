using Maillage.Schema.Formats.Tables;
using Maillage.Schema.Lieux;
using Maillage.Schema.MediationNumerique;
using Maillage.Schema.Publication;
using Maillage.Schema.Territoires;

namespace Maillage.Importers.Validate;

/// <summary>How a file is to be checked.</summary>
public sealed record ValidationOptions
{
    /// <summary>Day after which a date is in the future.</summary>
    public required DateOnly Today { get; init; }

    /// <summary>Issues kept one by one; all are counted.</summary>
    public int IssuesKept { get; init; } = 10_000;

    /// <summary>What is known of the table; what is not said is found out.</summary>
    public TableOptions Table { get; init; } = new();

    /// <summary>Receives the repaired file, CSV in the shape of the schema: the records that need nobody.</summary>
    public Stream? Repaired { get; init; }

    /// <summary>Receives the list of repairs, CSV.</summary>
    public Stream? Repairs { get; init; }
}

/// <summary>Checks a file against a published schema, and against what imports make of it. Bytes in, report out: nothing is stored, nothing is printed.</summary>
public static class Validation
{
    /// <summary>Names of the schemas that files can be checked against.</summary>
    public static IReadOnlyList<string> Schemas { get; } = [JeuDeDonnees.Lieu.Nom, JeuDeDonnees.MediationNumerique.Nom];

    /// <param name="input">The file, decompressed; disposed when it has been read.</param>
    /// <param name="schema">One of <see cref="Schemas"/>.</param>
    /// <param name="options">How.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public static ValidationReport Run(Stream input, string schema, ValidationOptions options, CancellationToken cancellationToken)
    {
        return schema == JeuDeDonnees.Lieu.Nom ? new ValidationRun<Lieu>(JeuDeDonnees.Lieu, new LieuJudge(Cog.Courant, options.Today), options).Read(input, cancellationToken)
            : schema == JeuDeDonnees.MediationNumerique.Nom
                ? new ValidationRun<LieuMediationNumerique>(JeuDeDonnees.MediationNumerique, new StandardJudge(Cog.Courant, options.Today), options).Read(input, cancellationToken)
            : throw new ArgumentException($"No schema {schema}.", nameof(schema));
    }
}
