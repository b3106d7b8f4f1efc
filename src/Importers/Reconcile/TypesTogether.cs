using System.Collections.Frozen;
using Maillage.Schema.Texte;

namespace Maillage.Importers.Reconcile;

/// <summary>Which types of counter may be those of one lieu: <c>data/types-compatibles.csv</c>. Any two others are two lieux, even at one address.</summary>
internal static class TypesTogether
{
    /// <summary>Types of what lends its walls: « Accueil de la CPAM, mairie de Saint-Aubin » is a counter of the CPAM.</summary>
    private static readonly FrozenSet<string> Hosts = FrozenSet.Create(StringComparer.Ordinal, "mairie", "mairie_com", "epci", "sous_pref", "prefecture", "ccas");

    /// <summary>Types of what a commune has one of, or one with annexes.</summary>
    private static readonly FrozenSet<string> OneInACommune = FrozenSet.Create(StringComparer.Ordinal, "mairie", "mairie_com", "ccas");

    private static readonly Lazy<FrozenDictionary<(string, string), string>> Table = new(() => EmbeddedCsv.Rows("types-compatibles.csv", 4, typeof(TypesTogether).Assembly)
        .SelectMany(row => new[] { ((row[0], row[1]), row[2]), ((row[1], row[0]), row[2]) }).ToFrozenDictionary(row => row.Item1, row => row.Item2));

    /// <summary>Those of the guests when some lend their walls to others.</summary>
    public static IReadOnlyList<string> OfTheCounter(IReadOnlyList<string> types) =>
        types.Any(Hosts.Contains) && types.Any(type => !Hosts.Contains(type)) ? [.. types.Where(type => !Hosts.Contains(type))] : types;

    /// <summary>All of them are types of what lends its walls.</summary>
    public static bool IsHost(IReadOnlyList<string> types) => types.Count > 0 && types.All(Hosts.Contains);

    /// <summary>One of them is the type of what a commune has one of.</summary>
    public static bool IsOneInACommune(IReadOnlyList<string> types) => types.Any(OneInACommune.Contains);

    /// <summary>How two lists that share nothing go together, a row of <c>data/poids-des-preuves.csv</c>.</summary>
    public static string Code(IReadOnlyList<string> types, IReadOnlyList<string> others)
    {
        foreach (var type in types)
        {
            foreach (var other in others)
            {
                if (Table.Value.TryGetValue((type, other), out var code))
                {
                    return code;
                }
            }
        }

        return Different;
    }

    /// <summary>No type of one list goes with one of the other.</summary>
    public const string Different = "types_differents";
}
