using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Maillage.Importers.Map.Language;
using Maillage.Importers.Sources;
using Maillage.Schema.Texte;

namespace Maillage.Importers.Draft;

/// <summary>Writes a draft as a declaration that a person completes: comments say how full each field is, and what to look at.</summary>
public static partial class DraftYaml
{
    private const int LongestExample = 60;

    private static readonly CultureInfo French = CultureInfo.GetCultureInfo("fr-FR");

    // No table says whose it is, nor what may be done with it: a draft is not imported before a person has said so.
    private static readonly string[] OnlyThePublisherKnows = ["producteur", "attribution", "licence"];

    /// <summary>The same with the words that only a person knows, to try the mapping before they are there.</summary>
    public static string Completed(string draft) => OnlyThePublisherKnows.Aggregate(
        draft, (text, key) => text.Replace($"\n{key}: {SourceDeclaration.ToComplete}", $"\n{key}: {(key == "licence" ? "etalab-2.0" : "essai")}", StringComparison.Ordinal));

    /// <param name="draft">What was guessed.</param>
    /// <param name="file">Path of the table, from the folder of the declaration.</param>
    public static string Write(MappingDraft draft, string file)
    {
        ArgumentNullException.ThrowIfNull(draft);
        var name = Path.GetFileNameWithoutExtension(file);
        var id = Slug().Replace(Repli.Plier(name), "-");
        var text = new StringBuilder();
        Line(text, $"# Ébauche faite d'après {Path.GetFileName(file)} ({draft.Description} ; {Number(draft.Rows)} lignes lues).");
        Line(text, "# Relisez chaque ligne : ce qui est marqué « à vérifier » n'est pas sûr, ce qui est marqué « à compléter » manque.");
        Line(text, $"id: {(id.Length == 0 ? "ma-source" : id)}");
        Line(text, $"nom: {Quoted(name)}");
        foreach (var key in OnlyThePublisherKnows)
        {
            Line(text, $"{key}: {SourceDeclaration.ToComplete}{(key == "licence" ? "  # celle que le producteur a choisie : " + string.Join(", ", Licences.Toutes.Keys.Order(StringComparer.Ordinal)) : "")}");
        }

        Line(text, $"format: {draft.Kind.ToString().ToLowerInvariant()}");
        Line(text, $"fichier: {Quoted(file)}");
        Line(text, "# mediation: oui  # si l'on aide au numérique dans chacun de ces lieux");
        Line(text, draft.Territory is { } territory ? $"territoire: {territory}" : "# territoire: departement-04  # si tous les lieux y sont");
        Line(text, draft.IdColumn is { } column
            ? $"identifiant: {Quoted(column)}"
            : "# identifiant: une colonne qui ne change pas quand la ligne change de place ; sans elle : nom, code postal, commune, adresse");
        Line(text, "");
        Line(text, "correspondance:");
        foreach (var group in draft.Fields.GroupBy(field => field.Field.Split('.')[0]))
        {
            Write(text, group.Key, [.. group], draft.Rows);
        }

        WriteMissing(text, draft);
        WriteUnused(text, draft);
        return text.ToString();
    }

    private static void Write(StringBuilder text, string field, List<DraftField> parts, long rows)
    {
        if (parts[0].Field.Contains('.', StringComparison.Ordinal))
        {
            Line(text, $"  {field}:");
            foreach (var day in parts)
            {
                Line(text, $"    {day.Field.Split('.')[1]}: {Quoted(day.Columns[0])}{Coverage(day, rows)}");
            }

            return;
        }

        var only = parts[0];
        if (only.Terms.Count == 0)
        {
            Line(text, $"  {field}: {Rule(only)}{Coverage(only, rows)}");
            return;
        }

        Line(text, $"  {field}:{Coverage(only, rows)}");
        Line(text, $"    colonne: {Quoted(only.Columns[0])}");
        Line(text, "    termes:");
        foreach (var (term, value, perhaps) in only.Terms)
        {
            Line(text, value is not null ? $"      {Quoted(term)}: {Quoted(value)}  # à vérifier"
                : $"      {Quoted(term)}: ~  # à compléter{(perhaps is null ? "" : $" ; « {perhaps} » ?")}");
        }
    }

    private static string Rule(DraftField field) =>
        field.Part is { } part ? string.Create(CultureInfo.InvariantCulture, $"{{ colonne: {Quoted(field.Columns[0])}, separer: \"{part.Separator}\", partie: {part.Part} }}")
        : field.Columns.Count > 1 ? $"{{ joindre: [{string.Join(", ", field.Columns.Select(Quoted))}] }}"
        : Quoted(field.Columns[0]);

    private static string Coverage(DraftField field, long rows) =>
        $"  # {Number(field.Filled)} sur {Number(rows)}, ex. {Shown(field.Example)}{(field.Certain ? "" : " ; à vérifier")}";

    private static void WriteMissing(StringBuilder text, MappingDraft draft)
    {
        var found = draft.Fields.Select(field => field.Field.Split('.')[0]).ToHashSet();
        foreach (var needed in ((string[])["nom", "commune", "code_postal"]).Where(field => !found.Contains(field)))
        {
            Line(text, $"  # {needed}: à compléter : {MappingTargets.Find(needed)?.Meaning}");
        }
    }

    private static void WriteUnused(StringBuilder text, MappingDraft draft)
    {
        if (draft.Unused.Count == 0)
        {
            return;
        }

        Line(text, "");
        Line(text, "# Colonnes dont rien n'est fait :");
        foreach (var (name, filled, example) in draft.Unused)
        {
            Line(text, People.AreNamedBy(Repli.Plier(name))
                ? $"#   {Comment(name)} : {Number(filled)} sur {Number(draft.Rows)} ; semble désigner des personnes, à ne pas publier"
                : $"#   {Comment(name)} : {Number(filled)} sur {Number(draft.Rows)}, ex. {Shown(example)}");
        }
    }

    private static void Line(StringBuilder text, string line) => text.Append(line.TrimEnd()).Append('\n');

    private static string Shown(string example) => $"« {Comment(example.Length <= LongestExample ? example : example[..(char.IsHighSurrogate(example[LongestExample - 1]) ? LongestExample - 1 : LongestExample)] + "…")} »";

    private static string Comment(string text) => string.Concat(text.Select(c => EndsALine(c) || char.IsSurrogate(c) ? ' ' : c));

    // YAML ends its lines at more signs than editors do.
    private static bool EndsALine(char c) => char.IsControl(c) || c is '\u2028' or '\u2029' or '\uFEFF' or '\uFFFE' or '\uFFFF';

    // Plain where YAML reads it as written, in double quotes elsewhere.
    private static string Quoted(string text) =>
        Plain().IsMatch(text) && text is not ("oui" or "non" or "true" or "false" or "null") ? text
        : "\"" + string.Concat(text.Select(c => c switch { '"' => "\\\"", '\\' => "\\\\", '\n' => "\\n", '\t' => "\\t", '\r' => "\\r", _ when EndsALine(c) || char.IsSurrogate(c) => $"\\u{(int)c:X4}", _ => c.ToString() })) + "\"";

    private static string Number(long number) => number.ToString("N0", French);

    [GeneratedRegex("[^a-z0-9]+")]
    private static partial Regex Slug();

    [GeneratedRegex(@"\A\p{L}[\p{L}0-9_./]*(?: [\p{L}0-9_./(][\p{L}0-9_./()'’-]*)*\z")]
    private static partial Regex Plain();
}
