using System.Text.RegularExpressions;
using Maillage.Importers.Normalise.Hours;
using Maillage.Schema.Horaires;
using Maillage.Schema.Lieux;
using Maillage.Schema.Territoires;

namespace Maillage.Importers.Normalise.Place;

/// <summary>
/// The stops that one text names: « Lundi 14h30-17h Marans / Mardi 9h30-12h Longèves ». A stop is a day of every week, then a place with a commune of the
/// département; what is anything else (« un lundi sur deux ») is no stop, and the whole text stays a note for people.
/// </summary>
internal static partial class PassageText
{
    private const int Longest = 2_000;
    private const int MostWordsOfAName = 5;

    // « La », « Le » and « Lieu » are too near to other names.
    private const int ShortestName = 5;

    /// <param name="text">The text.</param>
    /// <param name="seat">The commune of the lieu.</param>
    /// <param name="cog">The communes.</param>
    /// <param name="unread">The pieces that speak of a day and are no stop.</param>
    public static IReadOnlyList<Passage> Read(string text, Commune seat, Cog cog, out IReadOnlyList<string> unread)
    {
        unread = [];
        if (text.Length > Longest || Perimetre.Lire($"departement-{seat.CodeDepartement}", cog) is not { } around)
        {
            return [];
        }

        var pieces = Separator().Split(Introduction().Replace(text, "")).Select(piece => (Piece: piece, Stop: Stop(piece.Trim(), around))).ToList();
        unread = [.. pieces.Where(piece => piece.Stop is null && Day().IsMatch(piece.Piece)).Select(piece => piece.Piece.Trim())];
        return [.. pieces.Select(piece => piece.Stop).OfType<Passage>()];
    }

    private static Passage? Stop(string piece, Perimetre around)
    {
        if (WhenThenWhere().Match(piece) is not { Success: true } match)
        {
            return null;
        }

        var where = match.Groups["where"].Value.Trim(' ', ',', ':', '=', '-', '.');
        if (NotEveryWeek().IsMatch(where))
        {
            return null;
        }

        var times = match.Groups["after"].Success ? match.Groups["after"].Value : match.Groups["times"].Value;
        return Commune(where, around) is { } commune && Hours(match.Groups["days"].Value, match.Groups["half"].Value, times, out var hours)
            ? new Passage { CodeInsee = commune.Code, Adresse = where == commune.Nom ? null : where, Horaires = hours }
            : null;
    }

    // « Marans », « Mairie de Vendresse », « Vidauban parking de la salle municipale »: the whole, what follows « mairie de », or the first words.
    private static Commune? Commune(string where, Perimetre around)
    {
        if (around.ParNom(where) is { } whole)
        {
            return whole;
        }

        if (Town().Match(where) is { Success: true } town)
        {
            return around.ParNom(town.Groups["name"].Value);
        }

        var words = where.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return Enumerable.Range(1, Math.Min(words.Length - 1, MostWordsOfAName)).Reverse()
            .Select(count => string.Join(' ', words.Take(count)).TrimEnd(',', '-', '('))
            .Where(name => name.Length >= ShortestName)
            .Select(around.ParNomExact)
            .FirstOrDefault(found => found is not null);
    }

    // A day without times is a day: nobody knows the hours, and half a day is not a time.
    private static bool Hours(string days, string half, string times, out string? hours)
    {
        hours = null;
        if (times.Trim().Length == 0)
        {
            // The day is known, its hours are not.
            hours = TextHoursReader.Read($"{days} 9h-12h") is [{ Days: var day }] ? HorairesOsm.Lire($"{Days.ToOsm(day)} \"{(half.Length == 0 ? NotedHours.SeeNote : half.ToLowerInvariant())}\"").Value?.ToString() : null;
            return hours is not null;
        }

        return half.Length == 0
            && TextHoursReader.Read($"{days} {times}") is { Count: > 0 } slots
            && NotedHours.Remarked(slots, null, []) is { Horaires: { } osm, Note: null }
            && HorairesOsm.Lire(osm).HasValue
            && (hours = osm) is not null;
    }

    [GeneratedRegex(@"\A\s*(?:itinérances?|permanences?|planning|passages?)[^:0-9]{0,40}:\s*", RegexOptions.IgnoreCase)]
    private static partial Regex Introduction();

    [GeneratedRegex(@"\s*(?://+|\s/\s|;|\n|\r|\.\s+(?=\p{L}))\s*|(?<=\p{Ll}|h|[0-9]),\s+(?=(?:lundi|mardi|mercredi|jeudi|vendredi|samedi)\b)", RegexOptions.IgnoreCase)]
    private static partial Regex Separator();

    [GeneratedRegex(
        @"\A(?:tous les |le |les )?(?<days>(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)s?)\s*(?<half>matin|après[- ]midi)?\s*"
        + @"(?<times>(?:de\s+)?[0-9]{1,2}\s?[h:][0-9]{0,2}\s*(?:-|–|à)\s*[0-9]{1,2}\s?[h:][0-9]{0,2})?\s*(?:[:=,–-]|à la|à|au)?\s*(?<where>\p{L}[^0-9:=]{1,80}?)"
        + @"(?:\s*[,:(]?\s*(?:de\s+)?(?<after>[0-9]{1,2}\s?[h:][0-9]{0,2}\s*(?:-|–|à)\s*[0-9]{1,2}\s?[h:][0-9]{0,2})\)?)?\s*\z",
        RegexOptions.IgnoreCase)]
    private static partial Regex WhenThenWhere();

    [GeneratedRegex(@"\b(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)s?\b", RegexOptions.IgnoreCase)]
    private static partial Regex Day();

    [GeneratedRegex(@"\bsemaines?\b|sur deux|\bmois\b|quinz|\bpairs?\b|_", RegexOptions.IgnoreCase)]
    private static partial Regex NotEveryWeek();

    [GeneratedRegex(@"\b(?:mairie|médiathèque|bibliothèque|ccas|centre social|maison de santé|salle des fêtes|salle polyvalente|place|marché)\s+(?:annexe\s+)?(?:de la |de l'|du |des |de |d'|à )(?<name>\p{L}[^,(]{1,60})\z", RegexOptions.IgnoreCase)]
    private static partial Regex Town();
}
