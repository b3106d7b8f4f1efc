using System.Collections.Frozen;
using Maillage.Schema.Texte;

namespace Maillage.Schema.Demarches;

/// <summary>
/// The groups of départements by which a body is organised, where they are not the regions: académies (code de l'éducation, R222-2), caisses of the MSA,
/// caisses de retraite (Carsat). One row each in <c>data/groupements-departements.csv</c>.
/// </summary>
public static class Groupements
{
    private static readonly Lazy<FrozenDictionary<(string Ressort, string Departement), string>> Table = new(
        () => EmbeddedCsv.Rows("groupements-departements.csv", 3)
            .SelectMany(row => row[2].Split('|').Select(departement => (Cle: (row[0], departement), Groupement: row[1])))
            .ToFrozenDictionary(pair => pair.Cle, pair => pair.Groupement));

    /// <summary>Name of the group of a département; null where there is none.</summary>
    public static string? Du(string ressort, string codeDepartement) => Table.Value.GetValueOrDefault((ressort, codeDepartement));

    /// <summary>True for two départements of one group; a département without a group is its own.</summary>
    public static bool Ensemble(string ressort, string gauche, string droite) =>
        gauche == droite || (Du(ressort, gauche) is { } groupement && Du(ressort, droite) == groupement);
}
