using System.Collections.Frozen;
using System.Globalization;
using System.Text.RegularExpressions;
using Maillage.Importers.Normalise;
using Maillage.Schema.Texte;

namespace Maillage.Importers.Map;

/// <summary>One row of <c>data/accessibilite-acceslibre.csv</c>: what a declared equipment means. It holds when all its conditions do.</summary>
/// <param name="Champ">The field of the lieu that it fills.</param>
/// <param name="Valeur">The value it gives.</param>
/// <param name="Conditions">Conditions on the fields of acceslibre.</param>
/// <param name="Libelle">What is declared, for a person.</param>
internal sealed record AccessRule(string Champ, string Valeur, IReadOnlyList<AccessCondition> Conditions, string Libelle);

/// <summary>A condition: <c>champ=oui</c>, <c>champ=texte</c>, <c>champ&gt;0</c>, <c>champ&lt;77</c>, <c>champ~texte</c> (a list holds it); with <c>!</c> before, that it is not declared so.</summary>
internal sealed partial record AccessCondition(string Champ, char Operator, string Operand, bool Negated)
{
    public static AccessCondition Parse(string text) => Grammar().Match(text) is { Success: true } match
        ? new AccessCondition(match.Groups[2].Value, match.Groups[3].Value[0], match.Groups[4].Value, match.Groups[1].Length > 0)
        : throw new FormatException($"accessibilite-acceslibre.csv: '{text}' is no condition.");

    public bool Holds(IReadOnlyDictionary<string, string> declared) => IsDeclared(declared.GetValueOrDefault(Champ)) != Negated;

    // What is not declared is not so: nothing is deduced from a blank.
    private bool IsDeclared(string? cell) => !string.IsNullOrWhiteSpace(cell) && Operator switch
    {
        '>' => double.TryParse(cell, CultureInfo.InvariantCulture, out var number) && number > double.Parse(Operand, CultureInfo.InvariantCulture),
        '<' => double.TryParse(cell, CultureInfo.InvariantCulture, out var number) && number < double.Parse(Operand, CultureInfo.InvariantCulture),
        '~' => $" {Repli.Plier(cell)} ".Contains($" {Operand} ", StringComparison.Ordinal),
        _ => Operand is "oui" or "non"
            ? BooleanNormaliser.Parse(Champ, cell) is { HasValue: true, Value: var said } && said == (Operand == "oui")
            : Repli.Plier(cell) == Operand,
    };

    [GeneratedRegex("^(!?)([a-z_]+)([=><~])([a-z0-9]+)$")]
    private static partial Regex Grammar();
}

/// <summary>What acceslibre declares of the equipment of a lieu, as the table translates it. « No » is only said by someone who said it.</summary>
internal static class DeclaredAccess
{
    public static IReadOnlyList<AccessRule> Rules { get; } =
    [
        .. EmbeddedCsv.Rows("accessibilite-acceslibre.csv", 5, typeof(DeclaredAccess).Assembly)
            .Select(row => new AccessRule(row[0], row[1], [.. row[2].Split(" + ").Select(AccessCondition.Parse)], row[3])),
    ];

    /// <summary>The fields of acceslibre that the rules look at.</summary>
    public static FrozenSet<string> Fields { get; } = Rules.SelectMany(rule => rule.Conditions).Select(condition => condition.Champ).ToFrozenSet();

    /// <summary>The rules that hold: of those on <c>accessibilite_pmr</c>, only the first.</summary>
    public static IReadOnlyList<AccessRule> Holding(IReadOnlyDictionary<string, string> declared)
    {
        var holding = Rules.Where(rule => rule.Conditions.All(condition => condition.Holds(declared))).ToList();
        var pmr = holding.FirstOrDefault(rule => rule.Champ == "accessibilite_pmr");
        // Who calls an entrance on demand, or closed, does not call it open to wheelchairs beside.
        return [.. holding.Where(rule => rule.Champ == "accessibilite_pmr" ? rule == pmr : rule.Valeur != "moteur" || pmr is null or { Valeur: "accessible" } || rule.Conditions is [{ Operator: '~' }])];
    }
}
