using Maillage.Schema.Lieux;

namespace Maillage.Catalogue;

/// <summary>What the lieux are found by.</summary>
internal static class LieuxIndexes
{
    /// <summary>The filter by the territories that a lieu answers for.</summary>
    public const string ZoneCompetence = "zone_competence";

    public static DatasetIndexes<Lieu> All { get; } = new(
        [
            ("code_insee", lieu => [lieu.CodeInsee]),
            ("code_epci", lieu => lieu.CodeEpci is { } code ? [code] : []),
            ("code_departement", lieu => [lieu.CodeDepartement]),
            ("types", lieu => lieu.Types),
            ("services", lieu => lieu.Services),
            (ZoneCompetence, lieu => lieu.ZoneCompetence),
        ],
        lieu => [lieu.Nom, .. lieu.AnciensNoms, lieu.Adresse, lieu.Commune],
        lieu => lieu is { Latitude: { } latitude, Longitude: { } longitude } ? (latitude, longitude) : null,
        lieu => lieu.CodeInsee);
}
