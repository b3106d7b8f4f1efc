using System.Globalization;
using System.Text.Json.Nodes;
using Maillage.Schema.Fields;

namespace Maillage.Schema.Publication;

/// <summary>Writes the Table Schema (Frictionless, with what schema.data.gouv.fr asks) of a dataset from its field list.</summary>
public static class SchemaTable
{
    /// <summary>The schema of the dataset's CSV.</summary>
    public static JsonObject Of(JeuDeDonnees jeu) => new()
    {
        ["$schema"] = "https://frictionlessdata.io/schemas/table-schema.json",
        ["name"] = jeu.Nom,
        ["title"] = jeu.Titre,
        ["description"] = jeu.Description,
        ["countryCode"] = "FR",
        ["homepage"] = "/docs",
        ["path"] = $"/{jeu.Dossier}/table-schema.json",
        ["version"] = jeu.Version,
        ["created"] = Iso(jeu.Cree),
        ["lastModified"] = Iso(jeu.Modifie),
        ["licenses"] = new JsonArray(new JsonObject
        {
            ["name"] = "etalab-2.0",
            ["title"] = "Licence Ouverte 2.0",
            ["path"] = "https://www.etalab.gouv.fr/licence-ouverte-open-licence",
        }),
        ["contributors"] = new JsonArray(new JsonObject { ["title"] = "Les contributeurs de Maillage", ["role"] = "author" }),
        ["resources"] = new JsonArray(new JsonObject
        {
            ["name"] = "exemple-valide",
            ["title"] = "Exemple de fichier valide",
            ["path"] = $"/{jeu.Dossier}/exemple-valide.csv",
        }),
        ["primaryKey"] = "id",
        ["fields"] = new JsonArray([.. jeu.Shape.Describe().Select(Field)]),
    };

    private static JsonObject Field(FieldDescription field)
    {
        var described = new JsonObject
        {
            ["name"] = field.Name,
            ["title"] = field.Rule.Titre,
            ["description"] = Description(field),
            ["type"] = Type(field.Kind),
        };
        if (field.Rule.Format is { } format && field.Kind == FieldKind.Text)
        {
            described["format"] = format;
        }
        else if (field.Kind == FieldKind.Instant)
        {
            // The default format of a datetime has no fraction of a second; RFC 3339 has.
            described["format"] = "any";
        }

        if (field.Example is { } example)
        {
            described["example"] = example;
        }

        described["constraints"] = Constraints(field);
        return described;
    }

    private static string Description(FieldDescription field) => field.Kind switch
    {
        FieldKind.TextList => field.Description + " Valeurs séparées par « | ».",
        FieldKind.ObjectList => field.Description + " Tableau JSON.",
        FieldKind.TextMap => field.Description + " Objet JSON.",
        _ => field.Description,
    };

    private static string Type(FieldKind kind) => kind switch
    {
        FieldKind.Number => "number",
        FieldKind.Integer => "integer",
        FieldKind.Boolean => "boolean",
        FieldKind.Date => "date",
        FieldKind.Instant => "datetime",
        FieldKind.ObjectList => "array",
        FieldKind.TextMap => "object",
        _ => "string",
    };

    private static JsonObject Constraints(FieldDescription field)
    {
        var rule = field.Rule;
        var constraints = new JsonObject { ["required"] = rule.Requis };
        if (rule.Unique)
        {
            constraints["unique"] = true;
        }

        if (Pattern(field) is { } pattern)
        {
            constraints["pattern"] = pattern;
        }

        if (rule is { Vocabulaire: { } list, ListeEnTexte: false } && field.Kind == FieldKind.Text)
        {
            constraints["enum"] = new JsonArray([.. Vocabulaires.Vocabulaires.Trouver(list).Termes.Select(terme => JsonValue.Create(terme.Valeur))]);
        }

        if (rule.LongueurMax > 0)
        {
            constraints["maxLength"] = rule.LongueurMax;
        }

        if (!double.IsNaN(rule.Min))
        {
            constraints["minimum"] = rule.Min;
        }

        if (!double.IsNaN(rule.Max))
        {
            constraints["maximum"] = rule.Max;
        }

        return constraints;
    }

    private static string? Pattern(FieldDescription field) => (field.Kind, field.Rule) switch
    {
        (_, { Vocabulaire: { } list, ListeEnTexte: true }) => SchemaJson.ListPattern(list),
        (FieldKind.TextList, { Vocabulaire: { } list }) => SchemaJson.ListPattern(list),
        (FieldKind.TextList, { Motif: { } motif }) => $@"^(?:{motif})(?:\|(?:{motif}))*$",
        (_, { Motif: { } motif }) => $"^(?:{motif})$",
        _ => null,
    };

    private static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
