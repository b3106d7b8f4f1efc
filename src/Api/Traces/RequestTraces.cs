using Maillage.Api.Metrics;

namespace Maillage.Api.Traces;

/// <summary>Tells each minute how many requests each route had, with which outcome: neither who asked nor what for.</summary>
internal sealed partial class RequestTraces(RequestMetrics metrics, TimeProvider clock, ILogger<RequestTraces> logger) : BackgroundService
{
    private static readonly TimeSpan Between = TimeSpan.FromMinutes(1);

    private readonly Dictionary<(string Route, int Status), long> told = [];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Between, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                Tell();
            }
        }
        finally
        {
            // The last ones too.
            Tell();
        }
    }

    private void Tell()
    {
        foreach (var route in metrics.Routes)
        {
            foreach (var (status, count) in route.Outcomes)
            {
                var before = told.GetValueOrDefault((route.Route, status));
                if (count > before)
                {
                    told[(route.Route, status)] = count;
                    Counted(logger, route.Route, status, count - before);
                }
            }
        }
    }

    [LoggerMessage(EventId = 4, EventName = "demandes", Level = LogLevel.Information, Message = "{Route} : {Nombre} demandes, statut {Statut}.")]
    private static partial void Counted(ILogger logger, string route, int statut, long nombre);
}
