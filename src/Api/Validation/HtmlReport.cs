using System.Globalization;
using System.Text;
using Maillage.Importers.Validate;
using static Maillage.Api.Accueil.Html;
using static Maillage.Api.Validation.ReportWords;

namespace Maillage.Api.Validation;

/// <summary>The report as one page that a town's agent reads, prints and forwards: no script, nothing fetched from elsewhere.</summary>
internal static class HtmlReport
{
    private const int FirstThings = 8;
    private const int LongestExample = 160;

    // A table that lacks so many required columns was not made for the schema.
    private const int ManyMissing = 3;

    private const string Style = """
        :root { color-scheme: light dark; --ink: #1b1b2f; --soft: #555568; --paper: #fff; --line: #d5d5e0; --box: #f4f4f8; --bad: #a3000b; --good: #0a6337; --mid: #7a4a00; }
        @media (prefers-color-scheme: dark) { :root { --ink: #ececf4; --soft: #b4b4c4; --paper: #16161f; --line: #3a3a4a; --box: #22222e; --bad: #ff9a9f; --good: #7fdcaa; --mid: #ffc878; } }
        body { margin: 0 auto; max-width: 70rem; padding: 1.5rem 1rem 4rem; font: 1.0625rem/1.55 system-ui, sans-serif; color: var(--ink); background: var(--paper); }
        h1 { line-height: 1.2; margin: 0 0 .25rem; overflow-wrap: anywhere; } h2 { margin: 2.5rem 0 .5rem; }
        .verdict { font-size: 1.25rem; line-height: 1.4; padding: 1rem 1.25rem; background: var(--box); border-left: .4rem solid var(--mid); }
        .verdict.bon { border-color: var(--good); } .verdict.mauvais { border-color: var(--bad); }
        .note { color: var(--soft); } .nombres { display: flex; flex-wrap: wrap; gap: .75rem; padding: 0; list-style: none; }
        .nombres li { flex: 1 1 12rem; padding: .5rem 1rem; border: 1px solid var(--line); } .nombres strong { display: block; font-size: 1.75rem; line-height: 1.2; }
        .faire > li { margin: 0 0 1.25rem; } .faire p { margin: .25rem 0; }
        q, .valeur { overflow-wrap: anywhere; white-space: pre-wrap; } q { font-weight: 600; quotes: "« " " »"; }
        .cadre { overflow-x: auto; } table { border-collapse: collapse; width: 100%; } caption { text-align: left; color: var(--soft); padding: .25rem 0 .5rem; }
        th, td { text-align: left; vertical-align: top; padding: .4rem .75rem .4rem 0; border-bottom: 1px solid var(--line); } td { overflow-wrap: break-word; min-width: 5rem; }
        .n { text-align: right; white-space: nowrap; } .lieu { white-space: nowrap; } .etat { white-space: nowrap; font-weight: 600; }
        .corriger { color: var(--bad); } .vide, .verifier { color: var(--mid); } .repare { color: var(--good); }
        @media print { body { max-width: none; padding: 0; font-size: 10pt; color: #000; background: #fff; } .cadre { overflow: visible; } tr, .faire > li, .nombres li { break-inside: avoid; } thead { display: table-header-group; } h2 { break-after: avoid; } }
        """;

    private static readonly Dictionary<Effect, string> Styles = new()
    {
        [Importers.Validate.Effect.ToCorrect] = "corriger",
        [Importers.Validate.Effect.LeftOut] = "vide",
        [Importers.Validate.Effect.Repaired] = "repare",
        [Importers.Validate.Effect.ToVerify] = "verifier",
    };

    public static string Write(ValidationReport report, string file)
    {
        var body = new StringBuilder();
        Verdict(body, report);
        Columns(body, report);
        FirstThingsToDo(body, report);
        LinesToCorrect(body, report);
        Repaired(body, report);
        Fields(body, report);
        Issues(body, report);
        return $"""
            <!doctype html>
            <html lang="fr">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="robots" content="noindex">
            <title>{Encode(file)} : rapport de vérification</title>
            <style>
            {Style}
            </style>
            </head>
            <body>
            <main>
            <h1>{Encode(file)}</h1>
            <p class="note">Rapport de vérification · {Say(report.Title)} · lu comme : {Say(report.Description ?? "format inconnu")}</p>
            {body}
            </main>
            <footer><p class="note">Ce rapport cite des valeurs de votre fichier, adresses et téléphones compris : il est fait pour vous, pas pour être publié. Les noms de personnes reconnus n'y sont pas écrits.</p></footer>
            </body>
            </html>

            """.ReplaceLineEndings("\n");
    }

    private static void Verdict(StringBuilder body, ValidationReport report)
    {
        var tone = report.IsValid ? " bon" : report.Failure is not null || report.ToCorrect * 2 > report.Records || report.Records == 0 ? " mauvais" : "";
        body.Append(CultureInfo.InvariantCulture, $"<p class=\"verdict{tone}\">{Say(ReportWords.Verdict(report))}</p>\n");
        if (report.Failure is { } failure)
        {
            body.Append(CultureInfo.InvariantCulture, $"<p>{Say(Advice(failure))}</p>\n");
        }

        if (report.Records > 0)
        {
            body.Append(CultureInfo.InvariantCulture, $"<ul class=\"nombres\"><li><strong>{Number(report.AsIs)}</strong> publiables tels quels</li><li><strong>{Number(report.Repairable)}</strong> publiables après réparation automatique</li><li><strong>{Number(report.ToCorrect)}</strong> à corriger par une personne</li></ul>\n");
        }
    }

    private static string Advice(ValidationIssue failure) => failure.Code.Code switch
    {
        "fichier_html" => "C'est souvent la page d'un site à la place du fichier : téléchargez de nouveau le fichier, puis ouvrez-le dans un tableur pour vérifier qu'il contient bien le tableau.",
        "fichier_binaire" or "fichier_illisible" => "Ouvrez-le dans un tableur et enregistrez-le en « Classeur Excel (.xlsx) » ou en « CSV UTF-8 ».",
        "fichier_tronque" => "Le transfert s'est sans doute arrêté avant la fin : demandez ou téléchargez le fichier de nouveau.",
        "colonnes_inconnues" => "La première ligne du tableau doit donner les noms des colonnes du schéma, par exemple « nom », « adresse », « commune ».",
        _ => "Vérifiez que c'est le bon fichier, et qu'il n'est pas vide.",
    };

    private static void Columns(StringBuilder body, ValidationReport report)
    {
        var issues = report.Issues.Where(issue => issue.Place == "fichier").OrderByDescending(issue => issue.Code.Severity).ToList();
        if (issues.Count == 0)
        {
            return;
        }

        body.Append("<h2>Les colonnes</h2>\n");
        if (report.MissingColumns.Count >= ManyMissing)
        {
            body.Append(CultureInfo.InvariantCulture, $"<p>{Say("Si ces colonnes sont celles de votre logiciel, inutile de les renommer à chaque envoi : une déclaration dit une fois pour toutes ce que chacune contient. Demandez-la à qui publie vos lieux.")}</p>\n");
        }

        body.Append("<div class=\"cadre\"><table><thead><tr><th scope=\"col\">Colonne</th><th scope=\"col\">Ce qui ne va pas</th><th scope=\"col\">Que faire</th></tr></thead><tbody>\n");
        foreach (var issue in issues)
        {
            var action = issue.Code.Severity switch
            {
                _ when issue.Proposal is null => "Retirez-la, ou laissez-la : elle n'est pas lue.",
                Schema.Parsing.Severity.Fatal => $"Ajoutez une colonne « {issue.Proposal} » : {issue.Rule}.",
                Schema.Parsing.Severity.Warning => $"Si c'est « {issue.Proposal} », renommez-la ; sinon laissez-la, elle n'est pas lue.",
                _ when issue.Code == Schema.Parsing.IssueCodes.ColonneAncienne => $"Renommez-la « {issue.Proposal} » et traduisez ses valeurs ; le fichier réparé le fait.",
                _ => $"Renommez-la « {issue.Proposal} ».",
            };
            var name = issue.Letter is null ? Column(issue) ?? "" : $"{issue.Letter} · {Column(issue)}";
            body.Append(CultureInfo.InvariantCulture, $"<tr><th scope=\"row\">{Encode(name)}</th><td>{Say(issue.Code.Libelle)}</td><td>{Say(action)}</td></tr>\n");
        }

        body.Append("</tbody></table></div>\n");
    }

    private static void FirstThingsToDo(StringBuilder body, ValidationReport report)
    {
        var first = report.Problems.Where(problem => problem.Example.Place != "fichier" && problem.Example.Effect != Importers.Validate.Effect.Repaired).Take(FirstThings).ToList();
        if (first.Count > 0)
        {
            body.Append("<h2>Par quoi commencer</h2>\n<ol class=\"faire\">\n");
            foreach (var problem in first)
            {
                Problem(body, problem);
            }

            body.Append("</ol>\n");
        }
    }

    private static void Repaired(StringBuilder body, ValidationReport report)
    {
        var repaired = report.Problems.Where(problem => problem.Example.Place != "fichier" && problem.Example.Effect == Importers.Validate.Effect.Repaired).ToList();
        if (repaired.Count > 0)
        {
            body.Append(CultureInfo.InvariantCulture, $"<h2>Réparé automatiquement</h2>\n<p>{Plural(repaired.Sum(problem => problem.Count), "valeur est comprise et réécrite", "valeurs sont comprises et réécrites")} dans le fichier réparé (option <code>--fix</code>). Rien à faire, sinon prendre l'habitude de la bonne forme.</p>\n<ul class=\"faire\">\n");
            foreach (var problem in repaired.Take(FirstThings))
            {
                Problem(body, problem);
            }

            body.Append("</ul>\n");
        }
    }

    private static void Problem(StringBuilder body, Problem problem)
    {
        var example = problem.Example;
        var column = Column(example) is { } name ? $" dans « {name} »{(example.Letter is { } letter ? $" (colonne {letter})" : "")}" : "";
        body.Append(CultureInfo.InvariantCulture, $"<li><p><strong>{Say(example.Code.Libelle)}</strong> : {Plural(problem.Count, "fois", "fois")}{Say(column)}. {Say(example.Effect == Importers.Validate.Effect.ToCorrect ? "La ligne n'est pas publiée tant qu'elle n'est pas corrigée" : example.Code.Reparation)}.</p>\n");
        body.Append(CultureInfo.InvariantCulture, $"<p>Par exemple, {Say(Place(example))}{(example.Value is { } value ? $" : <q>{Encode(Short(value))}</q>" : "")}{(example.Proposal is { } proposal ? $" → <q>{Encode(Short(proposal))}</q>" : "")}</p>\n");
        if (example.Rule is { } rule && example.Effect != Importers.Validate.Effect.ToVerify)
        {
            body.Append(CultureInfo.InvariantCulture, $"<p class=\"note\">À écrire : {Say(rule)}.</p>\n");
        }

        body.Append("</li>\n");
    }

    private static void LinesToCorrect(StringBuilder body, ValidationReport report)
    {
        if (report.LinesToCorrect.Count == 0)
        {
            return;
        }

        body.Append("<h2>Reste à faire par une personne</h2>\n<div class=\"cadre\"><table>");
        Caption(body, report.LinesToCorrect.Count, report.ToCorrect, "lignes");
        body.Append("<thead><tr><th scope=\"col\">Où</th><th scope=\"col\">Lieu</th><th scope=\"col\">À corriger</th></tr></thead><tbody>\n");
        foreach (var line in report.LinesToCorrect)
        {
            body.Append(CultureInfo.InvariantCulture, $"<tr><td class=\"lieu\">{Encode(line.Place)}</td><th scope=\"row\">{Encode(line.Name ?? "(sans nom)")}</th><td>{string.Join("<br>", line.Reasons.Select(Say))}</td></tr>\n");
        }

        body.Append("</tbody></table></div>\n");
    }

    private static void Fields(StringBuilder body, ValidationReport report)
    {
        if (report.Records == 0)
        {
            return;
        }

        body.Append("<h2>Champ par champ</h2>\n<div class=\"cadre\"><table><thead><tr><th scope=\"col\">Champ</th><th scope=\"col\" class=\"n\">Remplies</th><th scope=\"col\" class=\"n\">Bonnes</th><th scope=\"col\" class=\"n\">Réparées</th><th scope=\"col\" class=\"n\">Inutilisables</th><th scope=\"col\">Ce qu'il faut écrire</th></tr></thead><tbody>\n");
        foreach (var field in report.Fields.Where(field => field.Required || field.Filled > 0))
        {
            body.Append(CultureInfo.InvariantCulture, $"<tr><th scope=\"row\">{Encode(field.Title)}<br><code>{field.Field}</code></th><td class=\"n\">{Number(field.Filled)}</td><td class=\"n\">{Number(field.Valid)}</td><td class=\"n\">{Number(field.Repaired)}</td><td class=\"n\">{Number(field.LeftOut)}</td><td class=\"note\">{Say(field.Rule)}</td></tr>\n");
        }

        var empty = report.Fields.Where(field => !field.Required && field.Filled == 0).Select(field => field.Field).ToList();
        body.Append("</tbody></table></div>\n");
        if (empty.Count > 0)
        {
            body.Append(CultureInfo.InvariantCulture, $"<p class=\"note\">Jamais remplis, et facultatifs : {Encode(string.Join(", ", empty))}.</p>\n");
        }
    }

    private static void Issues(StringBuilder body, ValidationReport report)
    {
        var issues = report.Issues.Where(issue => issue.Place != "fichier").ToList();
        if (issues.Count == 0)
        {
            return;
        }

        body.Append("<h2>Toutes les remarques</h2>\n<div class=\"cadre\"><table>");
        Caption(body, issues.Count, report.IssueCount - (report.Issues.Count - issues.Count), "remarques");
        body.Append("<thead><tr><th scope=\"col\">Où</th><th scope=\"col\">Colonne</th><th scope=\"col\">État</th><th scope=\"col\">Ce qui ne va pas</th><th scope=\"col\">Valeur</th><th scope=\"col\">À écrire</th></tr></thead><tbody>\n");
        foreach (var issue in issues)
        {
            body.Append(
                CultureInfo.InvariantCulture,
                $"<tr><td class=\"lieu\">{Encode(Place(issue))}</td><td>{Encode(Column(issue) ?? "")}</td><td class=\"etat {Styles[issue.Effect]}\">{Effect(issue.Effect)}</td><td>{Say(issue.Code.Libelle)}</td><td class=\"valeur\">{Encode(issue.Value ?? "")}</td><td class=\"valeur\">{Encode(issue.Proposal ?? "")}</td></tr>\n");
        }

        body.Append("</tbody></table></div>\n");
    }

    private static void Caption(StringBuilder body, long shown, long all, string what)
    {
        if (shown < all)
        {
            body.Append(CultureInfo.InvariantCulture, $"<caption>Les {Number(shown)} premières {what}, sur {Number(all)}.</caption>");
        }
    }

    // Our own words: what French puts before « : » never begins a line. Values are left as they are, to be copied.
    private static string Say(string text) => Encode(text)
        .Replace("« ", "«\u00A0", StringComparison.Ordinal)
        .Replace(" »", "\u00A0»", StringComparison.Ordinal)
        .Replace(" :", "\u00A0:", StringComparison.Ordinal)
        .Replace(" ;", "\u00A0;", StringComparison.Ordinal);

    private static string Short(string text) => text.Length <= LongestExample ? text : text[..(char.IsHighSurrogate(text[LongestExample - 1]) ? LongestExample - 1 : LongestExample)] + "…";
}
