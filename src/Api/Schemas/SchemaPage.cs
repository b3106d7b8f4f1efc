using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Maillage.Schema.Publication;
using static Maillage.Api.Accueil.Html;

namespace Maillage.Api.Schemas;

/// <summary>The page of a schema, for people: every field, what it means, what may be written there.</summary>
internal static class SchemaPage
{
    // Beyond, the values of a closed list are folded.
    private const int ShownAtOnce = 12;

    private static readonly (string File, string What)[] Files =
    [
        ("json-schema.json", "JSON Schema, pour le JSON, le GeoJSON et le NDJSON"), ("table-schema.json", "Table Schema, pour le CSV"), ("exemple-valide.csv", "Un exemple valide"), ("CHANGELOG.md", "Ce qui a changé d'une version à l'autre"),
    ];

    public static string Body(JeuDeDonnees jeu)
    {
        var schema = SchemaJson.Of(jeu);
        var required = Required(schema);
        var body = new StringBuilder();
        body.Append(CultureInfo.InvariantCulture, $"<p>{Encode(jeu.Description)}</p>\n<p>Version {jeu.Version}, du {jeu.Modifie:dd/MM/yyyy}.</p>\n<ul>");
        foreach (var (file, what) in Files)
        {
            body.Append(CultureInfo.InvariantCulture, $"<li><a href=\"/{jeu.Dossier}/{file}\"><code>{file}</code></a> : {Encode(what)}</li>");
        }

        body.Append("</ul>\n<p>Les listes de valeurs : ")
            .AppendJoin(", ", jeu.Listes.Select(list => $"<a href=\"/{jeu.Dossier}/listes/{list}.csv\"><code>{Encode(list)}</code></a>"))
            .Append(".</p>\n<h2>Les versions</h2>\n<ul>")
            .AppendJoin("", jeu.Changements.Select(version => string.Create(CultureInfo.InvariantCulture, $"<li>{version.Version}, {version.Date:dd/MM/yyyy} : {Encode(version.Changement)}</li>")));
        body.Append("</ul>\n<h2>Les champs</h2>\n<table><thead><tr><th scope=\"col\">Champ</th><th scope=\"col\">Ce qu'il veut dire</th></tr></thead><tbody>\n");
        foreach (var (name, field) in schema["properties"]?.AsObject() ?? [])
        {
            Field(body, name, field?.AsObject() ?? [], required.Contains(name) && MustBeKnown(field));
        }

        body.Append("</tbody></table>\n<p>Une valeur inconnue est <code>null</code>, ou <code>[]</code> pour une liste, en JSON ; une cellule vide en CSV. Toutes les clés sont toujours là.</p>\n");
        return body.ToString();
    }

    private static void Field(StringBuilder body, string name, JsonObject field, bool isRequired)
    {
        var item = field["items"]?.AsObject();
        body.Append(CultureInfo.InvariantCulture, $"<tr id=\"{Encode(name)}\"><th scope=\"row\"><code>{Encode(name)}</code><br><small>{Encode(TypeOf(field))}{(isRequired ? ", obligatoire" : "")}</small></th><td>");
        body.Append(CultureInfo.InvariantCulture, $"<strong>{Encode(Text(field, "title"))}</strong>. {Encode(Text(field, "description"))}");
        Values(body, (field["enum"] ?? item?["enum"])?.AsArray());
        if (item?["properties"] is JsonObject parts)
        {
            body.Append("<ul>");
            foreach (var (part, described) in parts)
            {
                body.Append(CultureInfo.InvariantCulture, $"<li><code>{Encode(part)}</code> : {Encode(Text(described?.AsObject() ?? [], "description"))}</li>");
            }

            body.Append("</ul>");
        }

        if (field["examples"] is JsonArray { Count: > 0 } examples)
        {
            body.Append(CultureInfo.InvariantCulture, $"<br><small>Exemple : <code>{Encode(examples[0]?.ToString() ?? "")}</code></small>");
        }

        body.Append("</td></tr>\n");
    }

    private static void Values(StringBuilder body, JsonArray? values)
    {
        List<string> known = [.. values?.Select(value => value?.ToString()).OfType<string>() ?? []];
        if (known.Count == 0)
        {
            return;
        }

        var list = string.Join(", ", known.Select(value => $"<code>{Encode(value)}</code>"));
        body.Append(known.Count > ShownAtOnce ? $"<details><summary>{known.Count} valeurs</summary>{list}</details>" : "<br>" + list);
    }

    private static string TypeOf(JsonObject field) => field["type"] switch
    {
        JsonArray several => Named(several.Select(one => one?.ToString()).First(one => one != "null"), field),
        { } one => Named(one.ToString(), field),
        null => "texte",
    };

    private static string Named(string? type, JsonObject field) => (type, Text(field, "format")) switch
    {
        ("array", _) => "liste",
        ("object", _) => "objet",
        ("integer", _) => "nombre entier",
        ("number", _) => "nombre",
        ("boolean", _) => "vrai ou faux",
        (_, "date") => "date",
        (_, "date-time") => "instant",
        (_, "uuid") => "UUID",
        (_, "uri") => "adresse web",
        _ => "texte",
    };

    // Every key is always there; what is asked for is a value that is neither null nor an empty list.
    private static bool MustBeKnown(JsonNode? field) => field?["type"] is JsonValue type && type.ToString() is not ("array" or "object");

    private static HashSet<string> Required(JsonObject schema) => [.. schema["required"]?.AsArray().Select(one => one?.ToString()).OfType<string>() ?? []];

    private static string Text(JsonObject node, string name) => node[name]?.ToString() ?? "";
}
