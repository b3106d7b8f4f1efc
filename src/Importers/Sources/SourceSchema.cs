using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Maillage.Importers.Map.Language;
using Maillage.Schema.Vocabulaires;

namespace Maillage.Importers.Sources;

/// <summary>The JSON Schema of declarations: an editor that reads it completes keys, fields and values, and underlines what is wrong.</summary>
public static class SourceSchema
{
    /// <summary>Path in the tree.</summary>
    public const string Path = "schemas/source/json-schema.json";

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The schema, UTF-8 with line feeds.</summary>
    public static string Text { get; } = Build().ToJsonString(Indented).ReplaceLineEndings("\n") + "\n";

    private static JsonObject Build()
    {
        var properties = new JsonObject();
        foreach (var key in SourceKeys.All)
        {
            properties.Add(key.Name, Described(Key(key), key.Meaning));
        }

        return new JsonObject
        {
            ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
            ["$id"] = "urn:maillage:source",
            ["title"] = "Déclaration d'une source",
            ["description"] = "Un fichier de sources/ : ce qu'il faut lire, de qui, sous quelle licence, et ce que veulent dire ses colonnes.",
            ["type"] = "object",
            ["additionalProperties"] = false,
            ["required"] = Strings(SourceKeys.All.Where(key => key.IsRequired).Select(key => key.Name)),
            ["properties"] = properties,
            ["$defs"] = Definitions(),
        };
    }

    private static JsonObject Key(SourceKey key) => key switch
    {
        { Values: { } values } => Enum(values),
        { Kind: SourceKeyKind.YesNo } => YesNo(),
        { Kind: SourceKeyKind.Percent } => new JsonObject { ["type"] = "integer", ["minimum"] = 0, ["maximum"] = 100 },
        { Kind: SourceKeyKind.Date } => new JsonObject { ["type"] = "string", ["pattern"] = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$" },
        { Kind: SourceKeyKind.Count } => new JsonObject { ["type"] = "integer", ["minimum"] = 1, ["maximum"] = SourceValues.MostCount },
        { Kind: SourceKeyKind.Size } => new JsonObject { ["type"] = "string", ["pattern"] = "^[0-9]+ ?(ko|Mo|Go)$" },
        { Name: "telechargement" } => new JsonObject { ["type"] = "string", ["pattern"] = "^https?://" },
        { Name: "jeton" } => new JsonObject { ["type"] = "string", ["pattern"] = "^[A-Za-z_][A-Za-z0-9_]*$" },
        { Name: "id" } => new JsonObject { ["type"] = "string", ["pattern"] = "^[a-z0-9]+(-[a-z0-9]+)*$" },
        { Name: "territoire" } => new JsonObject { ["type"] = "string", ["pattern"] = "^(france|region-[0-9]{2}|departement-[0-9AB]{2,3}|epci-[0-9]{9}|commune-[0-9AB]{5})$" },
        { Name: "identifiant" } => Reference("colonnes"),
        { Name: "lecture" } => Reference("lecture"),
        { Name: "garder" } => Reference("conditions"),
        { Name: "correspondance" } => Reference("correspondance"),
        _ => new JsonObject { ["type"] = "string" },
    };

    private static JsonObject Definitions()
    {
        var definitions = new JsonObject
        {
            ["textes"] = OneOrMore(new JsonObject { ["type"] = Strings(["string", "number", "boolean"]) }),
            ["colonnes"] = OneOrMore(new JsonObject { ["type"] = "string", ["minLength"] = 1 }),
            ["lecture"] = Object(new JsonObject
            {
                ["feuille"] = Described(new JsonObject { ["type"] = "string" }, "Nom de la feuille du classeur."),
                ["entete"] = Described(new JsonObject { ["type"] = "integer", ["minimum"] = 1 }, "Ligne qui nomme les colonnes."),
                ["separateur"] = Described(new JsonObject { ["type"] = "string" }, "Signe entre les cellules ; tabulation s'écrit en toutes lettres."),
                ["encodage"] = Described(Enum([.. Encodings.Names]), "Encodage du texte."),
                ["liste"] = Described(new JsonObject { ["type"] = "string" }, "Membre du JSON qui contient la liste."),
            }),
            ["condition"] = Object(With(Selection(), Tests("textes"), ("rempli", Described(YesNo(), "oui : la cellule doit être remplie ; non : vide.")))),
            ["conditions"] = OneOrMore(Reference("condition")),
            ["regle"] = Rule("textes"),
            ["regles"] = Rules("regle"),
        };
        var fields = new JsonObject();
        foreach (var target in MappingTargets.Fields)
        {
            var rules = "regles";
            if (target.Vocabulary is { } list)
            {
                rules = $"regles-{list}";
                if (!definitions.ContainsKey(rules))
                {
                    definitions.Add($"valeurs-{list}", OneOrMore(Enum([.. Vocabulaires.Trouver(list).Termes.Select(terme => terme.Valeur)])));
                    definitions.Add($"regle-{list}", Rule($"valeurs-{list}"));
                    definitions.Add(rules, Rules($"regle-{list}"));
                }
            }

            fields.Add(target.Name, Described(target.Name == "horaires" ? Hours() : Reference(rules), target.Meaning));
        }

        fields.Add("passages", Described(OneOrMore(Object(With(new JsonObject { ["si"] = Reference("conditions") }, Each(MappingTargets.PassageFields)))), "Arrêts d'un lieu itinérant."));
        fields.Add("lieu_parent", Described(Object(new JsonObject { ["identifiant"] = Reference("regles"), ["groupe"] = Reference("regles"), ["principal"] = Reference("conditions") }), "Le lieu dont celui-ci est une antenne."));
        definitions.Add("correspondance", Object(fields, "nom"));
        return definitions;
    }

    private static JsonObject Rules(string rule) => OneOrMore(new JsonObject { ["anyOf"] = new JsonArray(new JsonObject { ["type"] = "string", ["description"] = "Nom d'une colonne." }, Reference(rule)) });

    private static JsonObject Rule(string values) => Object(With(
        Selection(),
        Tests(values),
        ("termes", Described(Terms(values), "Ce que devient chaque terme, comparé en entier.")),
        ("valeur", Described(Reference(values), "Toujours cette valeur, si la condition est remplie.")),
        ("si", Reference("conditions")),
        ("defaut", Described(YesNo(), "oui : seulement si les règles précédentes n'ont rien donné."))));

    private static JsonObject Selection() => new()
    {
        ["colonne"] = Described(Reference("colonnes"), "La colonne à lire."),
        ["colonnes"] = Described(Reference("colonnes"), "Plusieurs colonnes, chacune pour elle-même."),
        ["joindre"] = Described(Reference("colonnes"), "Plusieurs colonnes, mises bout à bout."),
        ["avec"] = Described(new JsonObject { ["type"] = "string" }, "Le signe entre les colonnes jointes (une espace par défaut)."),
        ["separer"] = Described(new JsonObject { ["type"] = "string" }, "Le signe qui sépare plusieurs valeurs d'une cellule."),
        ["partie"] = Described(new JsonObject { ["type"] = "integer" }, "Le rang de la valeur à garder : 1 pour la première, -1 pour la dernière."),
    };

    private static (string, JsonObject)[] Tests(string values) =>
    [
        ("est", Described(Test(values), "Le texte entier, sans tenir compte de la casse, des accents ni de la ponctuation.")),
        ("contient", Described(Test(values), "Des mots qui se suivent dans le texte ; le dernier peut être le début d'un mot.")),
        ("commence_par", Described(Test(values), "Le début du texte.")),
        ("motif", Described(Test(values), "Une expression régulière.")),
        ("sauf", Described(Reference("textes"), "Les textes qui contiennent l'un de ceux-là sont laissés de côté.")),
    ];

    private static JsonObject Test(string values) => new() { ["anyOf"] = new JsonArray(Reference("textes"), Terms(values)) };

    private static JsonObject Terms(string values) =>
        new() { ["type"] = "object", ["additionalProperties"] = new JsonObject { ["anyOf"] = new JsonArray(Reference(values), new JsonObject { ["type"] = "null" }) } };

    private static JsonObject Hours() => new() { ["anyOf"] = new JsonArray(Reference("regles"), Object(With([], Each(MappingTargets.Days)))) };

    private static (string, JsonObject)[] Each(IEnumerable<string> names) => [.. names.Select(name => (name, Reference("regles")))];

    private static JsonObject YesNo() => new() { ["enum"] = new JsonArray("oui", "non", true, false) };

    private static JsonObject Enum(IReadOnlyList<string> values) => new() { ["enum"] = Strings(values) };

    private static JsonObject OneOrMore(JsonObject item) =>
        new() { ["anyOf"] = new JsonArray(item, new JsonObject { ["type"] = "array", ["items"] = item.DeepClone() }) };

    private static JsonObject Object(JsonObject properties, params IEnumerable<string> required) => new()
    {
        ["type"] = "object",
        ["additionalProperties"] = false,
        ["required"] = Strings(required),
        ["properties"] = properties,
    };

    private static JsonObject With(JsonObject properties, IEnumerable<(string Name, JsonObject Schema)> first, params IEnumerable<(string Name, JsonObject Schema)> then)
    {
        foreach (var (name, schema) in first.Concat(then))
        {
            properties.Add(name, schema);
        }

        return properties;
    }

    private static JsonObject Described(JsonObject schema, string meaning)
    {
        schema["description"] = meaning;
        return schema;
    }

    private static JsonObject Reference(string definition) => new() { ["$ref"] = $"#/$defs/{definition}" };

    private static JsonArray Strings(IEnumerable<string> texts) => [.. texts.Select(text => JsonValue.Create(text))];
}
