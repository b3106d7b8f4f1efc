using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;

namespace Maillage.Api.Protection;

/// <summary>What a connection may ask of the server before anything is understood of it: one that is slow, idle or huge does not keep others from their answers.</summary>
internal static class ConnectionLimits
{
    private const int MostConnections = 10_000;

    // Beyond those that wait to be accepted, the system drops a connection in silence and its client tries again a second later: thousands may come at once.
    private const int MostWaiting = 4096;

    private const int LargestHeaders = 16 * 1024;

    // Nothing here reads a body, but what says so.
    private const long LargestBody = 64 * 1024;

    private static readonly TimeSpan ForHeaders = TimeSpan.FromSeconds(10);
    // Longer than proxies and clients keep theirs, a minute mostly: one that is closed just when it is used again is an error to them.
    private static readonly TimeSpan BetweenRequests = TimeSpan.FromSeconds(130);

    // A reader on a bad line takes less than that for a moment only.
    private static readonly MinDataRate Slowest = new(bytesPerSecond: 240, gracePeriod: TimeSpan.FromSeconds(10));

    public static void Limit(this SocketTransportOptions sockets) => sockets.Backlog = MostWaiting;

    public static void Limit(this KestrelServerLimits limits)
    {
        limits.MaxConcurrentConnections = MostConnections;
        limits.MaxRequestHeadersTotalSize = LargestHeaders;
        limits.MaxRequestBodySize = LargestBody;
        limits.RequestHeadersTimeout = ForHeaders;
        limits.KeepAliveTimeout = BetweenRequests;
        limits.MinRequestBodyDataRate = Slowest;
        limits.MinResponseDataRate = Slowest;
    }
}
