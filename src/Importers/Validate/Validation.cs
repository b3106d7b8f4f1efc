using Maillage.Schema.Formats.Tables;
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
    private static readonly CheckedSchema[] All =
    [
        Of(JeuDeDonnees.Lieu.Nom, JeuDeDonnees.Lieu.Titre, today => new LieuJudge(Cog.Courant, today)),
        Of(JeuDeDonnees.MediationNumerique.Nom, JeuDeDonnees.MediationNumerique.Titre, today => new StandardJudge(Cog.Courant, today)),
        Of("structure", "Structures, schéma data·inclusion v1", today => new StructureJudge(Cog.Courant, today)),
        Of("service", "Services, schéma data·inclusion v1", today => new ServiceJudge(Cog.Courant, today)),
    ];

    /// <summary>Names of the schemas that files can be checked against.</summary>
    public static IReadOnlyList<string> Schemas { get; } = [.. All.Select(schema => schema.Nom)];

    /// <param name="input">The file, decompressed; disposed when it has been read.</param>
    /// <param name="schema">One of <see cref="Schemas"/>.</param>
    /// <param name="options">How.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public static ValidationReport Run(Stream input, string schema, ValidationOptions options, CancellationToken cancellationToken) =>
        (Array.Find(All, one => one.Nom == schema) ?? throw new ArgumentException($"No schema {schema}.", nameof(schema))).Run(input, options, cancellationToken);

    private static CheckedSchema Of<TRecord>(string nom, string titre, Func<DateOnly, RecordJudge<TRecord>> judge)
        where TRecord : class =>
        new(nom, (input, options, cancellationToken) => new ValidationRun<TRecord>(nom, titre, judge(options.Today), options).Read(input, cancellationToken));

    private sealed record CheckedSchema(string Nom, Func<Stream, ValidationOptions, CancellationToken, ValidationReport> Run);
}
