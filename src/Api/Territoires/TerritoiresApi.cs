using Maillage.Api.Docs;
using Maillage.Api.Http;
using Maillage.Schema.Territoires;

namespace Maillage.Api.Territoires;

/// <summary>The territories: a commune, an intercommunalité, a département, a région, and what is there.</summary>
internal static class TerritoiresApi
{
    private static readonly ParameterTable None = new([]) { Formats = [OutputFormat.Json] };

    public static void MapTerritoires(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup(TerritoiresView.Root).WithTags("Territoires");
        Map(group, Niveau.Commune, OneCommune, "lireCommune", "Une commune et ce qu'on y trouve", "Un ancien code mène, par 308, à la commune d'aujourd'hui ; les arrondissements de Paris, Lyon et Marseille y sont aussi.")
            .WithMetadata(new MayMove(StatusCodes.Status308PermanentRedirect, "La commune en a rejoint une autre : Location dit laquelle."));
        Map(group, Niveau.Epci, OneEpci, "lireEpci", "Une intercommunalité et ce qu'on y trouve", "Les intercommunalités à fiscalité propre, par leur SIREN.");
        Map(group, Niveau.Departement, OneDepartement, "lireDepartement", "Un département et ce qu'on y trouve", "Les collectivités d'outre-mer y sont aussi.");
        Map(group, Niveau.Region, OneRegion, "lireRegion", "Une région et ce qu'on y trouve", "Par son code officiel géographique.");
    }

    private static RouteHandlerBuilder Map(RouteGroupBuilder group, Niveau niveau, Delegate handler, string name, string summary, string description) => group
        .MapRead(niveau.Dossier + "/{code}", handler)
        .Reads(None, answersOne: true)
        .WithName(name)
        .WithSummary(summary)
        .WithDescription(description)
        .WithMetadata(new JsonOf(nameof(TerritoirePublie), "Le territoire"), new MayFail(ProblemTypes.TerritoireInconnu));

    private static IResult OneCommune(HttpContext http, string code) =>
        Cog.Courant.ParCode(code) is not { } found ? Unknown(code, TerritoryParameters.CodeInsee)
        : found.Origine == OrigineCommune.AncienCode ? new Moved(http.Answer(), Niveau.Commune.PathOf(found.Commune.Code))
        : Answer(http, view => view.Of(found.Commune));

    private static IResult OneEpci(HttpContext http, string code) =>
        Cog.Courant.Epci(code) is { } epci ? Answer(http, view => view.Of(epci)) : Unknown(code, TerritoryParameters.CodeEpci);

    private static IResult OneDepartement(HttpContext http, string code) =>
        Cog.Courant.Departement(code) is { } departement ? Answer(http, view => view.Of(departement)) : Unknown(code, TerritoryParameters.CodeDepartement);

    private static IResult OneRegion(HttpContext http, string code) =>
        Cog.Courant.Region(code) is { } region ? Answer(http, view => view.Of(region)) : Unknown(code, TerritoryParameters.CodeRegion);

    private static JsonAnswer<TerritoirePublie> Answer(HttpContext http, Func<TerritoiresView, TerritoirePublie> make)
    {
        var answer = http.Answer();
        return new(answer, "", ApiJson.Default.TerritoirePublie, () => make(new TerritoiresView(http.Request, answer.Snapshot)));
    }

    // What the filter of lists says of a code that is none is what is to be said here.
    private static Problem Unknown(string code, Parameter filter)
    {
        var error = filter.Take(new ListRequest(), [code]) ?? throw new InvalidOperationException($"The filter {filter.Name} knows a territory that is not published.");
        return new Problem(ProblemTypes.TerritoireInconnu, error.Detail, [error with { Parametre = "code" }]);
    }
}
