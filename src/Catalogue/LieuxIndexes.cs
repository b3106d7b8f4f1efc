using Maillage.Schema.Lieux;

namespace Maillage.Catalogue;

/// <summary>What the lieux are found by.</summary>
internal static class LieuxIndexes
{
    public static DatasetIndexes<Lieu> All { get; } = new(
        [
            ("code_insee", lieu => [lieu.CodeInsee]),
            ("code_epci", lieu => lieu.CodeEpci is { } code ? [code] : []),
            ("code_departement", lieu => [lieu.CodeDepartement]),
            ("types", lieu => lieu.Types),
            ("services", lieu => lieu.Services),
        ],
        lieu => [lieu.Nom, .. lieu.AnciensNoms, lieu.Adresse, lieu.Commune],
        lieu => lieu is { Latitude: { } latitude, Longitude: { } longitude } ? (latitude, longitude) : null,
        lieu => lieu.CodeInsee);
}
