using System.Text;
using System.Text.Json;
using Maillage.Importers.Validate;
using Maillage.Schema.Fields;

namespace Maillage.Api.Validation;

/// <summary>The report for programs: the counts, the columns, the fields, the kinds of issues, the issues one by one.</summary>
internal static class JsonReport
{
    private static readonly JsonWriterOptions Indented = Json.WriterOptions with { Indented = true };

    public static string Write(ValidationReport report, string file)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, Indented))
        {
            JsonSerializer.Serialize(writer, Of(report, file), ApiJson.Default.RapportPublie);
        }

        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length) + "\n";
    }

    private static RapportPublie Of(ValidationReport report, string file) => new()
    {
        Fichier = file,
        Schema = report.Schema,
        Format = report.Description,
        Valide = report.IsValid,
        Verdict = ReportWords.Verdict(report),
        Lieux = report.Records,
        PubliablesTelsQuels = report.AsIs,
        PubliablesRepares = report.Repairable,
        ACorriger = report.ToCorrect,
        NombreRemarques = report.IssueCount,
        NombreBloquantes = report.BreakCount,
        NombreReparations = report.RepairCount,
        Echec = report.Failure is { } failure ? Of(failure) : null,
        Colonnes = [.. report.Columns.Select(column => new ColonneLue { Nom = column.Name, Lettre = column.Letter, Champ = column.Field })],
        ColonnesAbsentes = report.MissingColumns,
        Champs =
        [
            .. report.Fields.Select(field => new ChampCompte { Champ = field.Field, Remplies = field.Filled, Valides = field.Valid, Reparees = field.Repaired, Refusees = field.LeftOut }),
        ],
        Problemes =
        [
            .. report.Problems.Select(problem => new ProblemeCompte
            {
                Champ = problem.Example.Field,
                Code = problem.Example.Code.Code,
                Probleme = problem.Example.Code.Libelle,
                Nombre = problem.Count,
                LignesACorriger = problem.ToCorrect,
            }),
        ],
        ResteAFaire = [.. report.LinesToCorrect.Select(line => new LigneACorriger { Ligne = line.Line, Place = line.Place, Nom = line.Name, Raisons = line.Reasons })],
        Remarques = [.. report.Issues.Select(Of)],
    };

    private static RemarquePubliee Of(ValidationIssue issue) => new()
    {
        Ligne = issue.Line,
        Place = issue.Place,
        Colonne = issue.Column,
        Lettre = issue.Letter,
        Champ = issue.Field,
        Code = issue.Code.Code,
        Effet = ReportWords.Effect(issue.Effect),
        Bloquant = issue.Breaks,
        Probleme = issue.Code.Libelle,
        Valeur = issue.Value,
        Proposition = issue.Proposal,
        Regle = issue.Rule,
    };
}
