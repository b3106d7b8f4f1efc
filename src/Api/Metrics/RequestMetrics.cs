using System.Collections.Concurrent;
using System.Diagnostics;

namespace Maillage.Api.Metrics;

/// <summary>How many requests each route had, with which outcome, and how long they took.</summary>
internal sealed class RequestMetrics
{
    /// <summary>Bounds of the durations, in seconds.</summary>
    public static IReadOnlyList<double> Bounds { get; } = [0.001, 0.005, 0.025, 0.1, 0.5, 2.5, 10];

    // Requests at an address that is no route.
    private readonly RouteTally nowhere = new("");
    private readonly ConcurrentDictionary<Endpoint, RouteTally> routes = new(ReferenceEqualityComparer.Instance);

    /// <summary>The routes that were asked, by name.</summary>
    public IEnumerable<RouteTally> Routes => routes.Values.GroupBy(tally => tally.Route).Select(RouteTally.Sum).Append(nowhere).OrderBy(tally => tally.Route, StringComparer.Ordinal);

    /// <summary>Counts the requests that pass.</summary>
    public async Task CountAsync(HttpContext context, RequestDelegate next)
    {
        // What fails answers at another endpoint.
        var tally = context.GetEndpoint() is RouteEndpoint endpoint ? routes.GetOrAdd(endpoint, static one => new RouteTally(((RouteEndpoint)one).RoutePattern.RawText ?? "")) : nowhere;
        var begun = Stopwatch.GetTimestamp();
        try
        {
            await next(context);
        }
        finally
        {
            tally.Add(context.Response.StatusCode, Stopwatch.GetElapsedTime(begun));
        }
    }
}

/// <summary>The requests of one route.</summary>
/// <param name="route">Its pattern; empty for no route.</param>
internal sealed class RouteTally(string route)
{
    private static readonly int[] Statuses = [200, 204, 206, 304, 307, 308, 400, 404, 405, 406, 408, 410, 412, 413, 415, 416, 422, 429, 431, 499, 500, 503];

    // The last is for any other.
    private readonly long[] byStatus = new long[Statuses.Length + 1];
    private readonly long[] byBound = new long[RequestMetrics.Bounds.Count + 1];
    private long ticks;

    public string Route => route;

    /// <summary>Seconds, all requests together.</summary>
    public double Seconds => TimeSpan.FromTicks(Interlocked.Read(ref ticks)).TotalSeconds;

    /// <summary>How many requests had each outcome; 0 stands for a status that is not foreseen.</summary>
    public IEnumerable<(int Status, long Count)> Outcomes => Statuses.Append(0).Zip(byStatus).Where(pair => pair.Second > 0);

    /// <summary>How many took no longer than each bound; the last: all.</summary>
    public IEnumerable<long> Within()
    {
        var sum = 0L;
        foreach (var count in byBound)
        {
            sum += Interlocked.Read(in count);
            yield return sum;
        }
    }

    /// <summary>Several as one.</summary>
    public static RouteTally Sum(IGrouping<string, RouteTally> tallies)
    {
        var sum = new RouteTally(tallies.Key);
        foreach (var tally in tallies)
        {
            sum.Add(tally);
        }

        return sum;
    }

    public void Add(int status, TimeSpan taken)
    {
        var at = Array.IndexOf(Statuses, status);
        Interlocked.Increment(ref byStatus[at < 0 ? Statuses.Length : at]);
        var bound = 0;
        while (bound < RequestMetrics.Bounds.Count && taken.TotalSeconds > RequestMetrics.Bounds[bound])
        {
            bound++;
        }

        Interlocked.Increment(ref byBound[bound]);
        Interlocked.Add(ref ticks, taken.Ticks);
    }

    private void Add(RouteTally other)
    {
        for (var rank = 0; rank < byStatus.Length; rank++)
        {
            byStatus[rank] += Interlocked.Read(ref other.byStatus[rank]);
        }

        for (var rank = 0; rank < byBound.Length; rank++)
        {
            byBound[rank] += Interlocked.Read(ref other.byBound[rank]);
        }

        ticks += Interlocked.Read(ref other.ticks);
    }
}
