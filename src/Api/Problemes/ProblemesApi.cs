using Maillage.Api.Accueil;
using Maillage.Api.Docs;
using Maillage.Api.Http;

namespace Maillage.Api.Problemes;

/// <summary>The page behind the <c>type</c> of each problem: what happened, what to do.</summary>
internal static class ProblemesApi
{
    public static void MapProblemes(this IEndpointRouteBuilder app)
    {
        app.MapRead("/problemes", Index).ExcludeFromDescription();
        app.MapRead("/problemes/{code}", One).ExcludeFromDescription();
    }

    private static IResult Index(HttpContext http) => Html.Page(http, new Phrase("Problèmes", "Problems"), string.Concat(ProblemTypes.All.Select(type =>
        $"<h2><a href=\"{type.Uri}\">{Html.Encode(type.Titre.In(http))}</a> <small>{type.Status}</small></h2><p>{Html.Encode(type.QueFaire.In(http))}</p>")));

    private static IResult One(HttpContext http, string code) => ProblemTypes.All.FirstOrDefault(type => type.Code == code) is { } type
        ? Html.Page(http, type.Titre, $"<p><code>{type.Code}</code>, HTTP {type.Status}</p><p>{Html.Encode(type.QueFaire.In(http))}</p><pre><code>{Html.Encode(Examples.TextOf(type))}</code></pre><p><a href=\"/problemes\">/problemes</a> · <a href=\"/docs\">/docs</a></p>")
        : new Problem(ProblemTypes.AdresseInconnue);
}
