using System.Globalization;
using Maillage.Schema.Vocabulaires;

namespace Maillage.Api.Http;

/// <summary>What is asked of hours.</summary>
internal static class OpeningParameters
{
    private const string Now = "maintenant";

    private static readonly string[] Formats = ["yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss"];

    // Holidays were others before, and nobody publishes hours for after.
    private static readonly (DateTime First, DateTime Last) Range = (new(2000, 1, 1), new(2099, 12, 31));

    private static readonly string[] Computed = [Http.Calcul.Ouvert, Http.Calcul.ProchaineOuverture];

    /// <summary>True for a moment of which something can be told.</summary>
    public static bool IsWithinRange(DateTime moment) => moment >= Range.First && moment < Range.Last;

    /// <summary>The moment when lieux are to be open.</summary>
    public static Parameter OuvertA { get; } = new()
    {
        Name = "ouvert_a",
        Description = "Lieux ouverts à coup sûr à ce moment, à leur propre pendule (2026-07-14T10:00), ou maintenant. Jours fériés, fermetures, semaines et saisons comptent ; "
            + "ce qui ne peut pas être décidé (vacances scolaires, « sur rendez-vous », jour férié dont les horaires ne disent rien) n'est pas ouvert.",
        Example = "2026-07-15T10:00",
        Take = (request, values) =>
        {
            request.OuvertMaintenant = values[0] == Now;
            if (request.OuvertMaintenant)
            {
                return null;
            }

            if (DateTime.TryParseExact(values[0], Formats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var moment) && IsWithinRange(moment))
            {
                request.OuvertA = moment;
                return null;
            }

            return ParameterReader.Wrong(
                "ouvert_a", values[0],
                new("un jour et une heure AAAA-MM-JJTHH:MM, sans fuseau (de 2000 à 2099), ou « maintenant », sont attendus", "a day and a time YYYY-MM-DDTHH:MM, without zone (2000 to 2099), or “maintenant”, are expected"),
                [Suggestion.PlusProche(values[0], [Now])], "2026-07-15T10:00");
        },
    };

    /// <summary>What is to be computed of each record.</summary>
    public static Parameter Calcul { get; } = new()
    {
        Name = "calcul",
        Description = "Ce qui est calculé pour chaque lieu, dans « calcul » : ouvert (vrai, faux, ou null quand cela ne peut pas être décidé) et prochaine_ouverture (à la pendule du lieu, avec son décalage ; "
            + "null quand il n'y en a pas de certaine dans les 60 jours), au moment d'ouvert_a, sinon maintenant. En JSON et en GeoJSON.",
        Example = "ouvert",
        Multiple = true,
        IsFilter = false,
        Values = () => Computed,
        Take = (request, values) =>
        {
            request.Calcul = values;
            foreach (var value in values.Where(value => !Computed.Contains(value)))
            {
                return ParameterReader.Wrong(
                    "calcul", value, new("ouvert et prochaine_ouverture sont ce qui peut être calculé", "ouvert and prochaine_ouverture are what can be computed"), [Suggestion.PlusProche(value, Computed)], "ouvert");
            }

            return null;
        },
    };
}
