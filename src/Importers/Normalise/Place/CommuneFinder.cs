using System.Text.RegularExpressions;
using Maillage.Schema.Parsing;
using Maillage.Schema.Territoires;
using Maillage.Schema.Texte;

namespace Maillage.Importers.Normalise.Place;

/// <summary>
/// Tells the commune: from its INSEE code, else from postal code and name, else from the postal code or the coordinates alone, saying so.
/// </summary>
internal static partial class CommuneFinder
{
    private const double FarthestTownHall = 2_000;

    // Two communes of one département contradict each other: the point decides only when it is near one and clearly not near the other.
    private const double NearTheAddress = 5_000;
    private const double TimesNearer = 3;
    private const double MetresNearer = 3_000;

    // A postal code of a single commune and a point this near to its town hall agree.
    private const double NearThePostalCode = 10_000;

    private static readonly string[] Articles = ["l ", "le ", "la ", "les "];

    /// <param name="insee">INSEE code as written.</param>
    /// <param name="postal">Postal code and name.</param>
    /// <param name="point">Where the lieu is, if a point in France is known.</param>
    /// <param name="cog">The communes.</param>
    /// <param name="territory">Where the lieux of the source are; null when it does not say.</param>
    /// <param name="issues">Receives what was repaired or doubted.</param>
    public static Commune? Find(string? insee, PostalCell postal, GeoPoint? point, Cog cog, Perimetre? territory, ICollection<Issue> issues)
    {
        var coded = ByCode(insee, cog, issues);
        var named = ByName(postal, cog);
        return coded is not null && named is not null ? Choose(coded, named, postal, point, issues)
            : coded ?? named ?? ByPostalCode(postal, point, cog, issues) ?? ByTerritory(postal, territory, issues) ?? Nearest(postal, point, cog, issues);
    }

    // A partner of a département does not always write the postal code of its communes.
    private static Commune? ByTerritory(PostalCell postal, Perimetre? territory, ICollection<Issue> issues)
    {
        if (postal.Code is not null || postal.Name.Length == 0 || territory?.ParNom(postal.Name) is not { } found)
        {
            return null;
        }

        issues.Add(new Issue("commune", IssueCodes.CommuneDuTerritoire, postal.Name, $"{found.Code} {found.Nom}"));
        return found;
    }

    private static Commune Choose(Commune coded, Commune named, PostalCell postal, GeoPoint? point, ICollection<Issue> issues)
    {
        if (coded.CodeDepartement != named.CodeDepartement)
        {
            // A code looked up by name alone puts Mont-Dore of Nouvelle-Calédonie in the Puy-de-Dôme: postal code and name agree with each other.
            issues.Add(new Issue("code_insee", IssueCodes.CodeInseeContredit, coded.Code, named.Code));
            return named;
        }

        if ((coded.CodeParent ?? coded.Code) == (named.CodeParent ?? named.Code))
        {
            return coded;
        }

        // The name of a Cedex is that of a sorting office, often in the next commune: it proves nothing.
        var decided = point is { } known && !postal.IsCedex && named.CodesPostaux.Contains(postal.Code) && IsClearlyNearer(known, named, coded);
        issues.Add(new Issue(
            "code_insee", decided ? IssueCodes.CommuneRectifiee : IssueCodes.CommuneContredite, $"{coded.Code} {coded.Nom}", $"{named.Code} {named.Nom}"));
        return decided ? named : coded;
    }

    private static bool IsClearlyNearer(GeoPoint point, Commune named, Commune coded)
    {
        var (toNamed, toCoded) = (Territory.Distance(named, point), Territory.Distance(coded, point));
        return toNamed <= NearTheAddress && toNamed * TimesNearer <= toCoded && toNamed + MetresNearer <= toCoded;
    }

    private static Commune? ByCode(string? insee, Cog cog, ICollection<Issue> issues)
    {
        var written = insee?.Trim() ?? "";
        if (written.Length == 0)
        {
            return null;
        }

        var code = Code().Match(written) is { Success: true } match ? match.Groups[1].Value.Replace(" ", "", StringComparison.Ordinal).PadLeft(5, '0') : written;
        var found = cog.ParCode(code);
        if (found is null)
        {
            issues.Add(new Issue("code_insee", IssueCodes.CodeInseeInconnu, written));
        }
        else if (found.Origine == OrigineCommune.AncienCode)
        {
            issues.Add(new Issue("code_insee", IssueCodes.CodeInseeAncien, written, found.Commune.Code));
        }
        else if (!string.Equals(code, written, StringComparison.OrdinalIgnoreCase))
        {
            issues.Add(new Issue("code_insee", IssueCodes.CodeInseeRepare, written, code));
        }

        return found?.Commune;
    }

    private static Commune? ByName(PostalCell postal, Cog cog) => postal.Code is not { } code ? null
        : cog.ParCodePostalEtNom(code, postal.Name)?.Commune ?? ByPart(code, postal.Name, cog);

    // « Meythet - Annecy », « Les Mathes - La Palmyre »: the parts that are communes of the postal code are one and the same.
    private static Commune? ByPart(string code, string name, Cog cog)
    {
        var parts = Separator().Split(name);
        var found = parts.Length is < 2 or > 4
            ? []
            : parts.Select(part => cog.ParCodePostalEtNom(code, part)?.Commune).OfType<Commune>().Where(commune => commune.CodesPostaux.Contains(code)).Distinct().ToList();
        return found is [var only] ? only : null;
    }

    // Puyricard, Montfavet, La Bocca: parts of a commune that the COG does not name; « Le Luc-en-Provence »: more than the name of Le Luc.
    private static Commune? ByPostalCode(PostalCell postal, GeoPoint? point, Cog cog, ICollection<Issue> issues)
    {
        if (point is not { } known)
        {
            return null;
        }

        var served = cog.ParCodePostal(postal.Code);
        var words = $" {Repli.Plier(postal.Name)} ";
        var candidates = served.Count == 1 ? served : [.. served.Where(commune => words.Contains($" {NameWithoutArticle(commune)} ", StringComparison.Ordinal))];
        if (candidates is not [var only] || !(Territory.Distance(only, known) <= NearThePostalCode))
        {
            return null;
        }

        issues.Add(new Issue("code_insee", IssueCodes.CommuneDuCodePostal, $"{postal.Code} {postal.Name}", only.Nom));
        return only;
    }

    private static string NameWithoutArticle(Commune commune)
    {
        var folded = Repli.Plier(commune.Nom);
        var article = Array.Find(Articles, article => folded.StartsWith(article, StringComparison.Ordinal));
        return article is null ? folded : folded[article.Length..];
    }

    private static Commune? Nearest(PostalCell postal, GeoPoint? point, Cog cog, ICollection<Issue> issues)
    {
        if (point is not { } known
            || cog.MairieLaPlusProche(known.Latitude, known.Longitude, FarthestTownHall) is not { } nearest
            || (postal.Code is { } code && !Cog.Convient(nearest.Commune, code) && Repli.Plier(nearest.Commune.Nom) != Repli.Plier(postal.Name)))
        {
            return null;
        }

        issues.Add(new Issue("code_insee", IssueCodes.CommuneApprochee, postal.Name, nearest.Commune.Nom));
        return nearest.Commune;
    }

    // « 4070 », « 4070.0 », « 04 070 »; a Corsican code always has its five characters.
    [GeneratedRegex(@"^([0-9]{4,5}|[0-9]{2} [0-9]{3}|2[ABab][0-9]{3})(?:[.,]0+)?$")]
    private static partial Regex Code();

    [GeneratedRegex(@"\s+-\s+|\s*[/,;]\s*")]
    private static partial Regex Separator();
}
