using System.Globalization;
using Maillage.Importers.Map.DataInclusion;
using Maillage.Importers.Normalise.Hours;
using Maillage.Importers.Normalise.Place;
using Maillage.Importers.Sources;
using Maillage.Schema.Fields;
using Maillage.Schema.Lieux;
using Maillage.Schema.Parsing;
using Maillage.Schema.Services;
using Maillage.Schema.Territoires;
using Maillage.Schema.Vocabulaires;

namespace Maillage.Importers.Normalise.Services;

/// <summary>Makes a service of what a source says: every value read, repaired or refused, each with its issue.</summary>
internal sealed class ServiceNormaliser(SourceDeclaration source, Cog cog, DateOnly today)
{
    private const int LongestName = 150;
    private const int LongestDescription = 10_000;
    private const string Everybody = "tous-publics";

    // Values that come from the identity of the record or from its commune, not from what the source says.
    private static readonly string[] NotFromTheSource = ["id", "structure_id", "lieu_id", "commune", "sources", "provenance", "score_qualite", "modifie_le"];

    // v0 lists several types where v1 holds one: the one that says most of what is given comes first.
    private static readonly string[] TypesByPrecision = ["aide-financiere", "aide-materielle", "formation", "atelier", "accompagnement", "information"];

    private static readonly Field<Service>[] Sourced = [.. RecordShape.Of<Service>().Fields.Where(field => !NotFromTheSource.Contains(field.Name))];

    /// <param name="id">The identifier of the service.</param>
    /// <param name="raw">What the source says.</param>
    /// <param name="issues">Receives what was repaired or refused.</param>
    /// <returns>The service; null, with a fatal issue, when it has no name or no structure.</returns>
    public Service? Normalise(string id, RawService raw, List<Issue> issues)
    {
        if (PersonNormaliser.Parse("nom", raw.Nom, issues) is not { } nom)
        {
            issues.Add(new Issue("nom", IssueCodes.NomAbsent));
            return null;
        }

        var producer = raw.Source?.Trim() is { Length: > 0 } said ? said : GlobalId.ProducerOf(id);
        if (producer is null || GlobalId.Of(producer, raw.StructureId) is not { } structure)
        {
            issues.Add(new Issue(producer is null ? "source" : "structure_id", IssueCodes.ChampRequis));
            return null;
        }

        var service = WithTexts(new Service { Id = id, Source = producer, StructureId = structure, Nom = Cut("nom", nom, LongestName, issues) }, nom, raw, issues);
        service = WithPlace(WithLists(service, raw, issues), raw.Place, issues);
        return service with
        {
            Sources = [Mention(id, service.DateMaj)],
            Provenance = Sourced.Where(field => !field.IsUnknown(service)).ToDictionary(field => field.Name, _ => source.Id),
        };
    }

    private Service WithTexts(Service service, string wholeName, RawService raw, List<Issue> issues)
    {
        var description = raw.Descriptions.Select(text => PersonNormaliser.Parse("description", text, issues)).FirstOrDefault(text => text is not null)
            ?? (wholeName == service.Nom ? null : wholeName);
        var date = DateNormaliser.Parse("date_maj", raw.DateMaj, today);
        var day = date.Take(issues);
        return service with
        {
            Description = description is null ? null : Cut("description", description, LongestDescription, issues),
            DateMaj = date.HasValue ? day : null,
            LienSource = UrlNormaliser.Parse("lien_source", raw.LienSource).Take(issues),
            LienMobilisation = raw.LiensMobilisation.Select(link => UrlNormaliser.Parse("lien_mobilisation", link).Take(issues)).FirstOrDefault(link => link is not null),
            ConditionsAcces = Joined(raw.ConditionsAcces.Select(text => PersonNormaliser.Parse("conditions_acces", text, issues))),
            VolumeHoraireHebdomadaire = Hours(raw.VolumeHoraireHebdomadaire).Take(issues),
            NombreSemaines = CountNormaliser.Parse("nombre_semaines", raw.NombreSemaines).Take(issues) is > 0 and var weeks ? weeks : null,
        };
    }

    private Service WithLists(Service service, RawService raw, List<Issue> issues)
    {
        List<string> feesNotes = [];
        List<string> publicsNotes = [];
        List<string> callNotes = [];
        var fees = DataInclusionV0.Translate("frais", "frais", raw.Frais, feesNotes, issues);
        var publics = DataInclusionV0.Translate("publics", "publics", raw.Publics, publicsNotes, issues);
        var calls = DataInclusionV0.Translate("modes_mobilisation", "modes_mobilisation", raw.ModesMobilisation, callNotes, issues);
        var types = DataInclusionV0.Translate("type", "types_services", raw.Types, [], issues);
        Single("type", types, issues);
        Single("frais", fees, issues);
        if (publics.Contains(Everybody))
        {
            Single("publics", publics, issues);
        }

        return service with
        {
            Type = Array.Find(TypesByPrecision, types.Contains),
            Thematiques = ThematiquesV0.Traduire("thematiques", raw.Thematiques, issues),
            // Free for some is free under conditions, and the precisions say which.
            Frais = fees.Contains("gratuit") ? "gratuit" : fees is [var fee, ..] ? fee : null,
            FraisPrecisions = Joined([.. feesNotes, PersonNormaliser.Parse("frais_precisions", raw.FraisPrecisions, issues)]),
            Publics = publics.Contains(Everybody) ? [Everybody] : publics,
            PublicsPrecisions = Joined([.. publicsNotes, PersonNormaliser.Parse("publics_precisions", raw.PublicsPrecisions, issues)]),
            ModesAccueil = VocabularyNormaliser.ParseAll("modes_accueil", "modes_accueil", raw.ModesAccueil, issues),
            ZoneEligibilite = EligibilityZone.Parse(raw.ZoneEligibilite, raw.ZoneType, cog, issues),
            MobilisablePar = VocabularyNormaliser.ParseAll("mobilisable_par", "mobilisable_par", raw.MobilisablePar, issues),
            ModesMobilisation = calls,
            MobilisationPrecisions = Joined([.. callNotes, .. raw.MobilisationPrecisions.Select(text => PersonNormaliser.Parse("mobilisation_precisions", text, issues))]),
        };
    }

    private static void Single(string field, IReadOnlyList<string> values, List<Issue> issues)
    {
        if (values.Count > 1)
        {
            issues.Add(new Issue(field, IssueCodes.ValeurUnique, string.Join(", ", values)));
        }
    }

    private Service WithPlace(Service service, RawLieu raw, List<Issue> issues)
    {
        var hours = HoursNormaliser.Parse(raw, issues);
        var place = Located(raw, issues);
        var phone = raw.Telephones.Select(cell => PhoneNormaliser.Parse(cell, place?.Commune.Code).Take(issues)).FirstOrDefault(found => found is not null);
        var address = place is null ? null : AddressNormaliser.Parse(raw, place, issues);
        return service with
        {
            Commune = place?.Commune.Nom,
            CodeInsee = place?.Commune.Code,
            CodePostal = place?.CodePostal,
            Adresse = address?.Adresse,
            ComplementAdresse = PersonNormaliser.Parse("complement_adresse", address?.Complement, issues),
            Latitude = place?.Latitude,
            Longitude = place?.Longitude,
            Telephone = phone?.Number,
            Courriel = EmailNormaliser.ParseAll(raw.Courriels).Select(email => email.Take(issues)).FirstOrDefault(email => email is not null),
            HorairesAccueil = hours.Horaires,
            // What the syntax of hours cannot say has no field of its own here.
            MobilisationPrecisions = Joined([service.MobilisationPrecisions, phone?.Note is { } other ? $"Téléphone : {other}" : null, hours.Note is { } note ? $"Horaires : {note}" : null]),
        };
    }

    // A service may be anywhere: one whose address leads to no commune is still a service.
    private Position? Located(RawLieu raw, List<Issue> issues)
    {
        if (raw is { Commune: null, CodePostal: null, CodeInsee: null, Latitude: null })
        {
            return null;
        }

        List<Issue> found = [];
        var place = PlaceNormaliser.Parse(raw, cog, null, found);
        issues.AddRange(found.Where(issue => !issue.IsFatal));
        if (place is null)
        {
            issues.Add(new Issue("commune", IssueCodes.AdresseSansCommune, $"{raw.CodeInsee} {raw.CodePostal} {raw.Commune}".Trim()));
        }

        return place;
    }

    private SourceLieu Mention(string id, DateOnly? date) => new()
    {
        Source = source.Id,
        Id = id,
        DateMaj = date,
        Licence = source.Licence,
        Url = source.Url,
        UrlModification = source.UrlModification?.Replace("{id}", Uri.EscapeDataString(id), StringComparison.Ordinal),
        Origine = source.Origine ?? GlobalId.ProducerOf(id),
    };

    private static Parsed<double?> Hours(string? raw) =>
        raw is null ? Parsed.Nothing<double?>()
        : double.TryParse(raw.Replace(',', '.'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var hours) && hours is >= 0 and <= 168 ? Parsed.Ok<double?>(hours)
        : Parsed.Refused<double?>(new Issue("volume_horaire_hebdomadaire", IssueCodes.TypeInvalide, raw));

    private static string Cut(string field, string text, int longest, List<Issue> issues)
    {
        if (text.Length <= longest)
        {
            return text;
        }

        issues.Add(new Issue(field, IssueCodes.TexteTropLong, text));
        return TextNormaliser.CutAtWord(text, longest);
    }

    private static string? Joined(IEnumerable<string?> parts) => string.Join(" ; ", parts.OfType<string>().Distinct()) is { Length: > 0 } text ? text : null;
}
