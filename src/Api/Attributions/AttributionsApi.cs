using Maillage.Api.Docs;
using Maillage.Api.Feed;
using Maillage.Api.Http;
using Maillage.Api.Lieux;

namespace Maillage.Api.Attributions;

/// <summary>What is to be written beside the lieux that are reused: the licences ask for it.</summary>
internal static class AttributionsApi
{
    public static void MapAttributions(this IEndpointRouteBuilder app) => app.MapGroup("/api/v1").WithTags("Sources")
        .MapList("/attributions", LieuxParameters.Attributions, List, route => route
            .WithName("listerAttributions")
            .WithSummary("Ce qu'il faut écrire à côté des lieux que l'on reprend")
            .WithDescription(
                "Les sources des lieux que trouvent les mêmes filtres que /lieux, avec la mention que demande la licence de chacune ; en texte prêt à copier avec le suffixe .txt. "
                + "Celle d'une démarche est dans sa fiche (« mention_source »).")
            .WithMetadata(new JsonOf(nameof(ListeAttributions), "Les mentions") { Formats = LieuxParameters.Attributions.Formats }, new MayFail(ProblemTypes.FormatsContradictoires)));

    private static IResult List(HttpContext http, FeedState feed)
    {
        var answer = http.Answer();
        if (LieuxFound.UnknownSource(answer, feed) is { } unknown)
        {
            return unknown;
        }

        var known = feed.Known;
        return new AttributionsAnswer(answer, known.Tag, Mentions.Of(answer.Snapshot, answer.Query, known));
    }
}
