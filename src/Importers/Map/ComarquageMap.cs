using System.Globalization;
using Maillage.Importers.Normalise;
using Maillage.Importers.Read;
using Maillage.Importers.Read.Comarquage;
using Maillage.Schema.Demarches;
using Maillage.Schema.Parsing;

namespace Maillage.Importers.Map;

/// <summary>What a fiche of the co-marquage says of a démarche.</summary>
internal static class ComarquageMap
{
    private const int LongestContact = 500;

    private const string Site = "Service-public.gouv.fr";

    private const string Publisher = "Direction de l'information légale et administrative (Premier ministre)";

    // Where the fiches of each audience are, when the file does not say; entreprendre.service-public.gouv.fr is the site of professionals.
    private static readonly Dictionary<string, string> Pages = new()
    {
        ["particuliers"] = "https://www.service-public.gouv.fr/particuliers/vosdroits/",
        ["associations"] = "https://www.service-public.gouv.fr/associations/vosdroits/",
        ["professionnels"] = "https://entreprendre.service-public.gouv.fr/vosdroits/",
    };

    private static readonly string[] Dates = ["yyyy-MM-dd", "yyyy-MM-dd'T'HH:mm:ss"];

    // The home page of the professionals, at the head of the « fil d'Ariane ».
    private const string Professionals = "Professionnels";

    // A fiche that stands in two volumes has a subject in each, and is the same in both: that of the particuliers is published.
    private const string InTheOtherVolume = "autre_volume";

    public static DemarcheLue Read(FicheComarquage fiche, ICollection<Issue> issues) => new(
        ToDemarche(fiche, issues),
        fiche.Niveaux is [{ Id: Professionals }, ..] && fiche.Sujet?.Contains(", ", StringComparison.Ordinal) == true ? InTheOtherVolume : null);

    private static Demarche? ToDemarche(FicheComarquage fiche, ICollection<Issue> issues)
    {
        if (fiche.Id is not { } id || TextNormaliser.Parse("titre", fiche.Titre).Take(issues) is not { } titre)
        {
            issues.Add(new Issue(fiche.Id is null ? "id" : "titre", IssueCodes.ChampRequis));
            return null;
        }

        var audience = VocabularyNormaliser.ParseAll("audience", "demarche_audiences", fiche.Audience, issues);
        var date = Date("date_maj", fiche.Date, issues);
        var pages = Pages[audience.Count == 0 ? "particuliers" : audience[0]];
        return new Demarche
        {
            Id = id,
            Titre = titre,
            Audience = audience,
            Type = Text("type", fiche.Type, issues),
            Resume = Text("resume", fiche.Resume, issues),
            ThemeId = fiche.ThemeId,
            Theme = Text("theme", fiche.Theme, issues),
            Chemin = Path(fiche, issues),
            Url = UrlNormaliser.Parse("url", fiche.SpUrl).Take(issues) ?? pages + id,
            MentionSource = Mention(fiche, date),
            DateMaj = date,
            DateModificationImportante = Date("date_modification_importante", fiche.DateImportante, issues),
            Guichets = [.. Once(fiche.OuSAdresser.Where(counter => !IsContactCentre(counter))).Select(same => Counter(same, issues)).OfType<GuichetDemarche>()],
            CentresDeContact = [.. Once(fiche.OuSAdresser.Where(IsContactCentre)).Select(same => Contact(same, issues)).OfType<CentreContact>()],
            ServicesEnLigne = [.. fiche.Services.Select(service => Service(service, pages, issues)).OfType<ServiceEnLigne>().Distinct()],
        };
    }

    // From the theme to the dossier: neither the home page, nor the fiche itself.
    private static IReadOnlyList<EtapeChemin> Path(FicheComarquage fiche, ICollection<Issue> issues) =>
        [.. fiche.Niveaux.Skip(1).Where(level => level.Id != fiche.Id).Select(level => Step(level, issues)).OfType<EtapeChemin>()];

    private static EtapeChemin? Step(NiveauFiche level, ICollection<Issue> issues) =>
        level.Id is { } id && Text("chemin", level.Titre, issues) is { } titre ? new EtapeChemin { Id = id, Titre = titre } : null;

    // What the Licence Ouverte asks: whose it is, and of when.
    private static string Mention(FicheComarquage fiche, DateOnly? date) =>
        $"{Site} – {fiche.Editeur ?? Publisher}, fiche {fiche.Id}" + (date is { } day ? $" mise à jour le {day.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture)}" : "");

    private static bool IsContactCentre(OuSAdresser counter) =>
        string.IsNullOrWhiteSpace(counter.Pivot) && PivotsComarquage.Trouver(null, counter.Titre, counter.Type) is { Statut: StatutGuichet.CentreDeContact };

    // A counter is said in each part of the fiche that sends there.
    private static IEnumerable<IReadOnlyList<OuSAdresser>> Once(IEnumerable<OuSAdresser> counters) =>
        counters.GroupBy(counter => (counter.Id, counter.Titre, counter.Pivot, counter.Complement)).Select(same => (IReadOnlyList<OuSAdresser>)[.. same]);

    private static GuichetDemarche? Counter(IReadOnlyList<OuSAdresser> same, ICollection<Issue> issues)
    {
        var counter = same[0];
        if (Text("guichets", counter.Titre ?? counter.Pivot, issues) is not { } titre)
        {
            return null;
        }

        var rule = PivotsComarquage.Trouver(counter.Pivot, counter.Titre, counter.Type);
        if (rule is null)
        {
            issues.Add(new Issue("guichets", IssueCodes.GuichetInconnu, counter.Pivot ?? counter.Type ?? counter.Titre));
        }

        return new GuichetDemarche
        {
            Id = counter.Id,
            Type = counter.Type,
            Titre = titre,
            Pivot = string.IsNullOrWhiteSpace(counter.Pivot) ? null : counter.Pivot.Trim(),
            Types = rule?.TypesPublies ?? [],
            Url = UrlNormaliser.Parse("guichets", counter.Url).Take(issues),
            Complement = Text("guichets", counter.Complement, issues),
            Sve = BooleanNormaliser.Parse("guichets", counter.Sve) is { HasValue: true, Value: var sve } ? sve : null,
            Situations = Places(same),
        };
    }

    private static CentreContact? Contact(IReadOnlyList<OuSAdresser> same, ICollection<Issue> issues)
    {
        var contact = same[0];
        if (Text("centres_de_contact", contact.Titre, issues) is not { } titre)
        {
            return null;
        }

        var how = Text("centres_de_contact", string.Join(" ; ", new[] { contact.Complement, contact.Texte }.OfType<string>()), issues);
        return new CentreContact
        {
            Id = contact.Id,
            Titre = titre,
            Url = UrlNormaliser.Parse("centres_de_contact", contact.Url).Take(issues),
            Coordonnees = how is null ? null : TextNormaliser.CutAtWord(how, LongestContact),
            Situations = Places(same),
        };
    }

    private static ServiceEnLigne? Service(ServiceFiche service, string pages, ICollection<Issue> issues) =>
        Text("services_en_ligne", service.Titre, issues) is not { } titre ? null : new ServiceEnLigne
        {
            Id = service.Id,
            Type = service.Type,
            Titre = titre,
            // A form without an address has a page of its own, under its number.
            Url = UrlNormaliser.Parse("services_en_ligne", service.Url).Take(issues) ?? (service.Id is { } id ? pages + Uri.EscapeDataString(id) : null),
        };

    private static IReadOnlyList<string> Places(IReadOnlyList<OuSAdresser> same) => [.. same.Select(counter => counter.Lieu).OfType<string>().Distinct()];

    private static string? Text(string field, string? raw, ICollection<Issue> issues) => TextNormaliser.Parse(field, raw).Take(issues);

    // « modified 2020-02-05 », or an instant.
    private static DateOnly? Date(string field, string? raw, ICollection<Issue> issues)
    {
        var written = raw?.Split(' ', StringSplitOptions.RemoveEmptyEntries).LastOrDefault();
        if (written is null)
        {
            return null;
        }

        if (DateTime.TryParseExact(written, Dates, CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
        {
            return DateOnly.FromDateTime(date);
        }

        issues.Add(new Issue(field, IssueCodes.DateInvalide, raw));
        return null;
    }
}
