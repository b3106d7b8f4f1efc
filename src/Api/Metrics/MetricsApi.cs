using System.Globalization;
using System.Text;
using Maillage.Api.Feed;
using Maillage.Api.Http;
using Maillage.Catalogue;
using Maillage.Store;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Maillage.Api.Metrics;

/// <summary>For who watches: requests, version, age of each source, outcome of imports, memory; as Prometheus reads it (text format 0.0.4).</summary>
internal static class MetricsApi
{
    private const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    public static void MapMetrics(this IEndpointRouteBuilder app) => app.MapRead("/metrics", Read).ExcludeFromDescription();

    private static ContentHttpResult Read(HttpContext http, RequestMetrics requests, Versions versions, FeedState feed, TimeProvider clock)
    {
        http.Response.Headers.CacheControl = "no-store";
        var text = new MetricsText();
        Requests(text, requests);
        Catalogue(text, versions);
        Sources(text, feed, clock);
        Process(text);
        return TypedResults.Text(text.ToString(), ContentType);
    }

    private static void Requests(MetricsText text, RequestMetrics requests)
    {
        var routes = requests.Routes.ToList();
        text.Begin("maillage_requests_total", "counter", "Demandes, par route et par statut HTTP.");
        foreach (var route in routes)
        {
            foreach (var (status, count) in route.Outcomes)
            {
                text.Sample("maillage_requests_total", count, ("route", route.Route), ("statut", status.ToString(CultureInfo.InvariantCulture)));
            }
        }

        text.Begin("maillage_request_duration_seconds", "histogram", "Durée des demandes.");
        foreach (var route in routes)
        {
            Durations(text, route);
        }
    }

    private static void Durations(MetricsText text, RouteTally route)
    {
        const string name = "maillage_request_duration_seconds";
        List<long> within = [.. route.Within()];
        if (within[^1] == 0)
        {
            return;
        }

        for (var rank = 0; rank < within.Count; rank++)
        {
            var bound = rank < RequestMetrics.Bounds.Count ? RequestMetrics.Bounds[rank].ToString(CultureInfo.InvariantCulture) : "+Inf";
            text.Sample(name + "_bucket", within[rank], ("route", route.Route), ("le", bound));
        }

        text.Sample(name + "_sum", route.Seconds, ("route", route.Route));
        text.Sample(name + "_count", within[^1], ("route", route.Route));
    }

    private static void Catalogue(MetricsText text, Versions versions)
    {
        var snapshot = versions.Current;
        text.Gauge("maillage_version", "Version du catalogue servi ; 0 tant qu'il n'y en a pas.", snapshot?.Version ?? 0);
        text.Gauge("maillage_lieux", "Lieux servis.", snapshot?.Lieux.Count ?? 0);
        text.Gauge("maillage_services", "Services servis.", snapshot?.Services.Count ?? 0);
        text.Gauge("maillage_demarches", "Démarches servies.", snapshot?.Demarches.Count ?? 0);
    }

    private static void Sources(MetricsText text, FeedState feed, TimeProvider clock)
    {
        var (now, sources) = (clock.GetUtcNow(), feed.Known.All);
        text.Begin("maillage_source_age_seconds", "gauge", "Temps depuis le dernier import accepté de chaque source.");
        foreach (var source in sources)
        {
            if (source.ImporteeLe is { } instant)
            {
                text.Sample("maillage_source_age_seconds", (now - instant).TotalSeconds, ("source", source.Card.Id));
            }
        }

        text.Begin("maillage_source_last_run", "gauge", "Dernier import de chaque source : 1 accepté, 0 refusé.");
        foreach (var source in sources.Where(source => source.Runs.Count > 0))
        {
            text.Sample("maillage_source_last_run", source.Runs[0].Resultat == RunOutcome.Reussie ? 1 : 0, ("source", source.Card.Id));
        }

        text.Gauge("maillage_database_unreachable_seconds", "Temps depuis lequel la base ne répond plus ; 0 quand elle répond.", feed.UnreachableSince is { } since ? (now - since).TotalSeconds : 0);
    }

    private static void Process(MetricsText text)
    {
        text.Gauge("process_resident_memory_bytes", "Mémoire du processus.", Environment.WorkingSet);
        var memory = GC.GetGCMemoryInfo();
        text.Gauge("dotnet_gc_heap_bytes", "Mémoire que le dernier ramassage a trouvée prise.", memory.HeapSizeBytes);
        text.Gauge("dotnet_gc_committed_bytes", "Mémoire que le ramasse-miettes garde.", memory.TotalCommittedBytes);
        text.Begin("dotnet_gc_pause_seconds_total", "counter", "Temps où le ramasse-miettes a tout arrêté.");
        text.Sample("dotnet_gc_pause_seconds_total", GC.GetTotalPauseDuration().TotalSeconds);
    }
}

/// <summary>Writes the text that Prometheus reads.</summary>
internal sealed class MetricsText
{
    private readonly StringBuilder text = new();

    /// <summary>A number by itself.</summary>
    public void Gauge(string name, string help, double value)
    {
        Begin(name, "gauge", help);
        Sample(name, value);
    }

    /// <summary>What the numbers that follow are.</summary>
    public void Begin(string name, string type, string help) => text.Append(CultureInfo.InvariantCulture, $"# HELP {name} {help}\n# TYPE {name} {type}\n");

    /// <summary>A number.</summary>
    public void Sample(string name, double value, params IReadOnlyList<(string Name, string Value)> labels)
    {
        text.Append(name);
        if (labels.Count > 0)
        {
            text.Append('{').AppendJoin(',', labels.Select(label => $"{label.Name}=\"{Escape(label.Value)}\"")).Append('}');
        }

        text.Append(CultureInfo.InvariantCulture, $" {value:R}\n");
    }

    public override string ToString() => text.ToString();

    private static string Escape(string value) => value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);
}
