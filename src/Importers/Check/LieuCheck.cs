using Maillage.Schema.Fields;
using Maillage.Schema.Lieux;
using Maillage.Schema.Parsing;

namespace Maillage.Importers.Check;

/// <summary>The last gate: nothing is published that its own schema would refuse.</summary>
internal static class LieuCheck
{
    /// <returns>The lieu without the values that its schema refuses; null when one of them is required.</returns>
    public static Lieu? Apply(Lieu lieu, List<Issue> issues)
    {
        var found = FieldRules.Check(lieu).ToList();
        if (found.Count == 0)
        {
            return lieu;
        }

        issues.AddRange(found);
        var refused = found.Select(issue => issue.Field).ToHashSet();
        var shape = RecordShape.Of<Lieu>();
        return shape.Fields.Any(field => field.Rule.Requis && refused.Contains(field.Name)) ? null : shape.Without(lieu, refused);
    }
}
