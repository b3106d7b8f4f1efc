using Maillage.Api.Feed;
using Maillage.Api.Http;
using Maillage.Catalogue;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Maillage.Api.Sante;

/// <summary>For supervisors: is the process alive, can it answer.</summary>
internal static class SanteApi
{
    public static void MapSante(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup("/sante").WithTags("Santé").AddEndpointFilter(Uncached);
        group.MapRead("/vive", Live).WithName("santeVive").WithSummary("Le processus répond");
        group.MapRead("/prete", Ready).WithName("santePrete").WithSummary("Le service a des données à servir")
            .WithDescription("503 tant que rien n'est chargé. « base_injoignable_depuis » dit depuis quand la base ne répond plus ; les dernières données restent servies.");
    }

    // Asked to know the state now: nothing between may answer instead.
    private static async ValueTask<object?> Uncached(EndpointFilterInvocationContext invocation, EndpointFilterDelegate next)
    {
        invocation.HttpContext.Response.Headers.CacheControl = "no-store";
        return await next(invocation);
    }

    private static JsonHttpResult<EtatVivant> Live() => TypedResults.Json(new EtatVivant("vive"), ApiJson.Default.EtatVivant);

    private static IResult Ready(Versions versions, FeedState feed) => versions.Current is { } current
        ? TypedResults.Json(
            new EtatPret("prete", current.Version.ToString(System.Globalization.CultureInfo.InvariantCulture), current.Lieux.Count, feed.UnreachableSince),
            ApiJson.Default.EtatPret)
        : new Problem(ProblemTypes.PasEncorePret) { RetryAfterSeconds = 2 };
}

/// <summary>Le processus répond.</summary>
/// <param name="Etat">Toujours « vive ».</param>
internal sealed record EtatVivant(string Etat);

/// <summary>Ce que le service a à servir.</summary>
/// <param name="Etat">Toujours « prete ».</param>
/// <param name="Version">Version du catalogue servi.</param>
/// <param name="Lieux">Nombre de lieux publiés.</param>
/// <param name="BaseInjoignableDepuis">Instant depuis lequel la base ne répond plus ; null quand elle répond.</param>
internal sealed record EtatPret(string Etat, string Version, int Lieux, DateTimeOffset? BaseInjoignableDepuis);
