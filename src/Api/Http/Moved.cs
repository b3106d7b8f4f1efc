namespace Maillage.Api.Http;

/// <summary>What was asked for is now at another address: the same question is to be asked there (RFC 9110 §15.4.9).</summary>
/// <param name="answer">What the request asks.</param>
/// <param name="path">The address, from the root of the API.</param>
internal sealed class Moved(ListAnswer answer, string path) : IResult
{
    public Task ExecuteAsync(HttpContext context)
    {
        var (request, response) = (context.Request, context.Response);
        response.StatusCode = StatusCodes.Status308PermanentRedirect;
        response.Headers.Location = $"{request.PathBase.ToUriComponent()}{path}{request.QueryString.ToUriComponent()}";
        response.Headers["Maillage-Version"] = answer.Version;
        // Two lieux that were taken for one may be told apart again: nobody should remember it for ever.
        response.Headers.CacheControl = "no-cache";
        return Task.CompletedTask;
    }
}
