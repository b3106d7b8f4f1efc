using System.Globalization;
using Maillage.Importers.Sources;
using YamlDotNet.RepresentationModel;

namespace Maillage.Importers.Map.Language;

/// <summary>The YAML of a mapping: its values, the columns it names, and what is wrong in it.</summary>
internal sealed class MappingYaml(string file)
{
    /// <summary>The columns named so far, each with the line that first does.</summary>
    public Dictionary<string, long> Columns { get; } = [];

    /// <summary>What is wrong, so far.</summary>
    public List<SourceProblem> Problems { get; } = [];

    public static IEnumerable<YamlNode> Items(YamlNode node) => node is YamlSequenceNode sequence ? sequence.Children : [node];

    public static YamlNode? Child(YamlMappingNode mapping, string key) =>
        mapping.Children.FirstOrDefault(pair => Name(pair.Key) == key).Value;

    public static string? Scalar(YamlMappingNode mapping, string key) => (Child(mapping, key) as YamlScalarNode)?.Value;

    public static string Name(YamlNode key) => (key as YamlScalarNode)?.Value ?? "";

    public string Column(string name, long line)
    {
        if (name.Trim().Length == 0)
        {
            Complain(line, "il manque le nom d'une colonne.");
        }

        Columns.TryAdd(name, line);
        return name;
    }

    public IEnumerable<KeyValuePair<YamlNode, YamlNode>> Members(YamlNode? node, string name)
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

    public int? Number(YamlMappingNode mapping, string key)
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

    public bool YesNo(YamlMappingNode mapping, string key)
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

    public void Unknown(YamlNode key, IEnumerable<string> known) =>
        Complain(key.Start.Line, $"la clé « {Name(key)} » est inconnue ici{SourceReader.Nearest(Name(key), known)}.");

    public void Complain(long line, string message) => Problems.Add(new SourceProblem(file, line, message));
}
