using System.Globalization;
using Maillage.Schema.Fields;
using Maillage.Schema.Lieux;
using Maillage.Schema.Texte;

namespace Maillage.Importers.Publish;

/// <summary>A row of <c>data/criteres-qualite.csv</c>: what a good fiche tells.</summary>
/// <param name="Manque">What is said to be missing when none of its fields is known.</param>
/// <param name="Champs">Published fields; one of them is enough.</param>
/// <param name="Points">What it counts for.</param>
/// <param name="Effort">How hard it is to know, from 1: a look at the door, 2: a question, 3: a visit.</param>
/// <param name="Pourquoi">What it is good for.</param>
/// <param name="Comment">The cheapest way to fill it.</param>
public sealed record QualityCriterion(string Manque, IReadOnlyList<string> Champs, int Points, int Effort, string Pourquoi, string Comment);

/// <summary>How complete a lieu is. Nothing in it depends on the day.</summary>
public static class Quality
{
    /// <summary>The criteria, in the order of the table.</summary>
    public static IReadOnlyList<QualityCriterion> Criteria { get; } =
    [
        .. EmbeddedCsv.Rows("criteres-qualite.csv", 6, typeof(Quality).Assembly).Select(row => new QualityCriterion(
            row[0], row[1].Split('|'), int.Parse(row[2], CultureInfo.InvariantCulture), int.Parse(row[3], CultureInfo.InvariantCulture), row[4], row[5])),
    ];

    /// <summary>The same: the first that is missing is the one that brings most for least.</summary>
    public static IReadOnlyList<QualityCriterion> CheapestFirst { get; } =
        [.. Criteria.OrderByDescending(criterion => (double)criterion.Points / criterion.Effort).ThenBy(criterion => criterion.Manque, StringComparer.Ordinal)];

    private static readonly int Total = Criteria.Sum(criterion => criterion.Points);

    private static readonly (QualityCriterion Criterion, Field<Lieu>[] Fields)[] Rows =
    [
        .. Criteria.Select(criterion => (criterion, criterion.Champs.Select(name =>
            RecordShape.Of<Lieu>().Find(name) ?? throw new InvalidOperationException($"criteres-qualite.csv: « {name} » is no field.")).ToArray())),
    ];

    /// <summary>The lieu with its score, and what it lacks.</summary>
    public static Lieu Scored(Lieu lieu)
    {
        var missing = Rows.Where(row => Array.TrueForAll(row.Fields, field => field.IsUnknown(lieu))).Select(row => row.Criterion).ToHashSet();
        return lieu with
        {
            ScoreQualite = Math.Round((double)(Total - missing.Sum(criterion => criterion.Points)) / Total, 2),
            QualiteManques = [.. CheapestFirst.Where(missing.Contains).Select(criterion => criterion.Manque)],
        };
    }
}
