using Maillage.Api.Http;
using Maillage.Schema.Demarches;
using Maillage.Schema.Territoires;

namespace Maillage.Api.Demarches;

/// <summary>The parameters of the démarches: one row each.</summary>
internal static class DemarchesParameters
{
    // A démarche is nowhere.
    private static readonly OutputFormat[] FormatsDeListe = [OutputFormat.Json, OutputFormat.Csv, OutputFormat.Ndjson];

    private static readonly OutputFormat[] Formats = [OutputFormat.Json, OutputFormat.Csv];

    /// <summary>The filters of the list.</summary>
    public static ParameterTable Liste { get; } = new(
    [
        FilterParameters.Words("Mots du titre, du thème ou du résumé, le dernier entier ou son début, une faute de frappe par mot pardonnée ; les titres qui les disent viennent d'abord.", "compte bancaire"),
        new Parameter
        {
            Name = "theme",
            Description = "Thème, ou dossier sous un thème : son identifiant (N19808) ou son titre.",
            Example = "Logement",
            // A title may hold a comma.
            Multiple = false,
            Take = (request, values) =>
            {
                request.Query = request.Query.With("theme", values);
                return null;
            },
        },
        FilterParameters.Closed("audience", "À qui les fiches s'adressent.", "particuliers", "demarche_audiences"),
        CommonParameters.Champs<Demarche>(),
        CommonParameters.Limite,
        CommonParameters.Curseur,
        CommonParameters.FormatAmong(FormatsDeListe),
    ])
    {
        Formats = FormatsDeListe,
    };

    /// <summary>The parameters of a single démarche.</summary>
    public static ParameterTable Une { get; } = new([CommonParameters.Champs<Demarche>(), CommonParameters.FormatAmong(Formats)]) { Formats = Formats };

    /// <summary>The parameters of its guichets.</summary>
    public static ParameterTable Lieux { get; } = new(
    [
        new Parameter
        {
            Name = "code_insee",
            Description = "Code INSEE de la commune où l'on habite ; un ancien code trouve la commune actuelle.",
            Example = "04070",
            Aliases = ["code_commune"],
            Required = true,
            Take = (request, values) =>
            {
                if (Cog.Courant.ParCode(values[0])?.Commune is not { } commune)
                {
                    return ParameterReader.Wrong(
                        "code_insee", values[0], new("ce n'est pas un code INSEE de commune", "this is no INSEE code of a commune"),
                        [.. MeantCommunes.Of(values[0]).Select(one => one.Code).Take(5)], "04070");
                }

                request.Query = request.Query.With("code_insee", [commune.Code]);
                return null;
            },
        },
    ])
    {
        Formats = [OutputFormat.Json],
    };
}
