using System.Globalization;
using System.Text;
using Maillage.Schema.Parsing;

namespace Maillage.Api.Docs;

/// <summary>
/// The page on anomalies: every kind of issue with what is done, from the table of codes, and its count over the real files, from <c>docs/anomalies.csv</c>.
/// </summary>
internal static class AnomaliesPage
{
    private static readonly (Severity Severity, string Title)[] Sections =
    [
        (Severity.Repaired, "Valeurs réparées"),
        (Severity.Refused, "Valeurs refusées"),
        (Severity.Warning, "Valeurs à regarder"),
        (Severity.Fatal, "Enregistrements et fichiers rejetés"),
    ];

    /// <param name="counts">Text of <c>docs/anomalies.csv</c>: file, field, outcome or code, count.</param>
    public static string Write(string counts)
    {
        var rows = counts.Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(line => line.Split(','))
            .Select(cells => (File: cells[0], Field: cells[1], What: cells[2], Count: long.Parse(cells[3], CultureInfo.InvariantCulture)))
            .ToList();
        var page = new StringBuilder("""
            # Anomalies

            Aucune valeur n'est perdue en silence : ce qui est réparé ou refusé porte un code, et la fiche de la source reste entière dans la base. Le nombre est celui des
            fichiers réels qui servent à éprouver Maillage (annuaire de 2017, cas limites, standard national v0 et v1). Page écrite par `./maillage generer`.

            """);
        foreach (var (severity, title) in Sections)
        {
            page.Append(CultureInfo.InvariantCulture, $"\n## {title}\n\n| code | ce qui ne va pas | ce qui est fait | nombre |\n|---|---|---|---:|\n");
            foreach (var code in IssueCodes.All.Where(code => code.Severity == severity))
            {
                page.Append(CultureInfo.InvariantCulture, $"| `{code.Code}` | {code.Libelle} | {code.Reparation} | {rows.Where(row => row.What == code.Code).Sum(row => row.Count)} |\n");
            }
        }

        page.Append("\n## Champ par champ\n\nValeurs lues, publiées telles quelles, mises dans la forme du champ, réparées, refusées, et celles qui ne disent rien (« néant », adresse masquée).\n");
        foreach (var file in rows.GroupBy(row => row.File))
        {
            page.Append(CultureInfo.InvariantCulture, $"\n### {file.Key}\n\n| champ | lues | telles quelles | mises en forme | réparées | refusées | vides | codes |\n|---|---:|---:|---:|---:|---:|---:|---|\n");
            foreach (var field in file.GroupBy(row => row.Field))
            {
                page.Append(Line(field.Key, field.ToDictionary(row => row.What, row => row.Count)));
            }
        }

        return page.ToString();
    }

    private static string Line(string field, Dictionary<string, long> counts)
    {
        var codes = counts.Where(pair => IssueCodes.All.Any(code => code.Code == pair.Key)).Select(pair => $"`{pair.Key}` {pair.Value}");
        long Of(string what) => counts.GetValueOrDefault(what);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"| {field} | {Of("lus")} | {Of("tels_quels")} | {Of("mis_en_forme")} | {Of("repares")} | {Of("refuses")} | {Of("vides")} | {string.Join(", ", codes)} |\n");
    }
}
