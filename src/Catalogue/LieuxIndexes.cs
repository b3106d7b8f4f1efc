using Maillage.Catalogue.Indexes;
using Maillage.Catalogue.Text;
using Maillage.Schema.Fields;
using Maillage.Schema.Formats;
using Maillage.Schema.Lieux;
using Maillage.Schema.MediationNumerique;
using Maillage.Schema.Territoires;

namespace Maillage.Catalogue;

/// <summary>What the lieux are found by.</summary>
internal static class LieuxIndexes
{
    /// <summary>The filter by the territories that a lieu answers for.</summary>
    public const string ZoneCompetence = "zone_competence";

    /// <summary>The index of the source records behind the lieux.</summary>
    public const string Records = "fiches";

    /// <summary>The filter of the lieux that are found elsewhere than at their coordinates: they have none, or they have stops.</summary>
    public const string Elsewhere = "ailleurs";

    private static readonly string[] Yes = ["oui"];

    // The filters that are a field, and find its values.
    private static readonly string[] Fields =
    [
        "code_insee", "code_postal", "code_epci", "code_departement", "code_region", "siret", "types", "typologie", "niveau_accueil", "services",
        "publics_specifiquement_adresses", "prise_en_charge_specifique", "frais_a_charge", "modalites_acces", "modalites_accompagnement",
        "dispositif_programmes_nationaux", "formations_labels", "itinerance", "langues", "accessibilite_handicaps", "accessibilite_pmr", "equipements", ZoneCompetence,
    ];

    /// <summary>The indexes of the lieux.</summary>
    /// <param name="mediation">Ids of the sources whose every record is a lieu of médiation numérique.</param>
    public static DatasetIndexes<Lieu> Of(IReadOnlySet<string> mediation) => new(
        [
            Filter.Words<Lieu>(LieuTexts.Of),
            Filter.Place<Lieu>(lieu => lieu is { Latitude: { } latitude, Longitude: { } longitude } ? (latitude, longitude) : null),
            Filter.Kept<Lieu, MediationIndex, RenderedRecord?>(
                [Filters.MediationNumerique], () => MediationIndex.Empty(mediation), (_, lieu) => InStandard(lieu, mediation),
                (before, moves, fresh) => (before.For(mediation) ?? MediationIndex.Empty(mediation)).After(moves, fresh)),
            Filter.Kept<Lieu, HoursIndex, LieuHours?>([Filters.OuvertA], HoursIndex.Empty, (before, lieu) => before.HoursOf(lieu), (before, moves, fresh) => before.After(moves, fresh)),
            .. Fields.Select(OfField),
            Filter.Values<Lieu>("thematiques", lieu => [.. lieu.Thematiques, .. lieu.Thematiques.Select(Thematiques.Theme).Distinct()]),
            Filter.Sources<Lieu>(lieu => lieu.Sources),
            Filter.Values<Lieu>(Elsewhere, lieu => lieu.Latitude is null || lieu.Passages.Count > 0 ? Yes : []),
            new Filter<Lieu>([Records], before => new Gathering<Lieu, FreshRecords>(
                new(), (fresh, lieu) => fresh.Add(lieu.Sources), (moves, fresh) => (before as RecordIndex ?? RecordIndex.Empty).After(moves, fresh))),
            Filter.AtLeast<Lieu>(Filters.ScoreMinimum, lieu => lieu.ScoreQualite),
            Filter.AtLeast<Lieu>(Filters.ModifieDepuis, lieu => lieu.ModifieLe is { } instant ? Instants.Number(instant) : null),
            Filter.AtLeast<Lieu>(Orders.DateMaj, lieu => lieu.DateMaj?.DayNumber),
        ],
        [new(Orders.DateMaj, indexes => ((ThresholdIndex)indexes[Orders.DateMaj]).Sequence)],
        Commune);

    // The text of the COG is there anyway; that of each lieu would stay beside it.
    private static string Commune(Lieu lieu) => Cog.Courant.ParCode(lieu.CodeInsee)?.Commune.Code is { } code && code == lieu.CodeInsee ? code : lieu.CodeInsee;

    private static Filter<Lieu> OfField(string name)
    {
        var field = RecordShape.Of<Lieu>().Find(name) ?? throw new InvalidOperationException($"A lieu has no field {name}.");
        return Filter.Values<Lieu>(name, field.Texts);
    }

    // Few lieux belong: they are not worth a renderer that stays.
    private static RenderedRecord? InStandard(Lieu lieu, IReadOnlySet<string> mediation)
    {
        if (EcritureStandard.Depuis(lieu, mediation) is not { } member)
        {
            return null;
        }

        using var renderer = new RecordRenderer<LieuMediationNumerique>();
        return renderer.Render(member);
    }
}
