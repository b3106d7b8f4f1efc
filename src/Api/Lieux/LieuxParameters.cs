using System.Globalization;
using Maillage.Api.Http;
using Maillage.Catalogue;
using Maillage.Schema.Territoires;
using Maillage.Schema.Texte;
using Maillage.Schema.Vocabulaires;

namespace Maillage.Api.Lieux;

/// <summary>The filters of the lists of lieux: one row each. They bear the name of their field.</summary>
internal static class LieuxParameters
{
    private const int LongestText = 100;

    public static ParameterTable Liste { get; } = new(
    [
        new Parameter
        {
            Name = "q",
            Description = "Mots du nom, de l'adresse ou de la commune, entiers ou leur début ; accents et casse indifférents.",
            Example = "mairie digne",
            Take = (request, values) =>
            {
                request.Query = request.Query with { Texte = values[0] };
                return values[0].Length > LongestText ? ParameterReader.Wrong(
                        "q", values[0][..20] + "…", new("100 caractères au plus sont attendus", "100 characters at most are expected"), [])
                    : Repli.Plier(values[0]).Length > 0 ? null
                    : ParameterReader.Wrong(
                        "q", values[0], new("au moins une lettre ou un chiffre est attendu", "at least a letter or a digit is expected"), []);
            },
        },
        Territory(
            "code_insee", "Code INSEE de commune ou d'arrondissement. Un ancien code trouve la commune actuelle ; 13055 trouve les arrondissements de Marseille.",
            "04070", new("ce n'est pas un code INSEE de commune", "this is no INSEE code of a commune"),
            code => Cog.Courant.CodesCouverts(code),
            value => Cog.Courant.Communes.Where(commune => NameOrPostal(commune, value)).Select(commune => commune.Code),
            (query, codes) => query with { CodeInsee = codes }) with
        { Aliases = ["code_commune"] },
        Territory(
            "code_epci", "Numéro SIREN d'intercommunalité à fiscalité propre.",
            "200067437", new("ce n'est pas le SIREN d'une intercommunalité", "this is no SIREN of an intercommunalité"),
            code => Cog.Courant.Epci(code) is { } epci ? [epci.Code] : [],
            value => Named(value, Cog.Courant.ToutesEpci.Select(epci => (epci.Code, epci.Nom))),
            (query, codes) => query with { CodeEpci = codes }),
        Territory(
            "code_departement", "Code de département ou de collectivité d'outre-mer : 04, 2A, 971.",
            "04", new("ce n'est pas un code de département", "this is no code of a département"),
            code => Cog.Courant.Departement(code) is { } departement ? [departement.Code] : [],
            value => Cog.Courant.Departement("0" + value) is { } padded ? [padded.Code] : Named(value, Cog.Courant.Departements.Select(one => (one.Code, one.Nom))),
            (query, codes) => query with { CodeDepartement = codes }),
        Closed("types", "Types de guichet (codes de service-public.fr et codes propres) ; msap et pole_emploi sont compris.", "mairie", "types",
            (query, values) => query with { Types = values }),
        Closed("services", "Services de médiation numérique (standard national v1).", "Aide aux démarches administratives", "services",
            (query, values) => query with { Services = values }),
        new Parameter
        {
            Name = "bbox",
            Description = "Rectangle : longitude minimale, latitude minimale, longitude maximale, latitude maximale, en degrés (WGS 84). Les lieux sans coordonnées n'y sont pas.",
            Example = "5.9,43.9,6.3,44.2",
            Take = TakeBox,
        },
        Degrees("lat", "Latitude du point d'où chercher, avec lon : les plus proches d'abord, avec leur distance dans « calcul ».", "44.09", 90, (request, value) => request.Lat = value),
        Degrees("lon", "Longitude du point d'où chercher, avec lat.", "6.23", 180, (request, value) => request.Lon = value),
        new Parameter
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
        },
        CommonParameters.Limite,
        CommonParameters.Curseur,
        CommonParameters.Format,
    ]);

    /// <summary>The parameters of a single lieu.</summary>
    public static ParameterTable Un { get; } = new([CommonParameters.Format]);

    private static Parameter Territory(
        string name, string description, string example, Phrase unknown,
        Func<string, IReadOnlyList<string>> resolve,
        Func<string, IEnumerable<string>> propose,
        Func<LieuxQuery, IReadOnlyList<string>, LieuxQuery> set) => new()
        {
            Name = name,
            Description = description,
            Example = example,
            Multiple = true,
            Take = (request, values) =>
            {
                foreach (var value in values.Where(value => resolve(value).Count == 0))
                {
                    return ParameterReader.Wrong(name, value, unknown, [.. propose(value).Take(5)], example);
                }

                request.Query = set(request.Query, [.. values.SelectMany(resolve).Distinct()]);
                return null;
            },
        };

    private static Parameter Closed(
        string name, string description, string example, string list, Func<LieuxQuery, IReadOnlyList<string>, LieuxQuery> set) => new()
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
                    var unpublished = name == "types" && TypesLieu.Trouver(value) is { Publie: false };
                    return ParameterReader.Wrong(
                        name, value,
                        unpublished
                            ? new("les lieux de ce type ne sont pas publiés", "lieux of this type are not published")
                            : new("cette valeur n'est pas dans la liste", "this value is not in the list"),
                        [unpublished ? null : vocabulaire.PlusProche(value)],
                        unpublished ? null : example);
                }

                request.Query = set(request.Query, [.. values.Select(vocabulaire.Reconnaitre).OfType<string>().Distinct()]);
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

    private static bool NameOrPostal(Commune commune, string value) =>
        commune.CodesPostaux.Contains(value) || (Repli.Plier(value) is { Length: >= 3 } folded && Repli.Plier(commune.Nom).StartsWith(folded, StringComparison.Ordinal));

    private static IEnumerable<string> Named(string value, IEnumerable<(string Code, string Nom)> territories)
    {
        var folded = Repli.Plier(value);
        return folded.Length < 3 ? [] : territories.Where(one => Repli.Plier(one.Nom).Contains(folded, StringComparison.Ordinal)).Select(one => one.Code);
    }
}
