using Maillage.Catalogue.Indexes;
using Maillage.Catalogue.Text;
using Maillage.Schema.Fields;
using Maillage.Schema.Lieux;

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
            new([Filters.MediationNumerique], (before, moves, lieux) => ((before as MediationIndex)?.For(mediation) ?? MediationIndex.Empty(mediation)).After(moves, lieux)),
            new([Filters.OuvertA], (before, moves, lieux) => (before as HoursIndex ?? HoursIndex.Empty).After(moves, lieux)),
            .. Fields.Select(OfField),
            Filter.Values<Lieu>("thematiques", lieu => [.. lieu.Thematiques, .. lieu.Thematiques.Select(Thematiques.Theme).Distinct()]),
            Filter.Sources<Lieu>(lieu => lieu.Sources),
            Filter.Values<Lieu>(Elsewhere, lieu => lieu.Latitude is null || lieu.Passages.Count > 0 ? Yes : []),
            new([Records], (before, moves, lieux) => (before as RecordIndex ?? RecordIndex.Empty).After(moves, lieux)),
            Filter.AtLeast<Lieu>(Filters.ScoreMinimum, lieu => lieu.ScoreQualite),
            Filter.AtLeast<Lieu>(Filters.ModifieDepuis, lieu => lieu.ModifieLe is { } instant ? Instants.Number(instant) : null),
            Filter.AtLeast<Lieu>(Orders.DateMaj, lieu => lieu.DateMaj?.DayNumber),
        ],
        [new(Orders.DateMaj, indexes => ((ThresholdIndex)indexes[Orders.DateMaj]).Sequence)],
        lieu => lieu.CodeInsee);

    private static Filter<Lieu> OfField(string name)
    {
        var field = RecordShape.Of<Lieu>().Find(name) ?? throw new InvalidOperationException($"A lieu has no field {name}.");
        return Filter.Values<Lieu>(name, field.Texts);
    }
}
