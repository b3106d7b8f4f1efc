using System.Globalization;
using Maillage.Catalogue;
using Maillage.Schema.Fields;
using Maillage.Schema.Vocabulaires;

namespace Maillage.Api.Http;

/// <summary>The parameters that every list has: page size, page, format.</summary>
internal static class CommonParameters
{
    private const int LargestPage = 1000;

    private static readonly string[] OrderNames = [Orders.Distance, Orders.Pertinence, Orders.Nom, Orders.DateMaj];

    public static Parameter Limite { get; } = LimiteOf(50);

    public static Parameter Curseur { get; } = new()
    {
        Name = "curseur",
        Description = "Suite d'une liste : la valeur que porte l'adresse « suivant » de la page précédente, avec les mêmes filtres. "
            + "Toutes les pages viennent de la version où la liste a commencé.",
        Example = "MTIuNTAuYWJjZGVmMDEyMzQ1",
        IsFilter = false,
        Take = (request, values) =>
        {
            request.Curseur = Cursor.Parse(values[0]);
            return request.Curseur is not null ? null : ParameterReader.Wrong(
                "curseur", values[0], new("ce n'est pas un curseur ; suivez l'adresse « suivant » d'une page, ou recommencez sans curseur",
                    "this is no cursor; follow the address “suivant” of a page, or start again without it"), []);
        },
    };

    /// <summary>The format of a list.</summary>
    public static Parameter FormatDeListe { get; } = FormatAmong(OutputFormat.OfLists);

    /// <summary>The format of one record.</summary>
    public static Parameter Format { get; } = FormatAmong(OutputFormat.OfOne);

    /// <summary>The fields that are sent of each record.</summary>
    /// <typeparam name="TRecord">The record.</typeparam>
    public static Parameter Champs<TRecord>()
        where TRecord : class
    {
        string[] names = [.. RecordShape.Of<TRecord>().Fields.Select(field => field.Name)];
        return new()
        {
            Name = "champs",
            Description = "Champs à recevoir de chaque fiche, dans tous les formats ; tous, si rien n'est dit. Ils viennent dans l'ordre du schéma. En GeoJSON, latitude et longitude sont la géométrie, toujours là.",
            Example = names[0],
            Multiple = true,
            IsFilter = false,
            Values = () => names,
            Take = (request, values) =>
            {
                request.Champs = values;
                foreach (var value in values.Where(value => !names.Contains(value)))
                {
                    return ParameterReader.Wrong("champs", value, new("ce n'est pas un champ de cette fiche", "this is no field of these records"), [Suggestion.PlusProche(value, names)], names[0]);
                }

                return null;
            },
        };
    }

    /// <summary>The order of a list.</summary>
    public static Parameter Tri { get; } = new()
    {
        Name = "tri",
        Description = "Ordre de la liste : distance (avec lat et lon), pertinence (avec q), nom, date_maj (les plus récentes d'abord, les inconnues à la fin). "
            + "Si rien n'est dit : distance avec lat et lon, sinon pertinence avec q, sinon commune puis nom.",
        Example = "nom",
        Values = () => OrderNames,
        Take = (request, values) =>
        {
            request.Query = request.Query with { Tri = values[0] };
            return OrderNames.Contains(values[0]) ? null : ParameterReader.Wrong(
                "tri", values[0], new("les ordres sont distance, pertinence, nom et date_maj", "the orders are distance, pertinence, nom and date_maj"), [Suggestion.PlusProche(values[0], OrderNames)], "nom");
        },
    };

    /// <summary>The fields of which the values are counted.</summary>
    /// <param name="fields">Those that may be.</param>
    public static Parameter Facettes(IReadOnlyList<string> fields) => new()
    {
        Name = "facettes",
        Description = "Champs dont les valeurs sont comptées parmi tous les résultats, toutes pages comprises, dans « facettes » (JSON et GeoJSON).",
        Example = fields[0],
        Multiple = true,
        IsFilter = false,
        Values = () => fields,
        Take = (request, values) =>
        {
            request.Facettes = values;
            foreach (var value in values.Where(value => !fields.Contains(value)))
            {
                return ParameterReader.Wrong(
                    "facettes", value, new("les valeurs de ce champ ne sont pas comptées", "the values of this field are not counted"), [Suggestion.PlusProche(value, fields)], fields[0]);
            }

            return null;
        },
    };

    /// <summary>The size of a page, which is that one unless said.</summary>
    public static Parameter LimiteOf(int usual, int largest = LargestPage) => new()
    {
        Name = "limite",
        Description = $"Nombre de résultats par page, de 1 à {largest} ; {usual} si rien n'est dit.",
        Example = usual.ToString(CultureInfo.InvariantCulture),
        Type = "integer",
        IsFilter = false,
        Take = (request, values) =>
        {
            if (int.TryParse(values[0], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var limite) && limite >= 1 && limite <= largest)
            {
                request.Limite = limite;
                return null;
            }

            var nearest = !double.TryParse(values[0], NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? usual
                : number > largest ? largest
                : 1;
            return ParameterReader.Wrong(
                "limite", values[0], new($"un nombre entier de 1 à {largest} est attendu", $"a whole number from 1 to {largest} is expected"), [nearest.ToString(CultureInfo.InvariantCulture)]);
        },
    };

    /// <summary>The parameter that chooses among these formats.</summary>
    public static Parameter FormatAmong(IReadOnlyList<OutputFormat> formats)
    {
        string[] names = [.. formats.Select(format => format.Name)];
        var (all, last) = (string.Join(", ", names[..^1]), names[^1]);
        return new Parameter
        {
            Name = "format",
            Description = $"Format de la réponse ; sinon le suffixe de l'adresse ({string.Join(", ", names.Select(name => "." + name))}), sinon l'en-tête Accept.",
            Example = names[1],
            IsFilter = false,
            Values = () => names,
            Take = (request, values) =>
            {
                request.Format = values[0];
                return names.Contains(values[0]) ? null : ParameterReader.Wrong(
                    "format", values[0], new($"les formats sont {all} et {last}", $"the formats are {all} and {last}"), [Suggestion.PlusProche(values[0], names) ?? "json"]);
            },
        };
    }
}
