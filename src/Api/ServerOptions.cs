using Maillage.Api.Feed;
using Maillage.Api.Protection;
using Maillage.Api.Traces;

namespace Maillage.Api;

/// <summary>How a node serves; unless said, as a test wants it: at once, to anybody, as much as one likes.</summary>
internal sealed record ServerOptions
{
    /// <summary>How often it publishes.</summary>
    public PublicationPace Pace { get; init; } = PublicationPace.AtOnce;

    /// <summary>How much it answers to one address.</summary>
    public RequestQuota Quota { get; init; } = RequestQuota.None;

    /// <summary>Who is believed about who asks.</summary>
    public TrustedProxies Proxies { get; init; } = TrustedProxies.Local;

    /// <summary>Folder of the files of exports; null: those of the whole country are not written.</summary>
    public string? Exports { get; init; }

    /// <summary>How it tells what happens to it.</summary>
    public TraceFormat Traces { get; init; } = TraceFormat.Text;

    /// <summary>What tells the time.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;
}
