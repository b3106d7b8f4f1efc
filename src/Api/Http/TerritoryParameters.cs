using Maillage.Schema.Territoires;
using Maillage.Schema.Texte;

namespace Maillage.Api.Http;

/// <summary>The filters by territory.</summary>
internal static class TerritoryParameters
{
    /// <summary>Communes.</summary>
    public static Parameter CodeInsee { get; } = Territory(
            "code_insee", "Code INSEE de commune ou d'arrondissement. Un ancien code trouve la commune actuelle ; 13055 trouve les arrondissements de Marseille.",
            "04070", new("ce n'est pas un code INSEE de commune", "this is no INSEE code of a commune"),
            code => Cog.Courant.CodesCouverts(code),
            value => MeantCommunes.Of(value).Select(commune => commune.Code)) with
    { Aliases = ["code_commune"] };

    /// <summary>Intercommunalités.</summary>
    public static Parameter CodeEpci { get; } = Territory(
            "code_epci", "Numéro SIREN d'intercommunalité à fiscalité propre.",
            "200067437", new("ce n'est pas le SIREN d'une intercommunalité", "this is no SIREN of an intercommunalité"),
            code => Cog.Courant.Epci(code) is { } epci ? [epci.Code] : [],
            value => Named(value, Cog.Courant.ToutesEpci.Select(epci => (epci.Code, epci.Nom))));

    /// <summary>Départements.</summary>
    public static Parameter CodeDepartement { get; } = Territory(
            "code_departement", "Code de département ou de collectivité d'outre-mer : 04, 2A, 971.",
            "04", new("ce n'est pas un code de département", "this is no code of a département"),
            code => Cog.Courant.Departement(code) is { } departement ? [departement.Code] : [],
            value => Cog.Courant.Departement("0" + value) is { } padded ? [padded.Code] : Named(value, Cog.Courant.Departements.Select(one => (one.Code, one.Nom))));

    /// <summary>Régions.</summary>
    public static Parameter CodeRegion { get; } = Territory(
            "code_region", "Code de région.",
            "93", new("ce n'est pas un code de région", "this is no code of a région"),
            code => Cog.Courant.Region(code) is { } region ? [region.Code] : [],
            value => Named(value, Cog.Courant.Regions.Select(one => (one.Code, one.Nom))));

    /// <summary>Postal codes.</summary>
    /// <param name="description">French description.</param>
    public static Parameter CodePostal(string description) => Territory(
        "code_postal", description, "04000",
        new("ce n'est pas un code postal", "this is no postal code"),
        code => code.Length == 5 && Cog.Courant.ParCodePostal(code).Count > 0 ? [code] : [],
        value => MeantCommunes.Of(value).SelectMany(commune => commune.CodesPostaux));

    /// <summary>A code of any kind of territory.</summary>
    /// <param name="name">The filter.</param>
    /// <param name="description">French description.</param>
    /// <param name="example">A valid code.</param>
    /// <param name="expected">What is expected.</param>
    /// <param name="resolve">The values that the code stands for; none when it is no code.</param>
    /// <param name="propose">Codes that were probably meant.</param>
    public static Parameter Territory(
        string name, string description, string example, Phrase expected,
        Func<string, IReadOnlyList<string>> resolve,
        Func<string, IEnumerable<string>> propose) => new()
        {
            Name = name,
            Description = description,
            Example = example,
            Multiple = true,
            Take = (request, values) =>
            {
                foreach (var value in values.Where(value => resolve(value).Count == 0))
                {
                    return ParameterReader.Wrong(name, value, expected, [.. propose(value).Take(5)], example);
                }

                request.Query = request.Query.With(name, values.SelectMany(resolve).Distinct());
                return null;
            },
        };

    private static IEnumerable<string> Named(string value, IEnumerable<(string Code, string Nom)> territories)
    {
        var folded = Repli.Plier(value);
        return folded.Length < 3 ? [] : territories.Where(one => Repli.Plier(one.Nom).Contains(folded, StringComparison.Ordinal)).Select(one => one.Code);
    }
}
