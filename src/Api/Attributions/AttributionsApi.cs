using Maillage.Api.Docs;
using Maillage.Api.Feed;
using Maillage.Api.Http;
using Maillage.Api.Lieux;
using Maillage.Api.Sources;
using Maillage.Catalogue;
using Maillage.Store;

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
        var counts = answer.Snapshot.Lieux.Run(answer.Query).Counts(Filters.Source);
        return new AttributionsAnswer(answer, known.Tag, [.. counts.Join(known.All, count => count.Value, source => source.Card.Id, (count, source) => Of(source, count.Count)).OfType<AttributionPubliee>()]);
    }

    // A run that is under way may have published what it has not told yet.
    private static AttributionPubliee? Of(SourceState source, int lieux) => source.ImporteeLe is not { } instant ? null : new()
    {
        Source = source.Card.Id,
        Attribution = source.Card.Attribution,
        Licence = SourcesView.Licence(source.Card.Licence),
        Url = source.Card.Url,
        DateFichier = source.Card.DateFichier,
        ImporteeLe = SourcesView.Seconds(instant),
        Lieux = lieux,
    };
}
