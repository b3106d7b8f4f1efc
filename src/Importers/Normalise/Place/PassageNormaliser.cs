using Maillage.Importers.Normalise.Hours;
using Maillage.Schema.Lieux;
using Maillage.Schema.Parsing;
using Maillage.Schema.Territoires;

namespace Maillage.Importers.Normalise.Place;

/// <summary>The stops of an itinerant lieu: where and when it can be met.</summary>
internal static class PassageNormaliser
{
    /// <param name="raw">The stops as written.</param>
    /// <param name="seat">The commune of the lieu: a text names the communes around it without their postal codes.</param>
    /// <param name="cog">The communes.</param>
    /// <param name="today">Tomorrow's date at the latest; what begins later is still a date of a tour.</param>
    /// <param name="notes">Receives what is left to say to people.</param>
    /// <param name="issues">Receives the stops that cannot be placed.</param>
    public static IReadOnlyList<Passage> Parse(IReadOnlyList<RawPassage> raw, Commune seat, Cog cog, DateOnly today, ICollection<string> notes, ICollection<Issue> issues) =>
        raw.Count == 0 ? [] : [.. raw.SelectMany(passage => passage.Texte is { } text ? InText(text, seat, cog, notes, issues) : One(passage, seat, cog, today, notes, issues)).Distinct()];

    // The text itself is the note: it says what no stop holds.
    private static IReadOnlyList<Passage> InText(string text, Commune seat, Cog cog, ICollection<string> notes, ICollection<Issue> issues)
    {
        if (PersonNormaliser.Parse("passages", text, issues) is not { } said)
        {
            return [];
        }

        notes.Add(said);
        var stops = PassageText.Read(said, seat, cog, out var unread);
        foreach (var piece in unread)
        {
            issues.Add(new Issue("passages", IssueCodes.PassageNonReconnu, piece));
        }

        return stops;
    }

    private static IEnumerable<Passage> One(RawPassage raw, Commune seat, Cog cog, DateOnly today, ICollection<string> notes, ICollection<Issue> issues)
    {
        List<Issue> found = [];
        var lieu = new RawLieu { Commune = raw.Commune, CodePostal = raw.CodePostal, CodeInsee = raw.CodeInsee, Latitude = raw.Latitude, Longitude = raw.Longitude, Adresse = raw.Adresse, Horaires = raw.Horaires };
        var place = PlaceNormaliser.Parse(lieu, cog, Perimetre.Lire($"departement-{seat.CodeDepartement}", cog), found);
        if (place is null)
        {
            issues.Add(new Issue("passages", IssueCodes.PassageNonReconnu, $"{raw.CodePostal} {raw.Commune}".Trim()));
            Say($"{raw.Commune} {raw.Adresse}", raw.Horaires, notes, issues);
            yield break;
        }

        var address = AddressNormaliser.Parse(lieu, place, found);
        var hours = HoursNormaliser.Parse(lieu, found);
        if (hours.Note is { } note)
        {
            Say(place.Commune.Nom, note, notes, issues);
        }

        foreach (var issue in found.Where(issue => issue.Code.Severity == Severity.Refused))
        {
            issues.Add(issue with { Field = "passages" });
        }

        yield return new Passage
        {
            CodeInsee = place.Commune.Code,
            Adresse = PersonNormaliser.Parse("passages", address.Adresse, issues),
            Latitude = place.Latitude,
            Longitude = place.Longitude,
            Horaires = hours.Horaires,
            Debut = Date(raw.Debut, today, issues),
            Fin = Date(raw.Fin, today, issues),
        };
    }

    // A tour may begin next month: only what no calendar holds is refused.
    private static DateOnly? Date(string? raw, DateOnly today, ICollection<Issue> issues)
    {
        var date = DateNormaliser.Parse("passages", raw, today.AddYears(2));
        var day = date.Take(issues);
        return date.HasValue ? day : null;
    }

    private static void Say(string where, string? when, ICollection<string> notes, ICollection<Issue> issues)
    {
        if (PersonNormaliser.Parse("passages", $"{where.Trim()} : {when}", issues) is { } text)
        {
            notes.Add(text);
        }
    }
}
