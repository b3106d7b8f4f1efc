using System.Diagnostics;
using Maillage.Schema.Vocabulaires;
using Microsoft.AspNetCore.Diagnostics;

namespace Maillage.Api.Http;

/// <summary>Whatever goes wrong outside a handler is a problem too: an unknown address, a refused method, a fault of ours.</summary>
internal static partial class ErrorHandling
{
    public static void UseProblems(this WebApplication app)
    {
        app.UseExceptionHandler(handler => handler.Run(AnswerFault));
        app.UseStatusCodePages(context => AnswerStatus(context.HttpContext));
    }

    private static Task AnswerFault(HttpContext http)
    {
        var fault = http.Features.Get<IExceptionHandlerFeature>()?.Error;
        if (fault is BadHttpRequestException)
        {
            return new Problem(ProblemTypes.RequeteIllisible).ExecuteAsync(http);
        }

        var number = Activity.Current?.TraceId.ToString() ?? http.TraceIdentifier;
        var route = http.Features.Get<IExceptionHandlerFeature>()?.Endpoint is RouteEndpoint endpoint ? endpoint.RoutePattern.RawText : null;
        Failed(http.RequestServices.GetRequiredService<ILogger<Problem>>(), number, http.Request.Method, route ?? "", fault);
        return new Problem(ProblemTypes.ErreurInterne, new Phrase(
            $"L'erreur est de notre côté ; signalez-la avec le numéro {number}.", $"The error is ours; report it with the number {number}.")).ExecuteAsync(http);
    }

    // The route, not the address: what is searched for is the reader's own business.
    [LoggerMessage(EventId = 5, EventName = "erreur", Level = LogLevel.Error, Message = "Erreur {Numero} : {Methode} {Route}")]
    private static partial void Failed(ILogger logger, string numero, string methode, string route, Exception? fault);

    private static Task AnswerStatus(HttpContext http) => http.Response.StatusCode switch
    {
        StatusCodes.Status404NotFound => UnknownAddress(http).ExecuteAsync(http),
        StatusCodes.Status405MethodNotAllowed when HttpMethods.IsOptions(http.Request.Method) => AnswerOptions(http),
        StatusCodes.Status405MethodNotAllowed => RefuseMethod(http),
        StatusCodes.Status400BadRequest => new Problem(ProblemTypes.RequeteIllisible).ExecuteAsync(http),
        _ => Task.CompletedTask,
    };

    private static Task RefuseMethod(HttpContext http)
    {
        Allow(http.Response);
        return new Problem(ProblemTypes.MethodeRefusee).ExecuteAsync(http);
    }

    private static Task AnswerOptions(HttpContext http)
    {
        http.Response.StatusCode = StatusCodes.Status204NoContent;
        Allow(http.Response);
        return Task.CompletedTask;
    }

    // The router says which methods there are.
    private static void Allow(HttpResponse response) => response.Headers.Allow = $"{response.Headers.Allow}, OPTIONS";

    private static Problem UnknownAddress(HttpContext http)
    {
        var path = http.Request.Path.Value ?? "";
        var known = http.RequestServices.GetServices<EndpointDataSource>()
            .SelectMany(source => source.Endpoints)
            .OfType<RouteEndpoint>()
            .Select(endpoint => "/" + endpoint.RoutePattern.RawText?.Trim('/'))
            .Where(pattern => !pattern.Contains('{'))
            .Distinct();
        return Suggestion.PlusProche(path, known) is { } nearest
            ? new Problem(ProblemTypes.AdresseInconnue, new Phrase(
                $"L'adresse « {path} » n'existe pas. Vouliez-vous dire « {nearest} » ?", $"There is no address “{path}”. Did you mean “{nearest}”?"))
            : new Problem(ProblemTypes.AdresseInconnue);
    }
}
