using System.Globalization;
using Maillage.Api.Http;

namespace Maillage.Api.Protection;

/// <summary>Says to each address how many requests it has left, and refuses those that are too many (RateLimit headers, draft-ietf-httpapi-ratelimit-headers-10).</summary>
internal static class QuotaMiddleware
{
    private const string Policy = "\"adresse\"";

    public static void UseQuota(this WebApplication app, RequestQuota quota, TimeProvider clock)
    {
        if (quota.PerMinute == 0)
        {
            return;
        }

        var counter = new RequestCounter(quota, clock);
        var policy = string.Create(CultureInfo.InvariantCulture, $"{Policy};q={quota.PerMinute};w=60");
        app.Use((context, next) =>
        {
            // Supervisors ask often, and it costs nothing.
            if (context.Request.Path.StartsWithSegments("/sante") || context.Request.Path.StartsWithSegments("/metrics"))
            {
                return next(context);
            }

            var (left, seconds) = counter.Count(context.Connection.RemoteIpAddress);
            var headers = context.Response.Headers;
            headers["RateLimit-Policy"] = policy;
            headers["RateLimit"] = string.Create(CultureInfo.InvariantCulture, $"{Policy};r={Math.Max(0, left)};t={seconds}");
            return left >= 0 ? next(context) : new Problem(ProblemTypes.TropDeDemandes) { RetryAfterSeconds = seconds }.ExecuteAsync(context);
        });
    }
}
