using System.Globalization;
using Maillage.Importers.Validate;

namespace Maillage.Api.Validation;

/// <summary>The sentences that every report on a file shares.</summary>
internal static class ReportWords
{
    private static readonly CultureInfo French = CultureInfo.GetCultureInfo("fr-FR");

    // What a line of the file is.
    private static readonly Dictionary<string, Noun> Nouns = new()
    {
        ["lieu"] = new("lieu", "lieux", "aucun lieu", "tous", "publiable tel quel", "publiables tels quels"),
        ["structure"] = new("structure", "structures", "aucune structure", "toutes", "publiable telle quelle", "publiables telles quelles"),
        ["service"] = new("service", "services", "aucun service", "tous", "publiable tel quel", "publiables tels quels"),
    };

    public static string Number(long number) => number.ToString("N0", French);

    /// <summary>The verdict, in one sentence.</summary>
    public static string Verdict(ValidationReport report) =>
        report.Failure is { } failure && report.Records == 0 ? $"Votre fichier ne peut pas être lu : {failure.Code.Libelle.ToLower(French)}{(failure.Value is { } value ? $" ({value})" : "")}."
        : report.Failure is { } cut ? $"Votre fichier ne peut pas être lu jusqu'au bout ({cut.Place}) : {cut.Code.Libelle.ToLower(French)}. Ce qui précède : {Counts(report)}."
        : report.Records == 0 ? $"Votre fichier ne contient {NounOf(report).None}."
        : report.IsValid ? $"Votre fichier est bon : {Counts(report)}.{(report.IssueCount == 0 ? "" : $" {Plural(report.IssueCount, "valeur mérite", "valeurs méritent")} d'être revue{(report.IssueCount < 2 ? "" : "s")}.")}"
        : $"Votre fichier : {Counts(report)}.{Renamed(report)}";

    public static string Plural(long count, string one, string several) => $"{Number(count)} {(count < 2 ? one : several)}";

    public static string Effect(Effect effect) => effect switch
    {
        Importers.Validate.Effect.ToCorrect => "à corriger",
        Importers.Validate.Effect.LeftOut => "laissé vide",
        Importers.Validate.Effect.Repaired => "réparé",
        _ => "à vérifier",
    };

    /// <summary>Where to look: « cellule D12 », « ligne 12 ».</summary>
    public static string Place(ValidationIssue issue) =>
        issue is { Letter: { } letter, Line: > 0 } ? string.Create(CultureInfo.InvariantCulture, $"cellule {letter}{issue.Line}")
        : issue.Letter is { } column ? $"colonne {column}"
        : issue.Place;

    /// <summary>The column that a person looks for: as the file names it, else as the schema does; null when none is concerned.</summary>
    public static string? Column(ValidationIssue issue) => issue.Column ?? (issue.Field == "*" ? null : issue.Field);

    // Whoever sends a table with columns of its own is told so, rather than line by line.
    private static string Renamed(ValidationReport report) => report.ToCorrect < report.Records || report.MissingColumns is [] ? ""
        : $" Nous n'y trouvons pas {(report.MissingColumns.Count == 1 ? "la colonne" : "les colonnes")} {string.Join(", ", report.MissingColumns.Select(name => $"« {name} »"))} : si elles y sont sous un autre nom, donnez-leur celui-ci, ou demandez à qui publie vos données une déclaration qui l'explique une fois.";

    private static string Counts(ValidationReport report)
    {
        List<string> parts = [];
        var noun = NounOf(report);
        AddIf(parts, report.AsIs, noun.AsIs, noun.AllAsIs);
        AddIf(parts, report.Repairable, "publiable après des réparations automatiques", "publiables après des réparations automatiques");
        AddIf(parts, report.ToCorrect, "à corriger par une personne", "à corriger par une personne");
        return parts.Count == 1
            ? $"{Plural(report.Records, noun.One, $"{noun.Several}, {noun.All}")} {parts[0][(parts[0].IndexOf(' ', StringComparison.Ordinal) + 1)..]}"
            : $"{Plural(report.Records, noun.One, noun.Several)}, dont {string.Join(", ", parts)}";
    }

    private static Noun NounOf(ValidationReport report) => Nouns.GetValueOrDefault(report.Schema, Nouns["lieu"]);

    private static void AddIf(List<string> parts, long count, string one, string several)
    {
        if (count > 0)
        {
            parts.Add(Plural(count, one, several));
        }
    }

    private sealed record Noun(string One, string Several, string None, string All, string AsIs, string AllAsIs);
}
