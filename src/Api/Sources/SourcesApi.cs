using Maillage.Api.Docs;
using Maillage.Api.Http;
using Maillage.Schema.Vocabulaires;

namespace Maillage.Api.Sources;

/// <summary>The sources: whose data these are, under which licence, how fresh, and what was found in them.</summary>
internal static class SourcesApi
{
    private static readonly ParameterTable None = new([]) { Formats = [OutputFormat.Json] };

    public static void MapSources(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup("/api/v1/sources").WithTags("Sources");
        group.MapRead("", List)
            .Reads(None, answersOne: true)
            .WithName("listerSources")
            .WithSummary("Les sources : licence, fraîcheur, dernier import")
            .WithDescription("Toutes les sources qui ont été importées, ou dont l'import a été refusé. Une source dont la déclaration a disparu y reste, comme ses données.")
            .WithMetadata(new JsonOf(nameof(ListeSources), "Les sources"));
        group.MapRead("/{id}", One)
            .Reads(None, answersOne: true)
            .WithName("lireSource")
            .WithSummary("Une source, ses derniers imports et ce qui y a été trouvé")
            .WithDescription("Les anomalies sont celles de toutes les fiches du dernier import accepté ; /docs et docs/anomalies.md expliquent leurs codes.")
            .WithMetadata(new JsonOf(nameof(SourcePubliee), "La source"), new MayFail(ProblemTypes.SourceInconnue));
    }

    private static JsonAnswer<ListeSources> List(HttpContext http, SourcesView view)
    {
        var answer = http.Answer();
        var known = view.Known;
        return new JsonAnswer<ListeSources>(answer, known.Tag, ApiJson.Default.ListeSources, () => new ListeSources
        {
            Version = answer.Version,
            Total = known.All.Count,
            Donnees = [.. known.All.Select(source => SourcesView.Summary(answer.Snapshot, source))],
        });
    }

    private static IResult One(HttpContext http, string id, SourcesView view)
    {
        var answer = http.Answer();
        var known = view.Known;
        return known.All.FirstOrDefault(source => source.Card.Id == id) is { } source
            ? new JsonAnswer<SourcePubliee>(answer, known.Tag, ApiJson.Default.SourcePubliee, () => SourcesView.Detail(answer.Snapshot, source))
            : Unknown(id, Suggestion.PlusProche(id, known.All.Select(one => one.Card.Id)));
    }

    private static Problem Unknown(string id, string? nearest)
    {
        var error = ParameterReader.Wrong("id", id, new("aucune source n'a cet identifiant", "no source has this identifier"), [nearest]);
        var all = new Phrase($"{error.Detail.Fr} Elles sont toutes dans /api/v1/sources.", $"{error.Detail.En} All of them are in /api/v1/sources.");
        return new Problem(ProblemTypes.SourceInconnue, all, [error with { Detail = all }]);
    }
}
