using Maillage.Api.Docs;
using Maillage.Api.Http;
using Maillage.Schema.Publication;
using Maillage.Schema.Services;
using Maillage.Schema.Vocabulaires;

namespace Maillage.Api.Services;

/// <summary>The services: a list with its filters, and one by its identifier.</summary>
internal static class ServicesApi
{
    private const int MostCompared = 5_000;

    public static void MapServices(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup("/api/v1").WithTags("Services");
        group.MapList("/services", ServicesParameters.Liste, List, route => route
            .WithName("listerServices")
            .WithSummary("Services, filtrés et page par page")
            .WithDescription(
                "Les champs du schéma data·inclusion v1, et le lieu. Un service est cherché à sa propre adresse, sinon à celle de son lieu ; "
                + "« zone_eligibilite » le cherche par les territoires dont les habitants peuvent y prétendre.")
            .WithMetadata(new ListOf(JeuDeDonnees.Service)));
        group.MapRead("/services/{**id}", One)
            .Reads(ServicesParameters.Un, answersOne: true)
            .WithName("lireService")
            .WithSummary("Un service, avec tous ses champs")
            .WithDescription("404 : identifiant inconnu. 410 : le service a été publié et ne l'est plus.")
            .WithMetadata(new OneOf(JeuDeDonnees.Service), new MayFail(ProblemTypes.ServiceInconnu, ProblemTypes.ServiceSupprime));
    }

    private static Page<Service> List(HttpContext http)
    {
        var answer = http.Answer();
        return answer.PageOf(JeuDeDonnees.Service, answer.Snapshot.Services.Run(answer.Query));
    }

    private static IResult One(HttpContext http, string id)
    {
        var answer = http.Answer();
        // Producers choose their ids: the router leaves a slash encoded, and decodes the rest.
        var key = id.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);
        var services = answer.Snapshot.Services;
        return services.FindRendered(key) is { } service ? new SingleRecord<Service>(answer, JeuDeDonnees.Service, service)
            : services.WasSuppressed(key) ? new Problem(ProblemTypes.ServiceSupprime)
            : Unknown(key, Suggestion.PlusProche(key, services.Ids.Take(MostCompared)));
    }

    private static Problem Unknown(string id, string? nearest)
    {
        var error = ParameterReader.Wrong(
            "id", id, new("aucun service n'a porté cet identifiant ; cherchez-le par /api/v1/services?q=…", "no service ever had this identifier; search for it with /api/v1/services?q=…"), [nearest]);
        return new Problem(ProblemTypes.ServiceInconnu, error.Detail, [error]);
    }
}
