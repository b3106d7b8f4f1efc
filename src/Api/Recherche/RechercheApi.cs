using Maillage.Api.Docs;
using Maillage.Api.Http;
using Maillage.Catalogue;
using Maillage.Schema.Publication;

namespace Maillage.Api.Recherche;

/// <summary>Completes what is typed: communes, lieux and services together.</summary>
internal static class RechercheApi
{
    // Who types near somewhere mostly looks for something there.
    private const double NearMetres = 50_000;

    public static void MapRecherche(this IEndpointRouteBuilder app) => app.MapGroup("/api/v1").WithTags("Recherche")
        .MapRead("/recherche", Search)
        .Reads(RechercheParameters.Table, answersOne: false)
        .WithName("rechercher")
        .WithSummary("Communes, lieux et services dont les mots commencent ainsi")
        .WithDescription(
            "À demander à chaque lettre tapée. Accents, pluriels, sigles et une faute par mot sont compris ; chaque réponse a de quoi la demander ensuite. "
            + "Une commune se demande par code_insee, un lieu et un service par leur id.")
        .WithMetadata(new JsonOf(RechercheSchema.Name, "Ce qui complète"));

    private static RechercheAnswer Search(HttpContext http, CommuneSearch communes)
    {
        var answer = http.Answer();
        var text = answer.Query.Of(Filters.Texte) is Words words ? words.Text : "";
        return new RechercheAnswer(answer, communes.Best(text, answer.Limite), Best(answer, answer.Snapshot.Lieux), Best(answer, answer.Snapshot.Services));
    }

    private static IReadOnlyList<Found<TRecord>> Best<TRecord>(ListAnswer answer, Dataset<TRecord> dataset)
        where TRecord : class, IEntite
    {
        var everywhere = dataset.Run(Everywhere(answer.Query)).Page(0, answer.Limite);
        if (answer.Query.Of(Filters.Autour) is not Circle point)
        {
            return everywhere;
        }

        var near = dataset.Run(answer.Query.With(Filters.Autour, point with { Metres = NearMetres }) with { Tri = Orders.Pertinence }).Page(0, answer.Limite);
        return [.. near.Concat(everywhere).DistinctBy(found => found.Ordinal).Take(answer.Limite)];
    }

    private static ListQuery Everywhere(ListQuery query) => new ListQuery().With(Filters.Texte, query.Of(Filters.Texte) ?? new Words(""));
}
