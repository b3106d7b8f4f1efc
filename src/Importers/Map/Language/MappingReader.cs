using System.Globalization;
using Maillage.Importers.Sources;
using Maillage.Schema.Formats.Tables;
using Maillage.Schema.Texte;
using YamlDotNet.RepresentationModel;

namespace Maillage.Importers.Map.Language;

/// <summary>Reads what a declaration says of its table: <c>lecture</c>, <c>identifiant</c>, <c>garder</c>, <c>correspondance</c>. Every mistake is said, with its line, all at once.</summary>
internal sealed class MappingReader(string file)
{
    private static readonly string[] ReadingKeys = ["feuille", "entete", "separateur", "encodage", "liste"];
    private static readonly string[] SelectionKeys = ["colonne", "colonnes", "joindre", "avec", "separer", "partie"];
    private static readonly string[] TestKeys = ["est", "contient", "commence_par", "motif"];
    private static readonly string[] RuleKeys = [.. SelectionKeys, .. TestKeys, "termes", "sauf", "valeur", "si", "defaut"];
    private static readonly string[] ConditionKeys = [.. SelectionKeys, .. TestKeys, "sauf", "rempli"];
    private static readonly string[] ParentKeys = ["identifiant", "groupe", "principal"];

    private readonly Dictionary<string, long> columns = [];

    public List<SourceProblem> Problems { get; } = [];

    /// <summary>The mapping that the root of a declaration holds.</summary>
    public LieuMapping Read(YamlMappingNode root)
    {
        var reading = Child(root, "lecture") is { } lecture ? ReadReading(lecture) : new TableOptions();
        var id = Child(root, "identifiant") is { } identifiant ? [.. Items(identifiant).Select(IdColumn).OfType<string>()] : Array.Empty<string>();
        var keep = Child(root, "garder") is { } garder ? ReadConditions(garder) : [];
        var fields = new Dictionary<string, IReadOnlyList<CellRule>>();
        IReadOnlyList<IReadOnlyList<CellRule>> hours = [];
        IReadOnlyList<PassageRule> passages = [];
        ParentRule? parent = null;
        foreach (var (key, node) in Members(Child(root, "correspondance"), "correspondance"))
        {
            var (name, line) = (Name(key), key.Start.Line);
            if (name == "passages")
            {
                passages = [.. Items(node).Select(ReadPassage)];
            }
            else if (name == "lieu_parent")
            {
                parent = ReadParent(node);
            }
            else if (name == "horaires" && node is YamlMappingNode days && days.Children.Keys.Any(day => MappingTargets.Days.Contains(Name(day))))
            {
                hours = ReadDays(days);
            }
            else if (MappingTargets.Find(name) is { } target)
            {
                fields[name] = ReadRules(node, target);
            }
            else
            {
                Complain(line, $"le champ « {name} » n'existe pas{SourceReader.Nearest(name, MappingTargets.Fields.Select(field => field.Name).Concat(MappingTargets.Others))}.");
            }
        }

        if (!fields.ContainsKey("nom"))
        {
            Complain(Child(root, "correspondance")?.Start.Line ?? 0, "la correspondance ne dit pas d'où vient « nom ».");
        }

        return new LieuMapping(Write(root), reading with { Expected = [.. columns.Keys] })
        {
            IdColumns = id,
            Keep = keep,
            Fields = fields,
            HoursByDay = hours,
            Passages = passages,
            Parent = parent,
            Columns = columns,
        };
    }

    // The rules, and nothing else of the declaration: its own record says the rest.
    private static string Write(YamlMappingNode root) => string.Join('\n', ((string[])["lecture", "identifiant", "garder", "correspondance"]).Select(key => Child(root, key)?.ToString()));

    private TableOptions ReadReading(YamlNode node)
    {
        var options = new TableOptions();
        foreach (var (key, value) in Members(node, "lecture"))
        {
            var text = (value as YamlScalarNode)?.Value ?? "";
            switch (Name(key))
            {
                case "feuille":
                    options = options with { Sheet = text };
                    break;
                case "liste":
                    options = options with { List = text };
                    break;
                case "entete" when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var line) && line > 0:
                    options = options with { HeaderLine = line };
                    break;
                case "entete":
                    Complain(key.Start.Line, $"« entete » est le numéro d'une ligne, pas « {text} ».");
                    break;
                case "separateur" when text is "tabulation" or "\t":
                    options = options with { Separator = '\t' };
                    break;
                case "separateur" when text is [var sign] && !char.IsLetterOrDigit(sign):
                    options = options with { Separator = sign };
                    break;
                case "separateur":
                    Complain(key.Start.Line, $"« separateur » est un signe (« , », « ; », tabulation), pas « {text} ».");
                    break;
                case "encodage" when Encodings.Find(text) is { } encoding:
                    options = options with { Encoding = encoding };
                    break;
                case "encodage":
                    Complain(key.Start.Line, $"l'encodage « {text} » est inconnu (connus : {string.Join(", ", Encodings.Names)}).");
                    break;
                default:
                    Unknown(key, ReadingKeys);
                    break;
            }
        }

        return options;
    }

    private List<IReadOnlyList<CellRule>> ReadDays(YamlMappingNode days)
    {
        var rules = new Dictionary<string, IReadOnlyList<CellRule>>();
        foreach (var (key, node) in days.Children)
        {
            if (MappingTargets.Days.Contains(Name(key)))
            {
                rules[Name(key)] = ReadRules(node, null);
            }
            else
            {
                Unknown(key, MappingTargets.Days);
            }
        }

        return [.. MappingTargets.Days.Select(day => rules.GetValueOrDefault(day, []))];
    }

    private PassageRule ReadPassage(YamlNode node)
    {
        var fields = new Dictionary<string, IReadOnlyList<CellRule>>();
        IReadOnlyList<Condition> when = [];
        foreach (var (key, value) in Members(node, "passages"))
        {
            if (Name(key) == "si")
            {
                when = ReadConditions(value);
            }
            else if (MappingTargets.PassageFields.Contains(Name(key)))
            {
                fields[Name(key)] = ReadRules(value, null);
            }
            else
            {
                Unknown(key, [.. MappingTargets.PassageFields, "si"]);
            }
        }

        if (fields.ContainsKey("texte") && fields.Count > 1)
        {
            Complain(node.Start.Line, "« texte » dit tout d'un arrêt : les autres champs ne seraient pas lus.");
        }

        return new PassageRule(fields, when);
    }

    private ParentRule ReadParent(YamlNode node)
    {
        List<CellRule> id = [], group = [];
        List<Condition> main = [];
        foreach (var (key, value) in Members(node, "lieu_parent"))
        {
            switch (Name(key))
            {
                case "identifiant":
                    id = ReadRules(value, null);
                    break;
                case "groupe":
                    group = ReadRules(value, null);
                    break;
                case "principal":
                    main = ReadConditions(value);
                    break;
                default:
                    Unknown(key, ParentKeys);
                    break;
            }
        }

        if (id.Count == 0 && (group.Count == 0 || main.Count == 0))
        {
            Complain(node.Start.Line, "« lieu_parent » demande « identifiant », ou « groupe » et « principal ».");
        }

        return new ParentRule(id, group, main);
    }

    private List<CellRule> ReadRules(YamlNode node, MappingTarget? target) => [.. Items(node).Select(item => ReadRule(item, target))];

    private CellRule ReadRule(YamlNode node, MappingTarget? target)
    {
        if (node is YamlScalarNode { Value: { Length: > 0 } column })
        {
            return new CellRule { Selection = new CellSelection { Columns = [Column(column, node.Start.Line)] } };
        }

        if (node is not YamlMappingNode mapping)
        {
            Complain(node.Start.Line, "une règle est le nom d'une colonne, ou une liste de « clé: valeur ».");
            return new CellRule();
        }

        foreach (var key in mapping.Children.Keys.Where(key => !RuleKeys.Contains(Name(key))))
        {
            Unknown(key, RuleKeys);
        }

        var (comparison, table, test) = ReadTests(mapping, target);
        var values = Child(mapping, "valeur") is { } valeur ? ReadTargets(valeur, target) : null;
        var rule = new CellRule
        {
            Selection = ReadSelection(mapping),
            Terms = table,
            Test = test,
            Except = Child(mapping, "sauf") is { } sauf ? ReadTerms(sauf, comparison) : [],
            Values = values,
            When = Child(mapping, "si") is { } si ? ReadConditions(si) : [],
            IsDefault = YesNo(mapping, "defaut"),
        };
        if (rule.Selection.Columns.Count == 0 && (values is null || test is not null))
        {
            Complain(mapping.Start.Line, "cette règle ne dit ni « colonne » ni « valeur ».");
        }

        if (values is not null && table is not null)
        {
            Complain(mapping.Start.Line, "« valeur » et une table de termes ne vont pas ensemble : l'une dit toujours la même chose.");
        }

        return rule;
    }

    private (Comparison Comparison, TermTable? Table, TextTest? Test) ReadTests(YamlMappingNode mapping, MappingTarget? target)
    {
        var said = mapping.Children.Where(pair => Name(pair.Key) is "termes" || TestKeys.Contains(Name(pair.Key))).ToList();
        if (said.Count > 1)
        {
            Complain(said[1].Key.Start.Line, $"« {Name(said[0].Key)} » et « {Name(said[1].Key)} » ne vont pas dans la même règle.");
        }

        if (said.Count == 0)
        {
            return (Comparison.Contains, null, null);
        }

        var (key, node) = said[0];
        var comparison = ComparisonOf(Name(key));
        return node is YamlMappingNode terms ? (comparison, ReadTable(terms, comparison, target), null) : (comparison, null, new TextTest(ReadTerms(node, comparison), []));
    }

    private TermTable ReadTable(YamlMappingNode node, Comparison comparison, MappingTarget? target)
    {
        List<(TermTest Test, IReadOnlyList<string> Targets)> terms = [];
        foreach (var (key, value) in node.Children)
        {
            var targets = ReadTargets(value, target);
            foreach (var term in ReadTerms(key, comparison))
            {
                if (comparison == Comparison.Whole && terms.Find(other => other.Test.Key == term.Key) is { Test: { } same } other && !other.Targets.SequenceEqual(targets))
                {
                    Complain(key.Start.Line, $"« {same.Text} » et « {term.Text} » se confondent : la casse, les accents et la ponctuation ne comptent pas ; un « motif » les distinguerait.");
                }

                terms.Add((term, targets));
            }
        }

        return new TermTable(comparison, terms);
    }

    private List<Condition> ReadConditions(YamlNode node) => [.. Items(node).Select(ReadCondition).OfType<Condition>()];

    private Condition? ReadCondition(YamlNode node)
    {
        if (node is not YamlMappingNode mapping)
        {
            Complain(node.Start.Line, "une condition est une liste de « clé: valeur » : colonne, puis est, contient, commence_par, motif ou rempli.");
            return null;
        }

        foreach (var key in mapping.Children.Keys.Where(key => !ConditionKeys.Contains(Name(key))))
        {
            Unknown(key, ConditionKeys);
        }

        var (comparison, table, test) = ReadTests(mapping, null);
        if (table is not null)
        {
            Complain(mapping.Start.Line, "une condition compare avec un texte ou une liste de textes, pas avec une table de termes.");
        }

        if (test is not null && Child(mapping, "rempli") is not null)
        {
            Complain(mapping.Start.Line, "« rempli » et une comparaison ne vont pas dans la même condition.");
        }

        IReadOnlyList<TermTest> except = Child(mapping, "sauf") is { } sauf ? ReadTerms(sauf, comparison) : [];
        var selection = ReadSelection(mapping);
        if (selection.Columns.Count == 0)
        {
            Complain(mapping.Start.Line, "cette condition ne nomme pas de colonne.");
        }

        return new Condition(selection, test is null ? null : test with { Except = except }, Child(mapping, "rempli") is null || YesNo(mapping, "rempli"));
    }

    private CellSelection ReadSelection(YamlMappingNode mapping)
    {
        var joined = Child(mapping, "joindre");
        var named = ((YamlNode?[])[Child(mapping, "colonne"), Child(mapping, "colonnes"), joined]).OfType<YamlNode>().ToList();
        if (named.Count > 1)
        {
            Complain(mapping.Start.Line, "« colonne », « colonnes » et « joindre » : une seule des trois.");
        }

        if (joined is null && Child(mapping, "avec") is { } with)
        {
            Complain(with.Start.Line, "« avec » ne sert qu'à « joindre ».");
        }

        if (Child(mapping, "separer") is null && Child(mapping, "partie") is { } part)
        {
            Complain(part.Start.Line, "« partie » demande « separer » : ce qui sépare les parties.");
        }

        return new CellSelection
        {
            Columns = [.. named.SelectMany(node => Items(node).Select(item => Column((item as YamlScalarNode)?.Value ?? "", item.Start.Line)))],
            JoinWith = joined is null ? null : Scalar(mapping, "avec") ?? " ",
            SplitAt = Scalar(mapping, "separer") is { Length: > 0 } separator ? separator : null,
            Part = Number(mapping, "partie"),
        };
    }

    private List<TermTest> ReadTerms(YamlNode node, Comparison comparison)
    {
        List<TermTest> terms = [];
        foreach (var item in Items(node))
        {
            if (item is not YamlScalarNode { Value: { } text })
            {
                Complain(item.Start.Line, "un terme est un texte.");
                continue;
            }

            if (comparison is Comparison.Contains or Comparison.StartsWith && Repli.Plier(text).Length == 0)
            {
                Complain(item.Start.Line, $"le terme « {text} » n'a ni lettre ni chiffre : il faudrait un « motif ».");
            }

            try
            {
                terms.Add(new TermTest(comparison, text));
            }
            catch (Exception wrong) when (wrong is ArgumentException or NotSupportedException)
            {
                Complain(item.Start.Line, $"le motif « {text} » n'est pas une expression régulière (les retours en arrière n'y sont pas permis).");
            }
        }

        return terms;
    }

    // The published values that a mapping writes: one that its field does not know is a mistake of the mapping.
    private List<string> ReadTargets(YamlNode node, MappingTarget? target)
    {
        List<string> values = [];
        foreach (var item in Items(node))
        {
            var text = (item as YamlScalarNode)?.Value ?? "";
            if (item is not YamlScalarNode)
            {
                Complain(item.Start.Line, "une valeur est un texte, ou une liste de textes.");
            }
            else if (text is "" or "~")
            {
                // A term that is known and says nothing.
            }
            else if (target?.Recognise(text) is { } known)
            {
                values.Add(known);
            }
            else if (target is not null)
            {
                Complain(item.Start.Line, $"« {text} » n'est pas une valeur de « {target.Name} »{SourceReader.Nearest(text, Values(target))}.");
            }
            else
            {
                values.Add(text);
            }
        }

        return values;
    }

    private static IEnumerable<string> Values(MappingTarget target) =>
        target.Vocabulary is { } list ? Schema.Vocabulaires.Vocabulaires.Trouver(list).Termes.Select(terme => terme.Valeur) : [];

    private string Column(string name, long line)
    {
        if (name.Trim().Length == 0)
        {
            Complain(line, "il manque le nom d'une colonne.");
        }

        columns.TryAdd(name, line);
        return name;
    }

    private IEnumerable<KeyValuePair<YamlNode, YamlNode>> Members(YamlNode? node, string name)
    {
        if (node is YamlMappingNode mapping)
        {
            return mapping.Children;
        }

        if (node is not null)
        {
            Complain(node.Start.Line, $"« {name} » est une liste de « clé: valeur ».");
        }

        return [];
    }

    private string? IdColumn(YamlNode item)
    {
        if (item is YamlScalarNode { Value: { Length: > 0 } text })
        {
            return Column(text, item.Start.Line);
        }

        Complain(item.Start.Line, "« identifiant » est un nom de colonne, ou une liste de noms.");
        return null;
    }

    private int? Number(YamlMappingNode mapping, string key)
    {
        if (Scalar(mapping, key) is not { } text)
        {
            return null;
        }

        if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number != 0)
        {
            return number;
        }

        Complain(Child(mapping, key)?.Start.Line ?? mapping.Start.Line, $"« {key} » est un rang : 1 pour le premier, -1 pour le dernier ; pas « {text} ».");
        return null;
    }

    private bool YesNo(YamlMappingNode mapping, string key)
    {
        switch (Scalar(mapping, key))
        {
            case "oui" or "true":
                return true;
            case null or "non" or "false":
                return false;
            case { } other:
                Complain(Child(mapping, key)?.Start.Line ?? mapping.Start.Line, $"« {key} » vaut oui ou non, pas « {other} ».");
                return false;
        }
    }

    private void Unknown(YamlNode key, IEnumerable<string> known) =>
        Complain(key.Start.Line, $"la clé « {Name(key)} » est inconnue ici{SourceReader.Nearest(Name(key), known)}.");

    private void Complain(long line, string message) => Problems.Add(new SourceProblem(file, line, message));

    private static IEnumerable<YamlNode> Items(YamlNode node) => node is YamlSequenceNode sequence ? sequence.Children : [node];

    private static YamlNode? Child(YamlMappingNode mapping, string key) =>
        mapping.Children.FirstOrDefault(pair => Name(pair.Key) == key).Value;

    private static string? Scalar(YamlMappingNode mapping, string key) => (Child(mapping, key) as YamlScalarNode)?.Value;

    private static string Name(YamlNode key) => (key as YamlScalarNode)?.Value ?? "";

    private static Comparison ComparisonOf(string key) => key switch
    {
        "contient" => Comparison.Contains,
        "commence_par" => Comparison.StartsWith,
        "motif" => Comparison.Pattern,
        _ => Comparison.Whole,
    };
}
