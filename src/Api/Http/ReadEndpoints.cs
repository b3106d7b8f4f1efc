using Maillage.Catalogue;

namespace Maillage.Api.Http;

/// <summary>How routes that only read are declared.</summary>
internal static class ReadEndpoints
{
    private static readonly string[] Methods = [HttpMethods.Get, HttpMethods.Head];

    /// <summary>A route for GET and HEAD.</summary>
    public static RouteHandlerBuilder MapRead(this IEndpointRouteBuilder routes, string pattern, Delegate handler) =>
        routes.MapMethods(pattern, Methods, handler);

    /// <summary>A list: at its address, and at its address with a suffix.</summary>
    public static void MapList(this IEndpointRouteBuilder routes, string path, ParameterTable table, Delegate handler, Action<RouteHandlerBuilder> describe)
    {
        var plain = routes.MapRead(path, handler).Reads(table, answersOne: false);
        describe(plain);
        routes.MapRead(path + ".{suffixe}", handler).Reads(table, answersOne: false).ExcludeFromDescription();
    }

    /// <summary>Reads its parameters by this table, and pins a version.</summary>
    public static RouteHandlerBuilder Reads(this RouteHandlerBuilder route, ParameterTable table, bool answersOne)
    {
        route.WithMetadata(table);
        route.AddEndpointFilterFactory((factory, next) =>
        {
            var filter = new ListFilter(table, factory.ApplicationServices.GetRequiredService<Versions>(), factory.ApplicationServices.GetRequiredService<TimeProvider>(), answersOne);
            return invocation => filter.InvokeAsync(invocation, next);
        });
        return route;
    }

    /// <summary>What the filter prepared.</summary>
    public static ListAnswer Answer(this HttpContext http) =>
        http.Features.Get<ListAnswer>() ?? throw new InvalidOperationException("The endpoint does not read its parameters by a table.");
}
