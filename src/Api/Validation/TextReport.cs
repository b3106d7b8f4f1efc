using System.Globalization;
using System.Text;
using Maillage.Importers.Validate;
using static Maillage.Api.Validation.ReportWords;

namespace Maillage.Api.Validation;

/// <summary>The report as a terminal shows it: the verdict, what is most frequent, the first issues.</summary>
internal static class TextReport
{
    private const int Problems = 12;
    private const int Issues = 20;

    public static string Write(ValidationReport report, string file)
    {
        var text = new StringBuilder();
        text.Append(Verdict(report)).Append('\n');
        text.Append(CultureInfo.InvariantCulture, $"{file} : {report.Description ?? "format inconnu"} ; schéma {report.Schema}\n");
        foreach (var issue in report.Issues.Where(issue => issue.Place == "fichier"))
        {
            text.Append(CultureInfo.InvariantCulture, $"  {Line(issue)}\n");
        }

        var problems = report.Problems.Where(problem => problem.Example.Place != "fichier").ToList();
        if (problems.Count > 0)
        {
            text.Append("\nLe plus fréquent\n");
        }

        foreach (var problem in problems.Take(Problems))
        {
            text.Append(CultureInfo.InvariantCulture, $"  {Number(problem.Count),7} × {Column(problem.Example) ?? "ligne"} : {problem.Example.Code.Libelle} [{Effect(problem.Example.Effect)}]\n");
        }

        if (report.LinesToCorrect.Count > 0)
        {
            text.Append("\nReste à faire par une personne\n");
        }

        foreach (var line in report.LinesToCorrect.Take(Issues))
        {
            text.Append(CultureInfo.InvariantCulture, $"  {line.Place}, {line.Name ?? "sans nom"} : {string.Join(" ; ", line.Reasons)}\n");
        }

        More(text, report.ToCorrect - Math.Min(Issues, report.LinesToCorrect.Count), "autre ligne", "autres lignes");
        // What is repaired waits for nobody.
        var found = report.Issues.Where(issue => issue.Place != "fichier").OrderBy(issue => issue.Effect == Importers.Validate.Effect.Repaired).Take(Issues).ToList();
        if (found.Count > 0)
        {
            text.Append("\nDes remarques, celles qui demandent quelqu'un d'abord\n");
        }

        foreach (var issue in found)
        {
            text.Append(CultureInfo.InvariantCulture, $"  {Line(issue)}\n");
        }

        More(text, report.IssueCount - found.Count - report.Issues.Count(issue => issue.Place == "fichier"), "autre remarque", "autres remarques");
        return text.ToString();
    }

    private static void More(StringBuilder text, long count, string one, string several)
    {
        if (count > 0)
        {
            text.Append(CultureInfo.InvariantCulture, $"  … et {Plural(count, one, several)}.\n");
        }
    }

    private static string Line(ValidationIssue issue) =>
        $"{Place(issue)}{(Column(issue) is { } column ? $", {column}" : "")} : {issue.Code.Libelle}"
        + (issue.Value is null ? "" : $" (« {issue.Value} »)")
        + (issue.Proposal is null ? "" : $" → « {issue.Proposal} »")
        + $" [{Effect(issue.Effect)}]";
}
