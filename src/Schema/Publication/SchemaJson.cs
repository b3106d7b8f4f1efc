using System.Text.Json.Nodes;
using Maillage.Schema.Fields;

namespace Maillage.Schema.Publication;

/// <summary>Writes the JSON Schema (2020-12) of a dataset from its field list.</summary>
public static class SchemaJson
{
    /// <summary>The schema of one record.</summary>
    public static JsonObject Of(JeuDeDonnees jeu)
    {
        var schema = new JsonObject
        {
            ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
            ["$id"] = $"urn:maillage:schema:{jeu.Nom}:{jeu.Version}",
            ["title"] = jeu.Titre,
            ["description"] = jeu.Description,
        };
        Describe(schema, jeu.Shape);
        return schema;
    }

    // Every field is always present, save one that lists leave out: unknown is null, or an empty list.
    private static void Describe(JsonObject schema, IRecordShape shape)
    {
        var fields = shape.Describe();
        schema["type"] = "object";
        schema["required"] = new JsonArray([.. fields.Where(field => !field.Rule.HorsListes).Select(field => JsonValue.Create(field.Name))]);
        schema["properties"] = new JsonObject(fields.Select(field => KeyValuePair.Create<string, JsonNode?>(field.Name, Property(field))));
    }

    private static JsonObject Property(FieldDescription field)
    {
        var property = new JsonObject { ["title"] = field.Rule.Titre, ["description"] = field.Description };
        switch (field.Kind)
        {
            case FieldKind.TextList:
                property["type"] = "array";
                property["uniqueItems"] = true;
                property["items"] = Constrain(new JsonObject { ["type"] = "string" }, field.Rule, nullable: false);
                break;
            case FieldKind.ObjectList when field.Items is { } items:
                var item = new JsonObject { ["description"] = XmlDocumentation.Summary(items.RecordType) };
                Describe(item, items);
                property["type"] = "array";
                property["items"] = item;
                break;
            case FieldKind.TextMap:
                property["type"] = "object";
                property["additionalProperties"] = new JsonObject { ["type"] = "string" };
                break;
            default:
                Scalar(property, field);
                break;
        }

        return property;
    }

    private static void Scalar(JsonObject property, FieldDescription field)
    {
        var type = field.Kind switch
        {
            FieldKind.Number => "number",
            FieldKind.Integer => "integer",
            FieldKind.Boolean => "boolean",
            _ => "string",
        };
        property["type"] = field.Rule.Requis ? type : new JsonArray(type, "null");
        if (field.Kind is FieldKind.Date or FieldKind.Instant)
        {
            property["format"] = field.Kind == FieldKind.Date ? "date" : "date-time";
        }

        Constrain(property, field.Rule, nullable: !field.Rule.Requis);
        if (field.Example is { } example)
        {
            property["examples"] = new JsonArray(ExampleValue(field.Kind, example));
        }
    }

    private static JsonNode? ExampleValue(FieldKind kind, string example) => kind switch
    {
        FieldKind.Number or FieldKind.Integer or FieldKind.Boolean => JsonNode.Parse(example),
        _ => JsonValue.Create(example),
    };

    private static JsonObject Constrain(JsonObject property, ChampAttribute rule, bool nullable)
    {
        if (rule is { Vocabulaire: { } list, ListeEnTexte: true })
        {
            property["pattern"] = ListPattern(list);
        }
        else if (rule.Vocabulaire is { } closed)
        {
            IEnumerable<string?> values = Vocabulaires.Vocabulaires.Trouver(closed).Termes.Select(terme => terme.Valeur);
            property["enum"] = new JsonArray([.. (nullable ? values.Append(null) : values).Select(value => JsonValue.Create(value))]);
        }

        SetIf(property, "pattern", rule.Motif is { } pattern ? $"^(?:{pattern})$" : null);
        SetIf(property, "format", rule.Format);
        SetIf(property, "maxLength", rule.LongueurMax > 0 ? rule.LongueurMax : null);
        SetIf(property, "minimum", double.IsNaN(rule.Min) ? null : rule.Min);
        SetIf(property, "maximum", double.IsNaN(rule.Max) ? null : rule.Max);
        return property;
    }

    private static void SetIf(JsonObject property, string name, JsonNode? value)
    {
        if (value is not null)
        {
            property[name] = value;
        }
    }

    internal static string ListPattern(string vocabulaire)
    {
        var values = string.Join('|', Vocabulaires.Vocabulaires.Trouver(vocabulaire).Termes.Select(terme => Escape(terme.Valeur)));
        return $"^(?:{values})(?:\\|(?:{values}))*$";
    }

    // ECMA-262 with the u flag refuses the escape of a character that needs none, which Regex.Escape writes.
    private static string Escape(string text) =>
        string.Concat(text.Select(c => @"\^$.|?*+()[]{}".Contains(c) ? $"\\{c}" : c.ToString()));
}
