using Maillage.Importers.Sources;
using Maillage.Schema.Lieux;
using Maillage.Schema.Parsing;
using Maillage.Schema.Territoires;

namespace Maillage.Importers.Geocode;

/// <summary>Coordinates that no source gave: <c>provenance</c> says where they come from.</summary>
internal static class Location
{
    public const string Geocoder = "geocodeur";
    public const string Cog = "cog";

    /// <summary>Values of <c>provenance</c> that are no source: no source may take them as its id.</summary>
    public static IReadOnlyList<string> Origins { get; } = [Geocoder, Cog];

    private static readonly string[] Fields = ["latitude", "longitude", "precision_localisation"];

    public static Lieu AtPoint(this Lieu lieu, double? latitude, double? longitude, string? precision, string origin)
    {
        var provenance = new Dictionary<string, string>(lieu.Provenance);
        foreach (var field in Fields)
        {
            provenance[field] = origin;
        }

        return lieu with { Latitude = latitude, Longitude = longitude, PrecisionLocalisation = precision, Provenance = provenance };
    }

    /// <summary>The position that the geocoder gave to the lieu before; the lieu as it is when it had none, or has moved since.</summary>
    public static Lieu AsBefore(this Lieu lieu, Lieu? before) =>
        before?.Provenance.GetValueOrDefault("latitude") == Geocoder && (before.Adresse, before.CodeInsee) == (lieu.Adresse, lieu.CodeInsee)
            ? lieu.AtPoint(before.Latitude, before.Longitude, before.PrecisionLocalisation, Geocoder)
            : lieu;

    /// <summary>The point of the commune, for a lieu that nothing else locates and a source that asks for it.</summary>
    public static Lieu AtCommune(this Lieu lieu, SourceDeclaration source, Cog territory, ICollection<Issue> issues)
    {
        if (!source.CentreCommune || lieu.Latitude is not null || Anchor(lieu.CodeInsee, territory) is not { Latitude: { } latitude, Longitude: { } longitude })
        {
            return lieu;
        }

        issues.Add(new Issue("latitude", IssueCodes.CentreCommune, null, lieu.Commune));
        return lieu.AtPoint(latitude, longitude, "commune", Cog);
    }

    /// <summary>The commune; its city when it is an arrondissement whose point is not known.</summary>
    public static Commune? Anchor(string codeInsee, Cog territory) => territory.ParCode(codeInsee)?.Commune switch
    {
        { Latitude: null, CodeParent: { } city } => territory.ParCode(city)?.Commune,
        var commune => commune,
    };
}
