using Maillage.Importers.Sources;
using Maillage.Schema.Texte;
using YamlDotNet.RepresentationModel;
using static Maillage.Importers.Map.Language.MappingYaml;

namespace Maillage.Importers.Map.Language;

/// <summary>Reads the rules of a mapping: where a value comes from, under which conditions, by which terms.</summary>
internal sealed class RuleReader(MappingYaml yaml)
{
    private static readonly string[] SelectionKeys = ["colonne", "colonnes", "joindre", "avec", "separer", "partie"];
    private static readonly string[] TestKeys = ["est", "contient", "commence_par", "motif"];
    private static readonly string[] RuleKeys = [.. SelectionKeys, .. TestKeys, "termes", "sauf", "valeur", "si", "defaut"];
    private static readonly string[] ConditionKeys = [.. SelectionKeys, .. TestKeys, "sauf", "rempli"];

    public List<CellRule> ReadRules(YamlNode node, MappingTarget? target) => [.. Items(node).Select(item => ReadRule(item, target))];

    private CellRule ReadRule(YamlNode node, MappingTarget? target)
    {
        if (node is YamlScalarNode { Value: { Length: > 0 } column })
        {
            return new CellRule { Selection = new CellSelection { Columns = [yaml.Column(column, node.Start.Line)] } };
        }

        if (node is not YamlMappingNode mapping)
        {
            yaml.Complain(node.Start.Line, "une règle est le nom d'une colonne, ou une liste de « clé: valeur ».");
            return new CellRule();
        }

        foreach (var key in mapping.Children.Keys.Where(key => !RuleKeys.Contains(Name(key))))
        {
            yaml.Unknown(key, RuleKeys);
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
            IsDefault = yaml.YesNo(mapping, "defaut"),
        };
        if (rule.Selection.Columns.Count == 0 && (values is null || test is not null))
        {
            yaml.Complain(mapping.Start.Line, "cette règle ne dit ni « colonne » ni « valeur ».");
        }

        if (values is not null && table is not null)
        {
            yaml.Complain(mapping.Start.Line, "« valeur » et une table de termes ne vont pas ensemble : l'une dit toujours la même chose.");
        }

        return rule;
    }

    private (Comparison Comparison, TermTable? Table, TextTest? Test) ReadTests(YamlMappingNode mapping, MappingTarget? target)
    {
        var said = mapping.Children.Where(pair => Name(pair.Key) is "termes" || TestKeys.Contains(Name(pair.Key))).ToList();
        if (said.Count > 1)
        {
            yaml.Complain(said[1].Key.Start.Line, $"« {Name(said[0].Key)} » et « {Name(said[1].Key)} » ne vont pas dans la même règle.");
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
                    yaml.Complain(key.Start.Line, $"« {same.Text} » et « {term.Text} » se confondent : la casse, les accents et la ponctuation ne comptent pas ; un « motif » les distinguerait.");
                }

                terms.Add((term, targets));
            }
        }

        return new TermTable(comparison, terms);
    }

    public List<Condition> ReadConditions(YamlNode node) => [.. Items(node).Select(ReadCondition).OfType<Condition>()];

    private Condition? ReadCondition(YamlNode node)
    {
        if (node is not YamlMappingNode mapping)
        {
            yaml.Complain(node.Start.Line, "une condition est une liste de « clé: valeur » : colonne, puis est, contient, commence_par, motif ou rempli.");
            return null;
        }

        foreach (var key in mapping.Children.Keys.Where(key => !ConditionKeys.Contains(Name(key))))
        {
            yaml.Unknown(key, ConditionKeys);
        }

        var (comparison, table, test) = ReadTests(mapping, null);
        if (table is not null)
        {
            yaml.Complain(mapping.Start.Line, "une condition compare avec un texte ou une liste de textes, pas avec une table de termes.");
        }

        if (test is not null && Child(mapping, "rempli") is not null)
        {
            yaml.Complain(mapping.Start.Line, "« rempli » et une comparaison ne vont pas dans la même condition.");
        }

        IReadOnlyList<TermTest> except = Child(mapping, "sauf") is { } sauf ? ReadTerms(sauf, comparison) : [];
        var selection = ReadSelection(mapping);
        if (selection.Columns.Count == 0)
        {
            yaml.Complain(mapping.Start.Line, "cette condition ne nomme pas de colonne.");
        }

        return new Condition(selection, test is null ? null : test with { Except = except }, Child(mapping, "rempli") is null || yaml.YesNo(mapping, "rempli"));
    }

    private CellSelection ReadSelection(YamlMappingNode mapping)
    {
        var joined = Child(mapping, "joindre");
        var named = ((YamlNode?[])[Child(mapping, "colonne"), Child(mapping, "colonnes"), joined]).OfType<YamlNode>().ToList();
        if (named.Count > 1)
        {
            yaml.Complain(mapping.Start.Line, "« colonne », « colonnes » et « joindre » : une seule des trois.");
        }

        if (joined is null && Child(mapping, "avec") is { } with)
        {
            yaml.Complain(with.Start.Line, "« avec » ne sert qu'à « joindre ».");
        }

        if (Child(mapping, "separer") is null && Child(mapping, "partie") is { } part)
        {
            yaml.Complain(part.Start.Line, "« partie » demande « separer » : ce qui sépare les parties.");
        }

        return new CellSelection
        {
            Columns = [.. named.SelectMany(node => Items(node).Select(item => yaml.Column((item as YamlScalarNode)?.Value ?? "", item.Start.Line)))],
            JoinWith = joined is null ? null : Scalar(mapping, "avec") ?? " ",
            SplitAt = Scalar(mapping, "separer") is { Length: > 0 } separator ? separator : null,
            Part = yaml.Number(mapping, "partie"),
        };
    }

    private List<TermTest> ReadTerms(YamlNode node, Comparison comparison)
    {
        List<TermTest> terms = [];
        foreach (var item in Items(node))
        {
            if (item is not YamlScalarNode { Value: { } text })
            {
                yaml.Complain(item.Start.Line, "un terme est un texte.");
                continue;
            }

            if (comparison is Comparison.Contains or Comparison.StartsWith && Repli.Plier(text).Length == 0)
            {
                yaml.Complain(item.Start.Line, $"le terme « {text} » n'a ni lettre ni chiffre : il faudrait un « motif ».");
            }

            try
            {
                terms.Add(new TermTest(comparison, text));
            }
            catch (Exception wrong) when (wrong is ArgumentException or NotSupportedException)
            {
                yaml.Complain(item.Start.Line, $"le motif « {text} » n'est pas une expression régulière (les retours en arrière n'y sont pas permis).");
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
                yaml.Complain(item.Start.Line, "une valeur est un texte, ou une liste de textes.");
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
                yaml.Complain(item.Start.Line, $"« {text} » n'est pas une valeur de « {target.Name} »{SourceReader.Nearest(text, Values(target))}.");
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

    private static Comparison ComparisonOf(string key) => key switch
    {
        "contient" => Comparison.Contains,
        "commence_par" => Comparison.StartsWith,
        "motif" => Comparison.Pattern,
        _ => Comparison.Whole,
    };
}
