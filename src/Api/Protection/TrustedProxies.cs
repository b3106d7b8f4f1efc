using System.Net;
using Maillage.Api.Commands;
using Microsoft.AspNetCore.HttpOverrides;
using IPNetwork = System.Net.IPNetwork;

namespace Maillage.Api.Protection;

/// <summary>The proxies in front of this node that are believed when they say who asks, and how: <c>X-Forwarded-For</c>, <c>-Proto</c>. The public name comes as <c>Host</c>, which they must pass on: many let
/// <c>X-Forwarded-Host</c> through as the reader wrote it.</summary>
/// <param name="Networks">Where they are, beside this machine.</param>
internal sealed record TrustedProxies(IReadOnlyList<IPNetwork> Networks)
{
    /// <summary>Those of this machine.</summary>
    public static TrustedProxies Local { get; } = new([]);

    /// <summary>The proxies asked for; null, and said, when one is none.</summary>
    /// <param name="given">Value of the option.</param>
    public static TrustedProxies? Read(string? given)
    {
        var text = Settings.Proxies.Value(given);
        if (text == Settings.Proxies.Default)
        {
            return Local;
        }

        List<IPNetwork> networks = [];
        foreach (var one in text.Split([',', ' '], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (IPNetwork.TryParse(one, out var network))
            {
                networks.Add(network);
            }
            else if (IPAddress.TryParse(one, out var address))
            {
                networks.Add(new IPNetwork(address, address.GetAddressBytes().Length * 8));
            }
            else
            {
                Terminal.Complain($"« {Settings.Proxies.Option} {one} » : une adresse ou un réseau est attendu, par exemple 10.0.0.0/8.");
                return null;
            }
        }

        return new(networks);
    }

    /// <summary>Believes them.</summary>
    public void Use(WebApplication app)
    {
        var options = new ForwardedHeadersOptions
        {
            ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto,
            // Through as many as are known: the first that is not is who asks.
            ForwardLimit = null,
        };
        foreach (var network in Networks)
        {
            options.KnownIPNetworks.Add(network);
        }

        app.UseForwardedHeaders(options);
    }
}
