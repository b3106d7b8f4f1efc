using System.Security.Cryptography;
using System.Text;

namespace Maillage.Api.Http;

/// <summary>A text that only changes with the program, or seldom: a cache keeps it, and asks for it again by its tag.</summary>
/// <param name="text">The text.</param>
/// <param name="contentType">Its media type.</param>
/// <param name="cacheControl">What a cache may do with it.</param>
/// <param name="vary">The headers of the request that it depends on.</param>
internal sealed class FixedText(string text, string contentType, string cacheControl = "no-cache", string vary = "Accept-Encoding") : IResult
{
    private const int LengthOfTag = 16;

    private readonly byte[] bytes = Encoding.UTF8.GetBytes(text);
    private readonly string etag = $"W/\"{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, LengthOfTag))}\"";

    public Task ExecuteAsync(HttpContext context)
    {
        var response = context.Response;
        (response.Headers.ETag, response.Headers.CacheControl, response.Headers.Vary) = (etag, cacheControl, vary);
        if (Build.IsKnownTo(context.Request, etag))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return Task.CompletedTask;
        }

        (response.ContentType, response.ContentLength) = (contentType, bytes.Length);
        return HttpMethods.IsHead(context.Request.Method) ? Task.CompletedTask : response.Body.WriteAsync(bytes, context.RequestAborted).AsTask();
    }
}
