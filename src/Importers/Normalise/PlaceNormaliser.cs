using System.Globalization;
using Maillage.Schema.Lieux;
using Maillage.Schema.Parsing;
using Maillage.Schema.Territoires;

namespace Maillage.Importers.Normalise;

/// <summary>Where a lieu is: its commune, its postal code, its coordinates.</summary>
internal sealed record Position(Commune Commune, string? CodePostal, double? Latitude, double? Longitude);

/// <summary>Finds the commune, then checks the coordinates and the postal code against it.</summary>
internal static class PlaceNormaliser
{
    private const double FarthestTownHall = 2_000;
    private const double FarthestFromCommune = 20_000;

    // Communes so wide that a lieu may be farther from the town hall: Arles, Les Saintes-Maries, and whole territories.
    private static readonly (string Prefix, double Metres)[] VeryWide =
    [
        ("13004", 45_000), ("13096", 45_000), ("973", 250_000), ("975", 60_000), ("986", 250_000), ("987", 500_000), ("988", 100_000),
    ];

    /// <returns>The place; null, with a fatal issue, when no commune can be told.</returns>
    public static Position? Parse(RawLieu raw, Cog cog, ICollection<Issue> issues)
    {
        var coordinates = Coordinates(raw, issues);
        if (FindCommune(raw, coordinates, cog, issues) is not { } commune)
        {
            issues.Add(new Issue("commune", IssueCodes.CommuneIntrouvable, $"{raw.CodeInsee} {raw.CodePostal} {raw.Commune}".Trim()));
            return null;
        }

        if (coordinates is { } point && IsOutside(commune, point))
        {
            issues.Add(new Issue("latitude", IssueCodes.CoordonneesHorsCommune, string.Create(CultureInfo.InvariantCulture, $"{point.Latitude}, {point.Longitude}"), commune.Nom));
            coordinates = null;
        }

        return new Position(commune, PostalCode(raw, commune, issues), coordinates?.Latitude, coordinates?.Longitude);
    }

    private static Commune? FindCommune(RawLieu raw, (double Latitude, double Longitude)? point, Cog cog, ICollection<Issue> issues)
    {
        var coded = ByCode(raw.CodeInsee?.Trim() ?? "", cog, issues);
        var named = cog.ParCodePostalEtNom(FiveDigits(raw.CodePostal), raw.Commune)?.Commune;
        if (coded is not null && named is not null && coded.CodeDepartement != named.CodeDepartement)
        {
            // A code looked up by name alone puts Mont-Dore of Nouvelle-Calédonie in the Puy-de-Dôme: postal code and name agree with each other.
            issues.Add(new Issue("code_insee", IssueCodes.CodeInseeContredit, coded.Code, named.Code));
            return named;
        }

        if (coded is not null && named is not null && (coded.CodeParent ?? coded.Code) != (named.CodeParent ?? named.Code))
        {
            issues.Add(new Issue("code_insee", IssueCodes.CommuneContredite, $"{coded.Code} {coded.Nom}", $"{named.Code} {named.Nom}"));
        }

        return coded ?? named ?? Nearest(raw, point, cog, issues);
    }

    private static Commune? ByCode(string code, Cog cog, ICollection<Issue> issues)
    {
        if (code.Length == 0)
        {
            return null;
        }

        var found = cog.ParCode(code);
        if (found is null)
        {
            issues.Add(new Issue("code_insee", IssueCodes.CodeInseeInconnu, code));
        }
        else if (found.Origine == OrigineCommune.AncienCode)
        {
            issues.Add(new Issue("code_insee", IssueCodes.CodeInseeAncien, code, found.Commune.Code));
        }

        return found?.Commune;
    }

    private static Commune? Nearest(RawLieu raw, (double Latitude, double Longitude)? point, Cog cog, ICollection<Issue> issues)
    {
        if (point is not { } known || cog.MairieLaPlusProche(known.Latitude, known.Longitude, FarthestTownHall) is not { } nearest)
        {
            return null;
        }

        issues.Add(new Issue("code_insee", IssueCodes.CommuneApprochee, raw.Commune, nearest.Commune.Nom));
        return nearest.Commune;
    }

    private static (double Latitude, double Longitude)? Coordinates(RawLieu raw, ICollection<Issue> issues)
    {
        if (string.IsNullOrWhiteSpace(raw.Latitude) && string.IsNullOrWhiteSpace(raw.Longitude))
        {
            return null;
        }

        if (!TryDegrees(raw.Latitude, 90, out var latitude) || !TryDegrees(raw.Longitude, 180, out var longitude) || (latitude == 0 && longitude == 0))
        {
            issues.Add(new Issue("latitude", IssueCodes.CoordonneesInvalides, $"{raw.Latitude}, {raw.Longitude}"));
            return null;
        }

        return (latitude, longitude);
    }

    private static bool TryDegrees(string? raw, double greatest, out double degrees) =>
        double.TryParse(raw?.Trim().Replace(',', '.'), NumberStyles.Float, CultureInfo.InvariantCulture, out degrees)
        && double.IsFinite(degrees)
        && Math.Abs(degrees) <= greatest;

    /// <summary>The point is farther from the commune than any lieu of it.</summary>
    internal static bool IsOutside(Commune commune, (double Latitude, double Longitude) point)
    {
        if (commune is not { Latitude: { } latitude, Longitude: { } longitude })
        {
            return false;
        }

        var farthest = VeryWide.FirstOrDefault(row => commune.Code.StartsWith(row.Prefix, StringComparison.Ordinal)).Metres;
        return Geodesie.Distance(latitude, longitude, point.Latitude, point.Longitude) > Math.Max(farthest, FarthestFromCommune);
    }

    private static string? PostalCode(RawLieu raw, Commune commune, ICollection<Issue> issues)
    {
        var written = raw.CodePostal?.Trim();
        var code = FiveDigits(written);
        var only = commune.CodesPostaux is [var single] ? single : null;
        if (string.IsNullOrEmpty(code))
        {
            return only;
        }

        if (code.Length != 5 || !code.All(char.IsAsciiDigit))
        {
            issues.Add(new Issue("code_postal", IssueCodes.CodePostalInvalide, written, only));
            return only;
        }

        if (only is null || commune.CodesPostaux.Contains(code) || raw.Commune?.Contains("cedex", StringComparison.OrdinalIgnoreCase) != true)
        {
            return code;
        }

        issues.Add(new Issue("code_postal", IssueCodes.CodePostalCedex, code, only));
        return only;
    }

    // Spreadsheets eat the leading zero of the first nine départements.
    private static string? FiveDigits(string? raw) =>
        raw?.Trim() is { } written && written.Length == 4 && written.All(char.IsAsciiDigit) ? "0" + written : raw?.Trim();
}
