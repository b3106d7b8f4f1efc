using System.Collections.Frozen;
using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Maillage.Schema.Fields;

/// <summary>Reads the descriptions and examples of the published fields from the assembly's own XML documentation, so that they are said once.</summary>
internal static partial class XmlDocumentation
{
    private static readonly Lazy<FrozenDictionary<string, XElement>> Members = new(Load);

    public static string Summary(PropertyInfo property) => Text(property, "summary")
        ?? throw new InvalidOperationException($"{property.DeclaringType}.{property.Name} has no XML summary: it is the field's published description.");

    public static string? Example(PropertyInfo property) => Text(property, "example");

    public static string Summary(Type type) => Text($"T:{type.FullName}", "summary")
        ?? throw new InvalidOperationException($"{type} has no XML summary: it is the dataset's published description.");

    private static string? Text(PropertyInfo property, string element) =>
        Text($"P:{property.DeclaringType?.FullName}.{property.Name}", element);

    private static string? Text(string member, string element) =>
        Members.Value.TryGetValue(member, out var found) && found.Element(element) is { } text
            ? Spaces().Replace(text.Value, " ").Trim()
            : null;

    private static FrozenDictionary<string, XElement> Load()
    {
        var file = Path.Combine(AppContext.BaseDirectory, typeof(XmlDocumentation).Assembly.GetName().Name + ".xml");
        return XDocument.Load(file).Descendants("member")
            .Select(member => (Name: (string?)member.Attribute("name"), Member: member))
            .Where(pair => pair.Name is not null)
            .ToFrozenDictionary(pair => pair.Name ?? "", pair => pair.Member);
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
