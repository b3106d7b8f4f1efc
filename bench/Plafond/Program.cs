// The ceiling: Kestrel alone, without routing or anything else, sending bytes that it was given.
//   Maillage.Bench.Plafond FOLDER URL      FOLDER holds one file an address: « a/b.json » is served at /a/b.json
using System.Collections.Frozen;

if (args is not [var folder, var url])
{
    Console.Error.WriteLine("usage: Maillage.Bench.Plafond FOLDER URL");
    return 2;
}

const string json = "application/json; charset=utf-8";
var files = Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
    .ToFrozenDictionary(file => "/" + Path.GetRelativePath(folder, file), File.ReadAllBytes);
var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
builder.WebHost.UseKestrelCore().UseUrls(url).ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
await using var app = builder.Build();
app.Run(context =>
{
    var response = context.Response;
    if (!files.TryGetValue(context.Request.Path.Value ?? "", out var bytes))
    {
        response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }

    if (context.Request.Headers.IfNoneMatch.Count > 0)
    {
        response.Headers.ETag = context.Request.Headers.IfNoneMatch;
        response.StatusCode = StatusCodes.Status304NotModified;
        return Task.CompletedTask;
    }

    response.ContentType = json;
    response.ContentLength = bytes.Length;
    return response.Body.WriteAsync(bytes, 0, bytes.Length);
});
await app.RunAsync();
return 0;
