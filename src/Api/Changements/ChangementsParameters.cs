using System.Globalization;
using Maillage.Api.Http;

namespace Maillage.Api.Changements;

/// <summary>The parameters of the journal of changes.</summary>
internal static class ChangementsParameters
{
    private static readonly OutputFormat[] Formats = [OutputFormat.Json, OutputFormat.Ndjson];

    public static ParameterTable Liste { get; } = new(
    [
        Number(
            "depuis", "Numéro du dernier changement déjà lu : la « version » que portait la dernière page. 0, ou rien : tout, pour commencer.", "0",
            (request, seq) => request.Depuis = seq),
        Number(
            "apres", "Suite d'une lecture de tout (depuis=0) : l'adresse « suivant » le porte, il n'y a pas à l'écrire.", "0", (request, seq) => request.Apres = seq),
        new Parameter
        {
            Name = "origine",
            Description = "L'« origine » que portait la dernière page : 410 quand la base a été restaurée depuis.",
            Example = "3f9a0c1e",
            Take = (request, values) =>
            {
                request.Origine = values[0];
                return null;
            },
        },
        CommonParameters.LimiteOf(100),
        CommonParameters.FormatAmong(Formats),
    ])
    {
        Formats = Formats,
        Limite = 100,
    };

    /// <summary>Nothing has that number yet.</summary>
    public static ParameterError Beyond(string name, long seq, string last) => ParameterReader.Wrong(
        name, seq.ToString(CultureInfo.InvariantCulture),
        new($"le dernier changement porte le numéro {last}", $"the number of the last change is {last}"), [last]);

    private static Parameter Number(string name, string description, string example, Action<ListRequest, long> take) => new()
    {
        Name = name,
        Description = description,
        Example = example,
        Type = "integer",
        Take = (request, values) =>
        {
            if (!long.TryParse(values[0], NumberStyles.None, CultureInfo.InvariantCulture, out var seq))
            {
                return ParameterReader.Wrong(name, values[0], new("un nombre entier, 0 ou plus, est attendu", "a whole number, 0 or more, is expected"), [], example);
            }

            take(request, seq);
            return null;
        },
    };
}
