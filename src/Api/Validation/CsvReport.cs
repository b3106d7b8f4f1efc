using System.Text;
using Maillage.Importers.Validate;
using Maillage.Schema.Fields;
using Maillage.Schema.Formats;

namespace Maillage.Api.Validation;

/// <summary>The issues as a table for a spreadsheet; what it would compute is made harmless.</summary>
internal static class CsvReport
{
    public static string Write(ValidationReport report)
    {
        using var buffer = new MemoryStream();
        var issues = report.Failure is { } failure ? report.Issues.Append(failure) : report.Issues;
        CsvFormat.Write(buffer, issues.Select(Row));
        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }

    private static IssueRow Row(ValidationIssue issue) => new()
    {
        Ligne = issue.Line is > 0 and <= int.MaxValue ? (int)issue.Line : null,
        Place = issue.Place,
        Colonne = SpreadsheetCell.Harmless(issue.Column),
        Lettre = issue.Letter,
        Champ = issue.Field,
        Code = issue.Code.Code,
        Effet = ReportWords.Effect(issue.Effect),
        Bloquant = issue.Breaks,
        Probleme = issue.Code.Libelle,
        Valeur = SpreadsheetCell.Harmless(issue.Value),
        Proposition = SpreadsheetCell.Harmless(issue.Proposal),
        Regle = issue.Rule,
    };

    /// <summary>One issue.</summary>
    internal sealed record IssueRow
    {
        [Champ("Ligne")]
        public int? Ligne { get; init; }

        [Champ("Place")]
        public string? Place { get; init; }

        [Champ("Colonne")]
        public string? Colonne { get; init; }

        [Champ("Lettre de la colonne")]
        public string? Lettre { get; init; }

        [Champ("Champ")]
        public string? Champ { get; init; }

        [Champ("Code")]
        public string? Code { get; init; }

        [Champ("Effet")]
        public string? Effet { get; init; }

        [Champ("Le schéma refuse la valeur")]
        public bool? Bloquant { get; init; }

        [Champ("Problème")]
        public string? Probleme { get; init; }

        [Champ("Valeur")]
        public string? Valeur { get; init; }

        [Champ("Proposition")]
        public string? Proposition { get; init; }

        [Champ("Règle")]
        public string? Regle { get; init; }
    }
}
