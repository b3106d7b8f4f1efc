using System.Globalization;
using Maillage.Importers.Sources;
using Maillage.Schema.Formats.Tables;
using YamlDotNet.RepresentationModel;
using static Maillage.Importers.Map.Language.MappingYaml;

namespace Maillage.Importers.Map.Language;

/// <summary>Reads what a declaration says of its table: <c>lecture</c>, <c>identifiant</c>, <c>garder</c>, <c>correspondance</c>. Every mistake is said, with its line, all at once.</summary>
internal sealed class MappingReader
{
    private static readonly string[] ReadingKeys = ["feuille", "entete", "separateur", "encodage", "liste"];
    private static readonly string[] ParentKeys = ["identifiant", "groupe", "principal"];

    private readonly MappingYaml yaml;
    private readonly RuleReader rules;

    /// <param name="file">The declaration.</param>
    public MappingReader(string file)
    {
        yaml = new MappingYaml(file);
        rules = new RuleReader(yaml);
    }

    public IReadOnlyList<SourceProblem> Problems => yaml.Problems;

    /// <summary>The mapping that the root of a declaration holds.</summary>
    public LieuMapping Read(YamlMappingNode root)
    {
        var reading = Child(root, "lecture") is { } lecture ? ReadReading(lecture) : new TableOptions();
        var id = Child(root, "identifiant") is { } identifiant ? [.. Items(identifiant).Select(IdColumn).OfType<string>()] : Array.Empty<string>();
        var keep = Child(root, "garder") is { } garder ? rules.ReadConditions(garder) : [];
        var fields = new Dictionary<string, IReadOnlyList<CellRule>>();
        IReadOnlyList<IReadOnlyList<CellRule>> hours = [];
        IReadOnlyList<PassageRule> passages = [];
        ParentRule? parent = null;
        foreach (var (key, node) in yaml.Members(Child(root, "correspondance"), "correspondance"))
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
                fields[name] = rules.ReadRules(node, target);
            }
            else
            {
                yaml.Complain(line, $"le champ « {name} » n'existe pas{SourceReader.Nearest(name, MappingTargets.Fields.Select(field => field.Name).Concat(MappingTargets.Others))}.");
            }
        }

        if (!fields.ContainsKey("nom"))
        {
            yaml.Complain(Child(root, "correspondance")?.Start.Line ?? 0, "la correspondance ne dit pas d'où vient « nom ».");
        }

        return new LieuMapping(Write(root), reading with { Expected = [.. yaml.Columns.Keys] })
        {
            IdColumns = id,
            Keep = keep,
            Fields = fields,
            HoursByDay = hours,
            Passages = passages,
            Parent = parent,
            Columns = yaml.Columns,
        };
    }

    // The rules, and nothing else of the declaration: its own record says the rest.
    private static string Write(YamlMappingNode root) => string.Join('\n', ((string[])["lecture", "identifiant", "garder", "correspondance"]).Select(key => Child(root, key)?.ToString()));

    private TableOptions ReadReading(YamlNode node)
    {
        var options = new TableOptions();
        foreach (var (key, value) in yaml.Members(node, "lecture"))
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
                    yaml.Complain(key.Start.Line, $"« entete » est le numéro d'une ligne, pas « {text} ».");
                    break;
                case "separateur" when text is "tabulation" or "\t":
                    options = options with { Separator = '\t' };
                    break;
                case "separateur" when text is [var sign] && !char.IsLetterOrDigit(sign):
                    options = options with { Separator = sign };
                    break;
                case "separateur":
                    yaml.Complain(key.Start.Line, $"« separateur » est un signe (« , », « ; », tabulation), pas « {text} ».");
                    break;
                case "encodage" when Encodings.Find(text) is { } encoding:
                    options = options with { Encoding = encoding };
                    break;
                case "encodage":
                    yaml.Complain(key.Start.Line, $"l'encodage « {text} » est inconnu (connus : {string.Join(", ", Encodings.Names)}).");
                    break;
                default:
                    yaml.Unknown(key, ReadingKeys);
                    break;
            }
        }

        return options;
    }

    private List<IReadOnlyList<CellRule>> ReadDays(YamlMappingNode days)
    {
        var byDay = new Dictionary<string, IReadOnlyList<CellRule>>();
        foreach (var (key, node) in days.Children)
        {
            if (MappingTargets.Days.Contains(Name(key)))
            {
                byDay[Name(key)] = rules.ReadRules(node, null);
            }
            else
            {
                yaml.Unknown(key, MappingTargets.Days);
            }
        }

        return [.. MappingTargets.Days.Select(day => byDay.GetValueOrDefault(day, []))];
    }

    private PassageRule ReadPassage(YamlNode node)
    {
        var fields = new Dictionary<string, IReadOnlyList<CellRule>>();
        IReadOnlyList<Condition> when = [];
        foreach (var (key, value) in yaml.Members(node, "passages"))
        {
            if (Name(key) == "si")
            {
                when = rules.ReadConditions(value);
            }
            else if (MappingTargets.PassageFields.Contains(Name(key)))
            {
                fields[Name(key)] = rules.ReadRules(value, null);
            }
            else
            {
                yaml.Unknown(key, [.. MappingTargets.PassageFields, "si"]);
            }
        }

        if (fields.ContainsKey("texte") && fields.Count > 1)
        {
            yaml.Complain(node.Start.Line, "« texte » dit tout d'un arrêt : les autres champs ne seraient pas lus.");
        }

        return new PassageRule(fields, when);
    }

    private ParentRule ReadParent(YamlNode node)
    {
        List<CellRule> id = [], group = [];
        List<Condition> main = [];
        foreach (var (key, value) in yaml.Members(node, "lieu_parent"))
        {
            switch (Name(key))
            {
                case "identifiant":
                    id = rules.ReadRules(value, null);
                    break;
                case "groupe":
                    group = rules.ReadRules(value, null);
                    break;
                case "principal":
                    main = rules.ReadConditions(value);
                    break;
                default:
                    yaml.Unknown(key, ParentKeys);
                    break;
            }
        }

        if (id.Count == 0 && (group.Count == 0 || main.Count == 0))
        {
            yaml.Complain(node.Start.Line, "« lieu_parent » demande « identifiant », ou « groupe » et « principal ».");
        }

        return new ParentRule(id, group, main);
    }

    private string? IdColumn(YamlNode item)
    {
        if (item is YamlScalarNode { Value: { Length: > 0 } text })
        {
            return yaml.Column(text, item.Start.Line);
        }

        yaml.Complain(item.Start.Line, "« identifiant » est un nom de colonne, ou une liste de noms.");
        return null;
    }
}
