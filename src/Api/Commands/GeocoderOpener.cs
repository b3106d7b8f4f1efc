using System.Diagnostics.CodeAnalysis;
using Maillage.Importers;

namespace Maillage.Api.Commands;

/// <summary>The geocoder of one command, if it has one.</summary>
internal sealed record OpenedGeocoder(Geocoder? Geocoder) : IDisposable
{
    public void Dispose() => Geocoder?.Dispose();
}

/// <summary>Makes the geocoder that a setting names. Nothing is sent before an import has something to ask.</summary>
internal static class GeocoderOpener
{
    /// <summary>The geocoder, or none; null, with a complaint, when the setting is no address.</summary>
    public static OpenedGeocoder? Open(string? given)
    {
        var value = Settings.Geocoder.Value(given).Trim();
        if (value.Length == 0 || value == Settings.Geocoder.Default)
        {
            return new OpenedGeocoder(Geocoder: null);
        }

        if (IsService(value, out var address))
        {
            return new OpenedGeocoder(new Geocoder(address, TimeProvider.System));
        }

        Terminal.Complain($"« {Settings.Geocoder.Option} {value} » : écrivez l'adresse d'un géocodeur, par exemple https://data.geopf.fr/geocodage, ou {Settings.Geocoder.Default}.");
        return null;
    }

    private static bool IsService(string value, [NotNullWhen(true)] out Uri? address) =>
        Uri.TryCreate(value, UriKind.Absolute, out address)
        && address is { Scheme: "http" or "https", Query: "", Fragment: "", UserInfo: "" };
}
