using System.Text.Json;
using Maillage.Importers.Normalise;
using Maillage.Schema.Fields;
using Maillage.Schema.Lieux;
using Maillage.Schema.Texte;

namespace Maillage.Importers.Map;

/// <summary>What a record of the annuaire says of a lieu, member by member (specification of the base de données locales, v1.4).</summary>
internal static class AnnuaireMap
{
    // A canonical form may be a little deeper than what it was read from: a list is written around a lone object.
    private static readonly JsonDocumentOptions Deep = new() { MaxDepth = 128 };

    private static readonly string[] AddressLines = ["complement1", "complement2", "service_distribution"];

    /// <param name="canonical">The canonical form of the record.</param>
    public static RawLieu ToRawLieu(string canonical)
    {
        using var document = JsonDocument.Parse(canonical, Deep);
        return ToRawLieu(document.RootElement);
    }

    private static RawLieu ToRawLieu(JsonElement record)
    {
        var adresse = ChooseAddress(record);
        var located = adresse is { } chosen && !IsPostal(chosen);
        return new RawLieu
        {
            Nom = Text(record, "nom"),
            Commune = Text(adresse, "nom_commune"),
            CodePostal = Text(adresse, "code_postal"),
            CodeInsee = Text(record, "code_insee_commune") ?? OnlyPivotCommune(record),
            Adresse = Text(adresse, "numero_voie"),
            LignesAdresse = [.. AddressLines.Select(line => Text(adresse, line)).OfType<string>()],
            Latitude = located ? Text(adresse, "latitude") : null,
            Longitude = located ? Text(adresse, "longitude") : null,
            Telephones = [.. Phones(record).Select(phone => Text(phone, "valeur")).OfType<string>()],
            TelephoneNote = Join(" ; ", Phones(record).Select(phone => Text(phone, "description"))),
            Courriels = Texts(record, "adresse_courriel"),
            SiteWeb = [.. Items(record, "site_internet").Where(site => !IsBooking(site)).Select(site => Text(site, "valeur")).OfType<string>()],
            PriseRdv = Items(record, "site_internet").Where(IsBooking).Select(site => Text(site, "valeur")).FirstOrDefault(),
            PlagesOuverture = [.. Items(record, "plage_ouverture").Select(Range)],
            HorairesNote = Text(record, "commentaire_plage_ouverture"),
            PresentationDetail = Join(" ", Sentences([Text(record, "mission"), Text(record, "service_disponible"), Text(record, "information_complementaire")])),
            DateMaj = Text(record, "date_modification"),
            Siret = Text(record, "siret"),
            Types = Texts(record, "pivot", "type_service_local"),
            AnciensNoms = Texts(record, "ancien_nom"),
            AccessibilitePmr = Text(adresse, "accessibilite"),
            AccessibiliteNote = Text(adresse, "note_accessibilite"),
            Origine = Text(record, "partenaire"),
            AdressePostale = adresse is not null && !located,
            NonDiffusable = NotForPublication(record),
        };
    }

    // The first physical address with coordinates, else the first physical one, else whatever there is (never its coordinates).
    private static JsonElement? ChooseAddress(JsonElement record)
    {
        var addresses = Items(record, "adresse").ToList();
        var physical = addresses.Where(address => !IsPostal(address)).ToList();
        var located = physical.Where(address => Text(address, "latitude") is not null && Text(address, "longitude") is not null);
        return located.Concat(physical).Concat(addresses).Select(address => (JsonElement?)address).FirstOrDefault();
    }

    private static bool IsPostal(JsonElement address) => Text(address, "type_adresse") == "Adresse postale";

    // A fax is no telephone, whatever the member that holds it.
    private static IEnumerable<JsonElement> Phones(JsonElement record) => Items(record, "telephone")
        .Where(phone => Repli.Plier(Text(phone, "description")) is var said && !said.StartsWith("fax", StringComparison.Ordinal) && !said.StartsWith("telecopie", StringComparison.Ordinal));

    // Each text is a sentence of its own: what ends one does not go on into the next.
    private static IEnumerable<string> Sentences(IEnumerable<string?> texts) => texts.OfType<string>().Select(text => text.Trim())
        .Select(text => text[^1] is '.' or '!' or '?' or ':' or ';' ? text : text + ".");

    private static bool IsBooking(JsonElement site) =>
        Text(site, "libelle")?.Contains("rendez-vous", StringComparison.OrdinalIgnoreCase) == true;

    private static string? NotForPublication(JsonElement record) =>
        BooleanNormaliser.Parse("statut_de_diffusion", Text(record, "statut_de_diffusion")) is { HasValue: true, Value: false } ? "statut_de_diffusion"
        : Text(record, "categorie") is { } category && category != "SL" ? "categorie"
        : null;

    // The communes of a pivot are those it answers for; only one that answers for a single commune says where it is.
    private static string? OnlyPivotCommune(JsonElement record) => PivotCommunes(record).Distinct().Take(2).ToList() is [var only] ? only : null;

    // Since 2023 a list of codes; a single string before.
    private static IEnumerable<string> PivotCommunes(JsonElement record) => Items(record, "pivot")
        .Where(pivot => pivot.ValueKind == JsonValueKind.Object && pivot.TryGetProperty("code_insee_commune", out _))
        .Select(pivot => pivot.GetProperty("code_insee_commune"))
        .SelectMany(codes => codes.ValueKind == JsonValueKind.Array ? codes.EnumerateArray().Select(Json.Text) : [Json.Text(codes)])
        .OfType<string>();

    private static PlageOuverture Range(JsonElement range) => new(
        Text(range, "nom_jour_debut") ?? "",
        Text(range, "nom_jour_fin") ?? "",
        [
            (Text(range, "valeur_heure_debut_1") ?? "", Text(range, "valeur_heure_fin_1") ?? ""),
            (Text(range, "valeur_heure_debut_2") ?? "", Text(range, "valeur_heure_fin_2") ?? ""),
        ],
        Text(range, "commentaire") ?? "");

    private static JsonElement.ArrayEnumerator Items(JsonElement record, string name) =>
        record.ValueKind == JsonValueKind.Object && record.TryGetProperty(name, out var list) && list.ValueKind == JsonValueKind.Array
            ? list.EnumerateArray()
            : default;

    private static List<string> Texts(JsonElement record, string name, string? member = null) =>
        [.. Items(record, name).Select(item => member is null ? Blank(Json.Text(item)) : Text(item, member)).OfType<string>()];

    private static string? Text(JsonElement? element, string name) =>
        element is { ValueKind: JsonValueKind.Object } known && known.TryGetProperty(name, out var value) ? Blank(Json.Text(value)) : null;

    private static string? Join(string separator, IEnumerable<string?> parts) =>
        Blank(string.Join(separator, parts.OfType<string>().Distinct()));

    private static string? Blank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;
}
