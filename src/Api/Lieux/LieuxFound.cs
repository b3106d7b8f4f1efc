using Maillage.Api.Feed;
using Maillage.Api.Http;
using Maillage.Catalogue;
using Maillage.Schema.Lieux;
using Maillage.Schema.Vocabulaires;

namespace Maillage.Api.Lieux;

/// <summary>What is answered of the identifier of a lieu, published, merged, withdrawn or unknown.</summary>
internal static class LieuxFound
{
    /// <summary>What the documentation says of a lieu that was merged.</summary>
    public const string Merged = "Le lieu a été réuni à un autre : Location dit où, avec les mêmes paramètres.";

    /// <summary>The answer about a lieu: what is told of it, or where it went.</summary>
    /// <param name="answer">What the request asks.</param>
    /// <param name="id">The identifier, as it was given.</param>
    /// <param name="tell">What is told of it when it is published.</param>
    /// <param name="below">What follows the identifier in the address.</param>
    public static async Task<IResult> AnswerAsync(ListAnswer answer, string id, Func<Found<Lieu>, Task<IResult>> tell, string below = "")
    {
        var key = id.ToLowerInvariant();
        var lieux = answer.Snapshot.Lieux;
        return lieux.FindRendered(key) is { } lieu ? await tell(lieu)
            : lieux.Successor(key) is { } successor ? new Moved(answer, PathOf(successor) + below)
            : lieux.WasSuppressed(key) ? new Problem(ProblemTypes.LieuSupprime)
            : Unknown(id, NearestIds.Of(answer.Snapshot, key).Take(5));
    }

    /// <summary>The problem of a source that is asked for and that there is not; null when there is none.</summary>
    public static Problem? UnknownSource(ListAnswer answer, FeedState feed)
    {
        var asked = answer.Query.ValuesOf(Filters.Source);
        var sources = asked.IsEmpty ? [] : feed.Known.All.Select(one => one.Card.Id).ToList();
        foreach (var source in asked.Where(source => !sources.Contains(source)))
        {
            return Problem.Of([ParameterReader.Wrong(
                Filters.Source, source, new("aucune source n'a cet identifiant ; elles sont toutes dans /api/v1/sources", "no source has this identifier; all of them are in /api/v1/sources"),
                [Suggestion.PlusProche(source, sources)])]);
        }

        return null;
    }

    /// <summary>Address of a lieu.</summary>
    public static string PathOf(string id) => "/api/v1/lieux/" + id;

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
