using Maillage.Importers.Normalise.Hours;
using Maillage.Importers.Normalise.Place;
using Maillage.Importers.Sources;
using Maillage.Schema.Fields;
using Maillage.Schema.Lieux;
using Maillage.Schema.Parsing;
using Maillage.Schema.Territoires;

namespace Maillage.Importers.Normalise;

/// <summary>Makes a lieu of what a source says: every value read, repaired or refused, each with its issue.</summary>
internal sealed class LieuNormaliser(SourceDeclaration source, Cog cog, DateOnly today)
{
    // Values that come from the identity of the record or from its commune, not from what the source says.
    private static readonly string[] NotFromTheSource =
        ["id", "commune", "code_insee", "code_departement", "code_region", "code_epci", "nom_epci", "sources", "provenance", "modifie_le"];

    private static readonly Field<Lieu>[] Sourced = [.. RecordShape.Of<Lieu>().Fields.Where(field => !NotFromTheSource.Contains(field.Name))];

    private const int LongestSummary = 280;

    private readonly Perimetre? territory = Perimetre.Lire(source.Territoire, cog);

    /// <param name="id">The identifier the lieu has or will have.</param>
    /// <param name="idSource">Id of the record in the source.</param>
    /// <param name="raw">What the source says.</param>
    /// <param name="issues">Receives what was repaired or refused.</param>
    /// <returns>The lieu; null, with a fatal issue, when it has no name or no commune.</returns>
    public Lieu? Normalise(string id, string idSource, RawLieu raw, List<Issue> issues)
    {
        // « Bourganeuf - »: the place for a name that nobody filled.
        if (PersonNormaliser.Parse("nom", raw.Nom, issues)?.TrimEnd(' ', '-', '–') is not { Length: > 0 } written)
        {
            issues.Add(new Issue("nom", IssueCodes.NomAbsent));
            return null;
        }

        var (nom, person) = PersonNormaliser.Name(written, raw.PresentationDetail, issues);
        if (PlaceNormaliser.Parse(raw, cog, territory, issues) is not { } place)
        {
            return null;
        }

        var address = AddressNormaliser.Parse(raw, place, issues);
        var located = Located(id, nom, place) with { Adresse = address.Adresse, ComplementAdresse = PersonNormaliser.Parse("complement_adresse", address.Complement, issues) };
        var lieu = WithLists(WithContact(WithTexts(located, raw, person, issues), raw, place, issues), raw, issues);
        lieu = WithPassages(WithEquipment(lieu, raw, issues), raw, place, issues);
        return lieu with
        {
            Sources = Sources(Source(idSource, raw, lieu.DateMaj, issues), raw, issues),
            Provenance = Provenance(lieu),
        };
    }

    private Lieu Located(string id, string nom, Position place) => new()
    {
        Id = id,
        Nom = nom,
        Commune = place.Commune.Nom,
        CodeInsee = place.Commune.Code,
        CodePostal = place.CodePostal,
        Latitude = place.Latitude,
        Longitude = place.Longitude,
        PrecisionLocalisation = place.Latitude is null ? null : "inconnue",
        CodeDepartement = place.Commune.CodeDepartement,
        CodeRegion = place.Commune.CodeRegion,
        CodeEpci = place.Commune.CodeEpci,
        NomEpci = place.Commune.CodeEpci is { } epci ? cog.Epci(epci)?.Nom : null,
    };

    private Lieu WithTexts(Lieu lieu, RawLieu raw, string? person, List<Issue> issues)
    {
        var summary = PersonNormaliser.Parse("presentation_resume", raw.PresentationResume, issues, person);
        var detail = PersonNormaliser.Parse("presentation_detail", raw.PresentationDetail, issues, person);
        if (summary?.Length > LongestSummary)
        {
            issues.Add(new Issue("presentation_resume", IssueCodes.TexteTropLong, summary));
            detail ??= summary;
            summary = TextNormaliser.CutAtWord(summary, LongestSummary);
        }

        var hours = HoursNormaliser.Parse(raw, issues);
        return lieu with
        {
            PresentationResume = summary,
            PresentationDetail = detail,
            Source = Text("source", raw.Source, issues) ?? source.Producteur,
            StructureParente = Text("structure_parente", raw.StructureParente, issues),
            DateMaj = DateNormaliser.Parse("date_maj", raw.DateMaj, today) is var date && date.Take(issues) is var day && date.HasValue ? day : null,
            Horaires = hours.Horaires,
            HorairesNote = hours.Note,
            Fermetures = hours.Fermetures,
            AccessibilitePmr = Accessibility(raw.AccessibilitePmr, issues),
            AccessibiliteNote = PersonNormaliser.Parse("accessibilite_note", raw.AccessibiliteNote, issues),
        };
    }

    private static Lieu WithContact(Lieu lieu, RawLieu raw, Position place, List<Issue> issues)
    {
        var (phone, phoneNote) = Phones(raw, place.Commune.Code, issues);
        // A website typed where the e-mail goes is a website, and the other way round; an e-mail without its @ is not.
        var sites = raw.SiteWeb.ToLookup(cell => EmailNormaliser.IsAddress(cell.Trim()));
        var emails = raw.Courriels.ToLookup(cell => cell.Contains('@') || !UrlNormaliser.LooksLikeUrl(cell));
        var urls = UrlNormaliser.ParseAll("site_web", sites[false].Concat(emails[false]));
        var siret = IdentifierNormaliser.Siret(raw.Siret).Take(issues);
        var pivot = IdentifierNormaliser.Pivot(raw.Pivot, place.Commune.Code, issues);
        return lieu with
        {
            Telephone = phone,
            TelephoneNote = PersonNormaliser.Parse("telephone_note", phoneNote, issues),
            Courriels = [.. EmailNormaliser.ParseAll(emails[true].Concat(sites[true])).Select(email => email.Take(issues)).OfType<string>().Distinct(StringComparer.OrdinalIgnoreCase)],
            SiteWeb = [.. urls.Select(url => url.Take(issues)).OfType<string>().Distinct()],
            FicheAccesLibre = UrlNormaliser.Parse("fiche_acces_libre", raw.FicheAccesLibre).Take(issues),
            PriseRdv = UrlNormaliser.Parse("prise_rdv", raw.PriseRdv).Take(issues),
            Siret = siret ?? pivot.Siret,
            Rna = pivot.Rna,
            Pivot = siret ?? pivot.Siret ?? pivot.Rna ?? pivot.Ridet,
        };
    }

    // The first number; in the note, what was written beside it, then the other cells as they were written: no number is said twice.
    private static (string? Phone, string? Note) Phones(RawLieu raw, string codeInsee, List<Issue> issues)
    {
        var cells = raw.Telephones.Select(cell => (Cell: cell, Phone: PhoneNormaliser.Parse(cell, codeInsee).Take(issues)))
            .Where(pair => pair.Phone is not null)
            .DistinctBy(pair => pair.Phone)
            .ToList();
        if (cells is not [{ Phone: { } first }, ..])
        {
            return (null, raw.TelephoneNote);
        }

        var notes = cells.Skip(1).Select(pair => pair.Phone?.Number == first.Number ? pair.Phone.Note : TextNormaliser.Parse("telephone_note", pair.Cell).Value)
            .Prepend(first.Note)
            .Append(PhoneNormaliser.Parse(raw.TelephoneNote, codeInsee) is { Value: { Note: null } said } && cells.Exists(pair => pair.Phone?.Number == said.Number) ? null : raw.TelephoneNote);
        return (first.Number, string.Join(" ; ", notes.Where(note => !string.IsNullOrWhiteSpace(note)).Distinct()));
    }

    private static Lieu WithLists(Lieu lieu, RawLieu raw, List<Issue> issues) => lieu with
    {
        Typologie = Closed("typologie", "typologies", raw.Typologie, issues),
        Itinerance = Closed("itinerance", "itinerance", raw.Itinerance, issues),
        Services = Closed("services", "services", raw.Services, issues),
        PublicsSpecifiquementAdresses = Closed(
            "publics_specifiquement_adresses", "publics_specifiquement_adresses", raw.PublicsSpecifiquementAdresses, issues),
        PriseEnChargeSpecifique = Closed("prise_en_charge_specifique", "prise_en_charge_specifique", raw.PriseEnChargeSpecifique, issues),
        FraisACharge = Closed("frais_a_charge", "frais_a_charge", raw.FraisACharge, issues),
        DispositifProgrammesNationaux = Closed(
            "dispositif_programmes_nationaux", "dispositif_programmes_nationaux", raw.DispositifProgrammesNationaux, issues),
        FormationsLabels = Closed("formations_labels", "formations_labels", raw.FormationsLabels, issues),
        ModalitesAcces = Closed("modalites_acces", "modalites_acces", raw.ModalitesAcces, issues),
        ModalitesAccompagnement = Closed("modalites_accompagnement", "modalites_accompagnement", raw.ModalitesAccompagnement, issues),
        Types = Closed("types", "types", raw.Types, issues),
        Thematiques = Closed("thematiques", "thematiques", raw.Thematiques, issues),
        AutresFormationsLabels = Texts("autres_formations_labels", raw.AutresFormationsLabels, issues),
        AnciensNoms = Texts("anciens_noms", raw.AnciensNoms, issues),
    };

    private Lieu WithPassages(Lieu lieu, RawLieu raw, Position place, List<Issue> issues)
    {
        List<string> notes = [];
        var passages = PassageNormaliser.Parse(raw.Passages, place.Commune, cog, today, notes, issues);
        var said = notes.Where(note => lieu.HorairesNote?.Contains(note, StringComparison.Ordinal) != true).Distinct().ToList();
        return passages.Count == 0 && said.Count == 0 ? lieu : lieu with { Passages = passages, HorairesNote = string.Join(" ; ", said.Prepend(lieu.HorairesNote).OfType<string>()) is { Length: > 0 } note ? note : null };
    }

    private static Lieu WithEquipment(Lieu lieu, RawLieu raw, List<Issue> issues) => lieu with
    {
        AccessibiliteHandicaps = Closed("accessibilite_handicaps", "accessibilite_handicaps", raw.AccessibiliteHandicaps, issues),
        Equipements = Closed("equipements", "equipements", raw.Equipements, issues),
        NombrePostes = CountNormaliser.Parse("nombre_postes", raw.NombrePostes).Take(issues),
        Langues = [.. raw.Langues.Select(language => language.Trim().ToLowerInvariant()).Distinct()],
    };

    // Each part of a composite id names the lieu too: the national map joins and parts records from one day to the next.
    private static IReadOnlyList<SourceLieu> Sources(SourceLieu whole, RawLieu raw, List<Issue> issues) =>
        [whole, .. Texts("sources", raw.Identifiants, issues).Where(part => part != whole.Id).Select(part => whole with { Id = part, UrlModification = null })];

    private SourceLieu Source(string idSource, RawLieu raw, DateOnly? date, List<Issue> issues) => new()
    {
        Source = source.Id,
        Id = idSource,
        DateMaj = date,
        Licence = source.Licence,
        Url = source.Url,
        UrlModification = source.UrlModification?.Replace("{id}", Uri.EscapeDataString(idSource), StringComparison.Ordinal),
        Origine = Text("sources", raw.Origine, issues) ?? source.Origine,
    };

    private Dictionary<string, string> Provenance(Lieu lieu)
    {
        var provenance = new Dictionary<string, string>(Sourced.Length);
        foreach (var field in Sourced)
        {
            if (!field.IsUnknown(lieu))
            {
                provenance.Add(field.Name, source.Id);
            }
        }

        return provenance;
    }

    private static string? Accessibility(string? raw, List<Issue> issues) => raw?.Trim().ToUpperInvariant() switch
    {
        null or "" => null,
        "ACC" => "accessible",
        "DEM" => "sur-demande",
        "NAC" => "non-accessible",
        _ => Closed("accessibilite_pmr", "accessibilite_pmr", [raw], issues) is [var value] ? value : null,
    };

    private static string? Text(string field, string? raw, List<Issue> issues) => PersonNormaliser.Parse(field, raw, issues);

    private static IReadOnlyList<string> Texts(string field, IEnumerable<string> raw, List<Issue> issues) =>
        [.. raw.Select(text => Text(field, text, issues)).OfType<string>().Distinct()];

    private static IReadOnlyList<string> Closed(string field, string list, IReadOnlyList<string> raw, List<Issue> issues) =>
        raw.Count == 0 ? [] : VocabularyNormaliser.ParseAll(field, list, raw, issues);
}
