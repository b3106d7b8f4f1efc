using Maillage.Schema.Lieux;
using Maillage.Schema.Parsing;
using Maillage.Schema.Territoires;

namespace Maillage.Importers.Normalise.Place;

/// <summary>Where a lieu is: its commune, its postal code, its coordinates.</summary>
internal sealed record Position(Commune Commune, string? CodePostal, double? Latitude, double? Longitude);

/// <summary>Finds the commune, then checks the coordinates and the postal code against it.</summary>
internal static class PlaceNormaliser
{
    /// <param name="raw">What the source says.</param>
    /// <param name="cog">The communes.</param>
    /// <param name="territory">Where the lieux of the source are; null when it does not say.</param>
    /// <param name="issues">Receives what was repaired or refused.</param>
    /// <returns>The place; null, with a fatal issue, when no commune can be told.</returns>
    public static Position? Parse(RawLieu raw, Cog cog, Perimetre? territory, ICollection<Issue> issues)
    {
        var written = CoordinatesReader.Read(raw.Latitude, raw.Longitude).Take(issues);
        var postal = PostalCell.Of(raw.CodePostal, raw.Commune).Proven(cog);
        // Before the commune is known, only degrees in their place can help to find it.
        var point = written is { } pair && Territory.InFrance(pair.AsPoint) ? pair.AsPoint : default(GeoPoint?);
        if (CommuneFinder.Find(raw.CodeInsee, postal, point, cog, territory, issues) is not { } commune)
        {
            issues.Add(new Issue("commune", IssueCodes.CommuneIntrouvable, $"{raw.CodeInsee} {raw.CodePostal} {raw.Commune}".Trim()));
            return null;
        }

        if (territory?.Contient(commune) == false)
        {
            issues.Add(new Issue("commune", IssueCodes.HorsTerritoire, $"{commune.Code} {commune.Nom}"));
        }

        var located = written is { } known ? CoordinatesNormaliser.Fit(known, commune).Take(issues) : null;
        return new Position(commune, PostalCodeNormaliser.Parse(postal, commune).Take(issues), located?.Latitude, located?.Longitude);
    }
}
