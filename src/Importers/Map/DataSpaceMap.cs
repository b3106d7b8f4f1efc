using System.Text.Json;
using Maillage.Importers.Read;
using Maillage.Schema.Fields;

namespace Maillage.Importers.Map;

/// <summary>A record of the DataSpace API as the columns of the national standard. What is not named here is not kept: <c>mediateurs</c>, and <c>pivot</c>, which is always zeros.</summary>
internal static class DataSpaceMap
{
    private const int LengthOfDay = 10;

    private static readonly string[] Texts =
        ["id", "nom", "latitude", "longitude", "telephone", "site_web", "horaires", "presentation_resume", "presentation_detail", "prise_rdv", "source", "courriels"];

    private static readonly string[] Lists =
    [
        "typologie", "itinerance", "services", "publics_specifiquement_adresses", "prise_en_charge_specifique", "frais_a_charge", "dispositif_programmes_nationaux",
        "formations_labels", "autres_formations_labels", "modalites_acces", "modalites_accompagnement",
    ];

    private static readonly string[] StreetParts = ["numero_voie", "repetition", "nom_voie"];

    public static SortedDictionary<string, string> ToStandard(JsonElement record)
    {
        var cells = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var name in Texts)
        {
            // A text that another version writes as a list is a list of one, or of several.
            Add(cells, name, string.Join('|', JsonRecords.Texts(record, name)));
        }

        foreach (var name in Lists)
        {
            Add(cells, name, string.Join('|', JsonRecords.Texts(record, name)));
        }

        if (Json.Member(record, "adresse") is { ValueKind: JsonValueKind.Object } adresse)
        {
            Add(cells, "adresse", string.Join(' ', StreetParts.SelectMany(part => JsonRecords.Texts(adresse, part)).Select(part => part.Trim())));
            Add(cells, "code_postal", JsonRecords.Text(adresse, "code_postal"));
            Add(cells, "commune", JsonRecords.Text(adresse, "commune"));
            Add(cells, "code_insee", JsonRecords.Text(adresse, "code_insee"));
        }

        // The instant of the row in their base, of which only the day is kept.
        Add(cells, "date_maj", JsonRecords.Text(record, "date_maj") is { Length: > LengthOfDay } instant ? instant[..LengthOfDay] : JsonRecords.Text(record, "date_maj"));
        return cells;
    }

    private static void Add(SortedDictionary<string, string> cells, string name, string? text)
    {
        if (!string.IsNullOrWhiteSpace(text))
        {
            cells[name] = text;
        }
    }
}
