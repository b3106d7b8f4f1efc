using Maillage.Schema.Lieux;

namespace Maillage.Importers.Rulings;

/// <summary>What a person decided of one record.</summary>
/// <param name="IsWithdrawn">It is not to be published.</param>
/// <param name="Level">Its level of accueil; null when nothing was decided of it.</param>
/// <param name="Since">Since when it has that level.</param>
internal sealed record RecordRuling(bool IsWithdrawn, int? Level, DateOnly? Since)
{
    private const string Decision = "decision";

    private static readonly string[] Fields = ["niveau_accueil", "niveau_accueil_depuis", "niveau_accueil_origine"];

    /// <summary>The lieu with the level that was decided.</summary>
    public Lieu Apply(Lieu lieu)
    {
        if (Level is null)
        {
            return lieu;
        }

        var provenance = new SortedDictionary<string, string>(lieu.Provenance.ToDictionary(), StringComparer.Ordinal);
        foreach (var field in Fields)
        {
            provenance[field] = Decision;
        }

        return lieu with { NiveauAccueil = Level, NiveauAccueilDepuis = Since, NiveauAccueilOrigine = Decision, Provenance = provenance };
    }
}
