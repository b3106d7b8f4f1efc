using System.Collections.Frozen;
using Maillage.Schema.Texte;

namespace Maillage.Schema.Vocabulaires;

/// <summary>One row of <c>data/types.csv</c>: a type code of service-public, or one of ours.</summary>
/// <param name="Code">The code, e.g. <c>mairie</c>.</param>
/// <param name="Libelle">French label.</param>
/// <param name="Publie">True when records of the type become lieux; the others are kept and counted <c>non_publie</c>.</param>
/// <param name="RemplacePar">The code used today, when this one is a former name (<c>msap</c> → <c>france_services</c>).</param>
/// <param name="Pourquoi">Why its records are not published, when they are not.</param>
public sealed record TypeLieu(string Code, string Libelle, bool Publie, string? RemplacePar, string? Pourquoi);

/// <summary>The types of lieux, and which of them are published: <c>data/types.csv</c> is the one place where that is decided.</summary>
public static class TypesLieu
{
    private static readonly Lazy<FrozenDictionary<string, TypeLieu>> Table = new(
        () => EmbeddedCsv.Rows("types.csv", 5)
            .Select(row => new TypeLieu(row[0], row[1], row[2] == "oui", row[3].Length == 0 ? null : row[3], row[4].Length == 0 ? null : row[4]))
            .ToFrozenDictionary(type => type.Code));

    /// <summary>The published codes, as a closed list; former codes are recognised.</summary>
    public static Vocabulaire Vocabulaire { get; } = new(
        "types",
        [.. Table.Value.Values.Where(type => type.Publie).OrderBy(type => type.Code, StringComparer.Ordinal).Select(type => new Terme(type.Code, type.Libelle))],
        Table.Value.Values
            .Where(type => type.RemplacePar is { } current && Table.Value[current].Publie)
            .ToDictionary(type => type.Code, type => type.RemplacePar ?? type.Code));

    /// <summary>The row of the code in use today for that code, former or current; null when the code is unknown.</summary>
    public static TypeLieu? Trouver(string code) => Table.Value.GetValueOrDefault(code) switch
    {
        { RemplacePar: { } current } => Table.Value.GetValueOrDefault(current),
        var type => type,
    };
}
