using System.ComponentModel;
using Maillage.Api.Docs;
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
        group.MapRead("/vive", Live).WithName("santeVive").WithSummary("Le processus répond")
            .WithDescription("Pour ce qui redémarre un processus qui ne répond plus : la base n'y est pas regardée.")
            .WithMetadata(new JsonOf(nameof(EtatVivant), "Il répond") { IsOfTheMoment = true });
        group.MapRead("/prete", Ready).WithName("santePrete").WithSummary("Le service a des données à servir")
            .WithDescription("503 tant que rien n'est chargé. « base_injoignable_depuis » dit depuis quand la base ne répond plus ; les dernières données restent servies.")
            .WithMetadata(new JsonOf(nameof(EtatPret), "Il a des données") { IsOfTheMoment = true }, new MayFail(ProblemTypes.PasEncorePret));
    }

    // Asked to know the state now: nothing between may answer instead.
    private static async ValueTask<object?> Uncached(EndpointFilterInvocationContext invocation, EndpointFilterDelegate next)
    {
        invocation.HttpContext.Response.Headers.CacheControl = "no-store";
        return await next(invocation);
    }

    private static JsonHttpResult<EtatVivant> Live() => TypedResults.Json(new EtatVivant { Etat = "vive" }, ApiJson.Default.EtatVivant);

    private static IResult Ready(Versions versions, FeedState feed) => versions.Current is { } current
        ? TypedResults.Json(
            new EtatPret { Etat = "prete", Version = current.VersionText, Lieux = current.Lieux.Count, BaseInjoignableDepuis = feed.UnreachableSince },
            ApiJson.Default.EtatPret)
        : new Problem(ProblemTypes.PasEncorePret) { RetryAfterSeconds = 2 };
}

// The descriptions below are those of the OpenAPI description: its schemas are made from these types.

/// <summary>The process answers.</summary>
[Description("Le processus répond.")]
internal sealed record EtatVivant
{
    [Description("Toujours « vive ».")]
    public required string Etat { get; init; }
}

/// <summary>What the service has to serve.</summary>
[Description("Ce que le service a à servir.")]
internal sealed record EtatPret
{
    [Description("Toujours « prete ».")]
    public required string Etat { get; init; }

    [Description("Version du catalogue servi.")]
    public required string Version { get; init; }

    [Description("Nombre de lieux publiés.")]
    public required int Lieux { get; init; }

    [Description("Instant depuis lequel la base ne répond plus ; null quand elle répond.")]
    public required DateTimeOffset? BaseInjoignableDepuis { get; init; }
}
