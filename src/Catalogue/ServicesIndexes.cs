using System.Collections.Concurrent;
using Maillage.Catalogue.Indexes;
using Maillage.Catalogue.Text;
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

    public static DatasetIndexes<Service> Of(Dataset<Lieu> lieux, Cog cog)
    {
        // Several services are at one lieu, and several indexes ask.
        ConcurrentDictionary<string, Lieu?> read = [];
        return new(
            [
                Filter.Words<Service>(service =>
                [
                    new(TextField.Name, service.Nom),
                    new(TextField.Type, LieuOf(service)?.Nom),
                    new(TextField.Commune, service.Commune ?? LieuOf(service)?.Commune),
                    new(TextField.Address, service.Adresse),
                ]),
                Filter.Place<Service>(service => service is { Latitude: { } latitude, Longitude: { } longitude } ? (latitude, longitude)
                    : service.CodeInsee is null && LieuOf(service) is { Latitude: { } north, Longitude: { } east } ? (north, east)
                    : null),
                Filter.Kept<Service, HoursIndex, LieuHours?>([Filters.OuvertA], HoursIndex.Empty, (before, service) => before.HoursOf(service, CommuneOf(service)), (before, moves, fresh) => before.After(moves, fresh)),
                Filter.Value<Service>("code_insee", service => CommuneOf(service)?.Code),
                Filter.Value<Service>("code_epci", service => CommuneOf(service)?.CodeEpci),
                Filter.Value<Service>("code_departement", service => CommuneOf(service)?.CodeDepartement),
                Filter.Value<Service>("code_region", service => CommuneOf(service)?.CodeRegion),
                Filter.Value<Service>("code_postal", service => service.CodeInsee is null ? LieuOf(service)?.CodePostal : service.CodePostal),
                Filter.Values<Service>("thematiques", service => [.. service.Thematiques, .. service.Thematiques.Select(Thematiques.Theme).Distinct()]),
                Filter.Value<Service>("types", service => service.Type),
                Filter.Value<Service>("frais", service => service.Frais),
                Filter.Values<Service>("publics", service => service.Publics),
                Filter.Values<Service>("modes_accueil", service => service.ModesAccueil),
                Filter.Value<Service>("sources", service => service.Source),
                Filter.Sources<Service>(service => service.Sources),
                Filter.Value<Service>("lieu_id", service => service.LieuId),
                Filter.Value<Service>("structure_id", service => service.StructureId),
                Filter.Values<Service>("zone_eligibilite", service => service.ZoneEligibilite.Count == 0 ? [NoZone] : service.ZoneEligibilite),
                Filter.AtLeast<Service>(Filters.ScoreMinimum, service => service.ScoreQualite),
                Filter.AtLeast<Service>(Filters.ModifieDepuis, service => service.ModifieLe is { } instant ? Instants.Number(instant) : null),
                Filter.AtLeast<Service>(Orders.DateMaj, service => service.DateMaj?.DayNumber),
            ],
            [new(Orders.DateMaj, indexes => ((ThresholdIndex)indexes[Orders.DateMaj]).Sequence)],
            service => CommuneOf(service)?.Code ?? NoCommune);

        Lieu? LieuOf(Service service) => service.LieuId is { } id ? read.GetOrAdd(id, lieux.Find) : null;

        Commune? CommuneOf(Service service) => cog.ParCode(service.CodeInsee ?? LieuOf(service)?.CodeInsee)?.Commune;
    }
}
