using System.Globalization;
using Maillage.Schema.Texte;

namespace Maillage.Importers.Reconcile;

/// <summary>One reason to think that two records are of one lieu, or that they are not.</summary>
/// <param name="Code">What is alike or not, a row of <c>data/poids-des-preuves.csv</c>.</param>
/// <param name="Points">What it counts for: above 0, for; below, against.</param>
public readonly record struct Evidence(string Code, double Points);

/// <summary>A row of <c>data/poids-des-preuves.csv</c>.</summary>
/// <param name="Code">What is alike or not.</param>
/// <param name="Points">What it counts for at most.</param>
/// <param name="Libelle">The same, for a person.</param>
internal sealed record EvidenceWeight(string Code, double Points, string Libelle);

/// <summary>What each kind of evidence counts for. Points add up; the logistic curve makes a score between 0 and 1 of them.</summary>
internal static class EvidenceWeights
{
    /// <summary>Where the sum of points begins: two records of one commune are most often two lieux.</summary>
    public const string Base = "depart";

    /// <summary>The table, in its order.</summary>
    public static IReadOnlyList<EvidenceWeight> All { get; } =
        [.. EmbeddedCsv.Rows("poids-des-preuves.csv", 3, typeof(EvidenceWeights).Assembly).Select(row => new EvidenceWeight(row[0], double.Parse(row[1], CultureInfo.InvariantCulture), row[2]))];

    private static readonly Dictionary<string, double> Points = All.ToDictionary(weight => weight.Code, weight => weight.Points);

    /// <summary>What that evidence counts for.</summary>
    /// <exception cref="KeyNotFoundException">The table has no such row.</exception>
    public static double Of(string code) => Points[code];

    /// <summary>A score between 0 and 1, rounded so that it is the same wherever it is computed.</summary>
    public static double Score(double points) => Math.Round(1 / (1 + Math.Exp(-points)), 4);
}
