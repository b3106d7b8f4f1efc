using Maillage.Api.Docs;
using Maillage.Api.Http;
using Maillage.Catalogue;
using Maillage.Schema.Lieux;
using Maillage.Schema.Publication;

namespace Maillage.Api.Lieux;

/// <summary>The lieux: a list with its filters, and one by its identifier.</summary>
internal static class LieuxApi
{
    public static void MapLieux(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup("/api/v1").WithTags("Lieux");
        group.MapList("/lieux", LieuxParameters.Liste, List, route => route
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
            .WithDescription("404 : identifiant inconnu. 410 : le lieu a été publié et ne l'est plus.")
            .WithMetadata(new OneOf(JeuDeDonnees.Lieu));
    }

    private static Page<Lieu> List(HttpContext http)
    {
        var answer = http.Answer();
        var found = answer.Snapshot.Lieux.Run(answer.Query);
        IReadOnlyList<PageItem<Lieu>> items = [.. answer.Slice(found).Select(one => new PageItem<Lieu>(one.Record, one.Metres))];
        return new Page<Lieu>(answer, JeuDeDonnees.Lieu, items, found.Count);
    }

    private static IResult One(HttpContext http, string id)
    {
        var answer = http.Answer();
        var key = id.ToLowerInvariant();
        if (answer.Snapshot.Lieux.Find(key) is { } lieu)
        {
            return new SingleRecord<Lieu>(answer, JeuDeDonnees.Lieu, lieu);
        }

        return answer.Snapshot.Lieux.WasSuppressed(key) ? new Problem(ProblemTypes.LieuSupprime) : Unknown(id, NearestIds.Of(answer.Snapshot.Lieux, key).Take(5));
    }

    private static Problem Unknown(string id, IEnumerable<string> nearest)
    {
        var expected = Guid.TryParse(id, out _)
            ? new Phrase("aucun lieu n'a porté cet identifiant", "no lieu ever had this identifier")
            : new Phrase("un identifiant est un UUID, comme 5b0d7c1e-3f57-5d0a-9c1b-0e6a2f4d8b93", "an identifier is a UUID, such as 5b0d7c1e-3f57-5d0a-9c1b-0e6a2f4d8b93");
        var error = ParameterReader.Wrong("id", id, expected, nearest);
        var search = new Phrase($"{error.Detail.Fr} Cherchez-le par /api/v1/lieux?q=…", $"{error.Detail.En} Search for it with /api/v1/lieux?q=…");
        return new Problem(ProblemTypes.LieuInconnu, search, [error with { Detail = search }]);
    }
}
