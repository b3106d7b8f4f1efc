using Maillage.Api.Docs;
using Maillage.Api.Feed;
using Maillage.Api.Http;
using Maillage.Schema.Lieux;
using Maillage.Schema.Publication;

namespace Maillage.Api.Lieux;

/// <summary>The lieux: a list with its filters, one by its identifier, or by that of a record behind it.</summary>
internal static class LieuxApi
{
    public static void MapLieux(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup("/api/v1").WithTags("Lieux");
        // Asked for here: asked for by a handler, it would be looked for at each request.
        var feed = app.ServiceProvider.GetRequiredService<FeedState>();
        group.MapList("/lieux", LieuxParameters.Liste, (HttpContext http) => List(http, feed), route => route
            .WithName("listerLieux")
            .WithSummary("Lieux, filtrés et page par page")
            .WithDescription(
                "Des filtres différents s'ajoutent ; plusieurs valeurs d'un filtre (répété, ou séparées par des virgules) sont des alternatives. "
                + "Sans suffixe ni « format », l'en-tête Accept choisit entre JSON, GeoJSON et CSV. Le champ « provenance » n'est que dans le CSV et dans la fiche d'un lieu.")
            .WithMetadata(new ListOf(JeuDeDonnees.Lieu)));
        group.MapRead("/lieux/{id}", One)
            .Reads(LieuxParameters.Un, answersOne: true)
            .WithName("lireLieu")
            .WithSummary("Un lieu, avec tous ses champs")
            .WithDescription("308 : le lieu a été réuni à un autre, où mène Location. 404 : identifiant inconnu. 410 : le lieu a été publié et ne l'est plus.")
            .WithMetadata(new OneOf(JeuDeDonnees.Lieu), new MayMove(StatusCodes.Status308PermanentRedirect, LieuxFound.Merged), new MayFail(ProblemTypes.LieuInconnu, ProblemTypes.LieuSupprime));
        group.MapRead("/lieux/par-identifiant", ByRecord)
            .Reads(LieuxParameters.ParIdentifiant, answersOne: true)
            .WithName("lireLieuParIdentifiant")
            .WithSummary("Le lieu d'une fiche d'une source")
            .WithDescription(
                "Le lieu qu'une source connaît sous cet identifiant, tel qu'à son adresse, que dit Content-Location ; une fiche qu'une source ne donne plus mène au dernier lieu "
                + "qu'elle décrivait. 404 : aucun lieu n'a eu cette fiche. 410 : ce lieu a été publié et ne l'est plus.")
            .WithMetadata(new OneOf(JeuDeDonnees.Lieu), new AlsoSays("Content-Location"), new MayFail(ProblemTypes.LieuInconnu, ProblemTypes.LieuSupprime));
    }

    private static IResult List(HttpContext http, FeedState feed)
    {
        var answer = http.Answer();
        return LieuxFound.UnknownSource(answer, feed) ?? (IResult)answer.PageOf(JeuDeDonnees.Lieu, answer.Snapshot.Lieux.Run(answer.Query));
    }

    private static Task<IResult> One(HttpContext http, string id)
    {
        var answer = http.Answer();
        return LieuxFound.AnswerAsync(answer, id, lieu => Task.FromResult<IResult>(new SingleRecord<Lieu>(answer, JeuDeDonnees.Lieu, lieu)));
    }

    private static IResult ByRecord(HttpContext http, FeedState feed)
    {
        var answer = http.Answer();
        var (source, record) = (answer.Query.ValuesOf("source")[0], answer.Query.ValuesOf("id")[0]);
        if (answer.Snapshot.LieuOf(source, record) is { } id)
        {
            if ((answer.Snapshot.Lieux.FindRendered(id) ?? answer.Snapshot.Lieux.FindRendered(answer.Snapshot.Lieux.Successor(id) ?? "")) is not { } lieu)
            {
                return new Problem(ProblemTypes.LieuSupprime);
            }

            http.Response.Headers.ContentLocation = http.Request.PathBase.ToUriComponent() + LieuxFound.PathOf(lieu.Record.Id);
            return new SingleRecord<Lieu>(answer, JeuDeDonnees.Lieu, lieu);
        }

        return LieuxFound.UnknownSource(answer, feed) ?? UnknownRecord(source, record);
    }

    private static Problem UnknownRecord(string source, string record)
    {
        var error = ParameterReader.Wrong(
            "id", record, new($"aucun lieu n'a eu de fiche de cet identifiant dans « {source} »", $"no lieu ever had a record of this identifier in “{source}”"), []);
        return new Problem(ProblemTypes.LieuInconnu, error.Detail, [error]);
    }
}
