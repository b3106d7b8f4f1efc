using Maillage.Api.Docs;
using Maillage.Api.Feed;
using Maillage.Api.Http;
using Maillage.Api.Lieux;
using Maillage.Store;

namespace Maillage.Api.Rapprochements;

/// <summary>Why the records behind a lieu were taken for one, and those like them were not.</summary>
internal static class RapprochementsApi
{
    public static void MapRapprochements(this IEndpointRouteBuilder app) => app.MapGroup("/api/v1").WithTags("Lieux")
        .MapRead("/lieux/{id}/rapprochements", OneAsync)
        .Reads(LieuxParameters.Rapprochements, answersOne: true)
        .WithName("lireRapprochements")
        .WithSummary("Pourquoi des fiches ont été réunies dans un lieu, et d'autres non")
        .WithDescription(
            "Les fiches du lieu, et chaque paire de fiches comparées dont l'une au moins est derrière lui, la plus ressemblante d'abord : son score (0 à 1), les preuves avec leurs points, "
            + "et ce qui interdit de les réunir (« obstacle »), s'il y a lieu. Deux fiches peuvent être réunies par une troisième.")
        .WithMetadata(
            new JsonOf(RapprochementsSchema.Name, "Les rapprochements"), new MayMove(StatusCodes.Status308PermanentRedirect, LieuxFound.Merged),
            new MayFail(ProblemTypes.LieuInconnu, ProblemTypes.LieuSupprime, ProblemTypes.BaseInjoignable));

    private static Task<IResult> OneAsync(HttpContext http, string id, IStore store, FeedState feed)
    {
        var answer = http.Answer();
        return LieuxFound.AnswerAsync(
            answer,
            id,
            async lieu =>
            {
                try
                {
                    // Noted before: what is read of the pairs is never older than what the tag says.
                    var run = feed.Known.Tag;
                    return new RapprochementsAnswer(answer, run, lieu.Record, await store.PairsOfAsync(lieu.Record.Id, http.RequestAborted));
                }
                catch (StoreException)
                {
                    return new Problem(ProblemTypes.BaseInjoignable) { RetryAfterSeconds = 5 };
                }
            },
            "/rapprochements");
    }
}
