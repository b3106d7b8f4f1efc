using System.Globalization;

namespace Maillage.Schema.Fields;

/// <summary>Says the rule of a field to the person who fills it in.</summary>
public static class RuleInWords
{
    // A longer list is named, not recited.
    private const int MostValues = 16;

    // Patterns are for programs, types say little: what these fields ask is said here once.
    private static readonly Dictionary<string, string> Words = new()
    {
        ["commune"] = "le nom de la commune, ni celui d'un quartier ni celui d'un hameau",
        ["adresse"] = "le numéro et la voie, ou le lieu-dit",
        ["latitude"] = "la latitude en degrés, avec un point",
        ["longitude"] = "la longitude en degrés, avec un point",
        ["typologie"] = "des codes de type de structure (RFS, BIB, CCAS…) séparés par « | »",
        ["courriels"] = "une ou plusieurs adresses électroniques, séparées par « | »",
        ["site_web"] = "une ou plusieurs adresses de site web, https:// compris, séparées par « | »",
        ["fiche_acces_libre"] = "l'adresse de la page du lieu sur acceslibre",
        ["prise_rdv"] = "l'adresse de la page de prise de rendez-vous",
        ["horaires"] = "des horaires dans la syntaxe d'OpenStreetMap : jours en anglais (Mo, Tu, We, Th, Fr, Sa, Su), heures HH:MM",
        ["autres_formations_labels"] = "des textes séparés par « | »",
        ["code_postal"] = "cinq chiffres, le zéro du début compris",
        ["code_insee"] = "le code INSEE de la commune, cinq caractères, le zéro du début compris",
        ["code_departement"] = "le code du département (04, 2A, 971)",
        ["code_region"] = "le code de la région, deux ou trois chiffres",
        ["code_epci"] = "le SIREN de l'intercommunalité, neuf chiffres",
        ["pivot"] = "un SIRET (14 chiffres), un RNA (W et neuf caractères) ou un RIDET, sans espaces ; 00000000000000 si aucun n'est connu",
        ["siret"] = "14 chiffres, sans espaces",
        ["rna"] = "W suivi de neuf caractères",
        ["langues"] = "des codes de langue (fr, en, fsl) séparés par « | »",
        ["zone_competence"] = "des codes de commune, d'EPCI ou de département, ou « france », séparés par « | »",
    };

    /// <summary>The rule in one French sentence, its example included: « une date AAAA-MM-JJ, obligatoire ; par exemple 2024-04-02 ».</summary>
    public static string Of<TRecord>(Field<TRecord> field)
        where TRecord : class
    {
        ArgumentNullException.ThrowIfNull(field);
        var form = Form(field.Name, field.Kind, field.Rule);
        var required = field.Rule.Requis ? ", obligatoire" : "";
        var unique = field.Rule.Unique ? ", différent à chaque ligne" : "";
        return form + required + unique + (field is { Example: { Length: < 100 } example, Rule.Vocabulaire: null } ? $" ; par exemple {example}" : "");
    }

    private static string Form(string name, FieldKind kind, ChampAttribute rule) => kind switch
    {
        _ when rule.Vocabulaire is { } list => Values(list, kind == FieldKind.TextList || rule.ListeEnTexte),
        _ when rule is { Motif: not null } && name == "telephone" => "un seul numéro : +33 et le numéro sans son premier zéro, sans espaces (+590, +262, +687… outre-mer)",
        _ when Words.TryGetValue(name, out var words) => words,
        FieldKind.Date => "une date écrite AAAA-MM-JJ",
        FieldKind.Instant => "un instant écrit AAAA-MM-JJTHH:MM:SSZ",
        FieldKind.Number or FieldKind.Integer => Number(kind, rule),
        FieldKind.Boolean => "true ou false",
        FieldKind.ObjectList => "un tableau JSON",
        FieldKind.TextMap => "un objet JSON",
        _ when rule.Format is { } format => Format(format, kind == FieldKind.TextList),
        _ when rule.LongueurMax > 0 => string.Create(CultureInfo.InvariantCulture, $"un texte de {rule.LongueurMax} caractères au plus"),
        FieldKind.TextList => "des textes séparés par « | »",
        _ => "un texte",
    };

    private static string Values(string list, bool several)
    {
        var terms = Vocabulaires.Vocabulaires.Trouver(list).Termes;
        var values = terms.Count > MostValues ? $"de la liste « {list} »" : "parmi : " + string.Join(" · ", terms.Select(terme => terme.Valeur));
        return several ? $"une ou plusieurs valeurs, séparées par « | », {values}" : $"une valeur {values}";
    }

    private static string Number(FieldKind kind, ChampAttribute rule)
    {
        var number = kind == FieldKind.Integer ? "un nombre entier" : "un nombre, avec un point";
        return (double.IsNaN(rule.Min), double.IsNaN(rule.Max)) switch
        {
            (false, false) => string.Create(CultureInfo.InvariantCulture, $"{number}, entre {rule.Min} et {rule.Max}"),
            (false, true) => string.Create(CultureInfo.InvariantCulture, $"{number}, au moins {rule.Min}"),
            _ => number,
        };
    }

    private static string Format(string format, bool several) => format switch
    {
        "uuid" => "un identifiant UUID",
        "email" => several ? "des adresses électroniques séparées par « | »" : "une adresse électronique",
        _ => several ? "des adresses de site web, https:// compris, séparées par « | »" : "une adresse de site web, https:// compris",
    };
}
