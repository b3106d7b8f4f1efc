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
            writer.WriteStartObject();
            writer.WriteString("fichier", file);
            writer.WriteString("schema", report.Schema);
            writer.WriteString("format", report.Description);
            writer.WriteBoolean("valide", report.IsValid);
            writer.WriteString("verdict", ReportWords.Verdict(report));
            Counts(writer, report);
            List(writer, "colonnes", report.Columns, column =>
            {
                writer.WriteString("nom", column.Name);
                writer.WriteString("lettre", column.Letter);
                writer.WriteString("champ", column.Field);
            });
            Strings(writer, "colonnes_absentes", report.MissingColumns);
            List(writer, "champs", report.Fields, field =>
            {
                writer.WriteString("champ", field.Field);
                writer.WriteNumber("remplies", field.Filled);
                writer.WriteNumber("valides", field.Valid);
                writer.WriteNumber("reparees", field.Repaired);
                writer.WriteNumber("refusees", field.LeftOut);
            });
            List(writer, "problemes", report.Problems, problem =>
            {
                writer.WriteString("champ", problem.Example.Field);
                writer.WriteString("code", problem.Example.Code.Code);
                writer.WriteString("probleme", problem.Example.Code.Libelle);
                writer.WriteNumber("nombre", problem.Count);
                writer.WriteNumber("lignes_a_corriger", problem.ToCorrect);
            });
            List(writer, "reste_a_faire", report.LinesToCorrect, line =>
            {
                writer.WriteNumber("ligne", line.Line);
                writer.WriteString("place", line.Place);
                writer.WriteString("nom", line.Name);
                Strings(writer, "raisons", line.Reasons);
            });
            List(writer, "remarques", report.Issues, issue => Issue(writer, issue));
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length) + "\n";
    }

    private static void Counts(Utf8JsonWriter writer, ValidationReport report)
    {
        writer.WriteNumber("lieux", report.Records);
        writer.WriteNumber("publiables_tels_quels", report.AsIs);
        writer.WriteNumber("publiables_repares", report.Repairable);
        writer.WriteNumber("a_corriger", report.ToCorrect);
        writer.WriteNumber("nombre_remarques", report.IssueCount);
        writer.WriteNumber("nombre_bloquantes", report.BreakCount);
        writer.WriteNumber("nombre_reparations", report.RepairCount);
        writer.WritePropertyName("echec");
        if (report.Failure is { } failure)
        {
            writer.WriteStartObject();
            Issue(writer, failure);
            writer.WriteEndObject();
        }
        else
        {
            writer.WriteNullValue();
        }
    }

    private static void Issue(Utf8JsonWriter writer, ValidationIssue issue)
    {
        writer.WriteNumber("ligne", issue.Line);
        writer.WriteString("place", issue.Place);
        writer.WriteString("colonne", issue.Column);
        writer.WriteString("lettre", issue.Letter);
        writer.WriteString("champ", issue.Field);
        writer.WriteString("code", issue.Code.Code);
        writer.WriteString("effet", ReportWords.Effect(issue.Effect));
        writer.WriteBoolean("bloquant", issue.Breaks);
        writer.WriteString("probleme", issue.Code.Libelle);
        writer.WriteString("valeur", issue.Value);
        writer.WriteString("proposition", issue.Proposal);
        writer.WriteString("regle", issue.Rule);
    }

    private static void List<T>(Utf8JsonWriter writer, string name, IEnumerable<T> items, Action<T> members)
    {
        writer.WriteStartArray(name);
        foreach (var item in items)
        {
            writer.WriteStartObject();
            members(item);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void Strings(Utf8JsonWriter writer, string name, IEnumerable<string> texts)
    {
        writer.WriteStartArray(name);
        foreach (var text in texts)
        {
            writer.WriteStringValue(text);
        }

        writer.WriteEndArray();
    }
}
