using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Maillage.Schema.Fields;
using Maillage.Schema.Formats;
using Maillage.Schema.Parsing;

namespace Maillage.Schema.Publication;

/// <summary>The generated files of <c>schemas/</c>, by path: what the tree holds, what the server sends.</summary>
public static class FichiersDeSchema
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Path (from the root, with slashes) and text of each file, UTF-8 with line feeds.</summary>
    public static IReadOnlyDictionary<string, string> Tous { get; } = new SortedDictionary<string, string>(
        JeuDeDonnees.Tous.SelectMany(Of).ToDictionary(file => file.Path, file => file.Text), StringComparer.Ordinal);

    private static IEnumerable<(string Path, string Text)> Of(JeuDeDonnees jeu) =>
    [
        ($"{jeu.Dossier}/json-schema.json", Text(SchemaJson.Of(jeu))),
        ($"{jeu.Dossier}/table-schema.json", Text(SchemaTable.Of(jeu))),
        ($"{jeu.Dossier}/exemple-valide.csv", jeu.ValidExample()),
        ($"{jeu.Dossier}/CHANGELOG.md", Changelog(jeu)),
        .. jeu.Listes.Select(list => ($"{jeu.Dossier}/listes/{list}.csv", CodeList(list))),
    ];

    private static string Changelog(JeuDeDonnees jeu) =>
        $"# {jeu.Titre} : versions du schéma\n" + string.Concat(jeu.Changements.Select(version => $"\n## {version.Version}, {version.Date:yyyy-MM-dd}\n\n{version.Changement}\n"));

    // Two columns, as the tables of codes of everybody.
    private static string CodeList(string list) => "valeur,libelle\n" + string.Concat(Vocabulaires.Vocabulaires.Trouver(list).Termes.Select(term => $"{Cell(term.Valeur)},{Cell(term.Libelle)}\n"));

    private static string Cell(string text) => text.AsSpan().ContainsAny(",\"\n") ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;

    private static string Text(JsonObject schema) => schema.ToJsonString(Indented).ReplaceLineEndings("\n") + "\n";

    // The valid example is the examples of the fields, one row: it cannot drift from the documentation.
    internal static string Csv<TRecord>()
        where TRecord : class
    {
        using var buffer = new MemoryStream();
        CsvFormat.Write(buffer, [Exemple<TRecord>()]);
        return Encoding.UTF8.GetString(buffer.ToArray()).ReplaceLineEndings("\n");
    }

    /// <summary>The record made of the examples of its fields.</summary>
    public static TRecord Exemple<TRecord>()
        where TRecord : class
    {
        var shape = RecordShape.Of<TRecord>();
        List<Issue> issues = [];
        var record = shape.ReadRow(shape.Fields, [.. shape.Fields.Select(field => field.Example ?? "")], issues);
        return record ?? throw new InvalidOperationException("The examples of the fields make no record: " + string.Join("; ", issues));
    }
}
