using Maillage.Api.Docs;
using Maillage.Api.Http;
using Maillage.Store;

namespace Maillage.Api.Changements;

/// <summary>The journal: what was published, changed, merged, withdrawn, in order. Replayed, it gives exactly the data that are served.</summary>
internal static class ChangementsApi
{
    public static void MapChangements(this IEndpointRouteBuilder app) => app.MapGroup("/api/v1").WithTags("Changements")
        .MapList("/changements", ChangementsParameters.Liste, ListAsync, route => route
            .WithName("listerChangements")
            .WithSummary("Ce qui a changé, dans l'ordre, page par page")
            .WithDescription(
                "Pour tenir une copie : lire depuis=0 et suivre « suivant » jusqu'au bout, puis redemander avec, pour « depuis » et « origine », les dernières « version » et « origine » reçues. Chaque entrée porte la fiche "
                + "entière (« donnees »), ou null quand elle n'est plus publiée ; « remplace_par » dit à quel lieu un lieu a été réuni. 410 : depuis trop longtemps, ou la base a été restaurée ; recommencer avec depuis=0.")
            .WithMetadata(new JsonOf(ChangementsSchema.Name, "Une page de changements") { Formats = ChangementsParameters.Liste.Formats })
            .WithMetadata(new AlsoSays("Maillage-Origine", "Link"), new MayFail(ProblemTypes.ChangementsPerdus, ProblemTypes.BaseInjoignable, ProblemTypes.FormatsContradictoires)));

    private static async Task<IResult> ListAsync(HttpContext http, IStore store)
    {
        var answer = http.Answer();
        (string Name, long Seq) after = answer.Apres is { } apres ? ("apres", apres) : ("depuis", answer.Depuis);
        try
        {
            var entries = await store.ChangesAsync(after.Seq, answer.Snapshot.Version, answer.Limite, http.RequestAborted);
            http.Response.Headers["Maillage-Origine"] = answer.Snapshot.Origin;
            // Read last: what compaction removes meanwhile is not told as if nothing were missing.
            return Refuse(answer, after, await store.HeadAsync(http.RequestAborted)) ?? (IResult)new ChangementsPage(answer, entries);
        }
        catch (StoreException)
        {
            return new Problem(ProblemTypes.BaseInjoignable) { RetryAfterSeconds = 5 };
        }
    }

    private static Problem? Refuse(ListAnswer answer, (string Name, long Seq) after, JournalHead head)
    {
        // Another node, ahead of this one, may have given that number; or the database was restored, and this node has yet to see it.
        if (head.Origin != answer.Snapshot.Origin || (after.Seq > answer.Snapshot.Version && after.Seq <= head.Seq))
        {
            return new Problem(ProblemTypes.PasEncorePret) { RetryAfterSeconds = 2 };
        }

        // A database that was restored gives its numbers again, to other changes.
        if (answer.Origine is { } followed && followed != head.Origin)
        {
            return new Problem(ProblemTypes.ChangementsPerdus);
        }

        if (after.Seq > answer.Snapshot.Version)
        {
            return Problem.Of([ChangementsParameters.Beyond(after.Name, after.Seq, answer.Version)]);
        }

        // Who reads everything needs the latest entry of each only, and compaction removes none of these.
        return answer.Depuis > 0 && answer.Depuis < head.Horizon ? new Problem(ProblemTypes.ChangementsPerdus) : null;
    }
}
