using System.Text.Json;
using System.Text.Json.Nodes;

namespace Maillage.Api.Territoires;

/// <summary>The answer that the documentation shows: a commune of the sample territory.</summary>
internal static class TerritoireExample
{
    private const string Here = "https://maillage.example/api/v1/";

    public static JsonNode Un() => JsonSerializer.SerializeToNode(
        new TerritoirePublie
        {
            Version = "482",
            Niveau = Niveau.Commune.Nom,
            Code = "04070",
            Nom = "Digne-les-Bains",
            Population = 16_333,
            CodesPostaux = ["04000"],
            Latitude = 44.0925,
            Longitude = 6.2357,
            Autour =
            [
                new() { Niveau = Niveau.Epci.Nom, Code = "200067437", Nom = "CA Provence-Alpes-Agglomération", Url = Here + "territoires/epci/200067437" },
                new() { Niveau = Niveau.Departement.Nom, Code = "04", Nom = "Alpes-de-Haute-Provence", Url = Here + "territoires/departements/04" },
                new() { Niveau = Niveau.Region.Nom, Code = "93", Nom = "Provence-Alpes-Côte d'Azur", Url = Here + "territoires/regions/93" },
            ],
            Dedans = [],
            Lieux = new()
            {
                Total = 61,
                MediationNumerique = 9,
                Types = [new() { Valeur = "mairie", Nombre = 1 }],
                NiveauAccueil = [new() { Valeur = "1", Nombre = 2 }],
                Services = [new() { Valeur = "Aide aux démarches administratives", Nombre = 7 }],
                Url = Here + "lieux?code_insee=04070",
            },
            Services = new() { Total = 12, Thematiques = [new() { Valeur = "numerique", Nombre = 8 }], Url = Here + "services?code_insee=04070" },
        },
        ApiJson.Default.TerritoirePublie) ?? throw new InvalidOperationException("The example is no JSON.");
}
