using Maillage.Schema.Lieux;
using Maillage.Schema.Services;
using Maillage.Schema.Territoires;

namespace Maillage.Catalogue;

/// <summary>What the services are found by. Where a service is: its own address, else that of its lieu.</summary>
internal static class ServicesIndexes
{
    /// <summary>Stands, in the filter « zone_eligibilite », for the services that say nothing of their zone.</summary>
    public const string NoZone = "";

    private const string NoCommune = "~";
    private const string Theme = "--";

    public static DatasetIndexes<Service> Of(Dataset<Lieu> lieux, Cog cog)
    {
        return new(
            [
                ("code_insee", service => Territory(service, commune => commune.Code)),
                ("code_epci", service => Territory(service, commune => commune.CodeEpci)),
                ("code_departement", service => Territory(service, commune => commune.CodeDepartement)),
                ("code_region", service => Territory(service, commune => commune.CodeRegion)),
                ("id", service => [service.Id]),
                ("code_postal", service => (service.CodeInsee is null ? LieuOf(service)?.CodePostal : service.CodePostal) is { } postal ? [postal] : []),
                ("thematiques", service => [.. service.Thematiques, .. service.Thematiques.Select(ThemeOf).Distinct()]),
                ("types", service => service.Type is { } type ? [type] : []),
                ("frais", service => service.Frais is { } fees ? [fees] : []),
                ("publics", service => service.Publics),
                ("modes_accueil", service => service.ModesAccueil),
                ("sources", service => [service.Source]),
                ("lieu_id", service => service.LieuId is { } lieu ? [lieu] : []),
                ("structure_id", service => [service.StructureId]),
                ("zone_eligibilite", service => service.ZoneEligibilite.Count == 0 ? [NoZone] : service.ZoneEligibilite),
            ],
            service => [service.Nom, LieuOf(service)?.Nom, service.Adresse, service.Commune ?? LieuOf(service)?.Commune],
            service => service is { Latitude: { } latitude, Longitude: { } longitude } ? (latitude, longitude)
                : service.CodeInsee is null && LieuOf(service) is { Latitude: { } north, Longitude: { } east } ? (north, east)
                : null,
            service => CommuneOf(service)?.Code ?? NoCommune);

        Lieu? LieuOf(Service service) => service.LieuId is { } id ? lieux.Find(id) : null;

        Commune? CommuneOf(Service service) => cog.ParCode(service.CodeInsee ?? LieuOf(service)?.CodeInsee)?.Commune;

        IReadOnlyList<string> Territory(Service service, Func<Commune, string?> code) => CommuneOf(service) is { } commune && code(commune) is { } known ? [known] : [];
    }

    // A theme finds all of its thématiques: « numerique » those that begin with « numerique-- ».
    private static string ThemeOf(string thematique) => thematique.IndexOf(Theme, StringComparison.Ordinal) is > 0 and var end ? thematique[..end] : thematique;
}
