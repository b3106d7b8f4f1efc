using System.Globalization;
using Maillage.Catalogue;
using Maillage.Schema.Territoires;
using Maillage.Schema.Texte;
using Maillage.Schema.Vocabulaires;

namespace Maillage.Api.Http;

/// <summary>The filters that several lists have. They bear the name of their field.</summary>
internal static class FilterParameters
{
    private const int LongestText = 100;

    /// <summary>Communes.</summary>
    public static Parameter CodeInsee { get; } = Territory(
            "code_insee", "Code INSEE de commune ou d'arrondissement. Un ancien code trouve la commune actuelle ; 13055 trouve les arrondissements de Marseille.",
            "04070", new("ce n'est pas un code INSEE de commune", "this is no INSEE code of a commune"),
            code => Cog.Courant.CodesCouverts(code),
            value => Cog.Courant.Communes.Where(commune => NameOrPostal(commune, value)).Select(commune => commune.Code)) with
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

    /// <summary>Rectangle.</summary>
    public static Parameter Bbox { get; } = new()
    {
        Name = "bbox",
        Description = "Rectangle : longitude minimale, latitude minimale, longitude maximale, latitude maximale, en degrés (WGS 84). Les lieux sans coordonnées n'y sont pas.",
        Example = "5.9,43.9,6.3,44.2",
        Take = TakeBox,
    };

    /// <summary>Latitude of the point to search from.</summary>
    public static Parameter Lat { get; } = Degrees("lat", "Latitude du point d'où chercher, avec lon : les plus proches d'abord, avec leur distance dans « calcul ».", "44.09", 90, (request, value) => request.Lat = value);

    /// <summary>Longitude of the point to search from.</summary>
    public static Parameter Lon { get; } = Degrees("lon", "Longitude du point d'où chercher, avec lat.", "6.23", 180, (request, value) => request.Lon = value);

    /// <summary>Distance to the point.</summary>
    public static Parameter Rayon { get; } = new()
    {
        Name = "rayon",
        Description = "Distance au point lat, lon, en mètres, de 1 à 200 000 ; 10 000 si rien n'est dit.",
        Example = "10000",
        Type = "number",
        Take = (request, values) =>
        {
            request.Rayon = TryNumber(values[0], out var metres) ? metres : double.NaN;
            return metres is >= 1 and <= 200_000 ? null : ParameterReader.Wrong(
                "rayon", values[0], new("un nombre de mètres de 1 à 200000 est attendu", "a number of metres from 1 to 200000 is expected"),
                [metres > 200_000 ? "200000" : "10000"]);
        },
    };

    /// <summary>Words.</summary>
    /// <param name="description">Of what: French description.</param>
    /// <param name="example">An example.</param>
    public static Parameter Words(string description, string example) => new()
    {
        Name = "q",
        Description = description,
        Example = example,
        Take = (request, values) =>
        {
            request.Query = request.Query with { Texte = values[0] };
            return values[0].Length > LongestText ? ParameterReader.Wrong(
                    "q", values[0][..20] + "…", new("100 caractères au plus sont attendus", "100 characters at most are expected"), [])
                : Repli.Plier(values[0]).Length > 0 ? null
                : ParameterReader.Wrong(
                    "q", values[0], new("au moins une lettre ou un chiffre est attendu", "at least a letter or a digit is expected"), []);
        },
    };

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

    /// <summary>Values of a closed list.</summary>
    /// <param name="name">The filter.</param>
    /// <param name="description">French description.</param>
    /// <param name="example">A valid value.</param>
    /// <param name="list">Name of the vocabulary.</param>
    public static Parameter Closed(string name, string description, string example, string list) => new()
    {
        Name = name,
        Description = description,
        Example = example,
        Multiple = true,
        Values = () => Vocabulaires.Trouver(list).Termes.Select(terme => terme.Valeur),
        Take = (request, values) =>
        {
            var vocabulaire = Vocabulaires.Trouver(list);
            foreach (var value in values.Where(value => vocabulaire.Reconnaitre(value) is null))
            {
                var unpublished = list == "types" && TypesLieu.Trouver(value) is { Publie: false };
                return ParameterReader.Wrong(
                    name, value,
                    unpublished
                        ? new("les lieux de ce type ne sont pas publiés", "lieux of this type are not published")
                        : new("cette valeur n'est pas dans la liste", "this value is not in the list"),
                    [unpublished ? null : vocabulaire.PlusProche(value)],
                    unpublished ? null : example);
            }

            request.Query = request.Query.With(name, values.Select(vocabulaire.Reconnaitre).OfType<string>().Distinct());
            return null;
        },
    };

    private static Parameter Degrees(string name, string description, string example, double greatest, Action<ListRequest, double> set) => new()
    {
        Name = name,
        Description = description,
        Example = example,
        Type = "number",
        Take = (request, values) =>
        {
            var understood = TryNumber(values[0], out var degrees) && Math.Abs(degrees) <= greatest;
            set(request, understood ? degrees : double.NaN);
            return understood ? null : ParameterReader.Wrong(
                name, values[0],
                new($"un nombre de degrés de -{greatest} à {greatest} est attendu, avec un point décimal", $"a number of degrees from -{greatest} to {greatest} is expected, with a decimal point"),
                [TryNumber(values[0].Replace(',', '.'), out var dotted) && Math.Abs(dotted) <= greatest ? values[0].Replace(',', '.') : null],
                example);
        },
    };

    private static ParameterError? TakeBox(ListRequest request, IReadOnlyList<string> values)
    {
        var numbers = values[0].Split(',').Select(text => TryNumber(text.Trim(), out var number) ? number : double.NaN).ToArray();
        if (numbers is [var west, var south, var east, var north] && numbers.All(double.IsFinite)
            && west <= east && south <= north && west >= -180 && east <= 180 && south >= -90 && north <= 90)
        {
            request.Query = request.Query with { Bbox = new Box(west, south, east, north) };
            return null;
        }

        return ParameterReader.Wrong(
            "bbox", values[0],
            new("quatre nombres sont attendus, lonMin,latMin,lonMax,latMax, en degrés, du plus petit au plus grand ; au-delà du 180e méridien, faites deux demandes",
                "four numbers are expected, lonMin,latMin,lonMax,latMax, in degrees, from the smallest to the greatest; across the 180th meridian, make two requests"),
            [Ordered(numbers)],
            "5.9,43.9,6.3,44.2");
    }

    // The same corners in the right order, when that makes a rectangle.
    private static string? Ordered(double[] numbers) => numbers is [var a, var b, var c, var d] && numbers.All(double.IsFinite)
        && Math.Max(Math.Abs(a), Math.Abs(c)) <= 180 && Math.Max(Math.Abs(b), Math.Abs(d)) <= 90
        ? string.Create(CultureInfo.InvariantCulture, $"{Math.Min(a, c)},{Math.Min(b, d)},{Math.Max(a, c)},{Math.Max(b, d)}")
        : null;

    private static bool TryNumber(string text, out double number) =>
        double.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out number) && double.IsFinite(number);

    /// <summary>True when the value is the beginning of the name of the commune, or one of its postal codes.</summary>
    public static bool NameOrPostal(Commune commune, string value) =>
        commune.CodesPostaux.Contains(value) || (Repli.Plier(value) is { Length: >= 3 } folded && Repli.Plier(commune.Nom).StartsWith(folded, StringComparison.Ordinal));

    private static IEnumerable<string> Named(string value, IEnumerable<(string Code, string Nom)> territories)
    {
        var folded = Repli.Plier(value);
        return folded.Length < 3 ? [] : territories.Where(one => Repli.Plier(one.Nom).Contains(folded, StringComparison.Ordinal)).Select(one => one.Code);
    }
}
